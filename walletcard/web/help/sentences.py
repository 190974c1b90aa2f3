"""Every sentence of the catalogue with what it rests on, for clinicians to check and to sign."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from walletcard.clinical.catalogue import Catalogue, Sentence, Source, catalogue
from walletcard.clinical.guidance import states_fact
from walletcard.clinical.listing import outdated, states
from walletcard.web.site.decisions import ANYONE, opens_to
from walletcard.wording import Words

content = Blueprint("content", __name__)

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
class Group:
    """Sentences under one heading."""

    id: str
    heading: str
    sentences: tuple[Sentence, ...]
    states_facts: bool


@content.get("/about/content")
@opens_to(ANYONE, compressed=True)
def statements() -> str:
    """Every sentence, its sources and its review."""
    read = catalogue()
    return render_template(
        "about/content.html",
        read=read,
        groups=groups(read),
        states=states(read),
        outdated=outdated(read),
        marks=MARKS,
        blanks=Words().with_blanks,
        sources_of=lambda one: _sources(read, one),
    )


def groups(read: Catalogue) -> list[Group]:
    """All sentences, each in one group, in the order of the files."""
    sorted_in: dict[str | None, list[Sentence]] = {audience: [] for *_, audience in GROUPS}
    for one in read.statements.values():
        sorted_in[one.audience if states_fact(one) else None].append(one)
    return [
        Group(id, heading, tuple(sorted_in[audience]), audience is not None)
        for id, heading, audience in GROUPS
    ]


def _sources(read: Catalogue, sentence: Sentence) -> list[Source]:
    return [read.sources[source] for source in sentence.sources]
