"""The pages behind the code: complete by themselves, for everybody and for one person."""

import gzip
import re
import zlib
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from tests.clinical.saying import quoted
from tests.people import PATIENTS, a_patient, answers
from tests.web.keeping import break_database, keep, read, record
from tests.web.pages import PageClient, SecureClient, page_of, text_of
from tests.web.reader.general import ENOUGH, IN_FIRST_PACKETS, in_fours, lacking, said
from walletcard.clinical import around
from walletcard.clinical.record import write_record
from walletcard.web.reader.pages import DOWN, warm
from walletcard.web.site.inline import inline

MOST_BYTES, MOST_BYTES_OF_A_PERSON = 5_000, 10_000
BYTES_OF_A_PACKET = 1_448  # of 1,500, less what the network adds
DATE = "Date: Sun, 29 Nov 2026 10:10:10 GMT"


def test_the_page_for_everybody_is_complete_in_120_words(client: PageClient) -> None:
    """The signs, five steps and the staff's lines, the field for the digits included."""
    page = page_of(client.get("/c"))

    assert lacking(page) == []
    assert len([one for one in page.all("li") if text_of(one)]) == 5
    words = re.findall(r"[A-Za-z0-9’'-]+", f"{page.heading} {page.text}")
    assert len(words) <= 120
    assert said(page) == ""


def test_the_sentences_of_the_page_for_everybody_alone() -> None:
    """Those that stand nowhere else; the steps have their words in the tests of the Plan."""
    assert quoted("reading.for-whom") == "For a person with mastocytosis, a mast cell disease."
    assert quoted("reading.where") == "Pen: outer thigh. Nose spray: one nostril."
    assert quoted("reading.doubt") == "If in doubt, use epinephrine."
    assert "epinephrine IM first, never antihistamine or steroid first" in quoted("reading.staff")


def test_the_page_for_everybody_needs_nothing_but_itself(client: PageClient) -> None:
    """One response: no file, no picture, no link to load."""
    page = page_of(client.get("/c"))

    assert page.all("link", "img", "iframe") == []
    assert [one for one in page.root.iter() if one.get("src")] == []
    assert len(client.get("/c", headers={"Accept-Encoding": "br"}).data) < IN_FIRST_PACKETS


def test_the_pages_are_few_bytes_on_the_wire(keeper: SecureClient) -> None:
    """With the headers and all that stands in the page. The photo is in neither.

    The page for everybody has no tools.
    """
    small = {"Accept-Encoding": "br"}
    code = keep(keeper, record("03"), "data:image/jpeg;base64,AAAA").code

    everybody = keeper.get("/c", headers=small)
    person = keeper.post("/c", data={"digits": code}, headers=small)

    assert wire_bytes(everybody) <= MOST_BYTES
    assert wire_bytes(person) <= MOST_BYTES_OF_A_PERSON
    for page in (keeper.get("/c").text, read(keeper, code).text):
        assert "data:" not in page
        assert "<img" not in page
    assert "Epinephrine given" not in keeper.get("/c").text


def test_what_a_code_opens_is_asked_for_with_the_first_packet(keeper: SecureClient) -> None:
    """The script that asks is whole in it; the page that was asked for asks for nothing."""
    answer = keeper.get("/c", headers={"Accept-Encoding": "gzip"})

    arrived = zlib.decompressobj(wbits=47).decompress(answer.data[:BYTES_OF_A_PACKET]).decode()
    assert f"<script>{inline('js/ask.js').text}</script>" in arrived
    assert "fetch(" not in read(keeper, keep(keeper, record("01")).code).text


def wire_bytes(answer: TestResponse) -> int:
    """The bytes of a response over HTTP/1.1, with the date that the server adds."""
    lines = [
        f"HTTP/1.1 {answer.status}",
        DATE,
        *(f"{name}: {value}" for name, value in answer.headers),
    ]
    return sum(len(line) + len("\r\n") for line in (*lines, "")) + len(answer.data)


def test_the_field_takes_digits_from_a_phone_s_number_pad(client: PageClient) -> None:
    """Without JavaScript the form posts to the same path."""
    page = page_of(client.get("/c"))

    (field,) = page.all("textarea")
    (form,) = page.all("form")
    assert field.get("inputmode") == "numeric"
    assert (form.get("method"), form.get("action")) == ("post", "/c")


def test_a_card_opens_the_name_the_device_and_its_place(keeper: SecureClient) -> None:
    """No cookie is set, and the digits are not said back."""
    card = keep(keeper, record("01"))

    answer = read(keeper, card.code)

    page = page_of(answer)
    assert answer.status_code == 200
    for words in ("Maria Keller", "ADULT", "EpiPen 0.3 mg", "red pouch in handbag", "Call 911"):
        assert words in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Told by the patient: verify." in page.text
    assert "Set-Cookie" not in answer.headers
    assert card.code not in answer.text
    assert page.title == "EMERGENCY – walletcard"


def test_the_order_is_that_of_lives_saved(keeper: SecureClient) -> None:
    """Who, signs, steps, details; then staff, reactions, whom to call, medicines, the rest."""
    page = page_of(read(keeper, keep(keeper, record("03")).code))

    first = [one.get("class") for one in page.all("section", "ol")][:5]
    headings = [text_of(one) for one in page.all("h2")]
    assert first == ["who", "signs", "steps", "details", "given"]
    order = [
        *("Note", "Reacted with anaphylaxis", "For emergency staff", "Other reactions"),
        *("Has taken safely", "Doctor’s instructions", "Call", "Medicines", "Diagnosis and tests"),
    ]
    assert [one for one in headings if one in order] == order
    assert headings[-3:] == ["Not known", "Reviewed", "Hand over"]


