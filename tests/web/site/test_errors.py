"""What a person reads when something went wrong, and what the log may contain about it."""

import logging
from functools import partial

import pytest
from flask import Flask, abort

from tests.people import PATIENTS
from tests.web.failing import fail_with
from tests.web.pages import PageClient, page_of
from walletcard.paper.pdf import RenderFailed
from walletcard.web.site.decisions import ANYONE, opens_to
from walletcard.web.site.headers import IS_BUSY, most_bytes


@pytest.mark.parametrize(
    ("method", "path", "status", "heading"),
    [
        ("GET", "/nowhere", 404, "Page not found"),
        ("GET", "/static/../walletcard/settings.py", 404, "Page not found"),
        ("PUT", "/make", 405, "This page cannot be opened like that"),
        ("GET", "/record", 405, "This page cannot be opened like that"),
        ("GET", "/papers/wallet-card.pdf", 405, "This page cannot be opened like that"),
    ],
)
def test_every_error_is_a_page_that_says_what_to_do(
    client: PageClient, method: str, path: str, status: int, heading: str
) -> None:
    """The page says what happened, links to the first page, and says what to do in an emergency."""
    answer = client.open(path, method=method)

    page = page_of(answer)
    assert (answer.status_code, page.heading) == (status, heading)
    assert "/" in [one.get("href") for one in page.all("a")]
    assert "Use your epinephrine" in page.text


@pytest.mark.parametrize("path", ["/make/1/photo", "/make/file"])
@pytest.mark.parametrize("is_too_large", [False, True])
def test_a_busy_server_asks_for_a_file_again(
    client: PageClient, path: str, *, is_too_large: bool
) -> None:
    """For one that is too large it said that something went wrong."""
    part = b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n1\r\n--x--\r\n'
    answer = client.post(
        path,
        data=part.ljust(most_bytes(path) + 1 if is_too_large else 0),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={IS_BUSY: True},
    )

    assert answer.status_code == 503
    assert "choose the file again" in page_of(answer).text


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/static/img/sample-card.png", {"Range": "bytes=0-0,5-2"}, 416),
        ("/static/img/sample-card.png", {"Range": "bytes=99999999-"}, 416),
        ("/static/img/sample-card.png", {"Range": "lines=1"}, 416),
    ],
)
def test_requests_that_no_page_makes_are_not_logged_as_errors(
    client: PageClient, path: str, headers: dict[str, str], status: int
) -> None:
    """Each wrong request keeps its own status, even one for which we have no text."""
    answer = client.get(path, headers=headers)

    assert answer.status_code == status
    assert page_of(answer).heading == "We could not read what was sent"


def test_a_refused_number_stays_in_its_box(app: Flask) -> None:
    """Any status is passed on unchanged, even one that our own pages use."""
    for number in (409, 412, 418, 429):
        app.add_url_rule(f"/{number}", str(number), opens_to(ANYONE)(partial(abort, number)))

    client = PageClient(app)
    assert [client.get(f"/{number}").status_code for number in (409, 412, 418, 429)] == [
        *(409, 412, 418, 429)
    ]


@pytest.mark.parametrize("data", [{"other": "x"}, {"record": None}])
def test_a_missing_record_is_a_bad_request(client: PageClient, data: dict[str, str]) -> None:
    """A required field was not sent."""
    answer = client.post("/record", data=data)

    assert answer.status_code == 400
    assert page_of(answer).heading == "We could not read what was sent"


def test_an_unknown_paper_is_a_bad_request(client: PageClient) -> None:
    """The server guesses no paper."""
    record = (PATIENTS / "02-least.json").read_text("utf-8")

    answer = client.post("/papers/wallet-card.pdf", data={"record": record, "paper": "a5"})

    assert answer.status_code == 400


def test_a_record_changed_on_the_way_is_refused_with_its_faults(client: PageClient) -> None:
    """The page names the faults in the words of the form."""
    record = (PATIENTS / "09-refused.json").read_text("utf-8")

    answer = client.post("/papers/action-plan.pdf", data={"record": record})

    assert answer.status_code == 422
    assert "Your weight and languages: Your weight: " in page_of(answer).text


def test_a_failed_render_says_that_no_incomplete_card_is_handed_out(
    app: Flask, client: PageClient
) -> None:
    """The page says so, and how to continue."""
    fail_with(app, RenderFailed(("a glyph is missing",)))

    answer = client.get("/fails/secret")

    assert answer.status_code == 500
    assert page_of(answer).heading == "Your papers could not be printed"
    assert "glyph" not in answer.text


def test_an_unforeseen_error_shows_no_trace_and_logs_no_words(
    app: Flask, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has the route's template and the line of code, but no address and no typed words."""
    fail_with(app, KeyError("Maria Keller"))

    with caplog.at_level(logging.DEBUG):
        answer = client.get("/fails/secret?name=Maria")

    assert answer.status_code == 500
    assert page_of(answer).heading == "Something went wrong here"
    assert "Traceback" not in answer.text
    told = vars(caplog.records[-1])["told"]
    assert (told["route"], told["error"]) == ("/fails/<_>", "KeyError")
    assert told["where"].startswith("fail:")
    for word in ("Maria", "secret", "127.0.0.1"):
        assert word not in f"{caplog.text}{told}{answer.text}"
