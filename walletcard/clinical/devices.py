"""The epinephrine devices of a person: what each is, which comes first, what its label says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import cache

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.dates import earliest, latest
from walletcard.clinical.meaning import Stance, meaning
from walletcard.clinical.measured import Strength
from walletcard.clinical.naming import Reading
from walletcard.clinical.patient import Epinephrine, Patient
from walletcard.clinical.spelling import fold
from walletcard.clinical.statement import Amount, Device, Term

AMPOULE = "ampoule"  # the catalogue's device that only trained people can draw up
AMPOULE_FROM = 1000  # micrograms
_WORD_LETTERS = 4  # a name this short counts only as a whole word: vial, but not trivial
# With one of these words it is a pen, whatever else was typed: "pen, in place of the ampoules".
_PEN = re.compile(r"\b(?:fertig)?pen(?:na|n|s)?\b|\bst[iy]lo|\bpluma\b|auto ?in[ij]")


class Standing(IntEnum):
    """The order in which devices are named: what anyone can and should use comes first."""

    FIRST = 0
    LAST = 1  # expired on the day of the answers, or recalled
    TRAINED_ONLY = 2


@dataclass(frozen=True)
class Carried:
    """A device as entered, its path in the record, and whether it had expired on that day."""

    cause: str
    device: Epinephrine
    past_date: bool

    @property
    def recalled(self) -> bool:
        """Whether such devices were recalled."""
        return recalled_as(self.device) is not None

    @property
    def standing(self) -> Standing:
        """Its place in the order of the devices."""
        if is_ampoule(self.device):
            return Standing.TRAINED_ONLY
        return Standing.LAST if self.past_date or self.recalled else Standing.FIRST


def carried(patient: Patient) -> tuple[Carried, ...]:
    """Every device, the usable ones first, otherwise in the order of entry."""
    entered = [
        Carried(f"epinephrine[{number}]", device, _is_past(device, patient.answered_on))
        for number, device in enumerate(patient.epinephrine or ())
    ]
    return tuple(sorted(entered, key=lambda one: one.standing))


def _is_past(device: Epinephrine, answered_on: str) -> bool:
    return device.expires is not None and latest(device.expires) < earliest(answered_on)


def for_anyone(patient: Patient) -> tuple[Carried, ...]:
    """The devices that people without training can use, in the order of `carried`."""
    return tuple(one for one in carried(patient) if one.standing is not Standing.TRAINED_ONLY)


def recalled_as(device: Epinephrine) -> str | None:
    """The id of the recalled device that it is, which the form does not offer: then by its name."""
    recalled = [id for id, one in catalogue().devices.items() if one.recall]
    name = device.name or ""
    return next((id for id in recalled if device.device == id or _is_called(id, name)), None)


def _is_called(id: str, typed: str) -> bool:
    """Whether typed words call a device that, and not one in its place: "Jext, not Emerade"."""
    name, words = fold(typed), _words_of(id)
    others = _words_of(*(one for one in catalogue().devices if one not in {AMPOULE, id}))
    if words.search(name) is None or others.search(name):
        return False
    said = meaning(typed, Reading.MEDICATIONS)
    is_all_understood = not said.left and said.stance is not Stance.NEGATED
    return words.match(name) is not None or is_all_understood


def form(device: Epinephrine) -> str:
    """The catalogue's form of a device; of one that it does not have what its answers tell."""
    if is_known(device):
        return catalogue().devices[device.device].form
    if device.route == "nasal":
        return "nasal spray"
    name = fold(device.name or "")
    is_pen = _PEN.search(name) is not None or _of_form("pen").search(name) is not None
    return "pen" if is_pen else "not known"


def is_ampoule(device: Epinephrine) -> bool:
    """Whether it is an ampoule or a vial, by its id, the words of its name, or its strength."""
    if is_known(device):
        return catalogue().devices[device.device].form == AMPOULE
    name = fold(device.name or "")
    is_pen = _PEN.search(name) is not None or names_a_device(device.name or "")
    drawn_up = _words_of(AMPOULE).search(name) is not None or _is_of_an_ampoule(device.strength)
    return device.route == "intramuscular" and not is_pen and drawn_up


