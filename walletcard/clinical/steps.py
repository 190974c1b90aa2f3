"""The signs, the five steps and the epinephrine devices: what saves a life, in that order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.medicines import Taken, taken
from walletcard.clinical.patient import Epinephrine, Patient, Strength
from walletcard.clinical.statement import (
    Amount,
    Date,
    Device,
    Listed,
    Part,
    Phrase,
    Statement,
    Term,
    present,
    state,
    typed,
)

EXACT_MINUTES = 5


def signs(_: Patient) -> Iterator[Statement]:
    """When to act. Collapse alone can be anaphylaxis in mastocytosis, and a rash may be absent."""
    yield state(Part.SIGNS, "signs.question")
    yield state(Part.SIGNS, "signs.no-rash")


def steps(patient: Patient) -> Iterator[Statement]:
    """The five steps. Without a device on record, calling comes right after that sentence."""
    yield from _epinephrine(patient)
    if patient.epinephrine:
        yield from _flat()
        yield _call(patient)
        yield from _second(patient.epinephrine, patient.region)
    else:
        yield _call(patient)
        yield from _flat()
    yield state(Part.STEP, "step.cpr")


def _epinephrine(patient: Patient) -> Iterator[Statement]:
    if not patient.epinephrine:
        yield from _without_device(patient)
        return
    routes = {route(device) for device in patient.epinephrine}
    only = next(iter(routes)) if len(routes) == 1 else "either"
    yield state(Part.STEP, f"step.epinephrine.{only}", "epinephrine")
    if only == "intramuscular" and all(map(_is_known, patient.epinephrine)):
        yield state(Part.DETAIL, "device.through-clothes", "epinephrine")
    for cause, device, count in same_together(patient.epinephrine, "expires"):
        what = present(
            named(device, patient.region),
            Phrase("device.count", {"count": count}) if count > 1 else None,
            _where(device) if only == "either" else None,
            None if is_sold(device, patient.region) else Phrase("device.as-label"),
        )
        place = typed(device.kept_at) or Phrase("place.not-known")
        yield state(Part.DETAIL, "device", cause, what=Listed(what), place=place)


def _without_device(patient: Patient) -> Iterator[Statement]:
    """No device on record, perhaps since it was entered among the medicines."""
    listed_as_medicine = [one for one in taken(patient) if is_epinephrine(one)]
    if not listed_as_medicine:
        yield state(Part.STEP, "step.epinephrine.none", "epinephrine")
        return
    cause = listed_as_medicine[0].cause
    medicines = Listed(tuple(one.what_and_dose for one in listed_as_medicine))
    yield state(Part.STEP, "step.epinephrine.as-medicine", cause)
    yield state(Part.DETAIL, "step.epinephrine.as-medicine.listed", cause, medicines=medicines)


def is_epinephrine(one: Taken) -> bool:
    """Whether a medicine that was listed is epinephrine."""
    return any(medicine.id == "epinephrine" for medicine in one.medicines)


def _where(device: Epinephrine) -> Phrase:
    """Where a device goes; "through clothes" only for those whose label was read."""
    unknown = ".unknown" if device.route == "intramuscular" else ""
    return Phrase(f"route.{route(device)}{unknown}")


def _is_known(device: Epinephrine) -> bool:
    return device.device in catalogue().devices


def _flat() -> Iterator[Statement]:
    yield state(Part.STEP, "step.flat")
    yield state(Part.DETAIL, "step.flat.breathing")
    yield state(Part.DETAIL, "step.flat.unconscious")
    yield state(Part.DETAIL, "step.flat.pregnant")


def _call(patient: Patient) -> Statement:
    region = catalogue().regions[patient.region]
    if region.number is None:
        return state(Part.STEP, "step.call.no-number", "region")
    return state(Part.STEP, "step.call", "region", region.sources, number=region.number)


def _second(devices: tuple[Epinephrine, ...], region: str) -> Iterator[Statement]:
    """When to use a second device: the minutes are the device's own, never another's."""
    one = "-one" if most_together(devices) == 1 else ""
    waits = {wait(device, region) for device in devices}
    if len(waits) > 1:
        yield state(Part.STEP, f"step.second.mixed{one}", "epinephrine")
        yield from _second_of_each(devices, region)
        return
    minutes, sources = waits.pop()
    if minutes is None:
        yield state(Part.STEP, f"step.second.label{one}", "epinephrine")
    else:
        id = f"step.second.{_about(minutes)}{one}"
        yield state(Part.STEP, id, "epinephrine", sources, minutes=minutes)


def most_together(devices: tuple[Epinephrine, ...]) -> int:
    """How many devices are in one place at the most: two places with one each are one."""
    return max(Counter(device.kept_at for device in devices).values(), default=0)


def _about(minutes: int) -> str:
    """Labels that wait longer than five minutes say "about" (EURneffy: about 10)."""
    return "minutes" if minutes <= EXACT_MINUTES else "about"


def _second_of_each(devices: tuple[Epinephrine, ...], region: str) -> Iterator[Statement]:
    told: set[tuple[str, str | None]] = set()
    for number, device in enumerate(devices):
        if (device.device, device.name) in told:
            continue
        told.add((device.device, device.name))
        minutes, sources = wait(device, region)
        cause, bare = f"epinephrine[{number}]", Device(_term(device), device.name)
        if minutes is None:
            yield state(Part.DETAIL, "step.second.each-label", cause, device=bare)
            continue
        id = f"step.second.each-{_about(minutes)}"
        yield state(Part.DETAIL, id, cause, sources, device=bare, minutes=minutes)


def device_facts(patient: Patient) -> Iterator[Statement]:
    """What the plan says of each device: the use-by date, and a strength that is not sold."""
    devices = patient.epinephrine or ()
    for cause, device, _ in same_together(devices, "expires", "kept_at"):
        bare = Device(_term(device), device.name)
        if device.strength is None:
            yield state(Part.DEVICE, "device.no-strength", cause, device=bare)
        elif not is_sold(device, patient.region):
            id = "device.entered" if _is_known(device) else "device.entered-other"
            yield state(Part.DEVICE, id, cause, device=bare, strength=amount(device.strength))
    for cause, device, _ in same_together(devices, "kept_at"):
        shown = named(device, patient.region)
        if device.expires:
            # That an expired one is better than none was read of injectors only.
            id = "device.expires" if route(device) == "intramuscular" else "device.expires.spray"
            expires = Date(device.expires)
            yield state(Part.DEVICE, id, cause, device=shown, expires=expires)
        else:
            yield state(Part.DEVICE, "device.expires-not-known", cause, device=shown)


def same_together(
    devices: tuple[Epinephrine, ...], *ignoring: str
) -> Iterator[tuple[str, Epinephrine, int]]:
    """Devices that differ in nothing but some fields, as (cause, device, how many)."""
    groups: dict[Epinephrine, list[int]] = {}
    for number, device in enumerate(devices):
        key = device.model_copy(update=dict.fromkeys(ignoring))
        groups.setdefault(key, []).append(number)
    for device, numbers in groups.items():
        yield f"epinephrine[{numbers[0]}]", device, len(numbers)


def route(device: Epinephrine) -> str:
    """`intramuscular` or `nasal`: the catalogue's, or as entered for a device it does not have."""
    return device.route or catalogue().devices[device.device].route


