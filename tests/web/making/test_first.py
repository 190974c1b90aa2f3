"""The page of first questions, whose answers belong to several places of the record."""

from __future__ import annotations

import pytest

from tests.people import answers
from tests.web.pages import Page, PageClient, page_of
from tests.web.walking import Walk, start, start_from_file
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part
from walletcard.wording import Words

WASP = {"cause-answer": "yes", "cause-name": "wasp sting"}
JO = {"contact-name": "Jo Wu", "contact-phone": "020 7946 0018"}


def test_its_answers_stand_where_their_own_pages_have_them(client: PageClient) -> None:
    """The form of the disease, the cause of a severe reaction, and whom to call."""
    walk = start(client)

    walk.send("/first", {"subtype": "unknown", **WASP, **JO})

    saved = walk.saved
    assert saved["subtype"] == "unknown"
    assert saved["triggers"] == [{"name": "wasp sting", "reaction": "anaphylaxis"}]
    assert saved["contacts"] == [{"name": "Jo Wu", "phone": "020 7946 0018"}]
    assert walk.get("/triggers/1").typed["reaction"] == ["anaphylaxis"]


def test_it_says_what_severe_means_in_the_words_of_the_list_of_triggers(client: PageClient) -> None:
    """The card says "anaphylaxis" then, so nobody may choose it for less."""
    walk = start(client)
    walk.send("/first", {**WASP, **JO})

    for meant in (
        "passed out, used adrenaline or went to hospital",
        "r a doctor called it anaphylaxis",
    ):
        assert meant in walk.get("/first").text
        assert meant in walk.get("/triggers/1").text


def test_a_form_from_its_own_page_is_called_by_its_name(client: PageClient) -> None:
    """It stays an answer here, though only the large groups are offered."""
    walk = start_from_file(client, answers("02") | {"subtype": "smoldering"})

    page = walk.get("/first")

    assert page.typed["subtype"] == ["smoldering"]
    assert "Smoldering systemic mastocytosis" in page.text


def test_another_mast_cell_disease_is_offered_and_the_rest_is_said_to_follow(
    client: PageClient,
) -> None:
    """Somebody with MCAS would else have to say that they are not sure."""
    walk = start(client)
    page = walk.get("/first")
    assert "Not sure, or another one" in page.text
    assert "You can choose from all kinds later" in page.text

    walk.send("/first", {"subtype": "mcas"})

    assert walk.saved["subtype"] == "mcas"
    assert walk.get("/kind").typed["subtype"] == ["mcas"]


def test_the_name_of_whom_to_call_is_asked_before_the_number(client: PageClient) -> None:
    """That is the order in which people say it."""
    boxes = [box.get("name") or "" for box in start(client).get("/first").all("input")]

    asked = [name for name in boxes if name.startswith("contact-")]
    assert asked == ["contact-name", "contact-relation", "contact-phone", "contact-guardian"]


def test_sent_twice_it_is_one_answer(client: PageClient) -> None:
    """Sent by Back and Continue, or by a double press."""
    walk = start(client)
    for _ in range(2):
        walk.send("/first", {**WASP, **JO})

    walk.send("/first", {"cause-name": "bee sting"})

    assert walk.saved["triggers"] == [{"name": "bee sting", "reaction": "anaphylaxis"}]
    assert len(walk.saved["contacts"]) == 1


def test_it_changes_nothing_else_of_a_full_record(client: PageClient) -> None:
    """Sent without a change, it changes nothing; a changed contact leaves the others."""
    walk = start_from_file(client, answers("01"))
    before = walk.saved
    walk.send("/first")
    assert walk.saved == before

    walk.send("/first", {"contact-name": "Jonas K."})

    others = walk.saved["contacts"][1:]
    assert others == before["contacts"][1:]
    assert walk.saved["contacts"][0]["phone"] == before["contacts"][0]["phone"]
    assert walk.get("/contacts/").text.count("Jonas K.") >= 1


