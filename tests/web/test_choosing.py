"""The choice before anything is kept, and the result of each answer."""

import logging
from io import BytesIO

import pytest

from tests.conftest import client_of
from tests.paper.reading import missing_words
from tests.paper.reading import read as read_pdf
from tests.web.keeping import break_database, keep, read, record, rows
from tests.web.pages import PageClient, SecureClient, page_of, text_of
from tests.web.typing_in import a_pen, typed
from walletcard.settings import Settings


def test_the_choice_says_what_is_kept_and_nothing_is_kept_yet(keeper: SecureClient) -> None:
    """What, where, who, until when; the box is not ticked; no row is written."""
    page = page_of(keeper.post("/make", data=typed()))

    assert page.heading == "Keep your details behind the code?"
    for said in ("What is kept:", "Where:", "Who can read it:", "Until when:", "Mast Cell Society"):
        assert said in page.text
    assert "at the moment it is made or read, and at no other" in page.text
    (box,) = [one for one in page.all("input") if one.get("name") == "consent"]
    assert box.get("checked") is None
    assert rows(keeper.application) == []


def test_a_record_file_leads_to_the_choice_too(keeper: SecureClient) -> None:
    """Both ways in meet there."""
    file = (BytesIO(record("01").encode()), "record.json")
    answer = keeper.post("/make/file", data={"file": file})

    assert page_of(answer).heading == "Keep your details behind the code?"


def test_without_consent_nothing_is_kept(keeper: SecureClient) -> None:
    """The page says what to do, and has the answers still."""
    answer = keeper.post("/make/keep", data={"record": record("02")})

    page = page_of(answer)
    assert answer.status_code == 422
    assert list(page.problems.values()) == ["consent"]
    assert set(page.typed["record"]) == {page.typed["record"][0]}
    assert rows(keeper.application) == []


def test_with_consent_the_papers_have_a_code_that_opens_the_details(keeper: SecureClient) -> None:
    """The code is read from a 300 dpi raster of both downloads, and its digits open the name."""
    card = keep(keeper, record("01"))

    for name in ("wallet-card", "action-plan"):
        pdf = keeper.post(f"/papers/{name}.pdf", data={"code": card.code}).data
        codes = {page.code for page in read_pdf(pdf)} - {None}
        assert codes == {f"https://card.example.org/c#{card.code}"}
        assert missing_words(["Maria Keller", "EpiPen"], read_pdf(pdf)) == []
    assert "Maria Keller" in page_of(read(keeper, card.code)).text


def test_the_owner_link_is_shown_with_what_it_is_for(keeper: SecureClient) -> None:
    """It is text, and no link that a slip could open."""
    answer = keeper.post("/make/keep", data={"record": record("02"), "consent": "y"})

    page = page_of(answer)
    (link,) = [one for one in page.all("p") if one.get("class") == "link"]
    assert text_of(link).startswith("https://card.example.org/owner#")
    assert "Keep it like a key" in page.text
    assert "Nothing was kept" not in page.text


def test_printed_without_keeping_there_is_no_code_and_no_row(keeper: SecureClient) -> None:
    """The result says that it was the person's choice."""
    answer = keeper.post("/make/print", data={"record": record("01")})

    page = page_of(answer)
    assert page.heading == "Your card is ready"
    assert "Nothing was kept on the server." in page.text
    assert "You chose to keep nothing" in page.text
    pdf = keeper.post("/papers/wallet-card.pdf", data={"record": record("01")}).data
    assert {one.code for one in read_pdf(pdf)} == {None}
    assert rows(keeper.application) == []


def test_without_a_public_address_there_is_no_choice_and_the_page_says_why(
    client: PageClient,
) -> None:
    """It also says who can change that, and how."""
    page = page_of(client.post("/make", data=typed()))

    assert page.heading == "Your card is ready"
    assert "No public address is set." in page.text
    assert "PUBLIC_URL" in page.text


@pytest.mark.parametrize("public_url", [None, "http://127.0.0.1:8000", "https://localhost"])
def test_where_no_phone_could_open_a_code_nothing_is_kept(
    settings: Settings, public_url: str | None
) -> None:
    """Not even if the form of an older page asks for it."""
    here = Settings(settings.instance, settings.server_secret, public_url)
    client = client_of(here)
    client.base_url = "https://localhost" if public_url and "https" in public_url else "http://a"

    answer = client.post("/make/keep", data={"record": record("02"), "consent": "y"})

    assert "Nothing was kept on the server." in page_of(answer).text
    assert rows(client.application) == []


def test_a_store_that_is_down_keeps_nothing_and_loses_nothing(
    keeper: SecureClient, caplog: pytest.LogCaptureFixture
) -> None:
    """The answers are in the page, and can be printed without keeping."""
    break_database(keeper.application)

    answer = keeper.post("/make/keep", data={"record": record("01"), "consent": "y"})

    page = page_of(answer)
    assert answer.status_code == 503
    assert any("have kept nothing" in problem for problem in page.problems)
    sent = {"record": page.typed["record"][0]}
    assert page_of(keeper.post("/make/print", data=sent)).heading == "Your card is ready"
    assert "Maria" not in caplog.text


def test_what_cannot_be_printed_is_said_before_the_choice(keeper: SecureClient) -> None:
    """A character that no font has is shown at its field."""
    answer = keeper.post("/make", data=typed(**a_pen(kept_at="𓀀 bag")))

    assert answer.status_code == 422
    assert "pens-1-kept_at" in page_of(answer).errors


def test_neither_log_nor_header_knows_a_secret_or_a_word(
    keeper: SecureClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even at the finest level of logging."""
    with caplog.at_level(logging.DEBUG):
        card = keep(keeper, record("01"))
        answers = [
            read(keeper, card.code),
            read(keeper, "1" * 40),
            keeper.post("/papers/wallet-card.pdf", data={"code": card.code}),
            keeper.post("/owner", data={"digits": card.owner}),
        ]

    told = caplog.text + "".join(str(answer.headers) for answer in answers)
    for word in (card.code, card.owner, "Maria", "Keller", "cetirizine", "617 555"):
        assert word not in told


@pytest.mark.parametrize(
    ("code", "status"), [("1" * 40, 400), ("12", 400), ("0" * 40, 404)], ids=str
)
def test_papers_of_no_card_are_refused(keeper: SecureClient, code: str, status: int) -> None:
    """A page says so."""
    answer = keeper.post("/papers/wallet-card.pdf", data={"code": code})

    assert answer.status_code == status
    assert page_of(answer).heading


def test_the_privacy_page_names_who_runs_the_server(
    keeper: SecureClient, client: PageClient
) -> None:
    """Or says that nobody is named; every page leads to it."""
    named = page_of(keeper.get("/privacy"))

    assert "Mast Cell Society" in named.text
    assert "1 High Street, London" in named.text
    assert "at the moment it is made or read, and at no other" in named.text
    assert "has not given their name" in page_of(client.get("/privacy")).text
    assert "/privacy" in [one.get("href") for one in page_of(client.get("/")).all("a")]
