"""The form knows whom the card is for: its words name them, its questions fit their age."""

from __future__ import annotations

import pytest

from tests.people import answers
from tests.web.making.listing import named
from tests.web.pages import PageClient, page_of, text_of
from tests.web.walking import start, start_from_file

TODDLER = {
    "answered_by": "parent",
    "name": "Ada Okoro",
    "born__day": "2",
    "born__month": "03",
    "born__year": "2025",
}
SKIN = {"cutaneous", "maculopapular-cutaneous", "diffuse-cutaneous", "mastocytoma"}


def test_a_child_is_called_by_its_name_in_headings_and_not_in_titles(client: PageClient) -> None:
    """Browsers keep titles in their history; questions say "your child"."""
    page = start(client, **TODDLER).get("/reactions")

    assert page.heading == "Ada Okoro’s reactions so far"
    assert page.title.startswith("Your child’s reactions so far")
    assert "Was your child ever in intensive care for a reaction?" in page.text


@pytest.mark.parametrize(
    ("answered_by", "asked"),
    [
        ("patient", "Which kind of mastocytosis do you have?"),
        ("parent", "Which kind of mastocytosis does your child have?"),
        ("caregiver", "Which kind of mastocytosis does this person have?"),
    ],
)
def test_the_grammar_is_right_for_all_three(
    client: PageClient, answered_by: str, asked: str
) -> None:
    """Each wording addresses the person who fills in the form."""
    assert asked in start(client, answered_by=answered_by).get("/kind").text


def test_the_check_page_says_whom_you_means(client: PageClient) -> None:
    """Its notes speak to the person of the card, who may be another one than its reader."""
    assert "Below, “you” means Ada Okoro." in start(client, **TODDLER).get("/check").text
    assert "“you” means" not in start(client, name="Ben Lee").get("/check").text


@pytest.mark.parametrize("answered_by", ["patient", "parent", "caregiver"])
def test_the_name_of_a_unit_is_the_same_for_all_three(client: PageClient, answered_by: str) -> None:
    """A capital letter would make another unit of it."""
    walk = start(client, answered_by=answered_by, region="GB")
    units = [
        text_of(one)
        for path, unit in (("/tests", "tryptase"), ("/more", "weight"))
        for one in walk.get(path).all("label")
        if f"{unit}-unit" in (one.get("for") or "")
    ]

    assert units == ["ng/mL", "micrograms/L (µg/L, mcg/L)", "kg", "lb (pounds)"]


@pytest.mark.parametrize(
    ("answered_by", "said"),
    [
        ("patient", "This person decides for me"),
        ("caregiver", "This contact decides for this person"),
    ],
)
def test_a_list_says_what_was_ticked(client: PageClient, answered_by: str, said: str) -> None:
    """Without its question, "Yes" would say nothing."""
    walk = start(client, answered_by=answered_by)
    walk.send("/contacts/1", {"name": "Jo Wu", "guardian": "y"})

    assert f"{said} (parent or guardian) Change" in walk.get("/contacts/").text


@pytest.mark.parametrize(
    ("answered_by", "born", "hint"),
    [
        ("patient", "1950", "For example: husband, mother, neighbor"),
        ("parent", "2020", "For example: mother, father, grandmother"),
        ("caregiver", "1950", "For example: daughter, husband, neighbor"),
    ],
)
def test_who_to_call_is_told_apart_from_the_person(
    client: PageClient, answered_by: str, born: str, hint: str
) -> None:
    """The examples fit the age, and two people are not both called "this person"."""
    page = start(client, answered_by=answered_by, name="Ada Okoro", born__year=born).get(
        "/contacts/1"
    )
    assert hint in page.text
    assert ("Helpers call this person about Ada Okoro." in page.text) is (answered_by != "patient")


def test_no_question_speaks_to_the_parent_as_if_they_were_ill(client: PageClient) -> None:
    """On pages about another person, "you have" and "you take" would mean the wrong person."""
    walk = start(client, **TODDLER)
    for path in walk.pages():
        said = walk.get(path).text
        for wrong in (
            "do you have",
            "do you take",
            "Your medicines",
            "did you have",
            "did you need",
            "your doctor",
            "{}",
        ):
            assert wrong not in said, path


@pytest.mark.parametrize(
    ("path", "units"), [("/tests", {"ng/mL", "/µL (or /mm³)"}), ("/more", {"kg", "lb (pounds)"})]
)
def test_the_units_are_written_alike_for_everybody(
    client: PageClient, path: str, units: set[str]
) -> None:
    """Only words that begin with the person get a capital: "Ng/mL" is no unit."""
    for answered_by in ("patient", "parent"):
        page = start(client, **TODDLER | {"answered_by": answered_by}).get(path)
        assert units <= {text_of(one) for one in page.all("label")}


