"""The usual entries of a list, to tick on one page."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from wtforms import FormField

from walletcard.form.fields import TickField, complain
from walletcard.form.filling import Filled
from walletcard.form.outline import EntryList
from walletcard.form.questions import QuestionGroup
from walletcard.form.records import Record, merged
from walletcard.form.whose import NOBODY, Whose

Sent = Mapping[str, str]  # the boxes of a page
NOTHING: Sent = {}
UNTICKED = "You answered this but did not tick it. Tick it, or clear the answer."


class Row(QuestionGroup):
    """One usual entry: whether it is ticked, and what is asked about it then, without hints.

    The same hint below each tick would hide the answers.
    """

    ticked = TickField()

    def __init__(self, *sent: Any, **given: Any) -> None:
        super().__init__(*sent, **given)
        for field in self:
            field.description = ""

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if self.answers and not self.ticked.data:
            complain(self.ticked, UNTICKED)
        return valid and not self.errors


def checklist(list_: EntryList, person: Whose, sent: Sent = NOTHING) -> type[QuestionGroup]:
    """A form with a row for each usual entry, by its id."""
    return _checklist(list_, tuple(usual_of(list_, person, sent).items()))


@lru_cache(maxsize=1024)  # what is sent can be of many kinds
def _checklist(list_: EntryList, usual: tuple[tuple[str, str], ...]) -> type[QuestionGroup]:
    asked = {name: getattr(list_.form, name) for name in list_.asked}
    row = type("AskedRow", (Row,), asked)
    return type("Checklist", (QuestionGroup,), {id: FormField(row, name) for id, name in usual})


def usual_of(list_: EntryList, person: Whose, sent: Sent = NOTHING) -> Mapping[str, str]:
    """The usual entries of a list for a person, id to name.

    Those that were answered in what was `sent` are among them: age or country may have changed
    since that page was opened.
    """
    if not list_.usual:
        return {}
    anybody = list_.usual(NOBODY).items()
    answered = {id: name for id, name in anybody if _is_answered(id, list_, sent)}
    return {**list_.usual(person), **answered}


def _is_answered(id: str, list_: EntryList, sent: Sent) -> bool:
    asked = ("ticked", *list_.asked)
    return any(sent.get(f"{id}-{one}{part}") for one in asked for part in ("", "-year"))


def rows_of(record: Record, list_: EntryList, person: Whose, sent: Sent = NOTHING) -> Record:
    """The answers that the checklist shows; of several entries with one id, the first."""
    rows: Record = {}
    usual = usual_of(list_, person, sent)
    for entry in record.get(list_.key) or ():
        if entry.get("id") in usual:
            asked = {key: entry[key] for key in list_.asked if key in entry}
            rows.setdefault(entry["id"], {"ticked": True, **asked})
    return rows


def ticked(record: Record, list_: EntryList, filled: Filled) -> list[Record]:
    """The entries of a list with what was ticked, changed or unticked; new ones at the end.

    An entry that was unticked is replaced by an empty one.
    """
    before, after = filled.before, filled.form.answers
    entries = list(record.get(list_.key) or ())
    for id in [*after, *(id for id in before if id not in after)]:
        was, is_ = _asked(before.get(id)), _asked(after.get(id))
        index = next((at for at, one in enumerate(entries) if one.get("id") == id), None)
        if index is None:
            entries.append({"id": id, **is_})
        elif id not in after:
            entries[index] = {}
        elif was != is_:
            entries[index] = merged(entries[index], was, is_)
    return entries


def _asked(row: Record | None) -> Record:
    return {key: value for key, value in (row or {}).items() if key != "ticked"}
