"""How to use each device: the steps of its instructions, or the advice to follow its own label."""

from __future__ import annotations

from collections.abc import Iterator

from walletcard.clinical.age import AgeBand, age_band
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.device_entries import Label
from walletcard.clinical.devices import Carried, bare, for_anyone
from walletcard.clinical.patient import Patient
from walletcard.clinical.statement import Device, Part, Statement, statement

OF_CHILDREN = "hold-leg"


def device_use(patient: Patient) -> Iterator[Statement]:
    """Each kind of device once, whatever its strength, with its steps."""
    small = age_band(patient) in {AgeBand.HELD, AgeBand.CHILD}
    kinds: dict[Device, Carried] = {}
    for one in for_anyone(patient):
        kinds.setdefault(bare(one.device), one)
    for device, one in kinds.items():
        yield statement(Part.USE, "use", one.cause, device=device)
        yield from _steps(one, _label(one, patient.region), small=small)


def _label(one: Carried, region: str) -> Label | None:
    known = catalogue().devices.get(one.device.device)
    return known.label_in(region) if known else None


def _steps(one: Carried, label: Label | None, *, small: bool) -> Iterator[Statement]:
    """The steps, if the instructions of that country were read."""
    if label is None or not label.use:
        yield statement(Part.USE_STEP, "use.own-label", one.cause)
        return
    for step in label.use:
        if step == "hold" and label.hold_seconds:
            seconds = label.hold_seconds
            yield statement(
                Part.USE_STEP, "use.hold", one.cause, label.use_sources, seconds=seconds
            )
        elif step == "hold":
            yield statement(Part.USE_STEP, "use.hold-label", one.cause)
        elif step != OF_CHILDREN or small:
            yield statement(Part.USE_STEP, f"use.{step}", one.cause, label.use_sources)
