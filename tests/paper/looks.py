"""How the papers look: pictures of them, and how far one may be from the approved one.

PDFium draws the same on every machine, but another version of Pango or HarfBuzz may set a letter a
fraction of a dot aside. So both pictures are blurred a little before they are compared.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from tests.paper.checks import LINK, card_of
from tests.people import a_patient, person
from walletcard.clinical.patient import Patient
from walletcard.paper.card import TOP_MM, left_mm
from walletcard.paper.papers import Order, Papers
from walletcard.paper.pictures import page_pictures
from walletcard.paper.sheets import PANEL_HEIGHT_MM, PANEL_WIDTH_MM, Sheet

APPROVED = Path(__file__).parent / "approved"
DPI = 90
EDGE_MM = 1.0  # of the sheet that is shown around a card
GREYS = 8
BLUR = 0.7  # dots
FAR = 64  # of 255: a blurred dot that differs by so much is another sign, not another smoothing
MOST_FAR = 3  # dots


def typed_signs() -> Patient:
    """A person whose words are signs that fonts like to redraw."""
    signs = "10x20 5->10 -->"
    return a_patient(
        name=f"Ann {signs}",
        epinephrine=[{"device": "epipen", "kept_at": signs}] * 2,
        triggers=[{"name": signs, "reaction": "anaphylaxis", "note": "... fi ffi (c) 1/2 != <="}],
        contacts=[{"name": signs, "relation": "son", "phone": "+44 20 7946 0123"}],
    )


def pictures() -> dict[str, Image.Image]:
    """The pictures that are approved, by name: grey, at 90 dots an inch."""
    typical = Order(person("01"), Sheet.A4, link=LINK).papers()
    cards = {"03": person("03"), "typed": typed_signs()}
    return {
        "01-card": card_picture(typical.wallet_card, typical.panels, DPI),
        "01-plan": _plan_picture(typical),
    } | {
        f"{name}-card": card_picture(card.pdf, card.panels, DPI)
        for name, card in ((name, card_of(one, Sheet.A4)) for name, one in cards.items())
    }


def card_picture(pdf: bytes, panels: int, dpi: int, mode: str = "L") -> Image.Image:
    """The panels of a card on A4, with a millimetre of the sheet around them."""
    (png,) = page_pictures(pdf, dpi)
    page = Image.open(io.BytesIO(png)).convert(mode)
    dot, rows = dpi / 25.4, panels // 2
    left, top = left_mm(Sheet.A4) - EDGE_MM, TOP_MM - EDGE_MM
    right = left + 2 * PANEL_WIDTH_MM + 2 * EDGE_MM
    bottom = top + rows * PANEL_HEIGHT_MM + 2 * EDGE_MM
    return page.crop((round(left * dot), round(top * dot), round(right * dot), round(bottom * dot)))


def _plan_picture(papers: Papers) -> Image.Image:
    return Image.open(io.BytesIO(page_pictures(papers.action_plan, DPI)[0])).convert("L")


def approved(name: str) -> Image.Image:
    """An approved picture. Raises `FileNotFoundError` if none is."""
    return Image.open(APPROVED / f"{name}.png").convert("L")


def approve() -> None:
    """Store the pictures as they are now, in few greys, so that they stay small."""
    APPROVED.mkdir(exist_ok=True)
    for name, picture in pictures().items():
        few = picture.quantize(GREYS, dither=Image.Dither.NONE)
        few.save(APPROVED / f"{name}.png", optimize=True)


def far_dots(one: Image.Image, other: Image.Image) -> int:
    """How many dots of two pictures differ by more than smoothing does; all, if the sizes do."""
    if one.size != other.size:
        return max(one.width * one.height, other.width * other.height)
    return sum(difference(one, other).histogram()[FAR:])


def difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """By how much the dots of two pictures differ, blurred."""
    soft = ImageFilter.GaussianBlur(BLUR)
    return ImageChops.difference(one.filter(soft), other.filter(soft))