def wait(device: Epinephrine, region: str) -> tuple[int | None, tuple[str, ...]]:
    """Minutes until a second device and the sources that say so; None where no label was read."""
    known = catalogue().devices.get(device.device)
    label = known.label_in(region) if known else None
    if label is None or label.repeat_minutes is None:
        return None, ()
    return label.repeat_minutes, label.sources


def named(device: Epinephrine, region: str) -> Device:
    """The device as its line names it: with the strength only if such a device is sold."""
    strength = amount(device.strength) if device.strength and is_sold(device, region) else None
    return Device(_term(device), device.name, strength)


def amount(strength: Strength) -> Amount:
    """A strength as entered."""
    return Amount(strength.value, strength.unit)


def _term(device: Epinephrine) -> Term | None:
    return Term("device", device.device) if device.device != "other" else None


def is_sold(device: Epinephrine, region: str) -> bool:
    """Whether the strength entered is one of the device's. 0.3 mg and 300 micrograms are one."""
    known = catalogue().devices.get(device.device)
    if known is None or device.strength is None:
        return False
    sold = {micrograms(text) for text in known.strengths_in(region)}
    return micrograms(f"{device.strength.value} {device.strength.unit}") in sold


def micrograms(strength: str) -> Decimal:
    """A strength with its unit, such as "0.3 mg", in micrograms."""
    value, unit = strength.split()
    return Decimal(value) * (1000 if unit == "mg" else 1)