def test_no_cause_known_is_an_answer_and_not_sure_is_none(client: PageClient) -> None:
    """The card may say "No triggers known" only if the person said so."""
    none, open_ = start(client), start(client, name="Ben Lee")
    none.send("/first", {"cause-answer": "none"})
    open_.send("/first", {"cause-answer": ""})

    assert none.saved["triggers"] == []
    assert "triggers" not in open_.saved


def test_no_answer_takes_back_the_cause_alone(client: PageClient) -> None:
    """Other triggers stay, each at its own address."""
    walk = start(client)
    walk.send("/first", WASP)
    walk.send("/triggers/2", {"name": "rubbed skin", "reaction": "mild", "looked": "rubbed skin"})

    walk.send("/first", {"cause-answer": "", "cause-name": ""})

    assert [one["name"] for one in walk.saved["triggers"]] == ["rubbed skin"]
    assert walk.get("/triggers/2").typed["reaction"] == ["mild"]


@pytest.mark.parametrize(
    ("boxes", "box", "fault"),
    [
        ({"cause-answer": "yes"}, "cause-name", "Write what it was."),
        ({"cause-name": "bee"}, "cause-answer-0", "Choose yes, or clear"),
        ({"contact-phone": "1"}, "contact-name", "Write the name too."),
        ({**WASP, "cause-name": "w" * 101}, "cause-name", "101 letters in a row"),
        ({**JO, "contact-name": "J" * 301}, "contact-name", "301 characters"),
    ],
)
def test_a_half_answer_is_asked_about_at_its_box(
    client: PageClient, boxes: dict[str, str], box: str, fault: str
) -> None:
    """The page's rules and the record's rules both apply; what was typed stays."""
    page = page_of(start(client).post("/first", boxes))

    assert list(page.problems.values()) == [box]
    assert fault in next(iter(page.problems))
    assert {name: page.typed[name] for name in boxes} == {n: [text] for n, text in boxes.items()}


def test_the_quick_card_names_the_form(client: PageClient) -> None:
    """The words "form not known" are printed only if the person does not know it."""
    said = {}
    for subtype in ("unknown", "cutaneous", ""):
        walk = start(client, name=f"Li {subtype}")
        walk.send("/first", {"subtype": subtype})
        said[subtype] = "form not known" in plan_of(walk)
    assert said == {"unknown": False, "cutaneous": False, "": True}


def plan_of(walk: Walk) -> str:
    """The diagnosis that the faces print for a draft."""
    return " ".join(str(Words().say(one)) for one in plan(walk.patient).of(Part.DIAGNOSIS))


def test_after_the_first_questions_comes_the_page_that_checks(client: PageClient) -> None:
    """No page only confirms; a person who wants to answer more is led through the rest."""
    walk = start(client)
    pen = {"sold": "another", "device": "other", "name": "Kit", "route": "nasal"}
    assert walk.post("/pens/1?brand=another", pen).location == "/make/1/first"

    assert walk.post("/first", WASP).location == "/make/1/check"
    assert walk.post("/first", {**WASP, "do": "rest"}).location == "/make/1/more?to=rest"
    assert walk.post("/more?to=rest").location == "/make/1/kind?to=rest"


def test_continue_stays_in_its_topic(client: PageClient) -> None:
    """After a topic's last page comes the check page, whatever is unanswered elsewhere."""
    walk = start_from_file(client, answers("02"))

    assert walk.post("/kind").location == "/make/1/tests"
    assert walk.post("/reactions").location == "/make/1/check"
    assert walk.post("/medicines/").location == "/make/1/check"
    assert walk.post("/kind?to=check").location == "/make/1/check"


@pytest.mark.parametrize(
    ("answered_by", "year", "is_asked"),
    [("parent", "2021", True), ("caregiver", "2014", True), ("patient", "1980", False)],
)
def test_a_child_s_weight_is_asked_among_the_first_questions(
    client: PageClient, answered_by: str, year: str, *, is_asked: bool
) -> None:
    """The check page would ask for it: emergency staff go by the weight of a child."""
    walk = start(client, answered_by=answered_by, **{"born-year": year})
    page = walk.get("/first")
    assert ("weight-value" in page.typed) is is_asked

    if is_asked:
        walk.send("/first", {"weight-value": "33,5", "weight-unit": "lb", "weight-on-year": "2026"})
        assert walk.saved["weight"] == {"value": 33.5, "unit": "lb", "on": "2026"}
        assert walk.get("/more").typed["weight-value"] == ["33.5"]
        assert "emergency staff go by weight" not in walk.get("/check").text


