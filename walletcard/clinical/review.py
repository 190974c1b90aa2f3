"""Records a clinician's signature under a sentence in the data files of a checkout.

It holds for the signed text only: if a letter of the sentence changes, it counts as a draft again.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_IMODE

import rtoml
import tomlkit
from rapidfuzz import process
from tomlkit.exceptions import TOMLKitError

from walletcard.clinical.catalogue import DATA, load
from walletcard.clinical.entries import hash_of
from walletcard.files import NotWritten, write_whole

_TABLE = re.compile(r"^(?=\[\[)", re.MULTILINE)
# Blank lines and comments after the last key of a table belong to the next table.
_REST = re.compile(r"(?:^[ \t]*(?:#[^\n]*)?\n?)*\Z", re.MULTILINE)
_LIKELY = 60  # of 100: how similar an id must be to be suggested


class ReviewRefused(Exception):
    """The signature cannot be recorded; the message says why, and what to do."""


class ReviewNotWritten(Exception):
    """The data file could not be written; it is unchanged."""


def checkout() -> Path:
    """The folder of data files in the checkout.

    Raises `ReviewRefused` for an installed package: the next installation would lose a signature.
    """
    root = DATA.parents[2]
    if not (root / "pyproject.toml").is_file():
        raise ReviewRefused(
            f"{DATA} belongs to an installed package: a signature there would be lost. Get the "
            "source code, and sign in the checkout."
        )
    return DATA


def sign(folder: Path, statement: str, by: str, on: datetime.date) -> Path:
    """Record that somebody has checked a sentence as it is now; an earlier signature is replaced.

    Changes one line of one file, and returns that file. Raises `ReviewRefused` for an unknown id or
    an empty name, `ReviewNotWritten`, and `CatalogueInvalid` if the data files are invalid.
    """
    known = load(folder).statements
    if statement not in known:
        raise ReviewRefused(f"There is no statement {statement}.{_did_you_mean(statement, known)}")
    if by != by.strip() or not by.isprintable() or not by:
        raise ReviewRefused("--by needs the name of the person who signs, on one line.")
    file, text = _file_of(statement, folder)
    _write(file, _signed(text, statement, by, on))
    return file


def _did_you_mean(statement: str, known: Iterable[str]) -> str:
    near = [id for id, *_ in process.extract(statement, [*known], limit=3, score_cutoff=_LIKELY)]
    return f" Did you mean {' or '.join(near)}?" if near else ""


def _file_of(statement: str, folder: Path) -> tuple[Path, str]:
    for file in sorted(folder.glob("*.toml")):
        text = file.read_text("utf-8")
        if any(row["id"] == statement for row in rtoml.loads(text).get("statement", ())):
            return file, text
    raise ReviewRefused(f"No file of {folder} holds the statement {statement}.")


def _signed(text: str, statement: str, by: str, on: datetime.date) -> str:
    """A file's text with a signature under one sentence, and no other change."""
    try:
        signed = "".join(_sign_table(table, statement, by, on) for table in _TABLE.split(text))
        rows = list(zip(_rows(text), _rows(signed), strict=True))
    except (TOMLKitError, rtoml.TomlParsingError, ValueError) as error:
        raise ReviewRefused(f"{statement} stands in a file that cannot be edited.") from error
    changed = [(old, new) for old, new in rows if old != new]
    if not changed:
        raise ReviewRefused(f"{statement} has this signature already.")
    if any(new["id"] != statement or not _only_signed(old, new) for old, new in changed):
        raise ReviewRefused(f"The signature would change more than {statement}.")
    return signed


def _sign_table(table: str, statement: str, by: str, on: datetime.date) -> str:
    # Each table is parsed by itself: in a whole file tomlkit would reorder mixed kinds of tables.
    if not table.startswith("[[statement]]"):
        return table
    rest = _REST.search(table)
    end = rest.start() if rest else len(table)
    document = tomlkit.parse(table[:end])
    row = document["statement"][0]
    if row["id"] != statement:
        return table
    review = tomlkit.inline_table()
    review.update({"by": by, "on": on, "text_hash": hash_of(str(row["text"]))})
    row["review"] = review
    return tomlkit.dumps(document) + table[end:]


def _only_signed(old: dict[str, object], new: dict[str, object]) -> bool:
    return {**old, "review": None} == {**new, "review": None}


def _rows(text: str) -> Iterator[dict[str, object]]:
    for tables in rtoml.loads(text).values():
        yield from tables


def _write(file: Path, text: str) -> None:
    """Replace a file, whole or not at all."""
    try:
        mode = S_IMODE(file.stat().st_mode)
        write_whole(file.parent, {file.name: text.encode()}, mode)
    except (OSError, NotWritten) as error:
        raise ReviewNotWritten(f"{file} cannot be written. {error}") from error