def test_a_toddler_is_asked_about_no_illness_of_the_old(client: PageClient) -> None:
    """No beta-blocker, coronary disease or pregnancy; at 40, all three are asked."""
    child, adult = start(client, **TODDLER), start(client, name="Ben Lee", born__year="1986")

    for walk, asked in [(child, False), (adult, True)]:
        staff = {box.get("name") for box in walk.get("/staff").all("input")}
        usual = {box.get("name") for box in walk.get("/illnesses/usual").all("input")}
        assert ("alerts-beta-blocker-answer" in staff) is asked
        assert ("pregnancy-ticked" in usual, "coronary-disease-ticked" in usual) == (asked, asked)
        assert "alerts-asthma-answer" in staff


def test_the_forms_of_the_skin_come_first_for_a_child(client: PageClient) -> None:
    """On the first page, and after "Not sure" on the page of all forms; no form is left out."""
    child, adult = start(client, **TODDLER), start(client, name="Ben Lee")
    kinds = [
        [box.get("value") or "" for box in named(walk.get("/kind"), "subtype")]
        for walk in (child, adult)
    ]

    assert [one[0] for one in kinds] == ["", ""]
    assert set(kinds[0][1 : len(SKIN) + 1]) == SKIN
    assert set(kinds[0]) == set(kinds[1])
    first = named(child.get("/first"), "subtype")
    assert first[0].get("value") == "cutaneous"


def test_an_answer_that_is_no_longer_asked_stays_on_its_page(client: PageClient) -> None:
    """If the year of birth was corrected: the earlier answer is shown, kept and printed."""
    walk = start(client, born__year="1980")
    walk.send("/staff", {"alerts-beta-blocker-answer": "yes", "alerts-beta-blocker-note": "half"})

    walk.send("/about", {"answered_by": "parent", "born-year": "2024", "name": "Ada Okoro"})

    page = walk.get("/staff")
    assert page.typed["alerts-beta-blocker-answer"] == ["yes"]
    walk.send("/staff", page=page)
    assert walk.saved["alerts"]["beta-blocker"] == {"answer": "yes", "note": "half"}


def test_the_parent_comes_first_among_those_to_call(client: PageClient) -> None:
    """The tick that this person decides is preset; it can be removed."""
    page = start(client, **TODDLER).get("/first")

    assert page.typed["contact-guardian"] == ["y"]
    assert "Name of a parent: you, or the other one" in page.text
    assert "contact-guardian" not in start(client, name="Ben Lee").get("/first").typed


def test_whom_it_is_for_can_be_changed_and_is_in_the_file(client: PageClient) -> None:
    """The papers say whose word the answers are, so the record has it."""
    walk = start(client, **TODDLER)
    assert walk.get("/about").typed["answered_by"] == ["parent"]

    walk.send("/about", {"answered_by": "caregiver"})

    assert walk.get("/about").typed["answered_by"] == ["caregiver"]
    assert walk.saved["answered_by"] == "caregiver"


def test_answers_that_do_not_say_who_filled_them_in_are_asked_for_it(client: PageClient) -> None:
    """Older ones do not. Nothing is chosen for the person: the papers would say it."""
    walk = start_from_file(client, answers("01"))
    assert "answered_by" not in walk.get("/about").typed

    assert walk.post("/about").status_code == 422
    walk.send("/about", {"answered_by": "caregiver"})

    assert walk.saved["answered_by"] == "caregiver"


def test_a_small_child_in_an_older_file_is_taken_for_a_child(client: PageClient) -> None:
    """It does not say whom the card is for, but its date of birth does."""
    child, adult = (start_from_file(client, answers(case)) for case in ("04", "01"))

    assert child.get("/").text.count("Noah Tamm’s") > 3
    assert "Your medicines" in adult.get("/").text


def test_a_long_name_does_not_fill_the_heading(client: PageClient) -> None:
    """A long name would push the question off a small screen."""
    walk = start(client, **TODDLER | {"name": "Ada " + "Wilhelmina " * 5})

    assert walk.get("/medicines/usual").heading == "Your child’s medicines"


def test_whom_the_card_is_for_must_be_chosen(client: PageClient) -> None:
    """The first page assumes nothing."""
    answer = client.post("/make/new", data={"name": "Li Wu", "born-year": "2001", "region": "GB"})

    (box,) = page_of(answer).problems.values()
    assert box == "answered_by-0"
    assert text_of(page_of(answer).all("legend")[0]) == "Who is this card for?"
