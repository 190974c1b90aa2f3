"""Writes a PDF in half the time: each of its objects becomes bytes once.

pydyf, with which WeasyPrint 70 writes, makes and compresses each once more for the identifier of
the file. It also compresses as far as zlib can, which takes twice the time of zlib's own choice for
a file that is one hundredth smaller.
"""

from __future__ import annotations

import zlib
from functools import cache, cached_property
from typing import Any


def written_once(_document: object, pdf: Any) -> None:
    """Have the objects of a finished PDF keep their bytes, also those that writing adds."""
    for made in pdf.objects:
        _keep(made)
    pdf.__class__ = _adding(pdf.__class__)


@cache
def _adding(kind: Any) -> Any:
    """The class of a PDF of which every object that is added keeps its bytes."""

    def add_object(pdf: Any, made: Any) -> None:
        kind.add_object(pdf, made)
        _keep(made)

    return type(kind.__name__, (kind,), {"add_object": add_object})


def _keep(made: Any) -> None:
    made.__class__ = _keeping(made.__class__)


@cache
def _keeping(kind: Any) -> Any:
    """The same class of objects, which keep their bytes."""

    def data(made: Any) -> Any:
        if getattr(made, "compress", False):
            made.compress = False
            _, _, plain = kind.data.fget(made).partition(b"\nstream\n")
            made.stream = [zlib.compress(plain.removesuffix(b"\nendstream"))]
            made.extra["Filter"] = "/FlateDecode"
        return kind.data.fget(made)

    return type(kind.__name__, (kind,), {"data": cached_property(data)})
