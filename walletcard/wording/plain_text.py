"""Sentences as plain text, for places that hold no markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from walletcard.clinical.statement import Part, Phrase, Plan, Statement, Step
from walletcard.wording.sections import TextRow
from walletcard.wording.words import Words

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = {"R", "AL"}
_TYPED = re.compile("<bdi[^>]*>(.*?)</bdi>", re.DOTALL)
_TAG = re.compile("<[^>]*>")
# Sentences in which bold type divides two answers. Letters alone have a comma there, or the end of
# a name ("Pancreatin 25 000") would run into the dose ("2 capsules").
WITHOUT_BOLD = {"medication.facts": "medication.facts.plain"}


def lines(plan: Plan, words: Words, rows: tuple[TextRow, ...]) -> Iterator[str]:
    """The statements of some rows, each on a line of its own.

    A row without parts is a heading to write under.
    """
    for heading, parts in rows:
        if parts == (Part.STEP,):
            yield from (_step(words, step) for step in plan.steps())
            continue
        said = [in_letters(words, one) for one in plan.of(*parts)]
        if heading and (said or not parts):
            yield f"{as_text(words.sentence(f'heading.{heading}'))}:"
        yield from said


def in_letters(words: Words, said: Statement | Phrase) -> str:
    """A statement or phrase without markup."""
    return as_text(words.say(replace(said, id=WITHOUT_BOLD.get(said.id, said.id))))


def as_text(said: Markup) -> str:
    """A sentence without markup; typed words keep their spaces, lines and direction."""
    return Markup(_TAG.sub("", _TYPED.sub(_isolated, said))).unescape()  # noqa: S704 - unescaped


def _isolated(typed: re.Match[str]) -> str:
    """Right-to-left words in isolates, so that they do not reorder a number after them."""
    words = typed[1]
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in words):
        return f"{FIRST_STRONG_ISOLATE}{words}{POP_ISOLATE}"
    return words


def _step(words: Words, step: Step) -> str:
    """A step with its details; each detail with an answer, such as a device, ends a line."""
    lines = [" ".join(in_letters(words, one) for one in line) for line in step.details]
    is_general = bool(step.details) and step.details[0][-1].is_general
    told = [in_letters(words, step.statement), *lines[:is_general]]
    return "\n".join((f"{step.number}. {' '.join(told)}", *lines[is_general:]))
