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
    """One card of an owner: its number, and the days on which it was made and withdrawn."""

    number: int
    made: date
    withdrawn: date | None = None

    def to_json(self) -> dict[str, Any]:
        """As JSON, with days as YYYY-MM-DD."""
        withdrawn = self.withdrawn.isoformat() if self.withdrawn else None
        return {"number": self.number, "made": self.made.isoformat(), "withdrawn": withdrawn}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """The card that `to_json` wrote."""
        withdrawn = date.fromisoformat(kept["withdrawn"]) if kept["withdrawn"] else None
        return cls(kept["number"], date.fromisoformat(kept["made"]), withdrawn)


@dataclass(frozen=True)
class Details:
    """What the code of a card opens."""

    answers: KeptRecord
    card: IssuedCard

    def to_bytes(self) -> bytes:
        """What is sealed in the card's row."""
        return _bytes_of({**self.answers.to_json(), "card": self.card.to_json()})

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """The details that `to_bytes` wrote."""
        kept = json.loads(content)
        return cls(KeptRecord.from_json(kept), IssuedCard.from_json(kept["card"]))


@dataclass(frozen=True)
class Holding:
    """What the owner link opens. The last card is the current one, unless it is withdrawn."""

    answers: KeptRecord
    cards: tuple[IssuedCard, ...]

    @property
    def current(self) -> IssuedCard | None:
        """The card whose code opens, if there is one."""
        return None if self.cards[-1].withdrawn else self.cards[-1]

    def without_current(self, today: date) -> Holding:
        """The same, with the last card withdrawn: today, or on the day when it already was."""
        last = self.cards[-1]
        return replace(
            self, cards=(*self.cards[:-1], replace(last, withdrawn=last.withdrawn or today))
        )

    def with_next(self, today: date) -> Holding:
        """The same, with a card of the next number, made today."""
        return replace(self, cards=(*self.cards, IssuedCard(len(self.cards) + 1, today)))

    def to_bytes(self) -> bytes:
        """What is sealed in the owner's row."""
        cards = [card.to_json() for card in self.cards]
        return _bytes_of({**self.answers.to_json(), "cards": cards})

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """The holding that `to_bytes` wrote."""
        kept = json.loads(content)
        return cls(KeptRecord.from_json(kept), tuple(map(IssuedCard.from_json, kept["cards"])))


def _bytes_of(kept: dict[str, Any]) -> bytes:
    return json.dumps(kept, ensure_ascii=False).encode()


def digest(held: KeptRecord) -> str:
    """A hash by which a draft of a kept record tells whether the record changed since."""
    return sha256(held.record.encode()).hexdigest()
