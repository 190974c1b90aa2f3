"""Drafts: a record on its way, what of it the person has been through, and whose it is."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from walletcard.form.filling import Filled, doubtable, shown
from walletcard.form.options import NOT_SURE
from walletcard.form.outline import EntryList, Page, Place, Section, places
from walletcard.form.records import NEEDED, Record, has_answers, part_of, with_entry


@dataclass
class Draft:
    """A record on its way, perhaps without what a record needs.

    An entry has an id of its own: an index means another entry once one before it is removed;
    `removed` is the last one. `doubts` are the questions of each page that were answered with "I am
    not sure", which is no answer of the record. `words` were typed to look up, by list. `owner`
    marks a draft of kept answers: it opens for that owner alone, and `held` tells which answers it
    began with. `secret` are the digits of the owner link; until `made_until` (seconds since 1970)
    the card that was made can be seen.
    """

    number: int
    record: Record = field(default_factory=dict)
    visited: list[str] = field(default_factory=list)
    ids: dict[str, list[int]] = field(default_factory=dict)
    last_id: int = 0
    removed: dict[str, Any] | None = None
    doubts: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    owner: str | None = None
    held: str | None = None
    secret: str | None = None
    made_until: int = 0

    def to_json(self) -> dict[str, Any]:
        """The draft as it rests in a session; its number is the session's matter."""
        return {key: value for key, value in asdict(self).items() if value and key != "number"}

    @classmethod
    def from_json(cls, number: int, kept: dict[str, Any]) -> "Draft":
        """The draft that `to_json` wrote."""
        return cls(number, **json.loads(json.dumps(kept)))

    @classmethod
    def of(cls, record: Record) -> "Draft":
        """A new draft of a record: what it answers counts as been through."""
        draft = cls(0, record)
        for place in places():
            if isinstance(place, EntryList):
                draft.ids[place.key] = [draft.next_id() for _ in record.get(place.key) or ()]
            if has_answers(record, place):
                draft.visited.append(place.slug)
        return draft

    @property
    def answers(self) -> Record:
        """What was answered, without the day."""
        return {key: value for key, value in self.record.items() if key != "answered_on"}

    @property
    def name(self) -> str:
        """Whose card it is to be; empty if not known yet."""
        return str(self.record.get("name", ""))

    @property
    def region(self) -> str:
        """The country, or empty."""
        return str(self.record.get("region", ""))

    @property
    def missing(self) -> list[str]:
        """What a card cannot be made without, and that was not answered."""
        return [key for key in NEEDED if key not in self.record]

    def is_made_at(self, now: int) -> bool | None:
        """Whether the card that was made can be seen still; None if none was made."""
        return now < self.made_until if self.made_until else None

    def next_id(self) -> int:
        """An id for a new entry."""
        self.last_id += 1
        return self.last_id

    def changed(self, record: Record) -> None:
        """Take other answers. They are of today, unless the person says otherwise afterwards."""
        if record.get("answered_on") == self.record.get("answered_on"):
            record = {key: value for key, value in record.items() if key != "answered_on"}
        self.record = record

    def been(self, place: Place) -> None:
        """Remember that the person went through a page or list."""
        if place.slug not in self.visited:
            self.visited.append(place.slug)

    def keep_page(self, page: Page, filled: Filled, record: Record) -> None:
        """Take the record with the answers of a page, and which were "I am not sure"."""
        self.been(page)
        others = {slug: asked for slug, asked in self.doubts.items() if slug != page.slug}
        self.doubts = others | ({page.slug: filled.doubts} if filled.doubts else {})
        if filled.is_changed:
            self.changed(record)

    def entries(self, list_: EntryList) -> list[tuple[int, Record]]:
        """The entries of a list with their ids."""
        return list(zip(self._ids(list_), self.record.get(list_.key) or (), strict=True))

    def entry(self, list_: EntryList, id: int) -> Record | None:
        """An entry by its id."""
        return dict(self.entries(list_)).get(id)

    def index(self, list_: EntryList, id: int) -> int:
        """Where an entry stands, or where a new one would."""
        ids = self._ids(list_)
        return ids.index(id) if id in ids else len(ids)

    def put(self, list_: EntryList, id: int, entry: Record) -> None:
        """Change an entry, or add it at the end."""
        self.changed(with_entry(self.record, list_, self.index(list_, id), entry))
        if id not in self._ids(list_):
            self.ids[list_.key] = [*self._ids(list_), id]
            self.last_id = max(self.last_id, id)

    def remove(self, list_: EntryList, id: int) -> None:
        """Take an entry out; the last one that was can be put back."""
        index = self.index(list_, id)
        entries = list(self.record[list_.key])
        entry = entries.pop(index)
        self.removed = {"list": list_.slug, "index": index, "id": id, "entry": entry}
        self._set(list_, entries, [one for one in self._ids(list_) if one != id])

    def put_back(self, list_: EntryList) -> None:
        """Undo the last removal, if it was from this list."""
        was = self.removed
        if not was or was["list"] != list_.slug:
            return
        entries, ids = list(self.record.get(list_.key) or ()), list(self._ids(list_))
        entries.insert(was["index"], was["entry"])
        ids.insert(was["index"], was["id"])
        self._set(list_, entries, ids)
        self.removed = None

    def put_all(self, list_: EntryList, entries: list[Record]) -> None:
        """Change every entry, drop those that are empty now, and add those that are new."""
        old = self._ids(list_)
        ids = [*old, *(self.next_id() for _ in entries[len(old) :])]
        kept = [(id, entry) for id, entry in zip(ids, entries, strict=True) if entry]
        self._set(list_, [entry for _, entry in kept], [id for id, _ in kept])

    def say_none(self, list_: EntryList, *, is_none: bool) -> None:
        """Answer an empty list with "none", or leave it not known."""
        if self.record.get(list_.key):
            return
        record = {key: value for key, value in self.record.items() if key != list_.key}
        record |= {list_.key: []} if is_none else {}
        if record != self.record:
            self.changed(record)

    def _ids(self, list_: EntryList) -> list[int]:
        return self.ids.get(list_.key, [])

    def _set(self, list_: EntryList, entries: list[Record], ids: list[int]) -> None:
        """Other entries. Without any the list is not known: nobody said that there is none."""
        record = {key: value for key, value in self.record.items() if key != list_.key}
        self.changed(record | ({list_.key: entries} if entries else {}))
        self.ids[list_.key] = ids


def shown_page(draft: Draft, page: Page) -> Filled:
    """A page as it shows a draft, with "I am not sure" where that was picked."""
    filled = shown(page.form, part_of(draft.record, page))
    for field_ in doubtable(filled.form):
        if field_.data is None and field_.name in draft.doubts.get(page.slug, ()):
            field_.data = NOT_SURE
    return filled


def state(draft: Draft, section: Section) -> str:
    """How far a section is: "Completed" once the person went on from each of its pages."""
    been = [place.slug in draft.visited for place in section.places]
    if all(been):
        return "Completed"
    if any(been) or any(has_answers(draft.record, place) for place in section.places):
        return "In progress"
    return "Not yet started"
