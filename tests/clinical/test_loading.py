"""The loader: the same as the standard reader, and strict about sources and signatures."""

from __future__ import annotations

import gc
import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import rtoml

from walletcard.clinical.catalogue import DATA, CatalogueInvalid, catalogue, load
from walletcard.clinical.entries import hash_of

SOURCE = """
[[source]]
id = "one"
title = "One"
publisher = "A"
read_as = "full text"
mark = "a"
"""
STATEMENT = '[[statement]]\nid = "a"\ntext = "A."\nsources = ["one"]\n'
HELP = '[[help]]\nid = "h"\nkind = "society"\nname = "H"\n'
WORD = '[[region]]\ncode = "US"\npaper = "letter"\nsources = []\nepinephrine = "epinephrine"\n'


def refused(folder: Path, text: str) -> str:
    """Why a file is refused."""
    (folder / "all.toml").write_text(SOURCE + text, "utf-8")
    with pytest.raises(CatalogueInvalid) as refusal:
        load(folder)
    return str(refusal.value)


def test_garbage_is_collected_again_once_the_catalogue_is_read() -> None:
    """It is not looked for while the catalogue is read; a server that never did would grow."""
    catalogue.cache_clear()
    catalogue()
    assert gc.isenabled()


@pytest.mark.parametrize("file", sorted(DATA.glob("*.toml")), ids=lambda file: str(file.name))
def test_the_quick_reader_reads_what_the_standard_library_reads(file: Path) -> None:
    """To the letter, in every file."""
    text = file.read_text("utf-8")
    assert rtoml.loads(text) == tomllib.loads(text)


def test_every_address_is_one_that_a_browser_opens() -> None:
    """Over https, with a host, without spaces or credentials."""
    read = catalogue()
    addresses = {one.address for one in read.sources.values() if one.address}
    addresses |= {one.address for one in read.help.values()}
    assert len(addresses) > 100
    for address in addresses:
        parts = urlsplit(address)
        assert parts.scheme == "https", address
        assert "." in (parts.hostname or ""), address
        assert parts.username is None, address
        assert re.fullmatch(r"[!-~]+", address), address


@pytest.mark.parametrize(
    "address",
    ["http://a.org", "https://", "https://a", "https://a.org/b c", "https://u@a.org", "a.org", ""],
)
def test_an_invalid_address_is_refused(tmp_path: Path, address: str) -> None:
    """A source must lead somewhere."""
    second = SOURCE.replace('"one"', '"two"') + f'address = "{address}"\n'
    assert "address" in refused(tmp_path, second)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[statement]\n", "all.toml"),
        (STATEMENT.replace('"one"', ""), "a names no source"),
        (STATEMENT + "state = 'reviewed'\n", "state"),
        (STATEMENT + "review = { by = 'Dr A', on = 2026-01-02 }\n", "text_hash"),
        (
            STATEMENT + f"review = {{ by = '', on = 2026-01-02, text_hash = '{'0' * 64}' }}\n",
            "review.by",
        ),
        (STATEMENT + "review = { by = 'A', on = 2026-01-02, text_hash = 'x' }\n", "text_hash"),
        (HELP + 'sources = ["one"]\n', "address"),
        (HELP + 'address = "https://a.org"\nsources = []\n', "h names no source"),
        (HELP + 'address = "https://a.org"\nsources = ["two"]\n', "h: there is no two"),
        (WORD, "US names no source of its word"),
        (WORD + 'epinephrine_sources = ["two"]\n', "US: there is no two"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, text: str, fault: str) -> None:
    """Nothing is printed from a catalogue that contradicts itself."""
    assert fault in refused(tmp_path, text)


def test_a_state_cannot_be_claimed_only_signed(tmp_path: Path) -> None:
    """The hash of the text decides."""
    review = "review = {{ by = 'Dr A', on = 2026-01-02, text_hash = '{}' }}\n"
    for text, state in (("A.", "reviewed"), ("B.", "draft")):
        signed = STATEMENT + review.format(hash_of(text))
        (tmp_path / "all.toml").write_text(SOURCE + signed, "utf-8")
        assert load(tmp_path).statements["a"].review_state == state
