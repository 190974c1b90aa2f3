"""The pages behind the code: each complete by itself, for everybody or for one person."""

import gzip
import re
from pathlib import Path

import pytest
from stdnum import damm
from werkzeug.test import TestResponse

from tests.clinical.saying import quoted
from tests.people import PATIENTS, answers
from tests.web.keeping import break_database, enter, keep, read, record
from tests.web.pages import Page, PageClient, SecureClient, page_of, text_of
from walletcard.clinical import around
from walletcard.places import STATIC
from walletcard.sharing.secret import CardSecret
from walletcard.web.reader.pages import DOWN, SLIP, UNKNOWN, WITHDRAWN, warm

SHOWN = "The link was changed on its way here, and its digits could be read there."
ENOUGH = "Treat the patient; the printed side is enough."
# What the page must always say.
COMPLETE = [
    *map(quoted, ("reading.for-whom", "signs.question", "signs.no-rash")),
    *map(quoted, ("step.epinephrine.either", "reading.where", "step.flat", "step.call.no-number")),
    "No better: a second dose, as the label says.",
    *map(quoted, ("step.cpr", "reading.doubt", "reading.staff")),
]
ZEROS = (0x660, 0x6F0, 0xFF10)  # Arabic-Indic, Persian, full-width
MOST_BYTES, MOST_BYTES_OF_A_PERSON = 5_000, 10_000
DATE = "Date: Sun, 29 Nov 2026 10:10:10 GMT"
IN_FIRST_PACKETS = 14_000  # bytes that a server sends before it waits for an answer


def said(page: Page) -> str:
    """The sentence about the digits."""
    return text_of(page.by_id("said"))


def in_fours(digits: str) -> str:
    """The digits in groups of four, as on the card."""
    return " ".join(re.findall("....", digits))


def lacking(page: Page) -> list[str]:
    """The parts of the general text that are missing from a page."""
    return [sentence for sentence in COMPLETE if sentence not in page.text]


def test_the_page_for_everybody_is_complete_in_120_words(client: PageClient) -> None:
    """Including the signs, five steps, the staff's lines and the field for the digits."""
    page = page_of(client.get("/c"))

    assert lacking(page) == []
    assert len([one for one in page.all("li") if text_of(one)]) == 5
    words = re.findall(r"[A-Za-z0-9’'-]+", f"{page.heading} {page.text}")
    assert len(words) <= 120
    assert said(page) == ""


def test_the_sentences_of_the_page_for_everybody_alone() -> None:
    """Only those that are used nowhere else; the tests of the Plan cover the words of the steps."""
    assert quoted("reading.for-whom") == "For a person with mastocytosis, a mast cell disease."
    assert quoted("reading.where") == "Pen: outer thigh. Nose spray: one nostril."
    assert quoted("reading.doubt") == "If in doubt, use epinephrine."
    assert "epinephrine IM first, never antihistamine or steroid first" in quoted("reading.staff")


def test_the_page_for_everybody_needs_nothing_but_itself(client: PageClient) -> None:
    """One response is enough: the page loads no file, picture or link."""
    page = page_of(client.get("/c"))

    assert page.all("link", "img", "iframe") == []
    assert [one for one in page.root.iter() if one.get("src")] == []
    assert len(client.get("/c", headers={"Accept-Encoding": "br"}).data) < IN_FIRST_PACKETS


