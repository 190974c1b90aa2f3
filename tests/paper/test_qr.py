"""The QR code of a link."""

import re

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from markupsafe import Markup

from tests.paper.test_pdf import streams_of
from walletcard.paper.pdf import lay_out
from walletcard.paper.qr import LinkTooLong, digit_groups, in_letters, qr_code

DIGITS = "1391048265019384756102938475610293847560"


def link_at(host_length: int) -> str:
    """A link as it stands on a card, at a host of so many characters."""
    return f"https://{'h' * (host_length - 4)}.org/c#{DIGITS}"


@pytest.mark.parametrize(
    ("host_length", "modules", "side_mm"),
    [(9, 33, 28.0), (16, 33, 28.0), (17, 33, 28.0), (18, 37, 29.7), (24, 37, 29.7), (31, 37, 29.7)],
)
def test_the_digits_are_coded_densely(host_length: int, modules: int, side_mm: float) -> None:
    """Hosts up to 17 characters need version 4, up to 31 version 5; a module is 0.66 mm or more."""
    code = qr_code(link_at(host_length), "")
    assert (code.modules, code.side_mm) == (modules, side_mm)
    assert code.side_mm / (code.modules + 8) >= 0.66


@pytest.mark.parametrize("dpi", [300, 600])
@pytest.mark.parametrize("host_length", [9, 17, 24, 31, 150])
def test_a_printed_code_reads_as_the_link(host_length: int, dpi: int) -> None:
    """It is decoded from the raster of a printed page, at the size it says."""
    code = qr_code(link_at(host_length), "The way to the details")
    pdf = lay_out(f"<html lang=en><title>Card</title>{code.image}").pdf()
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=dpi / 72, grayscale=True).to_numpy().squeeze()
    (read,) = zxingcpp.read_barcodes(picture)
    assert read.text == code.link
    assert read.ec_level == "Q"
    corners = read.position
    printed = (corners.top_right.x - corners.top_left.x) / dpi * 25.4
    assert printed == pytest.approx(code.side_mm * code.modules / (code.modules + 8), abs=0.3)


def test_the_code_is_one_black_path_on_white() -> None:
    """Nothing in it depends on a style sheet, and nothing can show a seam."""
    code = qr_code(link_at(9), "t")
    drawn = streams_of(lay_out(f"<html lang=en><title>Card</title>{code.image}").pdf())
    (path,) = re.findall(rb"1 1 1 rg 0 0 41 41 re f 0 0 0 RG 1 w\s(.*?)\sS Q", drawn, re.DOTALL)
    assert re.fullmatch(rb"(\d+ (\d+\.5) m \d+ \2 l\s?)+", path)


def test_the_title_is_escaped() -> None:
    """Markup in the alternative text stays text."""
    image = qr_code(link_at(9), "<b>&</b>").image
    assert isinstance(image, Markup)
    assert 'alt="&lt;b&gt;&amp;&lt;/b&gt;"' in image


@pytest.mark.parametrize(("length", "needs"), [(204, "69 modules"), (9_000, "more than any QR")])
def test_a_link_whose_modules_would_be_too_small_is_refused(length: int, needs: str) -> None:
    """The refusal names how long the link is, what it needs and what a panel holds."""
    with pytest.raises(
        LinkTooLong, match=rf"{length} characters need {needs}.* 0.66 mm"
    ) as refusal:
        qr_code("h" * length, "")
    assert refusal.value.characters == length


def test_the_longest_link_that_fits_is_taken() -> None:
    """203 characters fill a panel's short side within its margins."""
    code = qr_code("h" * 203, "")
    assert (code.modules, code.side_mm) == (65, 48.18)


def test_digits_stand_in_groups_of_four() -> None:
    """Zeros are kept, and the digits can be typed in where the link leads."""
    code = qr_code(f"https://card.example.org/c#{DIGITS}", "")
    assert code.groups[:3] == ("1391", "0482", "6501")
    assert "".join(code.groups) == DIGITS
    assert code.typed_at == "card.example.org/c"


@pytest.mark.parametrize(
    ("link", "typed"),
    [
        ("https://example.org/people/1", "example.org/people/1"),
        ("HTTP://example.org/x#part", "example.org/x#part"),
        (f"http://localhost:8000/c#{DIGITS}", "localhost:8000/c"),
        ("example.org/a://b", "example.org/a://b"),
    ],
)
def test_what_is_typed_has_no_scheme(link: str, typed: str) -> None:
    """A browser puts it in front by itself; only digits that stand beside the code are left out."""
    assert qr_code(link, "").typed_at == typed


def test_the_code_in_a_terminal_reads_as_the_link() -> None:
    """Drawn in half blocks, light on dark, as terminals show it."""
    halves = {
        "\N{NO-BREAK SPACE}": (0, 0),
        "\N{UPPER HALF BLOCK}": (255, 0),
        "\N{LOWER HALF BLOCK}": (0, 255),
    }
    rows = [
        [halves.get(sign, (255, 255))[half] for sign in line]
        for line in in_letters("http://192.168.1.5:8000").splitlines()
        for half in (0, 1)
    ]
    width = max(map(len, rows))
    picture = np.array([row + [255] * (width - len(row)) for row in rows], np.uint8)
    (found,) = zxingcpp.read_barcodes(np.kron(picture, np.ones((4, 4), np.uint8)))
    assert found.text == "http://192.168.1.5:8000"


@pytest.mark.parametrize(
    "link",
    ["https://example.org/", f"https://example.org/c#{DIGITS}1", f"{DIGITS}", "c#" + "٣" * 40],
)
def test_any_other_link_has_no_digits_to_type(link: str) -> None:
    """Only 40 ASCII digits behind a # are a key."""
    assert digit_groups(link) == ()
