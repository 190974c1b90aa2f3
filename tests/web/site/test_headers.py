"""Security headers on every answer, and the limits of what may be sent."""

import re
from io import BytesIO

import pytest

from tests.web.keeping import keep, record
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
    """The headers must be exactly these, and no cache may store a page."""
    headers = client.get(path).headers

    expected = headers_of(path, is_secure=False)
    assert {name: headers[name] for name in expected} == expected
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", PATHS)
def test_a_site_with_https_asks_for_it_from_now_on(keeper: SecureClient, path: str) -> None:
    """The header is on every page, but only if the public address is https."""
    told = keeper.get(path).headers["Strict-Transport-Security"]
    assert told == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    "path", ["/make/new", "/make/1/check", "/make/leave", "/c", "/owner", "/owner/card/erase"]
)
def test_a_form_that_another_site_sends_is_refused(keeper: SecureClient, path: str) -> None:
    """The browser says which site sent the form."""
    answer = keeper.post(path, data={"digits": "1"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert page_of(answer).heading in {"That came from another site", "EMERGENCY"}


@pytest.mark.parametrize(
    ("origin", "status"),
    [("https://card.example.org", 422), ("https://evil.example", 403), ("null", 403)],
)
def test_our_own_form_is_taken_even_if_the_browser_is_in_doubt(
    keeper: SecureClient, origin: str, status: int
) -> None:
    """WebKit says "cross-site" after a reload of a proxy's error page, but names our origin."""
    told = {"Sec-Fetch-Site": "cross-site", "Origin": origin}

    answer = keeper.post("/make/new", data={"name": "Li Wu"}, headers=told)

    assert answer.status_code == status
    assert (page_of(answer).heading == "Start a card") is (status == 422)


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("path", ["/", "/make", "/c", "/static/css/site/base.css"])
def test_what_holds_no_secret_is_compressed(client: PageClient, path: str, encoding: str) -> None:
    """On a slow connection, a phone loads at most half of the bytes."""
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
    """The compressed length would tell what else is on the page (BREACH)."""
    answer = keeper.post(path, data=data, headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/kind", "/medicines/usual", "/medicines/", "/check"])
def test_pages_of_the_form_are_compressed_but_not_what_is_sent(
    client: PageClient, path: str
) -> None:
    """No other site can choose what such a page repeats, or send its form."""
    walk = start(client)
    encodings = {"Accept-Encoding": "br"}

    assert client.get(walk.path + path, headers=encodings).headers["Content-Encoding"] == "br"
    sent = client.post(walk.path + path, data={"token": walk.token}, headers=encodings)
    assert "Content-Encoding" not in sent.headers


def test_downloads_are_protected_too(client: PageClient) -> None:
    """No cache may store a file; a browser saves it, and shows it as nothing else."""
    answer = client.post("/record", data={"record": record("02")})

    assert answer.status_code == 200
    expected = headers_of("/record", is_secure=False)
    assert {name: answer.headers[name] for name in expected} == expected
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "application/json"
    assert re.fullmatch(
        r"attachment; filename=[a-z0-9_.-]+\.json", answer.headers["Content-Disposition"]
    )


def test_a_static_file_with_its_hash_is_kept_for_a_year(client: PageClient) -> None:
    """Its address changes with its content; without the hash it is not cached."""
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
    """It could only be cut off at the limit, and answers would be lost unnoticed."""
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}

    answer = client.post("/make/new", data=ABOUT, environ_overrides=chunked)

    assert answer.status_code == 411


@pytest.mark.parametrize("host", ["a..b", "", "a b", "x" * 300, "[::1", "a/b@c", "ü.example"])
@pytest.mark.parametrize("path", ["/", "/c", "/make/1", "/nowhere"])
def test_an_invalid_host_does_no_harm(client: PageClient, path: str, host: str) -> None:
    """Pages do not use Host: they answer as usual, and no redirect repeats it."""
    answer = client.get(path, environ_overrides={"HTTP_HOST": host})

    assert answer.status_code < 500
    assert host == "" or host not in answer.headers.get("Location", "")


def test_a_redirect_stays_on_the_public_address(keeper: SecureClient) -> None:
    """Behind a proxy that ends TLS, the server sees http and another Host."""
    asked = {"HTTP_HOST": "10.0.0.7:8000", "wsgi.url_scheme": "http"}

    answer = keeper.get("/make/1", environ_overrides=asked)

    assert answer.status_code == 308
    assert answer.headers["Location"] == f"{keeper.base_url}/make/1/"


def test_no_header_changes_the_site_s_address(client: PageClient) -> None:
    """Some servers take the header SCRIPT_NAME for the application's path."""
    answer = client.get("/", environ_overrides={"SCRIPT_NAME": "/elsewhere"})

    assert "/elsewhere" not in answer.text


@pytest.mark.parametrize("path", ["/make/new", "/make/1/check", "/owner", "/owner/card/erase"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://[", "evil.example"])
def test_without_sec_fetch_site_the_origin_counts(
    keeper: SecureClient, path: str, origin: str
) -> None:
    """Over http and in old browsers: no other site's form may log anybody in (login CSRF)."""
    answer = keeper.post(path, data={"digits": "1"}, headers={"Origin": origin})

    assert answer.status_code == 403


def test_a_form_of_our_own_origin_passes(keeper: SecureClient) -> None:
    """From the public address, and from the address of the request."""
    for origin in (keeper.base_url, "http://10.0.0.7:8000"):
        answer = keeper.post(
            "/owner",
            data={"digits": "1"},
            headers={"Origin": origin},
            environ_overrides={"HTTP_HOST": "10.0.0.7:8000"},
        )
        assert answer.status_code == 422


def test_a_reader_whose_browser_says_no_origin_can_read(keeper: SecureClient) -> None:
    """The reading page tells the browser to hide its origin; the digits decide."""
    answer = keeper.post("/c", data={"digits": "1"}, headers={"Origin": "null"})

    assert answer.status_code == 400 or "digits" in answer.text


@pytest.mark.parametrize(
    "to", ["//evil.example/make/1/name", "/\\evil.example", "https://evil.example/"]
)
def test_a_form_is_never_sent_to_another_site(keeper: SecureClient, to: str) -> None:
    """The owner's login page carries only paths of this site."""
    owner = keep(keeper, record("02")).owner

    answer = keeper.post("/owner", data={"digits": owner, "to": to, "sent": "name=Li"})

    assert answer.headers["Location"] == "/owner/card"


def test_half_characters_in_a_record_are_refused_everywhere(client: PageClient) -> None:
    """In keys and in values, on every page that takes a record."""
    broken = '{"version": 1, "\\ud800": "x", "name": "\\udc00"}'

    for path in ("/record", "/papers/wallet-card.pdf", "/papers/action-plan.pdf", "/reminders.ics"):
        assert client.post(path, data={"record": broken}).status_code == 422
    sent = {"file": (BytesIO(broken.encode()), "record.json")}
    assert client.post("/make/file", data=sent).status_code == 422


@pytest.mark.parametrize("sold", ["a b", "epipen", "epipen 1 2 3", " ", "x" * 1_000])
def test_a_pen_that_nobody_offers_is_asked_for_again(client: PageClient, sold: str) -> None:
    """The form asks the person to choose one."""
    walk = start(client)

    answer = client.post(
        f"{walk.path}/pens/1", data={"token": walk.token, "sold": sold, "answer": "yes"}
    )

    assert answer.status_code == 422


def test_an_unknown_entry_is_not_logged_as_an_error(client: PageClient) -> None:
    """The id was removed, or made up."""
    walk = start(client)

    for known in ("nothing", "a b", "x" * 1_000):
        sent = {"token": walk.token, "known": known, "dose": "1"}
        assert client.post(f"{walk.path}/medicines/1", data=sent).status_code < 500


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT"])
def test_methods_that_no_page_sends_are_refused(client: PageClient, method: str) -> None:
    """TRACE would repeat what was sent."""
    answer = client.open("/make", method=method, headers={"X-Marked": "4711"})

    assert answer.status_code == 405
    assert b"4711" not in answer.data
