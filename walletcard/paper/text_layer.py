"""The text behind the letters: what a search, a copy or a screen reader finds in the PDF.

WeasyPrint 70 stores one text for each glyph of a font: that of the first cluster that used it. So
scripts that stack, reorder or join their signs read back as other letters, and so do letters of two
scripts that share a glyph. Here a run whose glyphs do not give its letters carries them as
`ActualText` (ISO 32000-1, 14.9.4).
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from operator import lt
from typing import Any
from unicodedata import category, normalize

# The text of a glyph that is only part of a character, for PDF readers that ignore `ActualText`.
_NOTHING = "\N{ZERO WIDTH SPACE}"

# PDFium sorts the pieces of a line by their left edges, and a raised glyph is a piece of its own.
# To come before the next letter, it begins a hair (in thousandths of an em) to the left of it.
_HAIR = 5

# Pango keeps a glyph in memory as five numbers; the fourth (index 3) is its offset downwards.
_NUMBERS, _DOWN = 5, 3
_LAST_GLYPH = 0xFFFF

# Where Pango begins another paragraph, and so another line.
_PARAGRAPH_ENDS = frozenset("\n\r\N{PARAGRAPH SEPARATOR}")

# Right-to-left letters that fonts join to one glyph, such as lam and alef, and the one Unicode
# character for both. PDF readers reverse the letters of such a line; one character stays as it is.
_SIGNS = {
    letters: chr(code)
    for code in chain(range(0xFB1D, 0xFDFE), range(0xFE70, 0xFEFD))
    if len(letters := normalize("NFKC", chr(code))) > 1
}


def install(weasyprint: Any) -> None:
    """Replace the function with which WeasyPrint 70 (given as a module) draws a line of text."""
    drawing = weasyprint.draw.text

    def draw_first_line(
        stream: Any, box: Any, text_overflow: str, block_ellipsis: str, matrix: Any
    ) -> list[Any]:
        """Draw the line of a text box. Returns its emoji: none, as our fonts have none."""
        if text_overflow == "ellipsis" or block_ellipsis != "none":
            raise ValueError("an ellipsis would hide text")
        if box.text.strip():
            layout = box.pango_layout
            if not _PARAGRAPH_ENDS.isdisjoint(layout.text):  # Pango then shapes it anew
                drawing.pango.pango_layout_set_single_paragraph_mode(layout.layout, 1)
            line, _ = layout.get_first_line()
            stream.set_text_matrix(*matrix.values)
            for item in _items(line.runs[0], drawing.ffi.NULL):
                _Run(drawing, stream, item).draw(layout.text.encode())
        return []

    drawing.draw_first_line = draw_first_line


def _items(run: Any, end: Any) -> Iterator[Any]:
    """The items of a line, each in one font and one direction."""
    while run != end:
        yield run.data
        run = run.next


@dataclass(frozen=True)
class _Cluster:
    """Glyphs that belong together, and the letters that they show, both from left to right."""

    glyphs: tuple[Any, ...]
    letters: str

    @property
    def is_mark(self) -> bool:
        """Whether it has only marks, such as accents, of the letter beside it."""
        return all(category(letter) == "Mn" for letter in self.letters)

    @property
    def is_raised(self) -> bool:
        """Whether a glyph is drawn above or below the line, and so in a piece of its own."""
        return any(one.geometry.y_offset for one in self.glyphs)

    def is_told_by(self, texts: dict[int, str]) -> bool:
        """Whether the texts of its glyphs are its letters; a glyph without a text gets one now.

        The order does not count: fonts may swap the marks of a letter, which means the same.
        """
        glyphs = [one.glyph for one in self.glyphs]
        one_each = len(glyphs) == len(self.letters)
        left = list(self.letters if one_each else _NOTHING * len(glyphs))
        for glyph in glyphs:
            if texts.get(glyph) in left:
                left.remove(texts[glyph])
        for glyph in glyphs:
            if glyph not in texts:
                texts[glyph] = left.pop(0)
        return one_each and sorted(map(texts.__getitem__, glyphs)) == sorted(self.letters)


class _Run:
    """Draws glyphs of one font in one direction, at the places where WeasyPrint would."""

    def __init__(self, drawing: Any, stream: Any, item: Any) -> None:
        self._drawing, self._stream, self._item = drawing, stream, item
        self._pango_font = item.item.analysis.font
        self._font, self._size = stream.add_font(self._pango_font)
        self._pending: list[str] = []
        self._owed = 0.0

    def draw(self, text: bytes) -> None:
        """Draw the run; `text` is that of the whole line, in UTF-8."""
        self._stream.set_font_size(self._font.hash, self._size)
        if (plain := self._plain(text)) and self._tell(*plain):
            self._draw_plainly(plain[0])
        else:
            self._draw_clusters(text)

    def _draw_clusters(self, text: bytes) -> None:
        """Draw letters of any script. Most runs do not need it: see `_plain`."""
        clusters = [cluster for cluster in self._clusters(text) if cluster.glyphs]
        # Clusters of one letter come first: they decide the text of their glyph.
        in_turn = sorted(clusters, key=lambda cluster: len(cluster.letters))
        told = [cluster.is_told_by(self._font.to_unicode) for cluster in in_turn]
        if all(told) and self._is_right_to_left:
            self._draw_marks_last(clusters)
        elif all(told) and not any(cluster.is_raised for cluster in clusters):
            self._draw(clusters, clusters)
        else:
            letters = "".join(cluster.letters for cluster in clusters).encode("utf-16-be")
            actual = f"<</ActualText <{(BOM_UTF16_BE + letters).hex()}>>>"
            self._stream.begin_marked_content("Span", actual)
            self._draw(clusters, clusters)
            self._stream.end_marked_content()

    def _plain(self, text: bytes) -> tuple[list[int], str] | None:
        """The glyphs and letters of a run from left to right with one glyph for each letter.

        None for any other run. The glyphs are as Pango has them in memory, five numbers each: the
        glyph, its width, its offset to the right and down, and flags.
        """
        item, glyphs = self._item.item, self._item.glyphs
        letters = text[item.offset : item.offset + item.length].decode()
        if self._is_right_to_left or glyphs.num_glyphs != len(letters):
            return None
        unpack = self._drawing.ffi.unpack
        starts = unpack(glyphs.log_clusters, glyphs.num_glyphs)
        as_ints = self._drawing.ffi.cast("int *", glyphs.glyphs)
        numbers = unpack(as_ints, _NUMBERS * glyphs.num_glyphs)
        is_plain = all(map(lt, starts, starts[1:])) and not any(numbers[_DOWN::_NUMBERS])
        return (numbers, letters) if is_plain else None

    def _tell(self, numbers: list[int], letters: str) -> bool:
        """Make each letter the text of its glyph; False if a glyph has another text already.

        Numbers above `_LAST_GLYPH` are no glyphs of a font, but have a meaning for Pango.
        """
        texts, glyphs = self._font.to_unicode, numbers[::_NUMBERS]
        if max(glyphs) > _LAST_GLYPH or min(glyphs) < 0:
            return False
        told = [texts.setdefault(*pair) for pair in zip(glyphs, letters, strict=True)]
        return "".join(told) == letters

    def _draw_plainly(self, numbers: list[int]) -> None:
        """Draw the glyphs of a plain run: what `_draw` does, but faster."""
        scale = self._drawing.FROM_UNITS / self._size * 1000
        owed, pending = self._owed, self._pending
        each = zip(*(numbers[start::_NUMBERS] for start in range(_DOWN)), strict=True)
        for glyph, width, right in each:
            offset = right * scale
            owed -= offset
            if move := round(owed):
                owed -= move
                pending.append(f"{move} ")
            pending.append(f"<{glyph:04x}>")
            owed += self._own_width(glyph) + offset - width * scale
            if move := round(owed):
                owed -= move
                pending.append(f"{move} ")
        self._owed = owed
        self._flush()

    def _draw_marks_last(self, clusters: list[_Cluster]) -> None:
        """Draw the letters, then their marks: mixed, PDFium loses the order of the letters."""
        marks = [cluster for cluster in clusters if cluster.is_mark]
        self._draw(clusters, [cluster for cluster in clusters if not cluster.is_mark])
        if marks:
            all_glyphs = chain.from_iterable(cluster.glyphs for cluster in clusters)
            self._back(sum(self._thousandths(one.geometry.width) for one in all_glyphs))
            self._draw(clusters, marks)

    @property
    def _is_right_to_left(self) -> bool:
        return bool(self._item.item.analysis.level % 2)

    def _clusters(self, text: bytes) -> Iterator[_Cluster]:
        """The glyphs from left to right, with their letters.

        PDFium and Poppler reverse right-to-left lines, `ActualText` too, so letters are given from
        left to right.
        """
        item, glyphs = self._item.item, self._item.glyphs
        starts = [glyphs.log_clusters[number] for number in range(glyphs.num_glyphs)]
        ends = dict(pairwise(sorted({*starts, item.length})))
        for start, numbers in groupby(range(glyphs.num_glyphs), starts.__getitem__):
            letters = text[item.offset + start : item.offset + ends[start]].decode()
            drawn = self._visible(glyphs.glyphs[number] for number in numbers)
            yield _Cluster(drawn, _turned(letters) if self._is_right_to_left else letters)

    def _visible(self, glyphs: Iterable[Any]) -> tuple[Any, ...]:
        """The glyphs without those of joiners and direction marks, which show nothing.

        A character that no font has is logged, so the layout is refused. Its "glyph" is a huge
        number with a flag: taken for a glyph, it would make lists of that length.
        """
        pango = self._drawing.pango
        there = [one for one in glyphs if one.glyph != pango.PANGO_GLYPH_EMPTY]
        known = [one for one in there if not one.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG]
        if len(known) < len(there):
            self._drawing.LOGGER.warning(".notdef glyph: no font has a character")
        return tuple(known)

    def _draw(self, clusters: list[_Cluster], shown: list[_Cluster]) -> None:
        """Draw the `shown` clusters, and leave blank space for the others."""
        there = set(map(id, shown))
        for cluster in clusters:
            for glyph in cluster.glyphs:
                if id(cluster) in there:
                    self._draw_glyph(glyph)
                else:
                    self._back(-self._thousandths(glyph.geometry.width))
        self._flush()

    def _draw_glyph(self, one: Any) -> None:
        """Draw a glyph, and move right by its width in the line."""
        offset = self._thousandths(one.geometry.x_offset)
        raised = one.geometry.y_offset * self._drawing.FROM_UNITS
        if raised:
            offset -= _HAIR
            self._flush()
            self._stream.set_text_rise(-raised)
        self._back(-offset)
        self._pending.append(f"<{one.glyph:04x}>")
        if raised:
            self._flush()
            self._stream.set_text_rise(0)
        self._back(self._own_width(one.glyph) + offset - self._thousandths(one.geometry.width))

    def _own_width(self, glyph: int) -> int:
        """A glyph's width in its font, in thousandths of an em."""
        if glyph not in self._font.widths:
            ink, logical = self._stream.ink_rect, self._stream.logical_rect
            self._drawing.pango.pango_font_get_glyph_extents(self._pango_font, glyph, ink, logical)
            self._font.widths[glyph] = round(self._thousandths(logical.width))
        width: int = self._font.widths[glyph]
        return width

    def _thousandths(self, length: int) -> float:
        """A length in Pango's units, in thousandths of an em."""
        thousandths: float = length * self._drawing.FROM_UNITS / self._size * 1000
        return thousandths

    def _back(self, thousandths: float) -> None:
        """Move left between glyphs, in thousandths of an em, and carry over the rounding error.

        Otherwise errors add up, until a mark begins to the right of the next word.
        """
        self._owed += thousandths
        move = round(self._owed)
        self._owed -= move
        if move:
            self._pending.append(f"{move} ")

    def _flush(self) -> None:
        """Write the pending glyphs and moves; glyphs with no move between them are one string."""
        if self._pending:
            self._stream.show_text("".join(self._pending).replace("><", ""))
        self._pending.clear()


def _turned(letters: str) -> str:
    """Right-to-left letters in left-to-right order."""
    return _SIGNS.get(letters, letters[::-1])