def names_a_device(text: str) -> bool:
    """Whether a text has the name of a device of the catalogue that is no ampoule."""
    return _other_devices().search(fold(text)) is not None


def _is_of_an_ampoule(strength: Strength | None) -> bool:
    """Whether it is more than any device for anyone injects: the largest has 0.5 mg."""
    return strength is not None and micrograms(f"{strength.value} {strength.unit}") >= AMPOULE_FROM


@cache
def _words_of(*ids: str) -> re.Pattern[str]:
    """A pattern for the names of some devices; it finds short names only as whole words."""
    known = [catalogue().devices[id] for id in ids]
    names = [fold(name) for one in known for name in (one.name, *one.also)]
    return re.compile(
        "|".join(
            rf"\b{re.escape(name)}s?\b"
            if name.isascii() and len(name) <= _WORD_LETTERS
            else re.escape(name)
            for name in names
        )
    )


@cache
def _other_devices() -> re.Pattern[str]:
    return _words_of(*(id for id in catalogue().devices if id != AMPOULE))


@cache
def _of_form(form: str) -> re.Pattern[str]:
    return _words_of(*(id for id, one in catalogue().devices.items() if one.form == form))


def same_together(devices: Iterable[Carried], *ignoring: str) -> Iterator[tuple[Carried, int]]:
    """Groups of devices that are equal but for the `ignoring` fields: the first, and how many."""
    groups: dict[tuple[Epinephrine, bool], list[Carried]] = {}
    for one in devices:
        key = one.device.model_copy(update=dict.fromkeys(ignoring))
        groups.setdefault((key, one.past_date), []).append(one)
    for some in groups.values():
        yield some[0], len(some)


def most_together(devices: Iterable[Carried]) -> int:
    """The largest number of devices in one place: two places with one device each make 1."""
    return max(Counter(one.device.kept_at for one in devices).values(), default=0)


def route(device: Epinephrine) -> str:
    """`intramuscular` or `nasal`: the catalogue's, or as entered for a device it does not have."""
    return device.route or catalogue().devices[device.device].route


def wait(device: Epinephrine, region: str) -> tuple[int | None, tuple[str, ...]]:
    """Minutes until a second device, with sources; None if no label for the region was read."""
    known = catalogue().devices.get(device.device)
    label = known.label_in(region) if known else None
    if label is None or label.repeat_minutes is None:
        return None, ()
    return label.repeat_minutes, label.sources


def bare(device: Epinephrine) -> Device:
    """The device by its name and form alone."""
    return Device(_term(device), device.name)


def named(device: Epinephrine, region: str) -> Device:
    """The device as faces name it: with the strength only if such a device is sold."""
    strength = amount(device.strength) if device.strength and is_sold(device, region) else None
    return Device(_term(device), device.name, strength)


def amount(strength: Strength) -> Amount:
    """A strength as entered."""
    return Amount(strength.value, strength.unit)


def _term(device: Epinephrine) -> Term | None:
    return Term("device", device.device) if device.device != "other" else None


def is_known(device: Epinephrine) -> bool:
    """Whether the catalogue has it."""
    return device.device in catalogue().devices


def is_sold(device: Epinephrine, region: str) -> bool:
    """Whether the entered strength is sold. 0.3 mg and 300 micrograms are the same."""
    known = catalogue().devices.get(device.device)
    if known is None or device.strength is None:
        return False
    sold = {micrograms(text) for text in known.strengths_in(region)}
    return micrograms(f"{device.strength.value} {device.strength.unit}") in sold


def micrograms(strength: str) -> Decimal:
    """A strength with its unit, such as "0.3 mg", in micrograms."""
    value, unit = strength.split()
    return Decimal(value) * (1000 if unit == "mg" else 1)
