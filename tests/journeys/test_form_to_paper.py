"""From the first page to both PDFs, in a real Chromium, as a person would go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.filling import (
    IPHONE_SE,
    ON_THE_CARD,
    PHONE,
    PIXEL,
    Journey,
    Person,
    somebody,
)
from tests.journeys.telling import as_told, tell
from tests.paper.reading import missing_words, read
from tests.people import answers
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import patient_from, read_record

pytestmark = pytest.mark.browser

# Number of pages from the first to the one with the papers. Without scripts, each name that may
# mean several things takes one page more, which asks about it.
FIVE_MINUTES = 7
MOST_LOADS = {"01": 24, "04": 25, "03": 65}


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def person(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Person]:
    """Somebody with a phone, once with JavaScript and once without."""
    with somebody(browser, address, IPHONE_SE, scripts=request.param) as one:
        yield one


def test_the_five_minute_card(person: Person) -> None:
    """Name, pens and one contact are enough to print, and what was typed is on the papers."""
    person.answer_first()
    assert person.heading == "Check your answers"
    person.make()
    assert person.heading == "Your card and plan are ready"

    card = person.download("Download the wallet card")
    plan = person.download("Download the action plan")

    assert person.effort.loads <= FIVE_MINUTES
    names = card.suggested_filename, plan.suggested_filename
    assert [name.partition("_")[0] for name in names] == ["wallet-card", "action-plan"]
    pages = read(Path(card.path()).read_bytes())
    assert missing_words(ON_THE_CARD, pages) == []
    assert missing_words(ON_THE_CARD, read(Path(plan.path()).read_bytes())) == []


@pytest.mark.parametrize(
    "journey",
    [
        Journey("01", IPHONE_SE, scripts=True),
        Journey("04", PIXEL, scripts=True),
        Journey("03", IPHONE_SE, scripts=False),
    ],
    ids=["typical", "a parent", "22 medicines without scripts"],
)
def test_all_answers_of_a_person(browser: Browser, address: str, journey: Journey) -> None:
    """Entered by hand in so many pages, the saved file and the papers say what the case says."""
    record = answers(journey.case)
    with somebody(browser, address, journey.device, scripts=journey.scripts) as person:
        tell(person, record)
        assert person.heading == "Check your answers"
        person.make()
        saved, plan = papers_of(person)

    told = patient_from(as_told(record) | {"answered_on": saved.answered_on})
    assert differences(saved, told) == {}
    assert missing_words(words_of(record), read(plan)) == []
    assert person.effort.loads <= MOST_LOADS[journey.case]


def differences(one: Patient, other: Patient) -> dict[str, tuple[object, object]]:
    """The answers in which two patients differ."""
    both = {key: (getattr(one, key), getattr(other, key)) for key in Patient.model_fields}
    return {key: (mine, yours) for key, (mine, yours) in both.items() if mine != yours}


def papers_of(person: Person) -> tuple[Patient, bytes]:
    """What the person takes home: the answers as a file, and the action plan."""
    saved = person.download("Save my answers")
    plan = person.download("Download the action plan")
    return read_record(Path(saved.path()).read_bytes()), Path(plan.path()).read_bytes()


def words_of(record: dict[str, Any]) -> list[str]:
    """Names and places in the person's own words, which must be on the papers."""
    typed = [record["name"], *(one["name"] for one in record["contacts"])]
    return typed + [one["kept_at"] for one in record["epinephrine"]]


def test_a_medicine_is_found_by_a_name_that_is_nearly_right(person: Person) -> None:
    """It is typed on the checklist, looked up and picked on the next page, and then on the list."""
    person.begin()
    person.open("/make/1/medicines/usual")
    person.type("Another medicine, by name or brand", "Metroprolol")
    person.press("Continue")
    person.pick("Metoprolol")
    person.press("Save", exact=True)

    assert person.heading == "Your medicines"
    assert person.page.locator(".row-name").all_inner_texts() == ["Metoprolol"]


def test_choices_appear_while_a_name_is_typed(browser: Browser, address: str) -> None:
    """Only with scripts; showing them picks nothing."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    person = Person(context.new_page(), address)
    said: list[str] = []
    person.page.on("console", lambda message: said.append(message.text))
    person.begin()
    person.open("/make/1/medicines/9")
    person.page.get_by_label("Name of the medicine").press_sequentially("Metroprolol")

    person.page.get_by_role("radio", name="Metoprolol").check(timeout=10_000)
    person.press("Save", exact=True)

    assert person.page.locator(".row-name").all_inner_texts() == ["Metoprolol"]
    assert said == []
    context.close()


def test_answers_are_saved_and_started_from_again(person: Person) -> None:
    """The saved file brings everything back, even when the form is not finished."""
    person.begin()
    person.open("/make/1/")
    saved = person.download("Save my answers")
    assert saved.suggested_filename.startswith("walletcard-record_")

    person.open("/make/file")
    person.page.get_by_label("Your saved answers").set_input_files(saved.path())
    person.press("Open it")

    assert person.heading == "Check your answers"
    person.page.locator(".answers summary").first.click()
    assert person.page.get_by_text("Maria Keller").last.is_visible()


def test_a_person_is_led_to_what_is_wrong(person: Person) -> None:
    """The summary has the focus, its link leads to the box, and the typed text is still there."""
    person.open("/make")
    person.pick("Me")
    person.date("Date of birth", year="1984")
    person.page.get_by_label("Country").select_option("United States")
    person.press("Start")

    assert person.page.title() == "Error: Start a card – walletcard"
    assert person.page.locator(".problems:focus").count() == 1
    person.follow("Write the name.")
    person.page.keyboard.type("Maria Keller")
    person.press("Start")

    assert person.heading == "Your epinephrine"


def test_the_keyboard_alone_leads_to_the_paper(browser: Browser, address: str) -> None:
    """Every box and button is reached by Tab, in the order of the page."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}/make")
    type_by_keyboard(page, "Me", " ")
    type_by_keyboard(page, "Name on your papers", "Li Wu")
    type_by_keyboard(page, "Year", "2001")
    type_by_keyboard(page, "Country", "Germany")
    press_by_keyboard(page, "Start")
    press_by_keyboard(page, "Skip for now")
    press_by_keyboard(page, "Check and print")
    press_by_keyboard(page, "Make my card and plan")
    assert page.get_by_role("heading", level=1).inner_text() == "Your card and plan are ready"
    context.close()


def type_by_keyboard(page: Page, label: str, text: str) -> None:
    """Move to a box with Tab and type."""
    tab_to(
        page, "const label = one.labels && one.labels[0]; return label && label.innerText", label
    )
    page.keyboard.type(text)


def press_by_keyboard(page: Page, name: str) -> None:
    """Move to a button or link with Tab and press Enter."""
    tab_to(page, "return one.innerText", name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_to(page: Page, says: str, wanted: str) -> None:
    """Press Tab until the focused element has the wanted text."""
    for _ in range(120):
        page.keyboard.press("Tab")
        said = page.evaluate(f"(() => {{ const one = document.activeElement; {says} }})()")
        if (said or "").strip() == wanted:
            return
    raise AssertionError(f"Tab never reaches {wanted}")
