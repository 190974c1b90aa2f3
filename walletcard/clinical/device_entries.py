"""Epinephrine devices as the catalogue has them, with their labels and how they look."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Literal

from walletcard.clinical.entries import CatalogueEntry, Sourced


class WeightBand(CatalogueEntry):
    """The body weights in kg for which a label has a strength; used only for a warning."""

    strength: str
    from_kg: float = 0
    to_kg: float = inf


class Label(CatalogueEntry):
    """What a device's label says in some countries.

    `names` are the names on the boxes of those strengths that have one of their own: EpiPen Jr.
    Each of `use`, the steps of its instructions, is the id of a sentence after `use.`.
    """

    regions: tuple[str, ...]
    strengths: tuple[str, ...]
    names: Mapping[str, str] = {}
    bands: tuple[WeightBand, ...] = ()
    repeat_minutes: int | None = None
    hold_seconds: int | None = None
    sources: tuple[str, ...]
    use: tuple[str, ...] = ()
    use_sources: tuple[str, ...] = ()


Colour = Literal["black", "blue", "orange", "red", "yellow"]


class Looks(CatalogueEntry):
    """How a device looks, by a label that was read: its safety cap, and the end for the thigh."""

    cap: Colour
    end: Colour
    shape: Literal["pen", "box"] = "pen"
    guard: Literal["cap", "guard"] = "cap"
    sources: tuple[str, ...]

    @property
    def said(self) -> str:
        """The colours in words."""
        return f"{self.cap} {self.guard}, {self.end} end"


class Device(Sourced):
    """An epinephrine device; `also` are other names that people type.

    Without `looks` no label that names its colours was read.
    """

    name: str
    also: tuple[str, ...] = ()
    route: Literal["intramuscular", "nasal"]
    form: Literal["pen", "nasal spray", "syringe", "ampoule"]
    offered: bool
    looks: Looks | None = None
    recall: str | None = None
    label: tuple[Label, ...] = ()

    def label_in(self, region: str) -> Label | None:
        """The device's label in a region (ISO 3166 code); None if none was read."""
        return next((label for label in self.label if region in label.regions), None)

    def strengths_in(self, region: str) -> frozenset[str]:
        """The strengths sold in a region, or in all regions if that region's label was not read."""
        label = self.label_in(region)
        labels = (label,) if label else self.label
        return frozenset(strength for one in labels for strength in one.strengths)
