"""Limits per network on what is kept: nobody can fill the disk, and no clinic is shut out."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from ipaddress import ip_network
from urllib.parse import urlsplit

import pytest
from werkzeug.test import TestResponse

from tests.conftest import client_of
from tests.people import answers
from tests.web.keeping import enter, keep, read, record, rows
from tests.web.pages import SecureClient, page_of
from tests.web.walking import ABOUT, start_from_file
from walletcard.settings import Settings
from walletcard.sharing import quota
from walletcard.sharing.quota import DAY, FOR_ONE, HOUR, Counted, Quota
from walletcard.sharing.secret import OwnerSecret

HERE, OTHER = "203.0.113.5", "198.51.100.7"
FEW = 3


FEW_OF_ALL = {
    Counted.SESSION: Quota(FEW, HOUR),
    Counted.OWNER: Quota(FEW, DAY),
    Counted.CARD: Quota(FEW, DAY),
    Counted.BYTES: FOR_ONE[Counted.BYTES],
    Counted.TRY: FOR_ONE[Counted.TRY],
}


@pytest.fixture
def few(keeper: SecureClient, monkeypatch: pytest.MonkeyPatch) -> SecureClient:
    """A server that keeps cards, but only a few per network."""
    monkeypatch.setattr(quota, "FOR_ONE", FEW_OF_ALL)
    keeper.environ_base["REMOTE_ADDR"] = HERE
    return keeper


def forget(client: SecureClient) -> None:
    """Drop the cookie, so that the next request comes from a new visitor."""
    client.delete_cookie("__Host-walletcard", domain=urlsplit(client.base_url).hostname or "")


def begin(client: SecureClient, address: str = HERE, **headers: str) -> TestResponse:
    """Start a draft without a cookie, as a new visitor at this address."""
    forget(client)
    environ = {"REMOTE_ADDR": address}
    return client.post("/make/new", data=ABOUT, environ_overrides=environ, headers=headers)


def crowd(client: SecureClient, address: str = HERE, **headers: str) -> None:
    """Start as many drafts as the limit allows."""
    for _ in range(FEW):
        assert begin(client, address, **headers).status_code == 303


def test_an_address_has_a_limit_of_drafts(few: SecureClient) -> None:
    """The page says what to do, typed answers stay, and other networks are not affected."""
    crowd(few)

    answer = begin(few)

    assert answer.status_code == 429
    page = page_of(answer)
    (sentence,) = page.problems
    assert "Wait an hour" in sentence
    assert page.typed["name"] == [ABOUT["name"]]
    assert "Set-Cookie" not in answer.headers
    assert begin(few, OTHER).status_code == 303


def test_a_file_starts_a_draft_too(few: SecureClient) -> None:
    """It counts towards the same limit, on the page for files."""
    crowd(few)
    forget(few)

    answer = few.post(
        "/make/file",
        data={"file": (BytesIO(record("02").encode()), "record.json")},
        environ_overrides={"REMOTE_ADDR": HERE},
    )

    assert answer.status_code == 429
    assert "Wait an hour" in next(iter(page_of(answer).problems))


def test_a_visitor_who_started_a_draft_can_go_on(few: SecureClient) -> None:
    """A second card of the same visitor does not count as a new one."""
    crowd(few)

    second = ABOUT | {"name": answers("02")["name"]}
    environ = {"REMOTE_ADDR": HERE}
    assert few.post("/make/new", data=second, environ_overrides=environ).status_code == 303


def test_nothing_of_an_address_is_kept(few: SecureClient) -> None:
    """It is neither in the database nor in a file beside it."""
    crowd(few)
    begin(few)

    site = few.application.extensions["walletcard"]
    kept = b"".join(file.read_bytes() for file in site.settings.instance.iterdir())
    assert b"203.0.113.5" not in kept
    assert len(rows(few.application)) == FEW


def test_behind_a_proxy_that_was_not_named_nobody_is_counted_alone(few: SecureClient) -> None:
    """All visitors would share the proxy's address, and one could shut out all others."""
    crowd(few, "127.0.0.1")

    assert begin(few, "127.0.0.1").status_code == 303


def test_behind_a_proxy_that_was_named_its_word_counts(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the visitor wrote into the header does not count."""
    monkeypatch.setattr(quota, "FOR_ONE", FEW_OF_ALL)
    client = client_of(replace(settings, proxy_hops=1))
    crowd(client, "127.0.0.1", **{"X-Forwarded-For": "192.0.2.1, 203.0.113.5"})

    for said, status in (("192.0.2.9, 203.0.113.5", 429), (OTHER, 303)):
        answer = begin(client, "127.0.0.1", **{"X-Forwarded-For": said})
        assert answer.status_code == status


def test_a_clinic_that_is_exempt_makes_any_number(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By address or network; its cards count only towards the limit for all networks together."""
    monkeypatch.setattr(quota, "FOR_ONE", FEW_OF_ALL)
    client = client_of(replace(settings, exempt=(ip_network("203.0.113.0/24"),)))
    crowd(client)

    assert begin(client).status_code == 303


def test_all_networks_together_have_a_limit_of_drafts(
    keeper: SecureClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Having many addresses does not help to fill the disk."""
    monkeypatch.setattr(quota, "FOR_ALL", FEW_OF_ALL)
    for number in range(FEW):
        assert begin(keeper, f"203.0.113.{number}").status_code == 303

    assert begin(keeper, OTHER).status_code == 429


def test_kept_cards_have_a_limit(few: SecureClient) -> None:
    """The check page says so, and the answers stay in the draft."""
    walks = [start_from_file(few, record(number).encode()) for number in ("02", "04", "05", "08")]
    *others, last = [f"{walk.path}/keep" for walk in walks]
    kept = {"token": walks[0].token, "keep": "keep"}
    for path in others:
        assert few.post(path, data=kept).status_code == 303

    answer = few.post(last, data=kept)

    assert answer.status_code == 429
    assert "Too many cards" in next(iter(page_of(answer).problems))
    assert len(rows(few.application)) == 1 + 2 * FEW  # a session, owners and cards
    assert few.get(last).status_code == 200


def test_replaced_cards_have_a_limit(few: SecureClient) -> None:
    """The lost card's code stays valid until its replacement can be made."""
    kept = keep(few, record("02"))
    enter(few, kept)
    for number in range(1, FEW + 1):
        assert renew(few, number).status_code == 303

    answer = renew(few, FEW + 1)

    assert answer.status_code == 429
    owner = OwnerSecret.read(kept.owner)
    assert read(few, owner.card(FEW + 1).digits).status_code == 200


def renew(client: SecureClient, number: int) -> TestResponse:
    """Replace a lost card, by its number."""
    token = page_of(client.get("/owner/card")).typed["token"][0]
    data = {"token": token, "lost": "y", "number": str(number)}
    return client.post("/owner/card/renew", data=data)


def test_owner_logins_have_a_limit(few: SecureClient) -> None:
    """Each login creates a session, which is a row too; the login page says what to do."""
    kept = keep(few, record("02"))
    for _ in range(FEW):
        forget(few)
        assert few.post("/owner", data={"digits": kept.owner}).status_code == 303
    forget(few)

    answer = few.post("/owner", data={"digits": kept.owner})

    assert answer.status_code == 429
    assert "Wait an hour" in next(iter(page_of(answer).problems))
