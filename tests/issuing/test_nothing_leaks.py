"""What is left of a made card beside its papers: nothing that names anyone or opens anything."""

from __future__ import annotations

import base64
import gzip
import json
import logging
import os
import re
import sqlite3
import subprocess
import sys
import zlib
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

import pytest

from tests.issuing.leaks import found_in, needles
from tests.people import PRINTED, person, strings_in
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import OwnerSecret, Secret
from walletcard.sharing.store import FILE, Store

COMMAND = [sys.executable, "-c", "from walletcard.cli import main; main()", "make"]
ORIGIN = "https://cards.example.org"
# Somebody with a great deal to say, and somebody who writes in many scripts.
MADE = [record for record in PRINTED if record.name[:2] in {"03", "06"}]
NAMES = ["Amara Okafor", "渡辺 さくら", "+44 20 7946 0958"]


class Made(NamedTuple):
    """What `walletcard make` left: files of the store, its output, and the owners."""

    files: dict[str, bytes]
    stdout: str
    stderr: str
    owners: list[OwnerSecret]

    @property
    def secrets(self) -> list[Secret]:
        """The secrets of all owners and their cards."""
        return [*self.owners, *(owner.card(1) for owner in self.owners)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Cards of two people, made while the store is in use, so that its log stays."""
    folder = tmp_path_factory.mktemp("instance")
    Store(None, folder).prepare()
    stdout = stderr = ""
    reader = sqlite3.connect(folder / FILE)
    reader.execute("SELECT count(*) FROM card").fetchone()
    for record in MADE:
        out = str(tmp_path_factory.mktemp("out"))
        environ = os.environ | {"WALLETCARD_INSTANCE": str(folder), "PUBLIC_URL": ORIGIN}
        done = subprocess.run(
            [*COMMAND, str(record), "--out", out],
            env=environ,
            capture_output=True,
            text=True,
            check=True,
        )
        stdout += done.stdout.replace(out, "")
        stderr += done.stderr
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    reader.close()
    shown = rf"^Owner link: {ORIGIN}/owner#(\d{{32}})\n.*: (\d{{8}})$"
    digits = re.findall(shown, stdout, re.MULTILINE)
    return Made(files, stdout, stderr, [OwnerSecret.read("".join(found)) for found in digits])


def answered() -> set[str]:
    """Everything that any of the two answered."""
    records = (json.loads(record.read_text("utf-8")) for record in MADE)
    return {text for record in records for text in strings_in(record)}


@pytest.mark.slow
def test_the_database_and_its_log_name_nobody(made: Made) -> None:
    """No answer stands there, as it is, inflated or decoded; nor any secret, in any form."""
    assert len(made.owners) == len(MADE)
    assert len(made.files[FILE]) > 0
    assert len(made.files[f"{FILE}-wal"]) > 0
    assert found_in(made.files[FILE] + made.files[f"{FILE}-wal"], [b"create table card"])

    sought = needles(answered(), made.secrets)
    assert len(sought) > 500
    assert {
        name: found for name, data in made.files.items() if (found := found_in(data, sought))
    } == {}


@pytest.mark.slow
def test_the_output_shows_the_owner_link_once_and_nothing_else(made: Made) -> None:
    """No answer, no secret of a card, and the owner's digits in two places only."""
    assert made.stderr == ""
    for owner in made.owners:
        assert owner.digits not in made.stdout
        assert made.stdout.count(owner.in_link) == made.stdout.count(owner.beside_link) == 1
    rest = re.sub(r"#\d{32}", "#", made.stdout).encode()

    assert found_in(rest, needles(answered(), made.secrets)) == []


def test_logs_hold_no_answer_and_no_secret(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even with every logger at its most talkative, through all that an owner can do."""
    caplog.set_level(logging.DEBUG)
    for name in ("sqlalchemy.engine", "sqlalchemy.pool", "alembic"):
        caplog.set_level(logging.DEBUG, logger=name)
    store, owner, today = Store(None, tmp_path), OwnerSecret.fresh(), date(2026, 3, 2)
    cards.keep(store, owner, KeptRecord.of(person("06")), today)
    cards.details(store, owner.card(1))
    cards.change(store, owner, KeptRecord.of(person("03")))
    cards.renew(store, owner, today)
    cards.erase(store, owner)
    store.close()

    assert "INSERT INTO card" in caplog.text
    sought = needles(answered(), [owner, owner.card(1), owner.card(2)])
    assert found_in(caplog.text.encode(), sought) == []


@pytest.mark.parametrize("text", NAMES)
def test_the_search_finds_what_is_hidden(text: str) -> None:
    """Planted among random bytes in each form, at an odd offset, a text is found."""
    plain = f"..., {text}, ...".encode()
    planted = [
        plain,
        plain.upper(),
        json.dumps(text).encode(),
        text.encode("utf-16-le"),
        plain.hex().encode(),
        base64.b64encode(plain),
        base64.urlsafe_b64encode(b"x" + plain),
        zlib.compress(plain),
        zlib.compress(plain)[2:],
        gzip.compress(plain),
        base64.b64encode(zlib.compress(plain)),
        quote(plain).encode(),
        urlencode({"name": text}).encode(),
    ]
    for hidden in planted:
        noise = os.urandom(101)
        assert found_in(noise + hidden + noise, needles([text], [])), hidden
        assert not found_in(noise + noise, needles([text], []))


def test_the_search_finds_a_secret_in_every_form() -> None:
    """Digits, with gaps too, bytes and their codings, of the number and of the key."""
    owner = OwnerSecret(bytes(range(1, 17)))
    grouped = " ".join(re.findall("....", owner.digits)).encode()
    for hidden in (
        owner.digits.encode(),
        grouped,
        owner.number,
        owner.number[::-1],
        owner.key.hex().upper().encode(),
        base64.b64encode(b"xy" + owner.number),
        base64.b32encode(owner.key),
        zlib.compress(owner.digits.encode()),
    ):
        assert found_in(b"1" + hidden + b"2", needles([], [owner])), hidden
