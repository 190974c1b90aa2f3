"""How many drafts are started from one address: nobody fills the disk, no clinic is shut out."""

from __future__ import annotations

import os
from dataclasses import replace
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from werkzeug.test import TestResponse

from tests.conftest import client_of
from tests.people import answers
from tests.web.keeping import record, rows
from tests.web.pages import SecureClient, page_of
from tests.web.walking import ABOUT
from walletcard.settings import Settings
from walletcard.web.site.current import NAME
from walletcard.web.site.rate_limit import MOST_STARTS, SECONDS, Starts

HERE, OTHER = "203.0.113.5", "198.51.100.7"
FEW = 3


def narrow(client: SecureClient) -> SecureClient:
    """The client of an application that lets only a few start."""
    known = client.application.extensions
    known[NAME] = replace(known[NAME], starts=Starts(FEW))
    return client


@pytest.fixture
def few(keeper: SecureClient) -> SecureClient:
    """A server that keeps cards, and lets only a few start."""
    return narrow(keeper)


def forget(client: SecureClient) -> None:
    """Drop the cookie: another visitor comes."""
    client.delete_cookie("__Host-walletcard", domain=urlsplit(client.base_url).hostname or "")


def begin(client: SecureClient, address: str = HERE, **headers: str) -> TestResponse:
    """Start a draft, from an address and without a cookie, as whoever comes first does."""
    forget(client)
    environ = {"REMOTE_ADDR": address}
    return client.post("/make/new", data=ABOUT, environ_overrides=environ, headers=headers)


def crowd(client: SecureClient, address: str = HERE, **headers: str) -> None:
    """As many starts as may be."""
    for _ in range(FEW):
        assert begin(client, address, **headers).status_code == 303


def test_an_address_starts_so_many_drafts_and_no_more(few: SecureClient) -> None:
    """A sentence says what to do, what was typed stays, and others are not touched."""
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
    """The same limit, on the page of the file."""
    crowd(few)
    forget(few)

    answer = few.post(
        "/make/file",
        data={"file": (BytesIO(record("02").encode()), "record.json")},
        environ_overrides={"REMOTE_ADDR": HERE},
    )

    assert answer.status_code == 429
    assert "Wait an hour" in next(iter(page_of(answer).problems))


def test_a_waiting_room_is_not_shut_out() -> None:
    """Its hundred visitors have one address."""
    starts = Starts()

    assert all(starts.may_start(HERE, 0) for _ in range(100))
    assert sum(starts.may_start(HERE, 0) for _ in range(MOST_STARTS)) == MOST_STARTS - 100


def test_processes_that_were_forked_count_together() -> None:
    """As the workers of a server that was loaded before they were."""
    starts = Starts(2)
    child = os.fork()
    if not child:
        starts.may_start(HERE, 0)
        os._exit(0)
    os.waitpid(child, 0)

    assert starts.may_start(HERE, 0)
    assert not starts.may_start(HERE, 0)


def test_whoever_has_begun_goes_on(few: SecureClient) -> None:
    """A second card of the same visitor is no new visit."""
    crowd(few)

    second = ABOUT | {"name": answers("02")["name"]}
    environ = {"REMOTE_ADDR": HERE}
    assert few.post("/make/new", data=second, environ_overrides=environ).status_code == 303


def test_nothing_of_an_address_is_kept(few: SecureClient) -> None:
    """Neither in the database nor in a file beside it."""
    crowd(few)
    begin(few)

    site = few.application.extensions["walletcard"]
    kept = b"".join(file.read_bytes() for file in site.settings.instance.iterdir())
    assert b"203.0.113.5" not in kept
    assert len(rows(few.application)) == FEW


def test_behind_a_proxy_that_was_not_named_nobody_is_counted(few: SecureClient) -> None:
    """All visitors would have the proxy's address, and one of them could shut out the others."""
    crowd(few, "127.0.0.1")

    assert begin(few, "127.0.0.1").status_code == 303


def test_behind_a_proxy_that_was_named_its_word_counts(settings: Settings) -> None:
    """What the visitor wrote into the header before it does not."""
    client = narrow(client_of(replace(settings, proxy_hops=1)))
    crowd(client, "127.0.0.1", **{"X-Forwarded-For": "192.0.2.1, 203.0.113.5"})

    for said, status in (("192.0.2.9, 203.0.113.5", 429), (OTHER, 303)):
        answer = begin(client, "127.0.0.1", **{"X-Forwarded-For": said})
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.5", "203.0.113.5", True),
        ("203.0.113.5", "203.0.113.6", False),
    ],
)
def test_a_network_of_its_own_is_one_address(first: str, second: str, *, is_one: bool) -> None:
    """A household has 2^64 addresses of IPv6, and one of IPv4."""
    starts = Starts(1)
    assert starts.may_start(first, 0)

    assert starts.may_start(second, 0) is not is_one


def test_after_the_hour_all_is_forgotten() -> None:
    """Counting begins anew."""
    starts = Starts(1)
    assert starts.may_start("203.0.113.5", 5)
    assert not starts.may_start("203.0.113.5", SECONDS - 1)

    assert starts.may_start("203.0.113.5", SECONDS)
