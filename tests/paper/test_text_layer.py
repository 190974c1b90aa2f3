"""The text behind the letters: what is read back of every script, and that it looks the same."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
from unicodedata import normalize

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PIL.ImageFilter import BoxBlur

from tests.paper.layer import letters, reads_back
from walletcard.paper import text_layer
from walletcard.paper.pdf import RenderFailed, lay_out
from walletcard.paper.pictures import page_pictures

# One run of each script that the project accepts, with what makes it hard.
LEFT_TO_RIGHT = {
    "Latin": "Đặng Thị Ngọc e\u0302\u0323 Łódź Þórður",
    "Greek": "Ελένη ὁ λόγος",
    "Cyrillic": "Привет Їжак Ђорђе",
    "look-alikes": "A Α А o ο о",
    "Thai": "แพ้ยา เพนิซิลลิน กุ้ง น้ำ ปู่ ที่นี่",
    "Devanagari": "क्षत्रिय श्री विद्यार्थी र्की किन्तु से एलर्जी",
    "Japanese": "東京都 花子 えび・かに がぱ か\u3099 ｱﾚﾙｷﾞｰ",
    "signs": "10x20 5->10 --> ½ µ Ω ² ™ ℞ ≥",
}
RIGHT_TO_LEFT = {
    "Arabic": "حساسية من البنسلين",
    "lam and alef": "محمد علاء الدين لأن لآ لإ بلا",
    "Allah": "عبد الله",
    "Persian": "گچ پژ لیلی",
    "letters alike in the middle of a word": "ليلى لیلی كتاب کتاب",
    "Hebrew": "שרה כהן",
}
MARKED = {"tashkeel": "كَتَبَ محمّد", "niqqud": "שָׁלוֹם עוֹלָם"}


def a_line(text: str) -> str:
    """A document of one line that begins and ends in English."""
    return (
        "<html lang=en><title>t</title><style>@page { size: 250mm 30mm; margin: 5mm }</style>"
        f"<p>a <bdi>{text}</bdi> <b><bdi>{text}</bdi></b> z"
    )


def read(html: str) -> str:
    """What PDFium reads of a document's one page."""
    with pypdfium2.PdfDocument(lay_out(html).pdf()) as document:
        text: str = document[0].get_textpage().get_text_range()
    return text


@pytest.mark.parametrize("text", ["10x20 -> AVA fi, Wörd.", *LEFT_TO_RIGHT.values()])
def test_a_plain_run_is_drawn_as_any_other(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs with a glyph for each letter take a shorter way to the very same bytes."""
    short = lay_out(a_line(text)).pdf()
    monkeypatch.setattr(text_layer._Run, "_plain", lambda _, __: None)  # noqa: SLF001
    assert lay_out(a_line(text)).pdf() == short


@pytest.mark.parametrize("text", LEFT_TO_RIGHT.values(), ids=LEFT_TO_RIGHT)
def test_left_to_right_scripts_read_back_as_typed(text: str) -> None:
    """In regular and bold, spaces included, every letter is the one that was typed."""
    assert normalize("NFC", read(a_line(text))) == normalize("NFC", f"a {text} {text} z")


@pytest.mark.parametrize(
    "html",
    [
        "<span style=font-size:7pt><b>Maria Maria Maria น้ำ ที่นี่</b>, Maria</span>",
        "ท<b>ซึ่งเป็นผู้ป่วยที่แพ้ยา</b>/ซึ่งเป็นผู้ป่วยที่แพ้ยา, 10x20",
        "ढ़, <bdi>เพนิซิลลิน</bdi>, <b>เพนิซิลลิน</b>: हृदय, श्री.",
    ],
)
def test_a_sign_straight_after_a_stacked_word_comes_after_it(html: str) -> None:
    """The word is read once, its marks where they were typed, and then what follows."""
    page = a_line("").replace("</bdi> <b>", f"</bdi> <span>{html}</span> <b>")
    typed = re.sub("<[^>]*>", "", html)
    assert letters(read(page)) == letters(f"a{typed}z")


@pytest.mark.parametrize("text", RIGHT_TO_LEFT.values(), ids=RIGHT_TO_LEFT)
def test_right_to_left_words_read_back_letter_by_letter(text: str) -> None:
    """Joined letters come in their order too, and no other sign among them."""
    read_back = read(a_line(text))
    for word in text.split():
        assert normalize("NFC", word) in read_back.split()
    assert len(letters(read_back)) == len(letters(f"a{text}{text}z"))


@pytest.mark.parametrize("text", MARKED.values(), ids=MARKED)
def test_marks_on_right_to_left_letters_stand_beside_them(text: str) -> None:
    """The letters keep their order, each mark is there once, and nothing strange comes along."""
    read_back = letters(read(a_line(text)))
    assert reads_back(text, read_back)
    assert sorted(read_back) == sorted(letters(f"a{text}{text}z"))


def test_a_text_that_is_not_there_does_not_read_back() -> None:
    """The comparison can fail: swapped, missing and other letters are told."""
    printed = letters("Call أحمد علاء, +49 30 or محمد")
    assert reads_back("علاء", printed)
    assert reads_back("+49 30", printed)
    assert reads_back("花子", letters("W, 花 12 55 گچ, 子"))  # a line may end after 花
    assert not reads_back("花子", letters("W, 花 12 55 گچ"))
    assert reads_back("กุ้ง", letters("گچ wasp งุ้ก"))
    assert not reads_back("กุ้ง", letters("گچ wasp งุ้ง"))
    assert not reads_back("عالء", printed)
    assert not reads_back("+49 31", printed)
    assert not reads_back("محمود", printed)
    assert not reads_back("Cal I", letters("Call me"))
    assert not reads_back("นำ", letters("น้ำ"))


def test_letters_are_drawn_where_weasyprint_draws_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """All scripts look as they do without our text layer, to a tenth of a dot."""
    texts = [*LEFT_TO_RIGHT.values(), *RIGHT_TO_LEFT.values(), *MARKED.values()]
    html = (
        "<html lang=en><title>t</title><style>@page { size: 250mm 150mm; margin: 5mm }"
        " p { margin: 0 }</style>"
        + "".join(f"<p><bdi>{text}</bdi> <b>{text}</b>" for text in texts)
    )
    ours = lay_out(html).pdf()
    drawing = sys.modules["weasyprint.draw.text"]
    spec = importlib.util.spec_from_file_location("weasyprint.draw.original", drawing.__file__)
    assert spec
    assert spec.loader
    original = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(original)
    monkeypatch.setattr(drawing, "draw_first_line", original.draw_first_line)
    theirs = lay_out(html).pdf()
    assert ours != theirs
    one, other = (
        Image.open(io.BytesIO(page_pictures(pdf, 144)[0])).convert("L").filter(BoxBlur(1))
        for pdf in (ours, theirs)
    )
    assert not any(ImageChops.difference(one, other).histogram()[100:])


def test_an_ellipsis_is_refused() -> None:
    """A style that would hide the end of a line cannot print."""
    html = a_line("x" * 200).replace("<p>", "<p style='overflow: hidden; text-overflow: ellipsis'>")
    with pytest.raises(RenderFailed):
        lay_out(html.replace("<p ", "<p class=a ").replace("</bdi> <b>", "</bdi><b>")).pdf()
