"""What the sealed rows hold: a person's record and their cards, as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Self

from walletcard.clinical.patient import Patient
from walletcard.clinical.record import read_kept, write_record


@dataclass(frozen=True)
class KeptRecord:
    """A kept record: the text of a record file, and a photo as a `data:` URI.

    The text is parsed only when `patient` is read, so that a card can be withdrawn and erased even
    if its record is damaged.
    """

    record: str = field(repr=False)
    photo: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, patient: Patient, photo: str | None = None) -> Self:
        """A patient's record as it is kept."""
        return cls(write_record(patient).decode(), photo)

    @cached_property
    def patient(self) -> Patient:
        """The record as a patient. Raises `RecordRefused` if it is damaged."""
        return read_kept(self.record.encode())

    def to_json(self) -> dict[str, Any]:
        """As JSON; the record stays the text that it is."""
        return {"record": self.record, "photo": self.photo}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """The record that `to_json` wrote."""
        return cls(kept["record"], kept["photo"])


@dataclass(frozen=True)
class IssuedCard:
    """One card of an owner: its number, and the days on which it was made and withdrawn.

    `paused` is the day since which its code opens nothing, until the owner switches it on again.
    """

    number: int
    made: date
    withdrawn: date | None = None
    paused: date | None = None

    def to_json(self) -> dict[str, Any]:
        """As JSON, with days as YYYY-MM-DD."""
        return {
            "number": self.number,
            "made": self.made.isoformat(),
            "withdrawn": _iso(self.withdrawn),
            "paused": _iso(self.paused),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """The card that `to_json` wrote; before there was a pause, without that line."""
        made = date.fromisoformat(kept["made"])
        return cls(kept["number"], made, _day(kept["withdrawn"]), _day(kept.get("paused")))

    @property
    def opens(self) -> bool:
        """Whether its code opens the answers."""
        return not (self.withdrawn or self.paused)


@dataclass(frozen=True)
class Details:
    """What the code of a card opens.

    `owner` is the hash of the owner's row, so that reading the card keeps that too; None for a card
    that was written by an earlier release.
    """

    answers: KeptRecord
    card: IssuedCard
    owner: bytes | None = field(default=None, compare=False, repr=False)

    def to_bytes(self) -> bytes:
        """What is sealed in the card's row."""
        owner = self.owner.hex() if self.owner else None
        return _bytes_of({**self.answers.to_json(), "card": self.card.to_json(), "owner": owner})

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """The details that `to_bytes` wrote."""
        kept = json.loads(content)
        owner = kept.get("owner")
        known = bytes.fromhex(owner) if owner else None
        return cls(KeptRecord.from_json(kept), IssuedCard.from_json(kept["card"]), known)


@dataclass(frozen=True)
class Holding:
    """What the owner link opens. The last card is the current one, unless its code is off."""

    answers: KeptRecord
    cards: tuple[IssuedCard, ...]

    @property
    def current(self) -> IssuedCard | None:
        """The card whose code opens, if there is one."""
        return self.cards[-1] if self.cards[-1].opens else None

    @property
    def paused(self) -> IssuedCard | None:
        """The last card, if its code is off and can be switched on again."""
        last = self.cards[-1]
        return last if last.paused and not last.withdrawn else None

    def without_current(self, today: date) -> Holding:
        """The same, with the last card withdrawn: today, or on the day when it already was."""
        last = self.cards[-1]
        return self._with_last(replace(last, withdrawn=last.withdrawn or today))

    def with_pause(self, since: date | None) -> Holding:
        """The same, with the last card paused since a day, or not any more."""
        return self._with_last(replace(self.cards[-1], paused=since))

    def with_next(self, today: date) -> Holding:
        """The same, with a card of the next number, made today."""
        return replace(self, cards=(*self.cards, IssuedCard(len(self.cards) + 1, today)))

    def _with_last(self, card: IssuedCard) -> Holding:
        return replace(self, cards=(*self.cards[:-1], card))

    def to_bytes(self) -> bytes:
        """What is sealed in the owner's row."""
        cards = [card.to_json() for card in self.cards]
        return _bytes_of({**self.answers.to_json(), "cards": cards})

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """The holding that `to_bytes` wrote."""
        kept = json.loads(content)
        return cls(KeptRecord.from_json(kept), tuple(map(IssuedCard.from_json, kept["cards"])))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _bytes_of(kept: dict[str, Any]) -> bytes:
    return json.dumps(kept, ensure_ascii=False).encode()


def digest(held: KeptRecord) -> str:
    """A hash by which a draft of a kept record tells whether the record changed since."""
    return sha256(held.record.encode()).hexdigest()
