"""The signs, the five steps, and the epinephrine devices."""

from __future__ import annotations

from collections.abc import Iterator

from walletcard.clinical.age import AgeBand, age_band
from walletcard.clinical.around import tells_of_no_device
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.devices import (
    Carried,
    Standing,
    amount,
    bare,
    carried,
    for_anyone,
    form,
    is_known,
    is_sold,
    most_together,
    named,
    names_a_device,
    route,
    same_together,
    wait,
)
from walletcard.clinical.entries import Medicine
from walletcard.clinical.meaning import Stance
from walletcard.clinical.medicines import Taken, taken
from walletcard.clinical.patient import Patient
from walletcard.clinical.pregnancy import pregnancy_cause
from walletcard.clinical.statement import (
    Date,
    Listed,
    Part,
    Phrase,
    Statement,
    present,
    statement,
    typed,
)

EXACT_MINUTES = 5


def signs(patient: Patient) -> Iterator[Statement]:
    """When to act. In mastocytosis collapse alone can be anaphylaxis, without a rash."""
    if age_band(patient) is AgeBand.HELD:
        yield statement(Part.SIGNS, "signs.question.small-child", "born")
    else:
        yield statement(Part.SIGNS, "signs.question")
    yield statement(Part.SIGNS, "signs.no-rash")


def steps(patient: Patient) -> Iterator[Statement]:
    """The five steps. Without a device that anyone can use, calling comes right after step 1."""
    yield from _epinephrine(patient)
    if usable := for_anyone(patient):
        yield from _flat(patient)
        yield _call(patient)
        yield from _second(usable, patient.region)
    else:
        yield _call(patient)
        yield from _flat(patient)
    yield statement(Part.STEP, "step.cpr")


def _epinephrine(patient: Patient) -> Iterator[Statement]:
    if not patient.epinephrine:
        yield from _without_device(patient)
        return
    usable = for_anyone(patient)
    routes = {route(one.device) for one in usable} or {"ampoule"}
    only = next(iter(routes)) if len(routes) == 1 else "either"
    yield statement(Part.STEP, f"step.epinephrine.{only}", "epinephrine")
    if only == "intramuscular" and all(is_known(one.device) for one in usable):
        yield statement(Part.DETAIL, "device.through-clothes", "epinephrine")
    for one, count in same_together(carried(patient), "expires"):
        what = present(
            named(one.device, patient.region),
            Phrase("device.count", {"count": count}) if count > 1 else None,
            *_use(one, patient.region, says_where=only == "either"),
        )
        place = typed(one.device.kept_at) or Phrase("place.not-known")
        yield statement(Part.DETAIL, "device", one.cause, what=Listed(what), place=place)


def _without_device(patient: Patient) -> Iterator[Statement]:
    """Step 1 without a device, which may have been entered among the medicines."""
    listed_as_medicine = [one for one in taken(patient) if is_epinephrine(one)]
    if not listed_as_medicine:
        yield statement(Part.STEP, "step.epinephrine.none", "epinephrine")
        return
    cause = listed_as_medicine[0].cause
    medicines = Listed(tuple(one.what_and_dose for one in listed_as_medicine))
    yield statement(Part.STEP, "step.epinephrine.as-medicine", cause)
    yield statement(Part.DETAIL, "step.epinephrine.as-medicine.listed", cause, medicines=medicines)


def is_epinephrine(one: Taken) -> bool:
    """Whether a medicine that was listed is epinephrine, or may be: "two EpiPens (one at home)".

    Then no step says that none is listed. Nobody is to search for what is no device: a trainer, or
    the epinephrine in a local anaesthetic.
    """
    if one.is_ended or not any(medicine.id == "epinephrine" for medicine in one.may_be):
        return False
    return one.meaning is None or (
        one.meaning.stance is Stance.STATED
        and not tells_of_no_device(one.meaning.text)
        and not _is_in_anaesthetic(one.may_be, one.meaning.text)
    )


def _is_in_anaesthetic(medicines: tuple[Medicine, ...], text: str) -> bool:
    """Whether a local anaesthetic stands beside epinephrine, and no device is named."""
    numbs = any("local-anaesthetic" in medicine.classes for medicine in medicines)
    return numbs and not names_a_device(text)


def _use(one: Carried, region: str, *, says_where: bool) -> Iterator[Phrase]:
    """How a device is used, and why another should be used first."""
    if one.standing is Standing.TRAINED_ONLY:
        yield Phrase("device.trained-only")
        return
    if says_where:
        yield _where(one)
    if not is_sold(one.device, region):
        yield Phrase("device.as-label")
    if one.recalled:
        yield Phrase("device.recalled")
    if one.past_date and one.device.expires:
        yield Phrase("device.past-date", {"expires": Date(one.device.expires)})
    # Sources say that an expired one is better than none about injectors only.
    if one.standing is Standing.LAST and _is_injector(one):
        yield Phrase("device.if-only-one")


def _is_injector(one: Carried) -> bool:
    return one.standing is not Standing.TRAINED_ONLY and route(one.device) == "intramuscular"


def _where(one: Carried) -> Phrase:
    """Where a device is applied; "through clothes" only if its label was read."""
    unknown = ".unknown" if one.device.route == "intramuscular" else ""
    return Phrase(f"route.{route(one.device)}{unknown}")


