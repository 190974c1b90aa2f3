"""What an owner's draft would replace: the kept answers, and the photo that is kept with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from walletcard.clinical.record import RecordRefused
from walletcard.form.drafts import Draft
from walletcard.form.filling import said
from walletcard.form.outline import EntryList, Place, places
from walletcard.form.records import Record, answers_on, record_of
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord, digest
from walletcard.web.session.access import visitor
from walletcard.web.site.current import store

LATEST = "9999"  # what was changed here is of today


@dataclass(frozen=True)
class Replaced:
    """What differs between the kept answers and the draft that would replace them.

    `kept` is None if those answers cannot be read. `is_overtaken` if they were changed since the
    draft was begun. `differing` are the pages and lists with other answers, if they are from a file
    or overtaken: the heading, what is kept, and what the draft has. `opens` if a code that works
    opens the answers.
    """

    kept: Record | None
    opens: bool
    is_overtaken: bool
    is_another_person: bool
    differing: list[tuple[str, str, str]]
    is_older: bool
    loses_photo: bool


def replaced_by(draft: Draft) -> Replaced | None:
    """What an owner's draft would replace; None for a draft of a new card."""
    if not draft.owner:
        return None
    held = cards.holding(store(), visitor().known_owner)
    answers = held.answers
    kept, is_overtaken = _record(answers), digest(answers) != draft.held
    return Replaced(
        kept,
        held.current is not None,
        is_overtaken,
        kept is not None and not _is_same_person(kept, draft.record),
        list(_differing(kept, draft.record)) if kept and (draft.from_file or is_overtaken) else [],
        kept is not None and draft.record.get("answered_on", LATEST) < kept["answered_on"],
        answers.photo is not None and not photo_of(draft),
    )


def photo_of(draft: Draft) -> str | None:
    """The photo of a draft; an owner's draft may still have the one that is kept.

    The kept one is of the person whom the kept answers name. Answers from a file, or from before
    others were kept, get it only if they are of the same person.
    """
    if draft.photo or not draft.owner or "photo" not in draft.record:
        return draft.photo
    answers = _kept()
    if digest(answers) == draft.held and not draft.from_file:
        return answers.photo
    kept = _record(answers)
    return answers.photo if kept and _is_same_person(kept, draft.record) else None


def _kept() -> KeptRecord:
    return cards.holding(store(), visitor().known_owner).answers


def _record(answers: KeptRecord) -> Record | None:
    try:
        return record_of(answers.patient)
    except RecordRefused:
        return None


def _is_same_person(one: Record, other: Record) -> bool:
    return all(one.get(key) == other.get(key) for key in ("name", "born"))


def _differing(kept: Record, new: Record) -> Iterator[tuple[str, str, str]]:
    for place in places():
        before, after = _answers(place, kept), _answers(place, new)
        if before != after:
            yield place.heading, _count(before), _count(after)


def _answers(place: Place, record: Record) -> list[Any] | None:
    """The entries of a list, or the answered questions of a page; None if nothing is answered."""
    if isinstance(place, EntryList):
        return record.get(place.key)
    form = place.form(data=answers_on(record, place))
    return [(one.asked, one.text) for one in said(form) if one.text] or None


def _count(answers: list[Any] | None) -> str:
    """How many there are; a list without entries says that there are none."""
    return "nothing" if answers is None else str(len(answers) or "“none”")
