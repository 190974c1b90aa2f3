"""The answers in an owner's file are compared with what is kept, page by page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.people import answers
from tests.web.keeping import TODAY, KeptCard, enter, keep, store_of
from tests.web.owner.forms import from_file
from tests.web.pages import SecureClient, text_of
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import OwnerSecret

WHOLE = answers("01")
LEAST = answers("02")
SAME = "The answers are the same as those kept."


def compared(keeper: SecureClient, kept: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What the check page says of a file, without the lines that are always there."""
    token = enter(keeper, keep(keeper, json.dumps(kept, default=float)))
    page = from_file(keeper, token, json.dumps(new, default=float)).get("/check")
    (section,) = [one for one in page.all("section") if one.get("aria-labelledby") == "replaced"]
    said = [text_of(one) for one in section.iter() if one.tag in {"p", "li"}]
    assert said[0].startswith("These answers are from your file.")
    return said[1:]


PEN = {"device": "epipen", "kept_at": "blue bag"}
KILOS = {"value": 70, "unit": "kg"}
NAMED = [{"name": "Ann"}, {"name": "Ben"}]
# What is kept, what a file has, and what the page says.
DIFFERING: dict[str, tuple[Any, Any, str]] = {
    "region": ("GB", "IE", "About you: 3 kept, 3 here, not the same"),
    "weight": (KILOS, KILOS | {"value": 7}, "weight and languages: 2 kept, 2 here, not the same"),
    "subtype": ("mcas", None, "Your kind of mastocytosis: 1 kept, nothing here"),
    "epinephrine": (None, [PEN, PEN], "Your adrenaline: nothing kept, 2 here"),
    "medications": (NAMED, NAMED[:1], "Your medicines: 2 kept, 1 here"),
    "triggers": (NAMED, [], "What sets it off: 2 kept, “none” here"),
    "tolerated": ([], None, "What you have taken safely: “none” kept, nothing here"),
    "alerts": ({"asthma": {"answer": "yes"}}, {}, "staff ask: 1 kept, nothing here"),
    "conditions": (NAMED, [{"name": "Ann"}, {"name": "Eve"}], "2 kept, 2 here, not the same"),
    "contacts": (NAMED, NAMED[::-1], "Who to call: 2 kept, 2 here, not the same"),
    "clinicians": (NAMED, None, "Your doctors: 2 kept, nothing here"),
    "hospital": (None, {"name": "St. Mary’s"}, "Your hospital: nothing kept, 1 here"),
}


def test_each_page_or_list_with_other_answers_is_named(keeper: SecureClient) -> None:
    """With both numbers; "none" is an answer, and not the same as no answer."""
    kept, new, said = ({key: one[at] for key, one in DIFFERING.items()} for at in range(3))

    told = compared(keeper, LEAST | kept, LEAST | new)

    assert told[0] == "This differs from what is kept:"
    for line, ending in zip(told[1:], said.values(), strict=True):
        assert line.endswith(ending)


@pytest.mark.parametrize(
    ("kept", "new", "said"),
    [
        ("yes", "no", "Questions emergency staff ask: 1 kept, 1 here, not the same"),
        ("no", "no", SAME),
    ],
)
def test_an_answer_that_became_another_is_a_difference(
    keeper: SecureClient, kept: str, new: str, said: str
) -> None:
    """Their number stays, and what emergency staff read would not."""
    before, after = ({"alerts": {"asthma": {"answer": one}}} for one in (kept, new))

    assert compared(keeper, LEAST | before, LEAST | after)[-1] == said


@pytest.mark.parametrize("number", ["03", "04", "06"])
def test_a_file_with_the_kept_answers_is_said_to_be_the_same(
    keeper: SecureClient, number: str
) -> None:
    """However long they are, and in whatever script."""
    assert compared(keeper, answers(number), answers(number)) == [SAME]


def test_every_loss_of_a_file_that_is_hardly_filled_in_is_told(keeper: SecureClient) -> None:
    """It was saved before there was a name: the person is another, and each page is named."""
    told = compared(keeper, WHOLE, {"version": 1, "subtype": "mcas"})

    assert "These are of a person without a name." in told[0]
    assert len([line for line in told if line.endswith("kept, nothing here")]) > 8
    assert "Your kind of mastocytosis: 1 kept, 1 here, not the same" in told


@pytest.mark.parametrize("changes", [{"name": "Marie Keller"}, {"born": "1950"}])
def test_another_person_is_told_first(keeper: SecureClient, changes: dict[str, str]) -> None:
    """Also one of the same name with another date of birth."""
    told = compared(keeper, WHOLE, WHOLE | changes)

    assert told[0].startswith("The kept answers are of Maria Keller, born 9 Mar 1984. These are of")
    assert told[1:] == [
        "This differs from what is kept:",
        "About you: 3 kept, 3 here, not the same",
    ]


@pytest.mark.parametrize(
    ("kept", "new", "is_told"),
    [("2026-10-01", "2025-03-02", True), ("2025-03-02", "2026-10-01", False)],
)
def test_older_answers_are_said_to_be_older(
    keeper: SecureClient, kept: str, new: str, *, is_told: bool
) -> None:
    """Both days are told; newer answers are what a file is for."""
    told = compared(keeper, LEAST | {"answered_on": kept}, LEAST | {"answered_on": new})

    older = "These answers are older: of 2 Mar 2025. The kept ones are of 1 Oct 2026."
    assert [line.replace("\xa0", " ") for line in told] == [older] * is_told + [SAME]


def test_answers_that_cannot_be_read_are_compared_with_nothing(keeper: SecureClient) -> None:
    """The page says so, and does not say that anything is the same."""
    owner = OwnerSecret.fresh()
    cards.keep(store_of(keeper.application), owner, KeptRecord('{"version": 0}'), TODAY)
    token = enter(keeper, KeptCard(owner.digits, owner.card(1).digits))

    text = from_file(keeper, token, json.dumps(WHOLE, default=float)).get("/check").text

    assert "We cannot read what is kept now." in text
    assert SAME not in text
    assert "differs" not in text


def test_a_photo_that_would_go_is_no_sameness(keeper: SecureClient) -> None:
    """The answers are the same but for the photo, which a file does not hold."""
    photo = "data:image/jpeg;base64,AAAA"
    kept = json.dumps(LEAST | {"photo": "photo.jpg"}, default=float)
    token = enter(keeper, keep(keeper, kept, photo))

    text = from_file(keeper, token, json.dumps(LEAST, default=float)).get("/check").text

    assert f"{SAME} The kept photo does not go with these answers." in text