def test_the_pages_are_few_bytes_on_the_wire(keeper: SecureClient) -> None:
    """Counted with headers and everything inlined. No page holds the photo.

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


def wire_bytes(answer: TestResponse) -> int:
    """The bytes of a response over HTTP/1.1, including the date that the server adds."""
    lines = [
        f"HTTP/1.1 {answer.status}",
        DATE,
        *(f"{name}: {value}" for name, value in answer.headers),
    ]
    return sum(len(line) + len("\r\n") for line in (*lines, "")) + len(answer.data)


def test_the_field_takes_digits_from_a_phone_s_number_pad(client: PageClient) -> None:
    """Without JavaScript, the form posts to the same path."""
    page = page_of(client.get("/c"))

    (field,) = page.all("textarea")
    (form,) = page.all("form")
    assert field.get("inputmode") == "numeric"
    assert (form.get("method"), form.get("action")) == ("post", "/c")


def test_a_card_opens_the_name_the_device_and_its_place(keeper: SecureClient) -> None:
    """No cookie is set, and the digits are not repeated on the page."""
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
    """Name, signs, steps, details; then staff, reactions, contacts, medicines, the rest."""
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


def test_staff_are_one_tap_from_all_that_changes_treatment(keeper: SecureClient) -> None:
    """The line at the top links to the first section for staff."""
    for number, heading in (("03", "Note"), ("02", "For emergency staff")):
        page = page_of(read(keeper, keep(keeper, record(number)).code))

        (link,) = [one for one in page.all("a") if one.get("href") == "#staff"]
        assert text_of(link) == quoted("heading.staff")
        assert text_of(page.by_id("staff")).startswith(heading)


def test_the_words_to_hand_over_follow_the_order_of_ambulance_staff(keeper: SecureClient) -> None:
    """Age, time, problem, illness, signs, treatment (ATMIST); then allergies and the rest."""
    page = page_of(read(keeper, keep(keeper, record("05")).code))

    lines = "".join(page.by_id("handover").itertext()).splitlines()
    letters = [line[0] for line in lines if re.match("[A-Z]: ", line)]
    assert letters == list("ATMIST")
    assert lines[1] == "Georg Lindqvist"
    given = lines.index("Epinephrine: no time noted here")
    assert lines[given - 1] == f"{quoted('heading.handover-treatment')}:"
    assert lines[given + 1] == f"{quoted('heading.alerts')}:"


def test_numbers_can_be_tapped(keeper: SecureClient) -> None:
    """The emergency number and the contacts are tel: links."""
    page = page_of(read(keeper, keep(keeper, record("01")).code))

    links = [one.get("href") for one in page.all("a")]
    assert links == ["#staff", "tel:911", "tel:+1-617-555-0134", "tel:+1-617-555-0188"]


@pytest.mark.parametrize("file", sorted(PATIENTS.glob("0[1-8]*.json")), ids=lambda one: one.stem)
def test_every_person_s_page_is_valid_small_and_complete(keeper: SecureClient, file: Path) -> None:
    """It has every name and contact that the person typed, and fits into the first packets."""
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
    """Reading them takes as long as ten cards, and the first reader must not wait for it."""
    card = keep(keeper, record("01"))
    around._words.cache_clear()  # noqa: SLF001 - as in a process that has just started
    warm(keeper.application)
    read_by_then = around._words.cache_info().misses  # noqa: SLF001

    assert read(keeper, card.code).status_code == 200
    assert around._words.cache_info().misses == read_by_then  # noqa: SLF001


def test_a_whole_link_and_any_digits_are_read(keeper: SecureClient) -> None:
    """Groups, a pasted link, and Arabic-Indic, Persian or full-width digits open the same card."""
    code = keep(keeper, record("02")).code
    groups = in_fours(code)
    other = [code.translate({48 + n: chr(zero + n) for n in range(10)}) for zero in ZEROS]

    for typed in (groups, f"https://card.example.org/c#{code}", f"{code}\r\n", *other):
        assert read(keeper, typed).status_code == 200, typed


MANGLED = (
    *(
        "/c%23{}",
        "/c/%23{}",
        "/C%23{}",
        "/c.%23{}",
        "/c%2523{}",
        "/c{}",
        "/c/{}",
        "/C/{}",
        "/c%20{}",
    ),
    *("/c%23{}%0A", "/c%23{}%20", "/c%23{}%E2%80%8B", "/c%23{}?fbclid=IwAR28", "/c%0A{}", "/c?{}"),
    *("/c%23{}&utm_id=2026", "/c%23{}%3Ffbclid=8", "/c/%23/{}", "/c%20{}"),
)


@pytest.mark.parametrize("path", MANGLED)
def test_a_changed_link_opens_the_general_page_with_the_digits_in_the_field(
    keeper: SecureClient, path: str
) -> None:
    """Without a script, one more tap opens the details."""
    card = keep(keeper, record("02"))

    answer = keeper.get(path.format(card.code))

    page = page_of(answer)
    assert answer.status_code == 200
    assert lacking(page) == []
    (typed,) = page.typed["digits"]
    assert typed == in_fours(card.code)
    assert "Set-Cookie" not in answer.headers
    assert SHOWN in page.text
    sent = {name: values[0] for name, values in page.typed.items()}
    opened = keeper.post("/c", data=sent)
    assert opened.status_code == 200
    assert SHOWN in page_of(opened).text
    assert SHOWN not in page_of(read(keeper, card.code)).text


@pytest.mark.parametrize("path", ["/c/", "/C", "/c.", "/cards", "/c%0A", "/c/x", "/c?id=2026"])
def test_whatever_begins_like_the_code_s_path_is_the_general_page(
    client: PageClient, path: str
) -> None:
    """Nobody who scans a card may get "page not found"."""
    page = page_of(client.get(path))

    assert lacking(page) == []
    assert (said(page), page.typed["digits"]) == ("", [""])
    assert SHOWN not in page.text


def test_digits_that_cannot_be_read_stay_in_the_field(keeper: SecureClient) -> None:
    """Nobody has to type 40 digits twice; the fault is explained above the field."""
    unknown = CardSecret(bytes(16)).digits
    slip = unknown[:-1] + str((int(unknown[-1]) + 1) % 10)

    fours = in_fours(slip)
    for typed in (fours, f"{unknown}7", "1234 5678", "<b>12</b>"):
        page = page_of(read(keeper, typed))
        assert page.typed["digits"] == [typed]
        assert ENOUGH in said(page)
    page = page_of(read(keeper, unknown))
    assert (said(page), page.typed["digits"]) == (f"{UNKNOWN} {ENOUGH}", [in_fours(unknown)])
    for answer in (keeper.get(f"/c%23{slip}"), read(keeper, slip)):
        page = page_of(answer)
        assert (said(page), page.typed["digits"]) == (f"{SLIP} {ENOUGH}", [fours])
    page = page_of(keeper.get(f"/c%23{unknown}7"))
    assert "these are 41" in said(page)


def test_the_group_with_too_few_or_too_many_digits_is_named(keeper: SecureClient) -> None:
    """Only if the digits were typed in groups; the check digit cannot locate a mistake."""
    for typed, where in (
        ("1234 567 8901", "group 2 of four digits"),
        ("1234 5678 90123", "group 3 of four digits"),
        ("1234 5678", "them"),
        ("12345678901", "them"),
        ("card 12", "them"),
    ):
        assert f": compare {where} with the card." in said(page_of(read(keeper, typed)))


def replaced(client: SecureClient) -> str:
    """The digits of a card that was replaced by its owner."""
    card = keep(client, record("02"))
    token = enter(client, card)
    client.post("/owner/card/renew", data={"token": token, "lost": "y", "number": "1"})
    return card.code


def test_wrong_digits_get_one_sentence_and_the_general_text(keeper: SecureClient) -> None:
    """Each reason has its own status."""
    unknown = CardSecret(bytes(16)).digits
    slip = unknown[:-1] + str((int(unknown[-1]) + 1) % 10)
    swapped = "10" + unknown[2:]
    cases = {
        unknown: (404, UNKNOWN),
        slip: (422, SLIP),
        swapped: (422, SLIP),
        "9" * 39 + damm.calc_check_digit("9" * 39): (422, SLIP),
        "12": (422, "A card has 40 digits, and these are 2: compare them with the card."),
        "": (422, "A card has 40 digits, and these are 0: compare them with the card."),
        "x" * 90_000: (422, "A card has 40 digits, and these are 0: compare them with the card."),
        replaced(keeper): (410, WITHDRAWN),
    }
    for digits, (status, sentence) in cases.items():
        answer = read(keeper, digits)
        page = page_of(answer)
        assert (answer.status_code, said(page)) == (status, f"{sentence} {ENOUGH}")
        assert lacking(page) == []


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
    """The person who opened it may need it at once."""
    answer = client.post("/c", **sent)

    assert answer.status_code == status
    assert lacking(page_of(answer)) == []


def test_the_script_has_the_check_digit_s_table() -> None:
    """It is the same table as in the server's library."""
    (table,) = re.findall(r'damm = "([0-9]{100})"', (STATIC / "js/reader.js").read_text("utf-8"))

    for interim in range(10):
        number = next(str(n) for n in range(1000) if damm.checksum(str(n)) == interim)
        for digit in range(10):
            assert int(table[interim * 10 + digit]) == damm.checksum(f"{number}{digit}")


def test_no_word_of_the_owner_s_comes_as_markup(keeper: SecureClient) -> None:
    """A hostile record is shown as text; the page has only its own elements."""
    card = keep(keeper, record("07"))

    page = page_of(read(keeper, card.code))

    assert len(page.all("script")) == 1
    assert page.all("img", "iframe", "object") == []
