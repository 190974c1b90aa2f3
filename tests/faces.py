"""Every face that prints a person's Plan: its text, and the list of what it leaves out.

A statement of the Plan stands on each face, unless its part is on the face's own list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.paper.checks import card_of
from tests.paper.layer import layer, pages_of, reads_back
from tests.web.keeping import enter, keep, read
from tests.web.pages import Page, PageClient, page_of, text_of
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import write_record
from walletcard.clinical.statement import Statement
from walletcard.paper.papers import Order
from walletcard.paper.sheets import Sheet
from walletcard.web.help import pages as help_pages
from walletcard.wording import Words, details_text, sections
from walletcard.wording.plain_text import in_letters
from walletcard.wording.sections import LeftOut

Said = Callable[[PageClient, Patient], str]


@dataclass(frozen=True)
class Face:
    """A face: what it says of somebody, as letters alone, and what it leaves out."""

    said: Said
    left_out: Callable[[], LeftOut]


def _on_card(_: PageClient, patient: Patient) -> str:
    return _paper(card_of(patient, Sheet.A4).pdf)


def _on_plan(_: PageClient, patient: Patient) -> str:
    return _paper(Order(patient, Sheet.A4).action_plan())


def _paper(pdf: bytes) -> str:
    return layer(one for page in pages_of(pdf, Sheet.A4) for one in page.characters)


def _behind_the_code(client: PageClient, patient: Patient) -> str:
    page = _opened(client, patient)
    told = text_of(page.all("body")[0])
    return told.replace(text_of(page.by_id("handover")), "")


def _handed_over(client: PageClient, patient: Patient) -> str:
    return text_of(_opened(client, patient).by_id("handover"))


def _opened(client: PageClient, patient: Patient) -> Page:
    return page_of(read(client, keep(client, _record(patient)).code))


def _on_owner_s_page(client: PageClient, patient: Patient) -> str:
    enter(client, keep(client, _record(patient)))
    return page_of(client.get("/owner/card")).text


def _on_help(path: str) -> Said:
    def said(client: PageClient, patient: Patient) -> str:
        return page_of(client.post(f"/help/{path}", data={"record": _record(patient)})).text

    return said


def _in_a_code(_: PageClient, patient: Patient) -> str:
    """All that the code would hold if there were room for it."""
    return details_text.details_text(plan(patient), Words(), 10**6).text


def _record(patient: Patient) -> str:
    return write_record(patient).decode()


FACES: dict[str, Face] = {
    "card": Face(_on_card, lambda: sections.CARD_LEFT_OUT),
    "plan": Face(_on_plan, lambda: sections.PLAN_LEFT_OUT),
    "page behind the code": Face(_behind_the_code, lambda: sections.PAGE_LEFT_OUT),
    "handover": Face(_handed_over, lambda: sections.HANDOVER_LEFT_OUT),
    "owner's page": Face(_on_owner_s_page, lambda: sections.PAGE_LEFT_OUT),
    "texts for the phone": Face(_on_help("phone"), lambda: sections.PHONE_LEFT_OUT),
    "what to say on the phone": Face(_on_help("call"), lambda: help_pages.NOT_ON_CALL),
    "details as text": Face(_in_a_code, lambda: details_text.DETAILS_LEFT_OUT),
    "letter": Face(_on_help("doctor"), lambda: help_pages.NOT_IN_LETTER),
    "letter for a flight or a school": Face(_on_help("letter"), lambda: help_pages.NOT_ON_TRIP),
}
PAPER = ("card", "plan")


def lost(face: Face, client: PageClient, patient: Patient) -> Iterator[Statement]:
    """The statements of somebody's Plan that a face neither says nor leaves out by its list."""
    printed = _letters(face.said(client, patient))
    for one in plan(patient).statements:
        said = Words().plain(one)
        ways = (said, in_letters(Words(), one))
        if one.part in face.left_out() or any(_letters(way) in printed for way in ways):
            continue
        if not reads_back(said, printed):  # of paper, which hyphens and two directions change
            yield one


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() and not letter.isspace())
