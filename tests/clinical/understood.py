"""Typed texts, and what they mean in a list."""

from __future__ import annotations

from walletcard.clinical.entries import MedicineClass
from walletcard.clinical.meaning import (
    Meaning,
    meaning,
)
from walletcard.clinical.naming import Reading

READINGS = {
    "medicine": Reading.MEDICATIONS,
    "trigger": Reading.TRIGGERS,
    "condition": Reading.CONDITIONS,
}


def read(row: dict[str, str]) -> tuple[set[str], set[str], Meaning]:
    """What is taken without asking, what would be right, and the meaning."""
    one = meaning(row["typed"], READINGS[row["list"]], row["region"])
    entries = {f"class:{e.id}" if isinstance(e, MedicineClass) else e.id for e in one.entries}
    return entries, set(filter(None, row["ids"].split("+"))), one


def medicine(text: str, region: str = "US") -> Meaning:
    """What a text among the medicines means."""
    return meaning(text, Reading.MEDICATIONS, region)
