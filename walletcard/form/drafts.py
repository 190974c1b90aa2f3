"""Drafts: a record that is being filled in, the pages that were visited, and whose it is."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from walletcard.form.filling import Filled, doubtable, filled_from_record
from walletcard.form.options import NOT_SURE
from walletcard.form.outline import (
    ABOUT,
    CONTACTS,
    HELPERS,
    EntryList,
    Place,
    QuestionPage,
    places,
)
from walletcard.form.phones import typed_in
from walletcard.form.records import NEEDED, Record, answers_on, has_answers, with_entry
from walletcard.form.whose import Whose

# What the cards of brothers and sisters have alike.
SHARED = ("region", "contacts", "clinicians", "hospital")

PHOTO_FILE = "photo.jpg"  # what a record calls a photo that came by the web
_ONCE = {"me": "patient", "child": "parent", "other": "caregiver"}  # `answered_by` in old drafts
MOST_REMOVED = 100  # entries that can be put back, so that a draft does not grow without end


@dataclass
class Draft:
    """A record that is being filled in, and may still lack what a record needs.

    Entries have ids, because an index changes when an entry before it is removed; `removed` are the
    entries that were removed, the last one at the end. `doubts` are the questions of each page that
    were answered with "Not sure", which the record does not hold. `words` were typed to look up, by
    list. `typed_in` are the digits of phone numbers from before a change of country, each with the
    country in which it was typed. `owner` marks a draft of a kept record, which opens for that
    owner alone; `held` is the hash of the record it started from, and `from_file` says that a file
    gave the answers. `secret` are the owner's digits once the card is made; it can be seen until
    `made_until` (seconds since 1970). `link_saved` says that the person has the owner link. `photo`
    is the photo as it is printed, a `data:` URI; `uncut` the one that is still to be cut.
    """

    number: int
    record: Record = field(default_factory=dict)
    visited: list[str] = field(default_factory=list)
    ids: dict[str, list[int]] = field(default_factory=dict)
    last_id: int = 0
    removed: list[dict[str, Any]] = field(default_factory=list)
    doubts: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    typed_in: dict[str, str] = field(default_factory=dict)
    owner: str | None = None
    held: str | None = None
    from_file: bool = False
    secret: str | None = None
    made_until: int = 0
    link_saved: bool = False
    photo: str | None = field(default=None, repr=False)
    uncut: str | None = field(default=None, repr=False)

    def to_json(self) -> dict[str, Any]:
        """The draft as JSON for a session, which keeps its number."""
        return {key: value for key, value in asdict(self).items() if value and key != "number"}

    @classmethod
    def from_json(cls, number: int, kept: dict[str, Any]) -> "Draft":
        """The draft that `to_json` wrote.

        Once it held the last removed entry alone, and whom the card is for beside the record.
        """
        own = json.loads(json.dumps(kept))
        if whose := own.pop("whose", ""):
            own["record"] = {"answered_by": _ONCE[whose]} | own.get("record", {})
        if isinstance(own.get("removed"), dict):
            own["removed"] = [own["removed"]]
        return cls(number, **own)

    @classmethod
    def of(cls, record: Record) -> "Draft":
        """A new draft of a record; pages with answers count as visited."""
        draft = cls(0, record)
        for place in (*places(), HELPERS):
            if isinstance(place, EntryList):
                draft.ids[place.key] = [draft.next_id() for _ in record.get(place.key) or ()]
            if has_answers(record, place):
                draft.visited.append(place.slug)
        return draft

    @classmethod
    def of_sibling(cls, record: Record) -> "Draft":
        """A new draft for a brother or sister: the same country, people to call and doctors.

        The same person fills it in, unless that was the patient.
        """
        same: Record = {key: record[key] for key in SHARED if record.get(key)}
        if "hospital" in same:
            same["hospital"] = {k: v for k, v in same["hospital"].items() if k != "patient_number"}
        by = record.get("answered_by", "parent")
        draft = cls.of(same if by == "patient" else same | {"answered_by": by})
        draft.visited = [one for one in draft.visited if one not in {ABOUT.slug, HELPERS.slug}]
        return draft

    @property
    def answers(self) -> Record:
        """The answers without the day on which they were given."""
        return {key: value for key, value in self.record.items() if key != "answered_on"}

    @property
    def name(self) -> str:
        """The person's name; empty if it is not known yet."""
        return str(self.record.get("name", ""))

    def person(self, today: date) -> Whose:
        """The person whom the card is for."""
        return Whose.of(self.record, today)

    @property
    def region(self) -> str:
        """The country's code; empty if it is not known yet."""
        return str(self.record.get("region", ""))

    @property
    def missing(self) -> list[str]:
        """The answers that a card needs and that are missing."""
        return [key for key in NEEDED if key not in self.record]

    def is_made_at(self, now: int) -> bool | None:
        """Whether the card that was made can still be seen; None if none was made."""
        return now < self.made_until if self.made_until else None

    def take_photo(self, photo: str) -> None:
        """Take a photo that was cut to shape; the record names it, as a file beside it."""
        self.photo, self.uncut = photo, None
        self.changed(self.record | {"photo": PHOTO_FILE})

    def drop_photo(self) -> None:
        """Have no photo on the papers."""
        self.photo, self.uncut = None, None
        self.changed({key: value for key, value in self.record.items() if key != "photo"})

    def next_id(self) -> int:
        """An id for a new entry."""
        self.last_id += 1
        return self.last_id

    def changed(self, record: Record) -> None:
        """Take changed answers. They count as today's until the person says another day."""
        if record.get("answered_on") == self.record.get("answered_on"):
            record = {key: value for key, value in record.items() if key != "answered_on"}
        if self.region and record.get("region") != self.region:
            removed = [one["entry"] for one in self.removed]
            self.typed_in = typed_in(self.region, self.typed_in, self.record, removed)
        self.record = record

    def been(self, place: Place) -> None:
        """Remember that a page or list was visited."""
        if place.slug not in self.visited:
            self.visited.append(place.slug)

    def keep_page(self, page: QuestionPage, filled: Filled, record: Record) -> None:
        """Save the answers of a page, and which were "Not sure"."""
        self.been(page)
        others = {slug: asked for slug, asked in self.doubts.items() if slug != page.slug}
        self.doubts = others | ({page.slug: filled.doubts} if filled.doubts else {})
        if filled.is_changed:
            self._number(self.record, record)
            self.changed(record)
        if page is HELPERS and record.get(CONTACTS.key):
            self.been(CONTACTS)

    @property
    def is_first_time(self) -> bool:
        """Whether the first questions of a new card are still being asked."""
        return not self.owner and HELPERS.slug not in self.visited

    def _number(self, before: Record, after: Record) -> None:
        """Give ids to entries that a page of questions added at the end; forget one it removed."""
        for list_ in (one for one in places() if isinstance(one, EntryList)):
            old, new, ids = (
                before.get(list_.key) or [],
                after.get(list_.key) or [],
                self._ids(list_),
            )
            if len(new) < len(old):
                gone = next((at for at, one in enumerate(new) if one != old[at]), len(new))
                self.ids[list_.key] = [id for at, id in enumerate(ids) if at != gone]
            elif len(new) > len(old):
                self.ids[list_.key] = [*ids, *(self.next_id() for _ in new[len(old) :])]

    def entries(self, list_: EntryList) -> list[tuple[int, Record]]:
        """The entries of a list with their ids."""
        return list(zip(self._ids(list_), self.record.get(list_.key) or (), strict=True))

    def entry(self, list_: EntryList, id: int) -> Record | None:
        """An entry by its id."""
        return dict(self.entries(list_)).get(id)

    def index(self, list_: EntryList, id: int) -> int:
        """The index of an entry, or of a new one."""
        ids = self._ids(list_)
        return ids.index(id) if id in ids else len(ids)

    def put(self, list_: EntryList, id: int, entry: Record) -> None:
        """Change an entry, or add it at the end."""
        self.changed(with_entry(self.record, list_, self.index(list_, id), entry))
        if id not in self._ids(list_):
            self.ids[list_.key] = [*self._ids(list_), id]
            self.last_id = max(self.last_id, id)
            self._forget_removed(list_, id)

    def remove(self, list_: EntryList, id: int) -> None:
        """Remove an entry; it can be put back."""
        entries = list(self.record[list_.key])
        entries.pop(self._note_removed(list_, id))
        self._set(list_, entries, [one for one in self._ids(list_) if one != id])

    def _note_removed(self, list_: EntryList, id: int) -> int:
        """Note that this entry is being removed; returns where it stands."""
        index, entry = self.index(list_, id), self.entry(list_, id)
        noted = {"list": list_.slug, "index": index, "id": id, "entry": entry}
        self.removed = [*self.removed, noted][-MOST_REMOVED:]
        return index

    def removed_from(self, list_: EntryList) -> list[dict[str, Any]]:
        """What was removed from a list, the last one at the end."""
        return [one for one in self.removed if one["list"] == list_.slug]

    def _forget_removed(self, list_: EntryList, id: int) -> None:
        """What is in a list is not removed."""
        self.removed = [one for one in self.removed if (one["list"], one["id"]) != (list_.slug, id)]

    def put_back(self, list_: EntryList, id: int) -> None:
        """Undo a removal, unless the list is full; later removals count from the new places."""
        noted, entries = self.removed_from(list_), self.entries(list_)
        at = next((at for at, one in enumerate(noted) if one["id"] == id), None)
        if at is None or len(entries) >= list_.most:
            return
        was, *later = noted[at:]
        index = was["index"]
        for one in later:
            if one["index"] < index:
                index -= 1
            else:
                one["index"] += 1
        entries.insert(index, (id, was["entry"]))
        self._forget_removed(list_, id)
        self._set(list_, [entry for _, entry in entries], [one for one, _ in entries])

    def put_first(self, list_: EntryList, id: int) -> None:
        """Move an entry before the others; one that is put back later does not come before it."""
        entries, at = self.entries(list_), self.index(list_, id)
        if not 0 < at < len(entries):
            return
        for one in self.removed_from(list_):
            one["index"] += one["index"] <= at
        entries.insert(0, entries.pop(at))
        self._set(list_, [entry for _, entry in entries], [one for one, _ in entries])

    def put_all(self, list_: EntryList, entries: list[Record]) -> None:
        """Replace all entries; empty ones are dropped, and new ones added at the end."""
        old = self._ids(list_)
        ids = [*old, *(self.next_id() for _ in entries[len(old) :])]
        kept = [(id, entry) for id, entry in zip(ids, entries, strict=True) if entry]
        ids = [id for id, _ in kept]
        for id in reversed(old):  # the first is put back first: before that, no index changes
            if id not in ids:
                self._note_removed(list_, id)
        self._set(list_, [entry for _, entry in kept], ids)

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
        """Set the entries. An empty list becomes "not known": nobody said that there is none."""
        record = {key: value for key, value in self.record.items() if key != list_.key}
        self.changed(record | ({list_.key: entries} if entries else {}))
        self.ids[list_.key] = ids


def filled_from_draft(draft: Draft, page: QuestionPage, today: date) -> Filled:
    """A page filled in from a draft, with "Not sure" where that was picked."""
    answers = answers_on(draft.record, page)
    filled = filled_from_record(page.form, answers, draft.person(today))
    for field_ in doubtable(filled.form):
        if field_.data is None and field_.name in draft.doubts.get(page.slug, ()):
            field_.data = NOT_SURE
    return filled
