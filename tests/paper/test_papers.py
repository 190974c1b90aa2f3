"""Both papers of the eight people, printed and read back."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clinical.saying import quoted
from tests.paper.checks import LINK, typed_in
from tests.paper.reading import letters, missing_words, read
from tests.people import PRINTED, a_patient, answers, person, strings_in
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.record import RecordRefused
from walletcard.paper.papers import Order, Papers
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words

EIGHT = [file.stem[:2] for file in PRINTED]


@cache
def papers(number: str, sheet: Sheet, link: str | None = LINK) -> Papers:
    """The papers of a person, printed once for all tests."""
    return Order(person(number), sheet, link=link).papers()


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("number", ["01", "03"])
def test_every_page_has_the_size_of_the_sheet(number: str, sheet: Sheet) -> None:
    """A4 is A4 and Letter is Letter, to a tenth of a millimetre."""
    printed = papers(number, sheet)
    for page in read(printed.wallet_card) + read(printed.action_plan):
        assert page.width_mm == pytest.approx(sheet.width, abs=0.1)
        assert page.height_mm == pytest.approx(sheet.height, abs=0.1)


@pytest.mark.parametrize("number", EIGHT)
def test_every_typed_word_is_on_the_action_plan(number: str) -> None:
    """Nothing that a person entered is lost on paper."""
    words = typed_in(answers(number))
    assert words
    assert missing_words(words, read(papers(number, Sheet.A4).action_plan)) == []


@pytest.mark.parametrize("number", EIGHT)
def test_every_coded_answer_is_on_the_action_plan_by_its_name(number: str) -> None:
    """Medicines, triggers and conditions of the catalogue print by their names."""
    text = letters(" ".join(page.text for page in read(papers(number, Sheet.A4).action_plan)))
    words, record = Words(), answers(number)
    kinds = {"medications": "medicine", "conditions": "condition"}
    for field, kind in kinds.items():
        for entry in record.get(field, []):
            if "id" in entry:
                name = getattr(catalogue(), f"{kind}s")[entry["id"]].name
                assert letters(name.casefold()) in text.casefold()
    for day in ("answered_on", "born"):
        assert letters(words.date(record[day])) in text


@pytest.mark.parametrize("number", EIGHT)
def test_the_code_read_from_the_raster_is_the_link(number: str) -> None:
    """A scanner reads the link from both papers at 300 dpi."""
    printed = papers(number, Sheet.A4)
    assert [page.code for page in read(printed.wallet_card)] == [LINK]
    assert read(printed.action_plan)[0].code == LINK


@pytest.mark.parametrize("number", EIGHT)
def test_the_digits_of_the_code_can_be_typed(number: str) -> None:
    """All forty digits stand under the code, and the address to type them at."""
    text = letters(read(papers(number, Sheet.A4).wallet_card)[0].text)
    assert LINK.partition("#")[2] in text
    assert "card.example.org/c" in text


def test_a_link_without_digits_stands_under_its_code() -> None:
    """Any URL may be printed; a reader without a camera can type it, without https:// in front."""
    link = "https://example.org/people/1#about"
    printed = papers("01", Sheet.A4, link)
    for page in (read(printed.wallet_card)[0], read(printed.action_plan)[0]):
        assert page.code == link
        assert "example.org/people/1#about" in letters(page.text)
        assert "https" not in page.text


def test_without_a_link_the_card_has_no_code() -> None:
    """The room is used, and the card says where the medicines are."""
    page = read(papers("01", Sheet.A4, None).wallet_card)[0]
    assert page.code is None
    assert "Medicines and tests: on the action plan." in page.text
    assert "Made without a code." in page.text


