"""The fonts of the papers: their order, which characters they have, and how wide those are.

Only fonts of this project are used. A machine's own fonts differ from those of the next machine,
and would silently replace ours for a character that ours lack.
"""

import contextlib
import os
import tempfile
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont

from walletcard.places import FONTS

Weight = Literal["Regular", "SemiBold", "Bold"]
MM = 25.4 / 72  # in a point

# The font families, in the order in which they are tried for a character, each with its regular
# font (the other weights have the same characters). `script/fonts` fetches the last two.
FAMILIES = {
    "Inter": "inter/Inter-Regular.ttf",
    "Vazirmatn": "vazirmatn/Vazirmatn-Regular.ttf",
    "Noto Sans Hebrew": "noto-sans-hebrew/NotoSansHebrew-Regular.ttf",
    "Noto Sans Thai": "noto-sans-thai/NotoSansThai-Regular.ttf",
    "Noto Sans Devanagari": "noto-sans-devanagari/NotoSansDevanagari-Regular.ttf",
    "Noto Sans JP": "noto-sans-jp/NotoSansJP-Regular.ttf",
    "Noto Sans SC": "noto-sans-sc/NotoSansSC-Regular.ttf",
    "Noto Sans KR": "noto-sans-kr/NotoSansKR-Regular.ttf",
}

# Those that a checkout and a wheel have; `script/fonts` fetches the others.
SHIPPED = (*FAMILIES.values(),)[:6]

# White space, and invisible characters for which Pango needs no glyph (most of Unicode's
# Default_Ignorable_Code_Point).
_NEED_NO_GLYPH = frozenset(
    [
        *map(ord, "\t\n\r"),
        0x00AD,  # soft hyphen
        0x034F,  # combining grapheme joiner
        0x061C,  # Arabic letter mark
        *range(0x180B, 0x180F),
        *range(0x200B, 0x2010),  # zero-width space, joiners, left-to-right and right-to-left marks
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),  # variation selectors
        0xFEFF,
        *range(0xE0100, 0xE01F0),
    ]
)


# Least widths in em: of a Chinese, Japanese or Korean character, and of a letter of another script,
# which may join or stack with its neighbours. The last is the share that kerning leaves of a letter
# of Inter.
_OF_WIDE, _OF_JOINED, _KERNED = 0.95, 0.2, 0.95

# Inter's contextual alternates redraw what was typed: 10x20 as 10×20, -> as an arrow. They are off
# here, not in CSS: WeasyPrint 70 never frees `font-feature-settings`, some 50 KB a document.
_FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
<match target="font">
<test name="family"><string>Inter</string></test>
<edit name="fontfeatures" mode="append"><string>calt 0</string></edit>
</match>
</fontconfig>"""


def stylesheet() -> str:
    """The CSS that sets every document in our fonts."""
    families = ", ".join(f'"{family}"' for family in FAMILIES)
    return f"html {{ font-family: {families} }}"


@contextlib.contextmanager
def only_ours() -> Iterator[None]:
    """Let fontconfig, if it starts within this block, find only our fonts."""
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="walletcard-fonts-") as folder:
        file = Path(folder, "fonts.conf")
        cache_folder = Path(folder, "cache")
        xml = _FONTCONFIG.format(fonts=escape(str(FONTS)), cache=escape(str(cache_folder)))
        file.write_text(xml, encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            yield
        finally:
            del os.environ["FONTCONFIG_FILE"]
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before


def missing_fonts() -> list[str]:
    """The files of fonts that should be here and are not."""
    return [file for file in SHIPPED if not (FONTS / file).is_file()]


def missing_characters(text: str) -> list[str]:
    """What `text` has that none of our fonts can print, such as "😀 (U+1F600 GRINNING FACE)".

    Each character once, in order of appearance. Line breaks, joiners, direction marks and variation
    selectors need no glyph and never count.
    """
    return [_name(c) for c in dict.fromkeys(text) if not _is_printable(ord(c))]


def widest(text: str, size: float, weight: Weight = "Regular") -> float:
    """The most that a text in a type size (pt) is wide, in mm."""
    return sum(map(_advances(weight).__getitem__, text)) * size * MM


def narrowest(text: str, size: float) -> float:
    """The least that a text in a type size (pt) is wide, in mm."""
    return sum(map(least_advance, text)) * size * MM


@cache
def least_advance(character: str) -> float:
    """The least width of a character in em, whichever characters are beside it."""
    if unicodedata.east_asian_width(character) in "WF":
        return _OF_WIDE
    if unicodedata.category(character)[0] in "MC":
        return 0.0
    return max(_OF_JOINED, _KERNED * _advances("Regular").get(character, 0.0))


def is_tall(text: str) -> bool:
    """Whether a letter may have marks far above or below it: none of Inter, Chinese or the like."""
    inter = of_inter("Bold")
    return any(
        unicodedata.category(one)[0] == "L"
        and one not in inter
        and unicodedata.east_asian_width(one) not in "WF"
        for one in text
    )


class _Advances(dict[str, float]):
    """The widths of Inter's characters in em; those of the other families are 1 em or less."""

    def __missing__(self, _: str) -> float:
        return 1.0


@cache
def of_inter(weight: Weight) -> dict[str, float]:
    """The widths in em of the letters that Inter has, without marks above or below a letter."""
    widths = _advances(weight).items()
    return {one: em for one, em in widths if unicodedata.category(one)[0] != "M"}


@cache
def _advances(weight: Weight) -> _Advances:
    with TTFont(FONTS / f"inter/Inter-{weight}.ttf", lazy=True) as font:
        em, widths = font["head"].unitsPerEm, font["hmtx"]
        glyphs = font.getBestCmap().items()
        return _Advances({chr(code): widths[glyph][0] / em for code, glyph in glyphs})


def _name(character: str) -> str:
    named = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
    if not character.isprintable():
        return named
    under = "\N{DOTTED CIRCLE}" if unicodedata.category(character).startswith("M") else ""
    return f"{under}{character} ({named})"


@cache
def _is_printable(code: int) -> bool:
    return code in _NEED_NO_GLYPH or any(code in _characters(file) for file in _files())


@cache
def _files() -> tuple[Path, ...]:
    """The files of the families that are here."""
    files = (FONTS / regular for regular in FAMILIES.values())
    return tuple(file for file in files if file.is_file())


@cache
def _characters(path: Path) -> frozenset[int]:
    """The code points that a font can print, without control and private use characters."""
    with TTFont(path, lazy=True) as font:
        # Glyph names are not needed, and reading them takes five times as long as all else.
        font.setGlyphOrder([""] * font["maxp"].numGlyphs)
        codes = font.getBestCmap()
    return frozenset(code for code in codes if unicodedata.category(chr(code)) not in {"Cc", "Co"})
