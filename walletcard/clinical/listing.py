"""The catalogue as lists of JSON objects, for other programs and for people who check it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from walletcard.clinical.catalogue import Catalogue
from walletcard.clinical.entries import CatalogueEntry, Sentence

LISTS = (
    *("subtypes", "medicines", "devices", "triggers", "conditions", "alerts", "regions", "help"),
    *("statements", "sources"),
)


def lists(read: Catalogue) -> dict[str, list[dict[str, Any]]]:
    """Each kind of catalogue entry as a list of JSON objects, in the order of the files.

    A sentence also has its review state, and whether its best source allows printing it.
    """
    return {name: [_shown(read, one) for one in getattr(read, name).values()] for name in LISTS}


def _shown(read: Catalogue, entry: CatalogueEntry) -> dict[str, Any]:
    # Through JSON, which has no infinity: a weight band without an upper limit gets null.
    shown: dict[str, Any] = json.loads(entry.model_dump_json(by_alias=True))
    if isinstance(entry, Sentence):
        shown |= {"state": entry.review_state, "may_print": read.may_print(entry)}
    return shown


def counts(read: Catalogue) -> dict[str, int]:
    """How many entries of each kind there are."""
    return {name: len(getattr(read, name)) for name in LISTS}


def states(read: Catalogue) -> Counter[str]:
    """How many sentences are in each review state."""
    return Counter(one.review_state for one in read.statements.values())


def outdated(read: Catalogue) -> list[Sentence]:
    """The sentences whose text was changed after a clinician had signed it."""
    return [one for one in read.statements.values() if one.review and one.review_state == "draft"]
