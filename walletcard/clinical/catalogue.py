"""The clinical catalogue: the data files beside this module, read and checked as one.

The files in `catalogue/` hold arrays of tables (`[[source]]`, `[[statement]]`, `[[medicine]]` ...);
a file may hold several kinds. The catalogue is valid by construction: an unknown key, a repeated
id, a reference to nothing, or a statement without a source that was opened is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import rtoml
from pydantic import ValidationError

from walletcard.clinical.device_entries import Device
from walletcard.clinical.entries import (
    Alert,
    Alias,
    Around,
    CatalogueEntry,
    Checklist,
    Condition,
    Help,
    Medicine,
    MedicineClass,
    Product,
    Region,
    Sentence,
    Sign,
    Source,
    Subtype,
    Trigger,
    Use,
    Wording,
)
from walletcard.garbage import not_searched

DATA = Path(__file__).parent / "catalogue"


class CatalogueInvalid(Exception):
    """The data files are invalid; the message lists every fault."""


class Catalogue(CatalogueEntry):
    """All data files together, each kind by id (regions by ISO 3166 code)."""

    sources: Mapping[str, Source]
    statements: Mapping[str, Sentence]
    subtypes: Mapping[str, Subtype]
    medicines: Mapping[str, Medicine]
    products: Mapping[str, Product] = {}
    classes: Mapping[str, MedicineClass]
    aliases: Mapping[str, Alias] = {}
    around: Mapping[str, Around] = {}
    wordings: Mapping[Use, Wording] = {}
    devices: Mapping[str, Device]
    triggers: Mapping[str, Trigger]
    conditions: Mapping[str, Condition]
    alerts: Mapping[str, Alert]
    signs: Mapping[str, Sign]
    regions: Mapping[str, Region]
    help: Mapping[str, Help]
    checklists: Mapping[str, Checklist] = {}

    @property
    def covered(self) -> frozenset[str]:
        """The countries whose brands are in the catalogue."""
        return frozenset(code for one in self.products.values() for code in one.regions)

    def says_adrenaline(self, region: str) -> bool:
        """Whether the word in a country is adrenaline, in English too."""
        known = self.regions.get(region)
        return known is not None and known.epinephrine == "adrenaline"

    def may_print(self, sentence: Sentence) -> bool:
        """Whether a sentence has a source with the mark (a)."""
        return any(self.sources[source].mark == "a" for source in sentence.sources)


# The names of the arrays of tables in the data files, with the catalogue's fields for them.
KINDS = {
    "source": "sources",
    "statement": "statements",
    "subtype": "subtypes",
    "medicine": "medicines",
    "product": "products",
    "class": "classes",
    "alias": "aliases",
    "around": "around",
    "wording": "wordings",
    "device": "devices",
    "trigger": "triggers",
    "condition": "conditions",
    "alert": "alerts",
    "sign": "signs",
    "region": "regions",
    "help": "help",
    "checklist": "checklists",
}
SOURCED = frozenset(KINDS.values()) - {"sources", "around", "checklists"}


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The project's catalogue, read once per process.

    Raises `CatalogueInvalid` with every fault of the data files.
    """
    with not_searched():
        return load(DATA)


def load(folder: Path) -> Catalogue:
    """Read every TOML file of a folder as one catalogue. Raises `CatalogueInvalid`."""
    rows: dict[str, dict[str, Any]] = {field: {} for field in KINDS.values()}
    faults: list[str] = []
    for file in sorted(folder.glob("*.toml")):
        for kind, tables in _tables(file).items():
            if kind not in KINDS:
                faults.append(f"{file.name}: {kind} is not a kind of entry")
                continue
            for row in tables:
                key = row.get("id") or row.get("code", "")
                if key in rows[KINDS[kind]]:
                    faults.append(f"{file.name}: {kind} {key} stands twice")
                rows[KINDS[kind]][key] = row
    try:
        read = Catalogue.model_validate(rows)
    except ValidationError as error:
        raise CatalogueInvalid(str(error)) from error
    faults += [*_dangling(read), *_unsourced(read)]
    if faults:
        raise CatalogueInvalid("\n".join(faults))
    return read


def _tables(file: Path) -> dict[str, list[dict[str, Any]]]:
    # Three quarters of the time to load went into the standard library's reader.
    try:
        return rtoml.loads(file.read_text("utf-8"))
    except rtoml.TomlParsingError as error:
        raise CatalogueInvalid(f"{file.name}: {error}") from error


def _dangling(read: Catalogue) -> Iterator[str]:
    """References to sources, classes, alerts or other entries that do not exist."""
    classes = [(m.id, name) for m in read.medicines.values() for name in m.classes]
    classes += [(a.id, name) for a in read.alerts.values() for name in a.classes]
    classes += [(t.id, t.class_) for t in read.triggers.values() if t.class_]
    alerts = [(c.id, c.alert) for c in read.classes.values() if c.alert]
    conditions = [(a.id, name) for a in read.alerts.values() for name in a.conditions]
    aliased = [(a.id, a.kind, name) for a in read.aliases.values() for name in a.means]
    asked = [(s.id, name) for s in read.statements.values() for name in s.asks_for]
    ingredients = [(p.id, name) for p in read.products.values() for name in p.ingredients]
    ticked = [
        (one.id, name)
        for one in read.checklists.values()
        for name in (*one.entries, *one.child_first, *one.asked_from)
    ]
    regions = [(p.id, code) for p in read.products.values() for code in p.regions]
    labels = [(d.id, label) for d in read.devices.values() for label in d.label]
    used = [(id, f"use.{step}") for id, label in labels for step in label.use]
    for named, known in (
        (list(_named_sources(read)), read.sources),
        (classes, read.classes),
        (alerts, read.alerts),
        (conditions, read.conditions),
        (ingredients, read.medicines),
        ([(id, name) for id, kind, name in aliased if kind == "medicine"], read.medicines),
        ([(id, name) for id, kind, name in aliased if kind == "condition"], read.conditions),
        (asked, read.medicines),
        (used, read.statements),
        (regions, read.regions),
        (ticked, {*read.medicines, *read.triggers, *read.conditions, *read.signs, *read.alerts}),
    ):
        yield from (f"{owner}: there is no {name}" for owner, name in named if name not in known)


def _named_sources(read: Catalogue) -> Iterator[tuple[str, str]]:
    for field in SOURCED:
        for key, row in getattr(read, field).items():
            yield from ((key, source) for source in row.sources)
    for device in read.devices.values():
        for label in device.label:
            yield from ((device.id, source) for source in (*label.sources, *label.use_sources))
    for region in read.regions.values():
        yield from ((region.code, source) for source in region.epinephrine_sources)


def _unsourced(read: Catalogue) -> Iterator[str]:
    """Facts without a source. Conditions and signs are only names."""
    for field in SOURCED - {"conditions", "signs", "regions"}:
        for key, row in getattr(read, field).items():
            if not row.sources:
                yield f"{key} names no source"
    for region in read.regions.values():
        if region.number and not region.sources:
            yield f"{region.code} names no source"
        if region.epinephrine and not region.epinephrine_sources:
            yield f"{region.code} names no source of its word for epinephrine"
