"""Starting a draft from a file, and saving the answers as a file."""

import json
from io import BytesIO
from typing import Any

import pytest

from tests.people import PATIENTS, PRINTED, REFUSED, answers
from tests.web.pages import Page, PageClient, page_of, text_of
from tests.web.walking import start, start_from_file
from walletcard.clinical.record import read_record
from walletcard.web.site.current import today
from walletcard.web.site.errors import MOST_FAULTS_SHOWN

RELEASED = sorted((PATIENTS.parent / "released").glob("*/*.json"))


def refused(client: PageClient, data: bytes) -> Page:
    """Send a file; returns the page that says what is wrong with it."""
    answer = client.post("/make/file", data={"file": (BytesIO(data), "record.json")})
    assert answer.status_code == 422
    return page_of(answer)


def test_a_saved_record_leads_to_the_page_that_checks_it(client: PageClient) -> None:
    """All answers are there, and the card can be made right away."""
    page = start_from_file(client, answers("06")).get("/check")

    assert page.heading == "Check your answers"
    assert answers("06")["name"] in page.text
    assert "Make my card and plan" in [text_of(button) for button in page.all("button")]


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_version_ever_released_can_be_read(client: PageClient, file: Any) -> None:
    """These files must never be changed, because people have such files at home."""
    assert RELEASED
    walk = start_from_file(client, file.read_bytes())

    assert walk.patient == read_record(file.read_bytes())


def test_answers_that_are_not_finished_come_back_from_their_file(client: PageClient) -> None:
    """Missing answers may still be missing; the others come back."""
    unfinished = {"version": 1, "weight": {"value": 12, "unit": "kg"}, "medications": []}

    walk = start_from_file(client, unfinished)

    assert walk.saved == unfinished
    assert "We still need the name" in walk.get("/check").text
    again = start_from_file(client, walk.press("/save").data)
    assert again.saved == unfinished


def test_saved_answers_are_a_record_file_of_their_name(client: PageClient) -> None:
    """If all required answers are there, the command line can read the file too."""
    saved = start(client).press("/save")

    disposition = f"attachment; filename=walletcard-record_{today()}.json"
    assert saved.headers["Content-Disposition"] == disposition
    assert saved.mimetype == "application/json"
    assert read_record(saved.data).name == "Li Wu"


@pytest.mark.parametrize("number", ["01", "03", "07"])
def test_a_file_that_is_saved_again_says_the_same(client: PageClient, number: str) -> None:
    """This holds for hostile words too, and for the digits of amounts."""
    (file,) = [one for one in PRINTED if one.name.startswith(number)]

    saved = start_from_file(client, file.read_bytes()).press("/save").data

    assert read_record(saved) == read_record(file.read_bytes())


def test_an_answer_that_is_null_is_no_answer(client: PageClient) -> None:
    """A list that is null was not answered; that is not the same as empty."""
    walk = start_from_file(client, answers("02") | {"medications": None, "weight": None})

    assert {"medications", "weight"} & set(walk.saved) == set()


def test_every_fault_of_a_record_is_named(client: PageClient) -> None:
    """The summary has it in the form's words; a folded list has the paths, for who made it."""
    page = refused(client, REFUSED.read_bytes())
    problems = page.problems

    assert any(line.startswith("Your weight and languages: Your weight: ") for line in problems)
    assert any(line.startswith("Medicine 2: ") for line in problems)
    assert set(problems.values()) == {"file"}
    folded = page.all("details")[-1]
    assert "weight.unit: " in text_of(folded)
    assert "medications[1]: " in text_of(folded)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"epinephrine": [{"device": "epipen", "kept_at": "bag\u202e"}]},
            "Pen or spray 1: Where is it right now? Holds a sign that cannot be printed.",
        ),
        (
            {"hospital": {"name": "A", "phone": "1\n2"}},
            "Your hospital: Phone of the hospital: Must be one line.",
        ),
        ({"alerts": {"asthma": {"answer": "maybe"}}}, "Do you have asthma? 'maybe' is not"),
        ({"nonsense": 1}, "nonsense: 'nonsense' is not a field of the record."),
    ],
)
def test_a_fault_of_a_file_is_told_in_the_words_of_the_form(
    client: PageClient, changes: dict[str, Any], said: str
) -> None:
    """Nobody knows paths such as epinephrine[0].kept_at; what the form does not ask keeps its."""
    data = json.dumps(answers("02") | changes, default=float).encode()

    (problem,) = refused(client, data).problems
    assert said in problem


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"\x89PNG", "UTF-8"),
        (b"[]", "JSON object"),
        (b"{}", "Must be answered"),
        (b'{"name": "Li"}', "version: Must be answered"),
        (b'{"version": 2}', "version"),
    ],
)
def test_what_is_no_record_is_explained(client: PageClient, data: bytes, said: str) -> None:
    """The page says which kind of file it got."""
    assert any(said in line for line in refused(client, data).problems)


def test_no_file_is_asked_for(client: PageClient) -> None:
    """Pressing the button without a file is answered with what to do."""
    page = page_of(client.post("/make/file", data={"file": ""}))

    assert page.problems == {"Choose a file first.": "file"}
    assert page.errors == {"file": "Choose a file first."}


def test_after_many_faults_only_their_number_is_told(client: PageClient) -> None:
    """The page stays short enough to read."""
    data = ("{" + ",".join(f'"a{number}":1' for number in range(100)) + "}").encode()

    problems = list(refused(client, data).problems)

    assert len(problems) == MOST_FAULTS_SHOWN + 1
    assert problems[-1] == "And 51 more."