def test_typical_answers_fit_two_panels_and_two_pages() -> None:
    """The card of case 01 is one fold; its plan is one leaf, with all for an emergency in front."""
    for sheet in Sheet:
        printed = papers("01", sheet)
        assert printed.panels == 2
        assert len(read(printed.action_plan)) == 2


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("number", EIGHT)
def test_no_plan_of_the_eight_takes_more_than_two_pages(number: str, sheet: Sheet) -> None:
    """A leaf printed on both sides holds it; the one with the fewest answers takes one page."""
    pages = len(read(papers(number, sheet).action_plan))
    assert pages == (1 if number == "02" else 2)


def test_the_front_holds_the_vital_statements_in_order() -> None:
    """Who, the signs, and steps one to four come in this order."""
    text = letters(read(papers("01", Sheet.A4).wallet_card)[0].text)
    vital = ["EMERGENCY", "Maria Keller", "Faint, collapsed", "Epinephrine (adrenaline) now"]
    vital += [quoted("step.flat"), "Call 911", "No better after 5 minutes", "Reacted to NSAID"]
    places = [text.index(letters(words)) for words in vital]
    assert places == sorted(places)


def test_on_the_plan_the_own_signs_stand_beside_red_and_instructions_above_the_staff() -> None:
    """A reader compares what they see with both, and a doctor's words come before the general."""
    text = " ".join(page.text for page in read(papers("01", Sheet.A4).action_plan))
    order = ["RED: ANY ONE", "two parts of the body", "Your signs so far: Collapse", "(adrenaline)"]
    assert [text.index(words) for words in order] == sorted(map(text.index, order))
    assert letters(text).count(letters("Collapse or fainting, flushing")) == 1
    text = " ".join(page.text for page in read(papers("03", Sheet.A4).action_plan))
    order = ["DOCTOR’S INSTRUCTIONS", "FOR EMERGENCY STAFF", "BEFORE PLANNED PROCEDURES"]
    assert [text.index(words) for words in order] == sorted(map(text.index, order))


@pytest.mark.usefixtures("laid_out_anew")
def test_the_same_answers_give_the_same_bytes() -> None:
    """No clock and no chance is on paper."""
    again = Order(person("01"), Sheet.A4, link=LINK).papers()
    assert again.wallet_card == papers("01", Sheet.A4).wallet_card
    assert again.action_plan == papers("01", Sheet.A4).action_plan


def test_no_name_is_in_the_metadata() -> None:
    """A file manager shows no person's name."""
    for pdf in (papers("01", Sheet.A4).wallet_card, papers("01", Sheet.A4).action_plan):
        assert b"Keller" not in pdf
        assert b"K\x00e\x00l\x00l" not in pdf


def test_what_does_not_fit_the_card_is_reported_and_on_the_plan() -> None:
    """More than six panels are never made; what is left is named to the person and on the card."""
    many = [{"name": f"Trigger {n} " + "long " * 20, "reaction": "mild"} for n in range(60)]
    printed = Order(a_patient(triggers=many), Sheet.A4, link=LINK).papers()
    assert printed.panels == 6
    assert printed.moved
    card, plan = read(printed.wallet_card), read(printed.action_plan)
    assert letters("had no room here: on the action plan") in letters(card[0].text)
    assert missing_words([entry["name"] for entry in many], plan) == []
    moved = {Words().plain(statement).partition(":")[0] for statement in printed.moved}
    on_card = letters(card[0].text)
    for entry in many:
        name = entry["name"].strip()
        assert name in moved or letters(name) in on_card


def test_an_entry_taller_than_a_panel_is_moved_and_not_cut() -> None:
    """Three fields of 300 characters do not fit beside a code; the card says where they are."""
    long = (("x" * 99 + " ") * 3).strip()
    contact = {"name": f"Ann {long[:290]}", "relation": long, "phone": long}
    printed = Order(a_patient(contacts=[contact]), Sheet.A4, link=LINK).papers()
    card = letters(read(printed.wallet_card)[0].text)
    moved = any("Ann" in Words().plain(statement) for statement in printed.moved)
    assert moved == ("Ann" not in card)
    assert not moved or letters("had no room here: on the action plan") in card
    assert missing_words([contact["name"]], read(printed.action_plan)) == []


