"""The section “What to do now” on the page with the card and on the owner's page."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask

from tests.people import a_patient, person
from tests.web.help.own_words import OFFERED
from tests.web.keeping import enter, keep, record
from tests.web.pages import PageClient, SecureClient, page_of, text_of
from tests.web.walking import start_from_file
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.web.help.reminders import AHEAD
from walletcard.web.site.current import today
from walletcard.wording import Words
from walletcard.wording.words import NO_BREAK


def what_now(app: Flask, patient: Patient, panels: int | None = 2) -> Element:
    """That section of the page with the card."""
    with app.test_request_context():
        macros: Any = app.jinja_env.get_template("macros/help.html").module
        section: Element = html5lib.parseFragment(
            str(macros.what_now(patient, panels)), namespaceHTMLElements=False
        )
    return section


def buttons(section: Element) -> dict[str, str]:
    """The text of each button -> where it posts the papers' hidden field to."""
    found = list(section.iter("button"))
    assert {one.get("form") for one in found} == {"papers"}
    return {text_of(one): one.get("formaction") or "" for one in found}


def links(section: Element) -> dict[str, str]:
    """The text of each link -> where it leads."""
    return {text_of(one): one.get("href") or "" for one in section.iter("a")}


def test_the_page_with_the_card_leads_on_with_the_person_s_own_words(app: Flask) -> None:
    """One button per page; the number of panels is said if it is known."""
    section = what_now(app, person("01"), None)

    assert buttons(section) == OFFERED
    assert "panels" not in text_of(section)
    assert links(section)["How to do it, with pictures"] == "/help/print"


def test_the_page_with_the_card_shows_what_to_do_now(client: PageClient) -> None:
    """The form sends the record to each of these pages, and they accept it."""
    result = start_from_file(client, record("01").encode()).send("/check")

    (section,) = [one for one in result.all("section") if one.get("aria-labelledby") == "what-now"]
    posts = {text_of(one): one.get("formaction") for one in section.iter("button")}
    assert OFFERED.items() <= posts.items()
    boxes = result.by_id("papers").iter("input")
    sent = {one.get("name"): one.get("value") for one in boxes if one.get("type") == "hidden"}
    for path in OFFERED.values():
        assert client.post(path, data=sent).status_code == 200


@pytest.mark.parametrize(
    ("panels", "place"), [(2, "fold-2"), (3, "fold-4"), (4, "fold-4"), (5, "fold-6"), (6, "fold-6")]
)
def test_the_link_goes_to_the_way_to_fold_just_this_card(
    app: Flask, panels: int, place: str
) -> None:
    """Nobody has to find out how many panels the card has."""
    section = what_now(app, person("01"), panels)

    assert links(section)["How to do it, with pictures"] == f"/help/print#{place}"
    assert f"The card has {panels} panels" in text_of(section)


def test_the_link_to_help_begins_with_the_country(app: Flask, client: PageClient) -> None:
    """If no clinic is known there, the page says so."""
    helped = {code for one in catalogue().help.values() for code in one.regions}
    without = next(code for code in catalogue().regions if code not in helped)

    for region, begins in {"US": "US", without: "everywhere"}.items():
        address = links(what_now(app, a_patient(region=region)))["Societies and clinics"]
        page = page_of(client.get(address))
        assert page.all("section")[0].get("aria-labelledby") == begins
        assert ("We know nobody in" in page.text) is (region == without)


def test_without_a_date_no_reminders_are_offered(app: Flask, client: PageClient) -> None:
    """The page says what to add; a request for the file anyway is answered in the same way."""
    section = what_now(app, person("02"))

    assert set(OFFERED) - set(buttons(section)) == {"Reminders for my calendar"}
    for region, drug in (("GB", "adrenaline"), ("US", "epinephrine")):
        offered = text_of(what_now(app, a_patient(region=region)))
        assert f"Look at the month on your {drug}." in offered
        assert f"the plan with your {drug}," in offered
    answer = client.post("/reminders.ics", data={"record": record("02")})
    assert answer.status_code == 422
    assert page_of(answer).heading == "There is no date in your answers"


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (["2020-01"], "One date is past or near. You will be reminded of it on"),
        (["2020-01", "2021-05"], "2 dates are past or near. You will be reminded of them on"),
        (["2090-01"], None),
    ],
)
def test_the_page_says_when_a_late_reminder_comes(
    app: Flask, months: list[str], said: str | None
) -> None:
    """The usual day of a past or near date is already over."""
    pens = [{"device": "epipen", "expires": month} for month in months]
    section = text_of(what_now(app, a_patient(epinephrine=pens)))

    day = Words().date((today() + AHEAD).isoformat()).replace(NO_BREAK, " ")
    assert (f"{said} {day}." in section) if said else ("past or near" not in section)


def test_an_owner_finds_the_same_on_the_page_of_their_card(keeper: SecureClient) -> None:
    """A year later, the owner link still leads to the letter and the reminders."""
    enter(keeper, keep(keeper, record("01")))

    page = page_of(keeper.get("/owner/card"))

    (section,) = [one for one in page.all("section") if one.get("aria-labelledby") == "what-now"]
    assert buttons(section) == OFFERED
    boxes = page.by_id("papers").iter("input")
    sent = {one.get("name"): one.get("value") for one in boxes if one.get("type") == "hidden"}
    assert keeper.post("/help/call", data=sent).status_code == 200


@pytest.mark.parametrize(("number", "is_child"), [("04", True), ("01", False)])
def test_the_cards_of_a_child_are_where_the_child_and_its_pens_are(
    client: PageClient, number: str, *, is_child: bool
) -> None:
    """A grown-up has the card in a wallet; a child is looked after by several people."""
    result = start_from_file(client, record(number).encode()).send("/check")
    enter(client, keep(client, record(number)))

    for page in (result, page_of(client.get("/owner/card"))):
        assert ("one at school or day care" in page.text) is is_child
        assert ("The card in your wallet" in page.text) is not is_child
