"""A PDF is written in half the time, and says the same."""

import re
import zlib

import pytest

from tests.paper.documents import SCRIPTS, a_page
from walletcard.paper import pdf


def opened(file: bytes) -> list[bytes]:
    """What is compressed in a PDF, in turn; the last tells where each object lies."""
    packed = re.findall(rb"stream\n(x.*?)\nendstream", file, re.DOTALL)
    return [zlib.decompress(one) for one in packed]


def test_what_is_written_once_is_what_pydyf_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Page, fonts, metadata and objects are the same before they are compressed."""
    page = a_page(f"<h1>a</h1>{SCRIPTS}")
    ours = pdf.lay_out(page).pdf()
    monkeypatch.setattr(pdf, "written_once", None)
    theirs = pdf.lay_out(page).pdf()
    assert len(ours) < 1.03 * len(theirs)
    assert len(opened(ours)) > 10
    assert opened(ours)[:-1] == opened(theirs)[:-1]