def test_a_character_that_no_font_has_is_refused_at_its_field() -> None:
    """A sign that would print as an empty box is named, with its field."""
    with pytest.raises(RecordRefused) as refusal:
        Order(a_patient(name="Li \N{DROMEDARY CAMEL} Wu"), Sheet.A4).papers()
    (fault,) = refusal.value.faults
    assert fault.path == "name"
    assert "DROMEDARY CAMEL" in fault.sentence


def test_hostile_answers_are_printed_as_typed() -> None:
    """Markup, template syntax and URLs come out as the characters they are."""
    text = letters(" ".join(page.text for page in read(papers("07", Sheet.A4).action_plan)))
    for word in ("<script>alert(1)</script>{{7*7}}", "${jndi:ldap://127.0.0.1/a}", "&amp;&lt;Co"):
        assert word in text


def test_a_hostile_record_opens_no_file_and_no_socket(tmp_path: Path) -> None:
    """While case 07 is printed, nothing but our own files is opened, and nothing is connected."""
    with socket.create_server(("127.0.0.1", 0)) as trap:
        port = trap.getsockname()[1]
        marker = tmp_path / "marker.css"
        marker.write_text("p { color: red }")
        texts = [
            f"<link rel=stylesheet href=file://{marker}>",
            f"<img src=http://127.0.0.1:{port}/a>",
            f"@import url(http://127.0.0.1:{port}/b)",
            f"url(file://{marker})",
        ]
        record = answers("07") | {"medications": [{"name": text} for text in texts]}
        run = subprocess.run(
            [sys.executable, "-c", AUDITED, json.dumps(record, default=float), str(marker)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.stdout.split() == ["printed"], run.stderr
        trap.setblocking(False)
        with pytest.raises(BlockingIOError):
            trap.accept()


AUDITED = """
import json, sys
from walletcard.clinical.record import patient_from
from walletcard.paper.papers import Order
from walletcard.paper.pdf import warm
from walletcard.paper.sheets import Sheet
warm()
def watch(event, args):
    if event.startswith("socket."):
        print("socket", args, file=sys.stderr); print("socket")
    if event == "open" and sys.argv[2] in str(args[0]) or event == "open" and "passwd" in str(args):
        print("opened", args[0])
patient = patient_from(json.loads(sys.argv[1]))
sys.addaudithook(watch)
Order(patient, Sheet.A4, link="https://card.example.org/c#" + "1" * 40).papers()
print("printed")
"""

_HOSTILE = st.lists(
    st.sampled_from(
        ["<", ">", "</p>", "<script>", "{{", "}}", "{%", "%}", "&amp;", "&#0;", "'", '"', "\\",
         "**", "url(file:///etc/passwd)", "<img src=x>", "<style>*{display:none}</style>", "-->",
         "<!--", "{0}", "{name}", "%s", "$(id)", "]]>", "<bdi>", "10x20", "->", "é", "漢"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)  # fmt: skip


@settings(max_examples=12)
@given(_HOSTILE, _HOSTILE, _HOSTILE)
def test_any_hostile_text_is_printed_as_typed(name: str, place: str, note: str) -> None:
    """Whatever is typed is on the paper, character by character, and changes nothing else."""
    device = {"device": "epipen", "strength": {"value": 0.3, "unit": "mg"}, "kept_at": place}
    triggers = [{"name": note, "reaction": "mild", "note": note}]
    patient = a_patient(name=name, epinephrine=[device], triggers=triggers)
    pages = read(Order(patient, Sheet.A4).action_plan())
    assert missing_words([name, place, note], pages) == []
    assert "For emergency staff".upper() in " ".join(page.text for page in pages).upper()


def test_strings_of_a_record_are_told_apart() -> None:
    """The test's own reading of a record leaves out no free text."""
    record = answers("03")
    assert set(typed_in(record)) <= set(strings_in(record))
    assert "Bisoprolol" in typed_in(record)
    assert "VGH 00-91-552" in typed_in(record)
