"""Every sentence of the catalogue with its sources, for clinicians to check and sign."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, abort, render_template

from walletcard.clinical.catalogue import Catalogue, catalogue
from walletcard.clinical.entries import Sentence, Source
from walletcard.clinical.guidance import states_fact
from walletcard.clinical.listing import outdated, states
from walletcard.clinical.statement import Part
from walletcard.web.help.pages import NOT_IN_LETTER, NOT_ON_CALL, NOT_ON_TRIP
from walletcard.web.site.decisions import ANYONE, opens_to
from walletcard.wording import Words
from walletcard.wording.details_text import DETAILS_LEFT_OUT
from walletcard.wording.sections import (
    CARD_LEFT_OUT,
    PAGE_LEFT_OUT,
    PHONE_LEFT_OUT,
    PLAN_LEFT_OUT,
    LeftOut,
)

pages = Blueprint("sentences", __name__)

# For each sentence id, the parts of the Plan and the other places that use it.
SAID_FILE = Path(__file__).with_name("said.json")
# The faces that print the Plan, each with the parts that it leaves out.
FACES: tuple[tuple[str, LeftOut], ...] = (
    ("card", CARD_LEFT_OUT),
    ("plan", PLAN_LEFT_OUT),
    ("page behind the code", PAGE_LEFT_OUT),
    ("texts for the phone", PHONE_LEFT_OUT),
    ("help pages", NOT_ON_CALL),
    ("letter", NOT_IN_LETTER),
    ("letter for a flight or a school", NOT_ON_TRIP),
    ("details as text", DETAILS_LEFT_OUT),
)

ALL, REST = "all", "rest"
# The pages with the sentences of each face; `REST` has those of no face, such as in the form.
PAGES = {
    "card": "card",
    "plan": "plan",
    "page": "page behind the code",
    "phone": "texts for the phone",
    "help": "help pages",
    "letter": "letter",
    "details": "details as text",
    REST: "form and other pages",
    ALL: "all, on one page",
}

# The groups of sentences: id on the page, heading, and for whom they are. The last holds what
# states no fact.
GROUPS = (
    ("everyone", "What everybody is told", "everyone"),
    ("staff", "What emergency staff are told", "staff"),
    ("person", "What the person who makes the card is told", "patient"),
    ("frames", "Words around answers, headings and labels", None),
)
MARKS = {
    "a": "read at the source",
    "a-": "second-hand: a lead, and no ground to print on",
    "b": "not read",
}


@dataclass(frozen=True)
class SentenceGroup:
    """Sentences under one heading."""

    id: str
    heading: str
    sentences: tuple[Sentence, ...]
    states_facts: bool


@pages.get("/about/content")
@opens_to(ANYONE, compressed=True)
def statements() -> str:
    """How the sentences are checked, and where to read those of each face."""
    read = catalogue()
    return render_template(
        "help/content.html",
        read=read,
        faces=[(slug, face, len(said_on(read, slug))) for slug, face in PAGES.items()],
        states=states(read),
        outdated=outdated(read),
        marks=MARKS,
    )


@pages.get("/about/content/<face>")
@opens_to(ANYONE, compressed=True)
def of_face(face: str) -> str:
    """The sentences of one face, or all, each with its sources and its review."""
    if face not in PAGES:
        abort(HTTPStatus.NOT_FOUND)
    read = catalogue()
    return render_template(
        "help/sentences.html",
        read=read,
        face=PAGES[face],
        groups=groups(said_on(read, face)),
        blanks=Words().with_blanks,
        sources_of=lambda one: _sources(read, one),
        where=lambda one: list(where(one.id)),
    )


def said_on(read: Catalogue, slug: str) -> list[Sentence]:
    """The sentences that can be said on a face, by its page; on none of them, or anywhere."""
    names = {face for face, _ in FACES}
    return [
        one
        for one in read.statements.values()
        if slug == ALL
        or (PAGES[slug] in where(one.id))
        or (slug == REST and not names & set(where(one.id)))
    ]


def groups(some: Iterable[Sentence]) -> list[SentenceGroup]:
    """Sentences, each in one group, in the order of the files."""
    sorted_in: dict[str | None, list[Sentence]] = {audience: [] for *_, audience in GROUPS}
    for one in some:
        sorted_in[one.audience if states_fact(one) else None].append(one)
    return [
        SentenceGroup(id, heading, tuple(sorted_in[audience]), audience is not None)
        for id, heading, audience in GROUPS
        if sorted_in[audience]
    ]


def where(id: str) -> Iterator[str]:
    """The faces and other places where a sentence can be said."""
    places = _said().get(id, [])
    parts = {Part(place) for place in places if place in set(Part)}
    yield from (face for face, left_out in FACES if parts - left_out.keys() or face in places)
    known = {face for face, _ in FACES} | set(Part)
    yield from (place for place in places if place not in known)


@cache
def _said() -> dict[str, list[str]]:
    said: dict[str, list[str]] = json.loads(SAID_FILE.read_text("utf-8"))
    return said


def _sources(read: Catalogue, sentence: Sentence) -> list[Source]:
    return [read.sources[source] for source in sentence.sources]
