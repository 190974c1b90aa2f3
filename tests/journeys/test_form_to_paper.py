"""From the first page to both PDFs, in a real Chromium, as a person would go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.filling import PHONE, Person
from tests.journeys.serving import Served
from tests.paper.reading import missing_words, read
from tests.people import answers
from walletcard.clinical.record import patient_from, read_record

pytestmark = pytest.mark.browser

FIVE_MINUTES, ALL_OF_IT = 9, 24  # pages, from the first to the one with the papers
ON_THE_CARD = ["Maria Keller", "9 Mar 1984", "Call 911", "EpiPen 0.3 mg", "red pouch in handbag"]


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A phone's page, once with JavaScript and once without; it breaks none of its own rules."""
    context = browser.new_context(
        viewport=PHONE, java_script_enabled=request.param, locale="en-GB", accept_downloads=True
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    yield page
    context.close()
    assert [text for text in said if "Security Policy" in text] == []


@pytest.fixture
def person(page: Page, address: str) -> Person:
    """Somebody with that phone."""
    return Person(page, address)


def test_the_five_minute_card(person: Person) -> None:
    """Name, pens, one contact, and it prints: what was typed stands on the papers."""
    person.answer_first()
    assert person.heading == "All topics"
    person.follow("Check and print")
    person.make()
    assert person.heading == "Your card is ready"

    card = person.download("Download the wallet card")
    plan = person.download("Download the action plan")

    assert person.loads <= FIVE_MINUTES
    assert (card.suggested_filename, plan.suggested_filename) == (
        "wallet-card.pdf",
        "action-plan.pdf",
    )
    pages = read(Path(card.path()).read_bytes())
    assert missing_words([*ON_THE_CARD, "Jonas Keller"], pages) == []
    assert missing_words(ON_THE_CARD, read(Path(plan.path()).read_bytes())) == []


def test_all_answers_of_a_typical_person(person: Person) -> None:
    """Case 01 by hand, on so many pages; its medicines stand in the order of the checklist."""
    person.answer_first()
    person.follow("Continue")
    tell_body_and_disease(person)
    tell_medicines(person)
    tell_triggers(person)
    tell_what_is_safe(person)
    tell_staff(person)
    tell_doctors(person)
    assert person.heading == "Check your answers"
    person.make()

    saved = person.download("Save my answers")

    found = read_record(Path(saved.path()).read_bytes())
    typical = answers("01") | {"answered_on": found.answered_on}
    typical["medications"][2:4] = reversed(typical["medications"][2:4])  # the checklist's order
    assert found == patient_from(typical)
    assert person.loads <= ALL_OF_IT


def tell_body_and_disease(person: Person) -> None:
    """Weight and languages, the kind of mastocytosis, the letter, the reactions."""
    person.type("Weight", "68")
    person.pick("kg")
    person.date("When you were weighed", month="September", year="2026")
    person.type("Languages you speak", "English, German")
    person.press("Continue")
    person.pick("Indolent systemic mastocytosis")
    person.press("Continue")
    person.pick("A doctor found it for sure")
    person.type("Year in which it was found", "2019")
    person.type("Tryptase", "48.2")
    person.pick("ng/mL")
    person.date("When it was measured", day="2", month="April", year="2026")
    person.pick("Positive (found)")
    person.press("Continue")
    person.type("How many severe reactions (anaphylaxis) did you have?", "3")
    person.date("When was the last one?", month="May", year="2026")
    person.page.get_by_role("checkbox", name="Collapse or fainting").check()
    person.page.get_by_role("checkbox", name="Flushing").check()
    person.type("How many doses of epinephrine did you need at most?", "2")
    person.press("Continue")


def tell_medicines(person: Person) -> None:
    """All five are usual ones."""
    for name, dose, schedule in [
        ("Cetirizine", "10 mg", "twice a day"),
        ("Famotidine", "20 mg", "twice a day"),
        ("Cromolyn (cromoglicate)", "200 mg", "four times a day"),
        ("Montelukast", "10 mg", "at night"),
        ("Omalizumab", "300 mg", "every 4 weeks"),
    ]:
        choice = person.tick(name)
        choice.get_by_label("Dose").fill(dose)
        choice.get_by_label("When you take it").fill(schedule)
    person.press("Continue")


def tell_triggers(person: Person) -> None:
    """All four are usual ones; of two a doctor said so."""
    for name, happened in [
        ("Wasp or yellow jacket venom", "I passed out"),
        ("Anti-inflammatory painkillers", "I passed out"),
        ("Sudden change of temperature", "I was a bit itchy"),
        ("Alcohol", "I was a bit itchy"),
    ]:
        person.tick(name).get_by_role("radio", name=happened).check()
    for name, month, year in [
        ("Wasp or yellow jacket venom", "August", "2023"),
        ("Anti-inflammatory painkillers", "February", "2021"),
    ]:
        choice = person.tick(name)
        choice.get_by_label("Month").select_option(month)
        choice.get_by_label("Year").fill(year)
        choice.get_by_label("Which doctor says so").fill("Dr. Amina Osei")
    person.tick("Anti-inflammatory").get_by_label("What was it exactly?").fill("ibuprofen")
    person.press("Continue")


def tell_what_is_safe(person: Person) -> None:
    """Two medicines, one with its year."""
    person.tick("Acetaminophen (paracetamol)")
    person.tick("Fentanyl").get_by_label("Year").fill("2024")
    person.press("Continue")


def tell_staff(person: Person) -> None:
    """Three questions answered no, and one illness."""
    for question in ("beta-blocker", "steroid", "Do you have asthma?"):
        answer = person.page.get_by_role("group", name=question)
        answer.get_by_role("radio", name="No", exact=True).first.check()
    person.press("Continue")
    person.press("Continue")
    person.tick("Osteoporosis")
    person.press("Continue")


def tell_doctors(person: Person) -> None:
    """One doctor, and who went through the answers."""
    person.type("Name of the doctor", "Dr. Amina Osei")
    person.type("What kind of doctor?", "allergist")
    person.type("Where?", "Mastocytosis Center, Boston")
    person.type("Phone number", "+1 617 555 0188")
    person.press("Save", exact=True)
    person.press("Continue")
    person.press("Continue")
    person.press("Continue")
    person.type("Who went through your answers with you?", "Dr. Amina Osei")
    person.date("When?", day="1", month="October", year="2026")
    person.date("When should it be looked at again?", day="1", month="October", year="2027")
    person.press("Continue")


def test_a_medicine_is_found_by_a_name_that_is_nearly_right(person: Person) -> None:
    """Typed on the checklist, looked up on the next page, picked, and on the list."""
    person.begin()
    person.open("/make/1/medicines/usual")
    person.type("Another medicine, by name or brand", "Metroprolol")
    person.press("Continue")
    person.pick("Metoprolol")
    person.press("Save", exact=True)

    assert person.heading == "Your medicines"
    assert person.page.locator(".row-name").all_inner_texts() == ["Metoprolol"]


def test_choices_appear_while_a_name_is_typed(browser: Browser, address: str) -> None:
    """With a script; nothing is picked by it."""
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
    """The saved file brings everything back, also before it is finished."""
    person.begin()
    person.open("/make/1/")
    saved = person.download("Save my answers")
    assert saved.suggested_filename == "walletcard-record.json"

    person.open("/make/file")
    person.page.get_by_label("Your saved answers").set_input_files(saved.path())
    person.press("Open it")

    assert person.heading == "Check your answers"
    assert person.page.get_by_text("Maria Keller").first.is_visible()


def test_a_person_is_led_to_what_is_wrong(person: Person) -> None:
    """The summary has the focus, its link leads to the box, and what was typed stays."""
    person.open("/make")
    person.date("Date of birth", year="1984")
    person.page.get_by_label("Country").select_option("United States")
    person.press("Start")

    assert person.page.title() == "Error: About you – walletcard"
    assert person.page.locator(".problems:focus").count() == 1
    person.follow("Write your name.")
    person.page.keyboard.type("Maria Keller")
    person.press("Start")

    assert person.heading == "Your epinephrine"


def test_the_keyboard_alone_leads_to_the_paper(browser: Browser, address: str) -> None:
    """Every box and button is reached by Tab, in the order of the page."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}/make")
    type_by_keyboard(page, "Your name", "Li Wu")
    type_by_keyboard(page, "Year", "2001")
    type_by_keyboard(page, "Country", "Germany")
    press_by_keyboard(page, "Start")
    press_by_keyboard(page, "I will say it later")
    press_by_keyboard(page, "I will say it later")
    press_by_keyboard(page, "Check and print")
    press_by_keyboard(page, "Make my card")
    assert page.get_by_role("heading", level=1).inner_text() == "Your card is ready"
    context.close()


def type_by_keyboard(page: Page, label: str, text: str) -> None:
    """Tab to a box and type."""
    tab_to(
        page, "const label = one.labels && one.labels[0]; return label && label.innerText", label
    )
    page.keyboard.type(text)


def press_by_keyboard(page: Page, name: str) -> None:
    """Tab to a button or link and press Enter."""
    tab_to(page, "return one.innerText", name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_to(page: Page, says: str, wanted: str) -> None:
    """Press Tab until what has the focus says what is wanted."""
    for _ in range(120):
        page.keyboard.press("Tab")
        said = page.evaluate(f"(() => {{ const one = document.activeElement; {says} }})()")
        if (said or "").strip() == wanted:
            return
    raise AssertionError(f"Tab never reaches {wanted}")


def test_a_server_that_is_killed_between_any_two_steps_loses_nothing(
    browser: Browser, served: Served
) -> None:
    """After each page that was sent it is killed and started: all of it is there."""
    context = browser.new_context(viewport=PHONE, ignore_https_errors=True, locale="en-GB")
    person = Person(context.new_page(), served.origin, served.restart)
    person.answer_first()
    person.follow("Check and print")
    person.make("Keep them.")

    card = person.download("Download the wallet card")

    pages = read(Path(card.path()).read_bytes())
    assert missing_words([*ON_THE_CARD, "Jonas Keller"], pages) == []
    assert {one.code for one in pages} - {None}
    context.close()
