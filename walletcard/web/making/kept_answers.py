"""What an owner's draft would replace: the kept answers, and the photo that is kept with them."""

from collections.abc import Iterator
from dataclasses import dataclass

from walletcard.clinical.record import RecordRefused
from walletcard.form.drafts import Draft
from walletcard.form.outline import EntryList, places
from walletcard.form.records import Record, record_of
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord, digest
from walletcard.web.session.access import visitor
from walletcard.web.site.current import store


@dataclass(frozen=True)
class Replaced:
    """What differs between the kept answers and the draft that would replace them.

    `kept` is None if those answers cannot be read. `fewer` are lists that would get shorter: the
    heading, how many entries are kept, and how many the draft has.
    """

    kept: Record | None
    is_another_person: bool
    fewer: list[tuple[str, int, int]]
    loses_photo: bool


def replaced_by(draft: Draft) -> Replaced | None:
    """What an owner's draft would replace; None for a draft of a new card."""
    if not draft.owner:
        return None
    answers = _kept()
    kept = _record(answers)
    return Replaced(
        kept,
        kept is not None and not _is_same_person(kept, draft.record),
        list(_fewer(kept or {}, draft.record)),
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


def _fewer(kept: Record, new: Record) -> Iterator[tuple[str, int, int]]:
    for list_ in (place for place in places() if isinstance(place, EntryList)):
        before, after = len(kept.get(list_.key) or ()), len(new.get(list_.key) or ())
        if after < before:
            yield list_.heading, before, after
