"""Write what a release keeps of people: a database with cards, owners, drafts, and what opens it.

    python -m tests.write_released tests/released/2/kept

They are the people of the record files beside the new folder (tests/released/2/*.json). A release
writes it once, with its own code. `tests/test_released.py` opens all of them with every later code.
An old folder is never written again: people have such cards.
"""

from __future__ import annotations

import base64
import io
import json
import sqlite3
import sys
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from PIL import Image

from tests.people import answers
from tests.starting import application
from tests.web.keeping import KeptCard, enter, store_of
from tests.web.pages import SecureClient, visitor
from tests.web.walking import start_from_file
from walletcard.clinical.record import patient_from
from walletcard.form.drafts import Draft
from walletcard.form.outline import ABOUT, EntryList, place_of
from walletcard.settings import Settings
from walletcard.sharing import cards, sessions
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import OwnerSecret, SessionSecret
from walletcard.sharing.sessions import Session
from walletcard.sharing.store import FILE
from walletcard.web.site.current import now

ON = date(2026, 11, 28)
SERVER_SECRET = "5" * 64
LATE = 4_102_444_800  # 2100: the drafts are to be opened by whoever comes later
UNFINISHED = {"name": "Li Wu", "region": "GB", "medications": [{"name": "Zzyzxol"}]}


def write(folder: Path) -> None:
    """Write a new folder. Raises `FileExistsError` if there is one."""
    folder.mkdir(parents=True)
    app = application(
        Settings(
            instance=folder, server_secret=SERVER_SECRET, public_url="https://card.example.org"
        )
    )
    kept = [_kept(visitor(app), file) for file in sorted(folder.parent.glob("*.json"))]
    photo = _keep(visitor(app), "with a photo", answers("01") | {"photo": "me.jpg"}, _photo())
    replaced = _replaced(visitor(app))
    opens = {
        "server_secret": SERVER_SECRET,
        "cards": kept,
        "with_photo": {"owner": photo.owner, "code": photo.code},
        "replaced": replaced,
    }
    (folder / "opens.json").write_text(json.dumps(opens, indent=2) + "\n", "utf-8")
    store_of(app).close()
    _into_one_file(folder / FILE)


def _kept(client: SecureClient, file: Path) -> dict[str, Any]:
    """One person's card, a draft of the same answers, one that is not finished, and the owner's."""
    record = json.loads(file.read_text("utf-8"), parse_float=Decimal)
    card = _keep(client, file.stem, record)
    start_from_file(client, file.read_bytes())
    _add_unfinished(client)
    draft = _last(client)
    client.delete_cookie("__Host-walletcard", domain="card.example.org")
    token = enter(client, card)
    client.post("/owner/card/answers", data={"token": token})
    return {
        "record": file.name,
        "owner": card.owner,
        "code": card.code,
        "drafts": draft,
        "owner_drafts": _last(client),
    }


def _keep(
    client: SecureClient, whose: str, record: dict[str, Any], photo: str | None = None
) -> KeptCard:
    owner = OwnerSecret(sha256(f"owner {whose}".encode()).digest()[:16])
    kept = KeptRecord.of(patient_from(record), photo)
    cards.keep(store_of(client.application), owner, kept, ON)
    return KeptCard(owner.digits, owner.card(1).digits)


def _replaced(client: SecureClient) -> dict[str, str]:
    """A card that its owner replaced by a second one."""
    card = _keep(client, "replaced", answers("02"))
    owner = OwnerSecret.read(card.owner)
    second = cards.renew(store_of(client.application), owner, ON)
    return {"owner": card.owner, "old": card.code, "code": owner.card(second.number).digits}


def _add_unfinished(client: SecureClient) -> None:
    """A draft that uses all that a draft can hold."""
    draft = Draft.of(dict(UNFINISHED))
    medicines = place_of("medicines")
    assert isinstance(medicines, EntryList)
    draft.put(medicines, draft.next_id(), {"name": "sirolimus"})
    draft.remove(medicines, 2)
    draft.doubts = {ABOUT.slug: ["weight"]}
    draft.words = {medicines.slug: "Zzyz"}
    with _session(client) as session:
        session.add(draft.to_json())


def _last(client: SecureClient) -> str:
    """The digits of the cookie, whose session lasts from now on."""
    with _session(client) as session:
        session.expires = LATE
        session.owner_until = LATE if session.owner else 0
    return _secret(client).digits


def _session(client: SecureClient) -> AbstractContextManager[Session]:
    return sessions.changing(store_of(client.application), _secret(client), now())


def _secret(client: SecureClient) -> SessionSecret:
    cookie = client.get_cookie("__Host-walletcard", domain="card.example.org")
    assert cookie
    return SessionSecret.read(cookie.value)


def _photo() -> str:
    file = io.BytesIO()
    Image.new("RGB", (12, 15), "teal").save(file, "JPEG")
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode("ascii")


def _into_one_file(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("VACUUM")
    connection.close()
    for beside in database.parent.glob(f"{database.name}?*"):
        beside.unlink()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