def test_what_cannot_wait_stands_under_the_headline_of_its_step(keeper: SecureClient) -> None:
    """How somebody lies who breathes hard or has passed out: said once, and not further down."""
    pregnant = a_patient(conditions=[{"name": "pregnant, 30 weeks"}])
    for kept, breathing, passed_out in (
        (record("01"), "step.flat.breathing", "step.flat.unconscious"),
        (record("04"), "step.flat.breathing.small-child", "step.flat.unconscious"),
        (
            write_record(pregnant).decode(),
            "step.flat.breathing",
            "step.flat.unconscious-left",
        ),
    ):
        page = page_of(read(keeper, keep(keeper, kept).code))
        steps, details = page.all("ol")[:2]
        (flat,) = [one for one in steps if quoted(passed_out) in text_of(one)]
        assert f"{quoted(breathing)} {quoted(passed_out)}" in text_of(flat)
        assert quoted(breathing) not in text_of(details)
        assert quoted(passed_out) not in text_of(details)


def test_staff_are_one_tap_from_all_that_changes_treatment(keeper: SecureClient) -> None:
    """The line at the top leads to the first of the sections for staff."""
    for number, heading in (("03", "Note"), ("02", "For emergency staff")):
        page = page_of(read(keeper, keep(keeper, record(number)).code))

        (link,) = [one for one in page.all("a") if one.get("href") == "#staff"]
        assert text_of(link) == quoted("heading.staff")
        assert text_of(page.by_id("staff")).startswith(heading)


def test_the_words_to_hand_over_follow_the_order_of_ambulance_staff(keeper: SecureClient) -> None:
    """Age, time, medical problem, illness, signs, treatment; then allergies and all else."""
    page = page_of(read(keeper, keep(keeper, record("05")).code))

    lines = "".join(page.by_id("handover").itertext()).splitlines()
    letters = [line[0] for line in lines if re.match("[A-Z]: ", line)]
    assert letters == list("ATMIST")
    assert lines[1] == "Georg Lindqvist"
    given = lines.index("Epinephrine: no time noted here")
    assert lines[given - 1] == f"{quoted('heading.handover-treatment')}:"
    assert lines[given + 1] == f"{quoted('heading.alerts')}:"


def test_numbers_can_be_tapped(keeper: SecureClient) -> None:
    """The emergency number and the contacts are links to call."""
    page = page_of(read(keeper, keep(keeper, record("01")).code))

    links = [one.get("href") for one in page.all("a")]
    assert links == ["#staff", "tel:911", "tel:+1-617-555-0134", "tel:+1-617-555-0188"]


@pytest.mark.parametrize("file", sorted(PATIENTS.glob("0[1-8]*.json")), ids=lambda one: one.stem)
def test_every_person_s_page_is_valid_small_and_complete(keeper: SecureClient, file: Path) -> None:
    """All that the person typed as name and contact stands on it; it fits the first packets."""
    number = file.stem[:2]
    card = keep(keeper, record(number))

    page = page_of(read(keeper, card.code))
    small = keeper.post("/c", data={"digits": card.code}, headers={"Accept-Encoding": "gzip"})

    told = answers(number)
    typed = [told["name"], *(one["name"] for one in told.get("contacts", []))]
    text = " ".join(page.text.split())
    assert [one for one in typed if " ".join(one.split()) not in text] == []
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < IN_FIRST_PACKETS
    assert gzip.decompress(small.data).decode() == read(keeper, card.code).text


def test_a_warm_server_has_read_the_words_around_names(keeper: SecureClient) -> None:
    """They take as long as ten cards: the first reader must not wait for them."""
    card = keep(keeper, record("01"))
    around._words.cache_clear()  # noqa: SLF001 - as in a process that has just started
    warm(keeper.application)
    read_by_then = around._words.cache_info().misses  # noqa: SLF001

    assert read(keeper, card.code).status_code == 200
    assert around._words.cache_info().misses == read_by_then  # noqa: SLF001


def test_the_general_text_stands_when_the_store_is_down(keeper: SecureClient) -> None:
    """The page says that the details cannot be opened now."""
    card = keep(keeper, record("01"))
    break_database(keeper.application)

    answer = read(keeper, card.code)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert said(page_of(answer)) == f"{DOWN} {ENOUGH}"
    assert page_of(answer).typed["digits"] == [in_fours(card.code)]
    assert lacking(page_of(answer)) == []
    assert lacking(page_of(keeper.get("/c"))) == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": b"{}", "content_type": "application/json"}, 415),
        ({"data": {"digits": "1" * 600_000}}, 413),
        ({"data": {"digits": "1"}, "headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
    ],
)
def test_whatever_is_sent_the_general_text_stands(
    client: PageClient, sent: dict[str, object], status: int
) -> None:
    """Whoever opened it may need it now."""
    answer = client.post("/c", **sent)

    assert answer.status_code == status
    assert lacking(page_of(answer)) == []


def test_no_word_of_the_owner_s_comes_as_markup(keeper: SecureClient) -> None:
    """A hostile record stands there as text; the page has no element but its own."""
    card = keep(keeper, record("07"))

    page = page_of(read(keeper, card.code))

    assert len(page.all("script")) == 1
    assert page.all("img", "iframe", "object") == []


def test_the_reader_is_told_how_exactly_the_time_is_noted(keeper: SecureClient) -> None:
    """The owner's page lists ten minutes, not the hour alone."""
    page = page_of(read(keeper, keep(keeper, record("01")).code))

    assert "noted for its owner: the day and the time to ten minutes, not who or where" in page.text