def _flat(patient: Patient) -> Iterator[Statement]:
    """How to lie: a pregnant person on the left side, a small child held flat, others flat."""
    band, pregnant = age_band(patient), pregnancy_cause(patient)
    if pregnant:
        yield statement(Part.STEP, "step.flat.left", pregnant)
        yield statement(Part.DETAIL, "step.flat.breathing")
        yield statement(Part.DETAIL, "step.flat.unconscious-left")
        yield statement(Part.DETAIL, "step.flat.no-longer-pregnant")
        return
    if band is AgeBand.HELD:
        yield statement(Part.STEP, "step.flat.small-child", "born")
        yield statement(Part.DETAIL, "step.flat.not-standing")
        yield statement(Part.DETAIL, "step.flat.breathing.small-child")
    else:
        yield statement(Part.STEP, "step.flat")
        yield statement(Part.DETAIL, "step.flat.breathing")
    yield statement(Part.DETAIL, "step.flat.unconscious")
    if band not in {AgeBand.HELD, AgeBand.CHILD}:
        yield statement(Part.DETAIL, "step.flat.pregnant")


def _call(patient: Patient) -> Statement:
    region = catalogue().regions[patient.region]
    if region.number is None:
        return statement(Part.STEP, "step.call.no-number", "region")
    return statement(Part.STEP, "step.call", "region", region.sources, number=region.number)


def _second(devices: tuple[Carried, ...], region: str) -> Iterator[Statement]:
    """When to use a second device; the minutes are those on the first device's label."""
    one = "-one" if most_together(devices) == 1 else ""
    second, waits = another(devices), _by_minutes(devices, region)
    if len(waits) > 1:
        yield statement(Part.STEP, f"step.second.mixed{one}", "epinephrine", second=second)
        yield from _second_of_each(waits, region)
        return
    ((minutes, same),) = waits.items()
    if minutes is None:
        yield statement(Part.STEP, f"step.second.label{one}", "epinephrine", second=second)
    else:
        id, sources = f"step.second.{_about(minutes)}{one}", _label_sources(same, region)
        yield statement(Part.STEP, id, "epinephrine", sources, minutes=minutes, second=second)


def another(devices: tuple[Carried, ...]) -> Phrase:
    """What to call one more of some devices: a pen, a spray, or a dose where it may be neither."""
    match sorted({form(one.device) for one in devices}):
        case ["pen"]:
            return Phrase("second.pen")
        case ["nasal spray"]:
            return Phrase("second.spray")
        case ["nasal spray", "pen"]:
            return Phrase("second.pen-or-spray")
        case _:
            return Phrase("second.dose")


def _by_minutes(devices: tuple[Carried, ...], region: str) -> dict[int | None, list[Carried]]:
    """The devices by the minutes to wait after them (None if no label was read)."""
    waits: dict[int | None, list[Carried]] = {}
    for one in devices:
        waits.setdefault(wait(one.device, region)[0], []).append(one)
    return waits


def _label_sources(devices: list[Carried], region: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for one in devices for id in wait(one.device, region)[1]))


def _about(minutes: int) -> str:
    """Labels that wait longer than five minutes say "about" (EURneffy: about 10)."""
    return "minutes" if minutes <= EXACT_MINUTES else "about"


def _second_of_each(waits: dict[int | None, list[Carried]], region: str) -> Iterator[Statement]:
    for minutes, same in waits.items():
        device = Listed(tuple(dict.fromkeys(bare(one.device) for one in same)))
        cause = same[0].cause
        if minutes is None:
            yield statement(Part.DETAIL, "step.second.each-label", cause, device=device)
            continue
        id, sources = f"step.second.each-{_about(minutes)}", _label_sources(same, region)
        yield statement(Part.DETAIL, id, cause, sources, device=device, minutes=minutes)


def device_facts(patient: Patient) -> Iterator[Statement]:
    """What the plan says about each device: the use-by date, and a strength that is not sold."""
    devices = carried(patient)
    for one, _ in same_together(devices, "expires", "kept_at"):
        yield from _strength(one, patient.region)
    for one, _ in same_together(devices, "kept_at"):
        shown = named(one.device, patient.region)
        if one.device.expires:
            # Sources say that an expired one is better than none about injectors only.
            injected = _is_injector(one)
            id = "device.expires" if injected else "device.expires.spray"
            expires = Date(one.device.expires)
            yield statement(Part.DEVICE, id, one.cause, device=shown, expires=expires)
        else:
            yield statement(Part.DEVICE, "device.expires-not-known", one.cause, device=shown)


def counts(patient: Patient) -> dict[str, int]:
    """How many devices a statement with a use-by date is about, by its cause."""
    return {one.cause: count for one, count in same_together(carried(patient), "kept_at")}


def _strength(one: Carried, region: str) -> Iterator[Statement]:
    """That a strength was not entered, or is not one of the device's."""
    device, strength = bare(one.device), one.device.strength
    if strength is None:
        yield statement(Part.DEVICE, "device.no-strength", one.cause, device=device)
    elif not is_sold(one.device, region):
        id = "device.entered" if is_known(one.device) else "device.entered-other"
        if one.standing is Standing.TRAINED_ONLY:
            id = "device.entered-ampoule"
        yield statement(Part.DEVICE, id, one.cause, device=device, strength=amount(strength))
