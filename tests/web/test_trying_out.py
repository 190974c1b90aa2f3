"""A server for trying out: every page says so, and it answers only at one address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import client_of
from tests.paper.reading import letters, read
from tests.web.keeping import make, record
from tests.web.keeping import read as opened
from tests.web.pages import SecureClient, page_of
from walletcard.reach import Reach
from walletcard.settings import Settings

HERE, NETWORK = "http://localhost:8000", "http://192.168.1.5:8000"
SAYS = {
    Reach.COMPUTER: "For trying out: opens only on the computer that made it.",
    Reach.NETWORK: "For trying out: opens only on its own network, not encrypted.",
}


def tried(settings: Settings, reach: Reach) -> SecureClient:
    """A client of such a server, at the address that the server printed."""
    origin = HERE if reach is Reach.COMPUTER else NETWORK
    client = client_of(replace(settings, public_url=origin, reach=reach))
    client.base_url = origin
    return client


@pytest.mark.parametrize("reach", SAYS)
def test_a_card_has_a_code_that_opens_where_it_was_made(settings: Settings, reach: Reach) -> None:
    """Both papers carry it and say where it opens; the page that it opens says so too."""
    client = tried(settings, reach)
    card = make(client, record("01"))

    for paper in ("wallet-card.pdf", "action-plan.pdf"):
        answer = client.post(f"/papers/{paper}", data={"code": card.code})
        page = read(answer.data)[0]
        assert page.code == f"{client.base_url}/c#{card.code}"
        assert letters(SAYS[reach]) in letters(page.text)
    assert SAYS[reach] in page_of(opened(client, card.code)).text


@pytest.mark.parametrize("reach", SAYS)
@pytest.mark.parametrize("path", ["/", "/make", "/privacy", "/help", "/owner", "/nowhere"])
def test_every_page_says_that_it_is_tried_out(settings: Settings, reach: Reach, path: str) -> None:
    """Nobody mistakes it for a server that helpers can reach."""
    said = tried(settings, reach).get(path).text

    assert "For trying out" in said
    assert ("Nothing is encrypted on the way" in said) is (reach is Reach.NETWORK)


@pytest.mark.parametrize("reach", [Reach.ANYWHERE, Reach.NOWHERE])
def test_no_page_says_so_in_earnest(settings: Settings, reach: Reach) -> None:
    """Neither where phones can open codes, nor where no codes are made."""
    client = client_of(replace(settings, reach=reach))

    assert "trying out" not in client.get("/").text
    assert "trying out" not in client.get("/c").text


def test_the_result_page_opens_what_the_code_opens(settings: Settings) -> None:
    """The digits are sent in the body, so that they stand in no address."""
    client = tried(settings, Reach.COMPUTER)
    card = make(client, record("01"))

    found = page_of(client.post("/c", data={"digits": card.code}))

    assert "Maria Keller" in found.text


@pytest.mark.parametrize(
    ("reach", "host", "status"),
    [
        (Reach.NETWORK, "192.168.1.5:8000", 200),
        (Reach.NETWORK, "192.168.1.5", 421),
        (Reach.NETWORK, "192.168.1.6:8000", 421),
        (Reach.NETWORK, "localhost:8000", 421),
        (Reach.NETWORK, "other.example:8000", 421),
        (Reach.COMPUTER, "127.0.0.1:9000", 200),
        (Reach.COMPUTER, "[::1]:8000", 200),
        (Reach.COMPUTER, "localhost.other.example:8000", 421),
        (Reach.COMPUTER, "192.168.1.5:8000", 421),
    ],
)
@pytest.mark.parametrize("path", ["/", "/c", "/static/img/icon.svg"])
def test_it_answers_at_no_other_address(
    settings: Settings, reach: Reach, host: str, status: int, path: str
) -> None:
    """Another site whose name leads here (DNS rebinding) gets no page."""
    assert tried(settings, reach).get(path, headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [(NETWORK, 303), ("http://192.168.1.6:8000", 403), ("http://other.example", 403)],
)
def test_a_form_comes_from_the_address_that_was_printed(
    settings: Settings, origin: str, status: int
) -> None:
    """Over plain http, browsers send no Sec-Fetch-Site, so the Origin decides."""
    client = tried(settings, Reach.NETWORK)
    about = {"answered_by": "patient", "name": "Li Wu", "born-year": "2001", "region": "DE"}

    answer = client.post("/make/new", data=about, headers={"Origin": origin})

    assert answer.status_code == status


def test_no_page_for_patients_names_a_setting(settings: Settings) -> None:
    """What the server can do is said in plain words, also where no codes are made."""
    for reach in Reach:
        client = client_of(replace(settings, reach=reach, public_url=HERE))
        client.base_url = HERE
        for path in ("/", "/make", "/privacy", "/help/printing"):
            assert "PUBLIC_URL" not in client.get(path).text
