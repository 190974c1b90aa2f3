"""Writes a PDF in half the time: each of its objects becomes bytes once.

pydyf, with which WeasyPrint 70 writes, makes and compresses each once more for the identifier of
the file.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any


def written_once(_document: object, pdf: Any) -> None:
    """Have the objects of a finished PDF keep their bytes, also those that writing adds."""
    add = pdf.add_object

    def added(made: Any) -> None:
        add(made)
        _keep(made)

    for made in pdf.objects:
        _keep(made)
    pdf.add_object = added


def _keep(made: Any) -> None:
    made.__class__ = _keeping(made.__class__)


@cache
def _keeping(kind: Any) -> Any:
    """The same class of objects, which keep their bytes."""
    return type(kind.__name__, (kind,), {"data": cached_property(kind.data.fget)})
