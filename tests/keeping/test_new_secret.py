"""After the server's secret was changed, all that people have still opens."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import settings_in
from tests.starting import application
from tests.web.keeping import enter, keep, record
from tests.web.pages import SecureClient, page_of, visitor
from tests.web.walking import Walk, start_from_file
from walletcard.settings import Settings, rotate_secret

COOKIE = "__Host-walletcard"


def server(folder: Path) -> SecureClient:
    """A visitor of a server that starts now, with the secret in its folder."""
    secret = Settings.from_environ({"WALLETCARD_INSTANCE": str(folder)}).server_secret
    given = vars(settings_in(folder)) | {"server_secret": secret}
    return visitor(application(Settings(**given)))


def test_cards_owners_and_drafts_open_with_a_new_secret(tmp_path: Path) -> None:
    """A form that is open is refused once, with what was typed, and can be sent again."""
    before = server(tmp_path)
    card = keep(before, record("02"))
    walk = start_from_file(before, record("02").encode())
    cookie = before.get_cookie(COOKIE, domain="card.example.org")
    old = (tmp_path / "server-secret").read_text()
    assert cookie

    rotate_secret(tmp_path)

    assert (tmp_path / "server-secret").read_text() != old
    assert (tmp_path / "server-secret").stat().st_mode & 0o777 == 0o600
    after = server(tmp_path)
    after.set_cookie(COOKIE, cookie.value, domain="card.example.org")
    draft = Walk(after, 1)
    assert draft.saved == walk.saved
    refused = after.post(f"{draft.path}/hospital", data={"token": "0" * 64, "name": "General"})
    assert refused.status_code == 403
    again = page_of(refused)
    assert again.typed["name"] == ["General"]
    assert after.post("/c", data={"digits": card.code}).status_code == 200
    enter(after, card)
    assert after.get("/owner/card").status_code == 200
