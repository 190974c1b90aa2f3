"""A character that no font has is told by its entry, and shown at its box."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import a_patient, answers
from tests.web.keeping import TODAY, store_of
from tests.web.pages import Page, PageClient, SecureClient, page_of, text_of
from tests.web.walking import start_from_file
from walletcard.clinical.record import write_record
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import OwnerSecret

FACE, BENGALI, CUNEIFORM = "\N{GRINNING FACE}", "\N{BENGALI LETTER A}", "\N{CUNEIFORM SIGN A}"
VOWEL = "\N{BENGALI VOWEL SIGN I}"
# What is answered, the question as it is told, the character as it is told, and the box.
CASES: list[tuple[dict[str, Any], str, str, str]] = [
    ({"name": f"Li {FACE} Wu"}, "About you: Name on ", FACE, "name"),
    (
        {"contacts": [{"name": "Ann"}, {"name": "Ben", "relation": f"son {BENGALI}"}]},
        "Person 2: Who is it?",
        BENGALI,
        "relation",
    ),
    (
        {"medications": [{"name": "Rupatadine", "note": f"at\nnight {CUNEIFORM}"}]},
        "Medicine 1: Anything else about it:",
        CUNEIFORM,
        "note",
    ),
    (
        {"alerts": {"asthma": {"answer": "yes", "note": f"mild {FACE}{BENGALI}"}}},
        "Questions emergency staff ask: Do you have asthma?",
        f"{FACE} (U+1F600 GRINNING FACE), {BENGALI}",
        "alerts-asthma-note",
    ),
    (
        {"epinephrine": [{"device": "epipen", "kept_at": f"bag {VOWEL}"}]},
        "Pen or spray 1: Where is it right now?",
        f"\N{DOTTED CIRCLE}{VOWEL}",
        "kept_at",
    ),
]


def faults(page: Page) -> dict[str, str]:
    """What the check page wants changed first, with the address of its link."""
    section = next(one for one in page.all("section") if one.get("aria-labelledby") == "faults")
    return {
        text_of(line).removesuffix(" Change it"): next(line.iter("a")).get("href", "")
        for line in section.iter("li")
    }


@pytest.mark.parametrize(("changes", "asked", "shown", "box"), CASES)
def test_the_check_page_names_the_question_and_its_link_leads_to_the_box(
    client: PageClient, changes: dict[str, Any], asked: str, shown: str, box: str
) -> None:
    """Which question, the number of its entry, which characters; at the box nothing is lost."""
    walk = start_from_file(client, answers("02") | changes)

    ((told, address),) = faults(walk.get("/check")).items()

    assert told.startswith(asked)
    assert f" Cannot be printed: {shown} (U+" in told
    page = page_of(client.get(address))
    (problem,) = page.problems
    assert page.problems[problem] == box
    assert "Cannot be printed: " in page.errors[box]
    assert shown[-1] in page.typed[box][0]


def test_every_entry_that_cannot_be_printed_is_told_apart(client: PageClient) -> None:
    """Two doctors and a hospital: three lines, three links."""
    doctors = [{"name": name, "place": f"Ward {FACE}"} for name in ("Dr A", "Dr B")]
    record = answers("02") | {"clinicians": doctors, "hospital": {"name": f"St. {FACE}"}}

    found = faults(start_from_file(client, record).get("/check"))

    assert [line.partition(" Cannot")[0] for line in found] == [
        "Doctor 1: Where?",
        "Doctor 2: Where?",
        "Your hospital: Name of the hospital:",
    ]
    assert len(set(found.values())) == 3


def test_it_is_told_in_words_about_the_person(client: PageClient) -> None:
    """Of a child nothing says "your"."""
    record = answers("02") | {"born": "2024", "hospital": {"name": f"St. {FACE}"}}

    (told,) = faults(start_from_file(client, record).get("/check"))

    assert told.startswith("Your child’s hospital: Name of the hospital: ")


def test_a_page_without_such_a_character_opens_without_a_problem(client: PageClient) -> None:
    """The trouble of one page is not shown on another, nor what is not answered yet."""
    walk = start_from_file(client, {"version": 1, "hospital": {"name": f"St. {FACE}"}})

    assert walk.get("/hospital").problems
    assert [path for path in walk.pages() if path != "/hospital" and walk.get(path).problems] == []


def test_the_owner_reads_which_kept_answer_it_is(keeper: SecureClient) -> None:
    """What an earlier release printed stays kept; the page names it."""
    owner = OwnerSecret.fresh()
    kept = a_patient(contacts=[{"name": "Ann"}, {"name": f"Ben {FACE}"}])
    cards.keep(store_of(keeper.application), owner, KeptRecord.of(kept), TODAY)
    answer = keeper.post("/owner", data={"digits": owner.digits})

    page = page_of(keeper.get(answer.location))

    assert f"Person 2: Name: Cannot be printed: {FACE} (U+1F600 GRINNING FACE)." in page.text


def test_papers_that_are_refused_name_the_answer(client: PageClient) -> None:
    """The error page speaks the form's words, not those of the file."""
    record = write_record(a_patient(contacts=[{"name": f"Ben {FACE}"}])).decode()

    answer = client.post("/papers/action-plan.pdf", data={"record": record})

    assert answer.status_code == 422
    assert "Person 1: Name: Cannot be printed: " in page_of(answer).text
    assert "contacts[0]" not in answer.text
