"""Headers on every answer, word for word; what may be sent, and how much."""

import pytest

from tests.web.pages import PageClient, SecureClient, headers_of, page_of
from tests.web.walking import ABOUT, start
from walletcard.web.site.headers import MAX_BODY_BYTES

PATHS = [
    "/",
    "/make",
    "/make/1/",
    "/make/1/check",
    "/make/file",
    "/privacy",
    "/nowhere",
    "/c",
    "/owner",
    "/owner/card",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_protected_and_kept_nowhere(client: PageClient, path: str) -> None:
    """The headers are these, word for word, and no page is stored on the way."""
    headers = client.get(path).headers

    expected = headers_of(path, is_secure=False)
    assert {name: headers[name] for name in expected} == expected
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", PATHS)
def test_a_site_with_https_asks_for_it_from_now_on(keeper: SecureClient, path: str) -> None:
    """The header stands on every page, and only if the public address is https."""
    assert keeper.get(path).headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(
    "path", ["/make/new", "/make/1/check", "/make/leave", "/c", "/owner", "/owner/card/erase"]
)
def test_a_form_that_another_site_sends_is_refused(keeper: SecureClient, path: str) -> None:
    """The browser says where it comes from."""
    answer = keeper.post(path, data={"digits": "1"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert page_of(answer).heading in {"That came from another site", "EMERGENCY"}


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("path", ["/", "/make", "/c", "/static/css/base.css"])
def test_what_holds_no_secret_is_compressed(client: PageClient, path: str, encoding: str) -> None:
    """A phone far from a mast gets half of the bytes or less."""
    plain = client.get(path)
    small = client.get(path, headers={"Accept-Encoding": encoding})

    assert small.headers["Content-Encoding"] == encoding
    assert len(small.data) < len(plain.data) / 1.8


@pytest.mark.parametrize(
    ("path", "data"),
    [("/make/new", {"name": "Li"}), ("/owner", {"digits": "1"}), ("/owner/card/erase", {"x": "y"})],
)
def test_what_says_back_what_was_sent_is_not_compressed(
    keeper: SecureClient, path: str, data: dict[str, str]
) -> None:
    """Its length tells nothing of what else is in it."""
    answer = keeper.post(path, data=data, headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/kind", "/medicines/usual", "/medicines/", "/check"])
def test_pages_of_the_form_are_compressed_but_not_what_is_sent(
    client: PageClient, path: str
) -> None:
    """No other site can have such a page say what it chose, nor send one."""
    walk = start(client)
    encodings = {"Accept-Encoding": "br"}

    assert client.get(walk.path + path, headers=encodings).headers["Content-Encoding"] == "br"
    sent = client.post(walk.path + path, data={"token": walk.token}, headers=encodings)
    assert "Content-Encoding" not in sent.headers


def test_downloads_are_protected_too(client: PageClient) -> None:
    """A paper is stored nowhere on the way either."""
    answer = client.post("/record", data={"record": "{}"})

    assert answer.headers["Cache-Control"] == "no-store"


def test_a_static_file_with_its_hash_is_kept_for_a_year(client: PageClient) -> None:
    """Its address changes when it does; without the hash it is not kept."""
    links = [one.get("href") or "" for one in page_of(client.get("/")).all("link")]

    assert len(links) >= 3
    for link in links:
        assert client.get(link).headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert client.get(link.partition("?")[0]).headers["Cache-Control"] == "no-store"
    assert client.get("/static/css/gone.css?v=1").headers["Cache-Control"] == "no-store"


def test_a_body_of_the_limit_passes_and_one_byte_more_does_not(client: PageClient) -> None:
    """The page names the limit."""
    form = {"content_type": "application/x-www-form-urlencoded"}
    longest = b"name=" + b"x" * (MAX_BODY_BYTES - len(b"name="))

    assert client.post("/make/new", data=longest, **form).status_code == 422
    answer = client.post("/make/new", data=longest + b"x", **form)
    assert answer.status_code == 413
    assert "at most 512 KB" in page_of(answer).text


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", ""])
@pytest.mark.parametrize("path", ["/make/new", "/make/file", "/record", "/papers/wallet-card.pdf"])
def test_what_is_no_form_is_refused(client: PageClient, path: str, media_type: str) -> None:
    """A wrong content type is answered with 415 and where to go instead."""
    answer = client.post(path, data=b"{}", content_type=media_type)

    assert answer.status_code == 415
    assert "use the forms" in page_of(answer).text


def test_a_body_without_a_length_is_refused(client: PageClient) -> None:
    """It could only be cut off at the limit, and answers would be lost unseen."""
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}

    answer = client.post("/make/new", data=ABOUT, environ_overrides=chunked)

    assert answer.status_code == 411
