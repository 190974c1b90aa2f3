"""Answers that are hard to believe: sizes out of bounds, dates before birth or in the future."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from walletcard.cautions.found import Found
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.dates import earliest, full_years, latest
from walletcard.clinical.devices import named
from walletcard.clinical.measured import LabResult, Strength, Weight
from walletcard.clinical.patient import NamedEntry, Patient, Reaction
from walletcard.clinical.person import baseline_tryptase
from walletcard.clinical.sizes import is_usual, is_usual_weight, may_be_a_normal_range
from walletcard.clinical.statement import Amount, Date, Phrase, Term, Typed, Value

OLDEST = 120  # years
# A device is good for two or three years, and a plan is reviewed sooner.
LONGEST_AHEAD = datetime.timedelta(days=3653)
AT_MOST_A_DAY = (datetime.timedelta(0), datetime.timedelta(days=1))
KG_PER_LB = Decimal("0.45359237")

Measured = Weight | LabResult | Strength


def sizes(patient: Patient, _: datetime.date) -> Found:
    """Amounts that are far from usual, and a normal range that was copied for a result."""
    for path, what, measured in _measured(patient):
        value, unit = measured.value, measured.unit
        comparator = measured.comparator if isinstance(measured, LabResult) else None
        told: dict[str, Value] = {"what": what, "size": Amount(value, unit, None, comparator)}
        if not _is_usual(measured, patient):
            yield path, "size", told
        elif comparator and may_be_a_normal_range(value, unit, comparator):
            yield path, "normal-range", told


def _measured(patient: Patient) -> Iterator[tuple[str, Value, Measured]]:
    if patient.weight:
        yield "weight", Phrase("dated.weight"), patient.weight
    if patient.diagnosis and (tryptase := patient.diagnosis.baseline_tryptase):
        yield "diagnosis.baseline_tryptase", Phrase("dated.tryptase"), tryptase
    if patient.platelets:
        yield "platelets", Phrase("dated.platelets"), patient.platelets
    for number, device in enumerate(patient.epinephrine or ()):
        if device.strength and device.device == "other":  # for others the catalogue has strengths
            what = named(device, patient.region)
            yield f"epinephrine[{number}].strength", what, device.strength


def _is_usual(measured: Measured, patient: Patient) -> bool:
    if not isinstance(measured, Weight):
        return is_usual(measured.value, measured.unit)
    kg = measured.value * (KG_PER_LB if measured.unit == "lb" else 1)
    return is_usual_weight(kg, *_ages(patient))


def _ages(patient: Patient) -> tuple[int, int]:
    """The youngest and the oldest age in years that the person may have had on that day."""
    answered = earliest(patient.answered_on)
    youngest, eldest = latest(patient.born), earliest(patient.born)
    return full_years(youngest, answered), full_years(eldest, answered)


def tryptase_of_a_reaction(patient: Patient, _: datetime.date) -> Found:
    """A usual tryptase from the day of a severe reaction, or the day after."""
    own = baseline_tryptase(patient)
    lasts = [one.last for one in patient.triggers or () if one.reaction is Reaction.ANAPHYLAXIS]
    lasts += [patient.reactions.last] if patient.reactions else []
    for on in _whole([own.on if own else None]):
        near = [one for one in _whole(lasts) if earliest(on) - earliest(one) in AT_MOST_A_DAY]
        for last in near[:1]:
            values: dict[str, Value] = {"on": Date(on), "last": Date(last)}
            yield "diagnosis.baseline_tryptase.on", "tryptase-of-a-reaction", values


def _whole(isos: list[str | None]) -> list[str]:
    """The dates with a month and a day."""
    return [iso for iso in isos if iso and len(iso) == len("YYYY-MM-DD")]


def dates(patient: Patient, today: datetime.date) -> Found:
    """Dates before the birth, after the answers, or too far in the future for a device or review.

    A review may be later than the answers, up to today.
    """
    born, answered = earliest(patient.born), latest(patient.answered_on)
    if full_years(latest(patient.born), earliest(patient.answered_on)) > OLDEST:
        yield "born", "born-long-ago", {"born": Date(patient.born)}
    if earliest(patient.answered_on) > today + datetime.timedelta(days=1):
        yield "answered_on", "answered-later", {"answered_on": Date(patient.answered_on)}
    for path, what, iso in (*_past(patient), *_said(patient), *_ahead(patient)):
        values: dict[str, Value] = {"what": what, "date": Date(iso)}
        if latest(iso) < born:
            yield path, "before-birth", values | {"born": Date(patient.born)}
        elif path.endswith((".expires", ".review_by")):
            if earliest(iso) > answered + LONGEST_AHEAD:
                yield path, "date-far", values
        elif earliest(iso) > (max(answered, today) if path == "review.on" else answered):
            yield path, "date-later", values


def _past(patient: Patient) -> Iterator[tuple[str, Value, str]]:
    """Every date in the past: its path, what it is about, and the date."""
    for path, what, measured in _measured(patient):
        if not isinstance(measured, Strength) and measured.on:
            yield f"{path}.on", what, measured.on
    if patient.diagnosis and patient.diagnosis.year:
        yield "diagnosis.year", Phrase("dated.diagnosis"), str(patient.diagnosis.year)
    if patient.reactions and patient.reactions.last:
        yield "reactions.last", Phrase("dated.reaction"), patient.reactions.last
    yield from _listed(patient)


def _listed(patient: Patient) -> Iterator[tuple[str, Value, str]]:
    for number, trigger in enumerate(patient.triggers or ()):
        if trigger.last:
            yield f"triggers[{number}].last", _called(trigger), trigger.last
    for number, tolerated in enumerate(patient.tolerated or ()):
        if tolerated.on:
            yield f"tolerated[{number}].on", _called(tolerated), tolerated.on


def _called(entry: NamedEntry) -> Value:
    if entry.id is None:
        return Typed(entry.name or "")
    return Term("trigger" if entry.id in catalogue().triggers else "medicine", entry.id)


def _said(patient: Patient) -> Iterator[tuple[str, Value, str]]:
    """The dates on which a doctor wrote or reviewed something."""
    for path, directions in (
        ("instructions", patient.instructions),
        ("premedication", patient.premedication),
    ):
        if directions and directions.on:
            yield f"{path}.on", Phrase("dated.instructions"), directions.on
    review = patient.review
    if review and review.on:
        yield "review.on", Typed(review.by), review.on


def _ahead(patient: Patient) -> Iterator[tuple[str, Value, str]]:
    for number, device in enumerate(patient.epinephrine or ()):
        if device.expires:
            yield f"epinephrine[{number}].expires", named(device, patient.region), device.expires
    if patient.review and patient.review.review_by:
        yield "review.review_by", Phrase("dated.review"), patient.review.review_by
