"""What Python seals, another implementation opens: Node's WebCrypto, which browsers share."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.people import person
from tests.sharing.databases import Database
from walletcard.clinical.record import read_record
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.schema import CARD
from walletcard.sharing.secret import CardSecret, OwnerSecret

SCRIPT = Path(__file__).with_name("unseal.mjs")
NODE = os.environ.get("NODE") or shutil.which("node")

pytestmark = [
    pytest.mark.node,
    pytest.mark.skipif(not NODE, reason="there is no Node here"),
]


@pytest.fixture
def card(tmp_path: Path) -> CardSecret:
    """A card in a store among others, whose person writes in five scripts."""
    store = Database(tmp_path).store()
    for number in ("01", "06", "03"):
        owner = OwnerSecret.fresh()
        cards.keep(store, owner, KeptRecord.of(person(number)), date(2026, 3, 2))
        if number == "06":
            card = owner.card(1)
    store.close()
    return card


def unsealed(card: CardSecret, rows: Mapping[bytes, bytes]) -> subprocess.CompletedProcess[bytes]:
    """What Node makes of a card's digits and the stored rows."""

    def text(data: bytes) -> str:
        return base64.b64encode(data).decode("ascii")

    stored = {text(id_hash): text(sealed) for id_hash, sealed in rows.items()}
    asked = json.dumps({"digits": card.digits, "rows": stored}).encode()
    assert NODE
    return subprocess.run([NODE, SCRIPT], input=asked, capture_output=True, check=False)


def test_webcrypto_opens_what_python_sealed(card: CardSecret, tmp_path: Path) -> None:
    """From the 40 digits and the stored rows alone, every character."""
    done = unsealed(card, Database(tmp_path).rows(CARD))

    assert done.returncode == 0, done.stderr.decode()
    kept = json.loads(done.stdout)
    assert read_record(kept["record"].encode()) == person("06")
    assert kept["card"] == {
        "number": 1,
        "made": "2026-03-02",
        "withdrawn": None,
        "paused": None,
    }


@pytest.mark.parametrize("place", [0, 5, 13, 2000, -1])
def test_webcrypto_refuses_one_changed_bit(card: CardSecret, tmp_path: Path, place: int) -> None:
    """In version, nonce, ciphertext or tag."""
    rows = Database(tmp_path).rows(CARD)
    changed = bytearray(rows[card.id_hash])
    changed[place] ^= 1

    done = unsealed(card, rows | {card.id_hash: bytes(changed)})

    assert done.returncode != 0
    assert done.stdout == b""
    assert b"OperationError" in done.stderr or b"unknown version" in done.stderr


def test_webcrypto_refuses_a_row_from_another_place(card: CardSecret, tmp_path: Path) -> None:
    """The hash that a row lies under is bound to it."""
    rows = Database(tmp_path).rows(CARD)
    other = next(sealed for id_hash, sealed in rows.items() if id_hash != card.id_hash)

    done = unsealed(card, rows | {card.id_hash: other})

    assert done.returncode != 0
    assert b"OperationError" in done.stderr