def test_the_first_questions_leave_a_weight_as_it_is(client: PageClient) -> None:
    """A grown-up is not asked for it; a child's is kept unless it is changed."""
    for number in ("01", "04"):
        walk = start_from_file(client, answers(number))
        before = walk.saved["weight"]
        walk.send("/first", {"contact-name": "Jo Wu"})
        assert walk.saved["weight"] == before


def test_a_weight_that_was_typed_stays_though_the_age_was_changed_meanwhile(
    client: PageClient,
) -> None:
    """The page asked a child for it, and another window says that the person is grown up."""
    walk = start(client, answered_by="parent", **{"born-year": "2015"})
    of_a_child = walk.get("/first")
    walk.send("/about", {"answered_by": "patient", "born-year": "1980"})

    walk.send("/first", {"weight-value": "61", "weight-unit": "kg"}, page=of_a_child)

    assert walk.saved["weight"] == {"value": 61, "unit": "kg"}


def test_a_weight_without_its_unit_is_asked_about(client: PageClient) -> None:
    """12 may be kilograms or pounds."""
    walk = start(client, answered_by="parent", **{"born-year": "2022"})

    page = page_of(walk.post("/first", {"weight-value": "12"}))

    assert page.problems == {"Your child’s weight: Choose the unit.": "weight-unit-0"}


MORE = {"note": "two stings at once", "last-year": "2019", "confirmed_by": "Dr. Roux"}


def told_more(client: PageClient) -> tuple[Walk, Page]:
    """A cause about which more was told on its own page, and the first page from before."""
    walk = start(client)
    walk.send("/first", WASP)
    before = walk.get("/first")
    walk.send("/triggers/1", MORE | {"looked": "wasp sting"})
    return walk, before


@pytest.mark.parametrize(
    "another",
    [
        {"cause-name": "ibuprofen"},
        {"cause-answer": "none", "cause-name": ""},
        {"cause-answer": "", "cause-name": ""},
    ],
)
def test_what_was_told_of_a_cause_never_becomes_another_one_s_and_is_not_lost(
    client: PageClient, another: dict[str, str]
) -> None:
    """The card would say of ibuprofen when the wasp stung, and which doctor says so."""
    walk, before = told_more(client)
    told = walk.saved["triggers"]

    page = page_of(walk.post("/first", another | JO, page=before))

    (fault,) = page.problems
    assert "You wrote more about “wasp sting”" in fault
    assert page.typed["cause-name"] == [another["cause-name"]]
    assert walk.saved["triggers"] == told
    assert (told[0]["note"], told[0]["last"]) == ("two stings at once", "2019")


def test_the_rest_of_the_page_is_saved_beside_a_cause_of_which_more_was_told(
    client: PageClient,
) -> None:
    """It is refused only if the cause changes."""
    walk, before = told_more(client)
    told = walk.saved["triggers"]

    walk.send("/first", JO, page=before)

    assert walk.saved["triggers"] == told
    assert walk.saved["contacts"][0]["name"] == "Jo Wu"


def test_nothing_known_is_not_taken_while_other_triggers_are_listed(client: PageClient) -> None:
    """The answer would be dropped in silence, as they stay."""
    walk = start(client)
    walk.send("/triggers/1", {"name": "rubbed skin", "reaction": "mild", "looked": "rubbed skin"})

    page = page_of(walk.post("/first", {"cause-answer": "none"}))

    (fault,) = page.problems
    assert "Other triggers are listed already." in fault
    assert [one["name"] for one in walk.saved["triggers"]] == ["rubbed skin"]
