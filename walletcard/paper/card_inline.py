"""The texts within a paragraph of the card, with their type, for telling how high it comes out.

The sizes and widths are those of `static/css/paper/card.css`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

from walletcard.paper.card_lines import Break, Flow, Stretch, Style
from walletcard.paper.card_type import Type
from walletcard.paper.fonts import MM

_INLINE = re.compile(r"<(/?)(\w+)([^>]*)>|([^<]+)")
_CLASS = re.compile(r'class="([^"]*)"')

# Widths in mm: of a step's number, by the kind of its block; and of the room before a text, in a
# heading for a telephone.
_NUMBERS = {"first": 5.4, "step": 10.6}
_BEFORE = {"heading": 4.6, "time": 2.2}

_SEMIBOLD_NAMES = {"alert", "alerts", "names", "device"}
_LABEL_MM = 3.4  # the padding of a place, less the margin at its right
_LABEL_ABOVE, _LABEL_BELOW, _LABEL_LEAST = 0.5, 0.2, 3.2


def flow_of(html: str, kind: str, style: Style, type: Type | None = None) -> Flow:
    """The pieces of a paragraph in a block of a kind; `type` is that of the front."""
    return _Reader(kind, type).read(html, style)


@dataclass
class _Reader:
    kind: str
    type: Type | None

    def read(self, html: str, style: Style) -> Flow:
        flow, styles, boxes, silent = Flow(), [style], [False], 0
        for close, tag, attributes, said in _INLINE.findall(html):
            if said and not silent:
                flow.add(unescape(said), styles[-1])
            elif tag == "br":
                flow.end(Break.TYPED)
            elif close:
                styles.pop()
                silent = max(0, silent - 1)
                if boxes.pop():
                    flow.end(Break.MAYBE)
            elif tag:
                name = _name(tag, attributes)
                style = self._style(styles[-1], tag, name)
                styles.append(style)
                boxes.append(self._begin(flow, tag, name, style))
                silent += 1 if silent or name in {"number", "emergency"} else 0
        return flow

    def _begin(self, flow: Flow, tag: str, name: str, style: Style) -> bool:
        """Put what an element has before its text; tells whether a line can end beside it."""
        label = self.kind == "device" and tag == "b"
        if label or name in {"number", "born", "phone"}:
            flow.end(Break.MAYBE)
        if label:
            spare = max(0.0, _LABEL_LEAST - style.size * style.line * MM)
            above, below = style.above + _LABEL_ABOVE, style.below + _LABEL_BELOW
            flow.put(Stretch(inter=_LABEL_MM, above=above, below=below, spare=spare))
        elif name == "number":
            width = _NUMBERS.get(self.kind, 0.0)
            flow.put(Stretch(inter=width, above=style.above, below=style.below))
        elif name == "time" or (name == "heading" and self.kind == "contact"):
            flow.put(Stretch(inter=_BEFORE[name]))
        elif tag == "bdi":
            flow.put(Stretch(begins=True))
        return label or name in {"number", "born", "phone"}

    def _style(self, style: Style, tag: str, name: str) -> Style:
        if name in {"big", "number", "name", "heading"}:
            return self._named(style, name)
        if name in {"born", "whole", "phone"}:
            return self._kept(style, name)
        if name in {"unit", "span"}:
            return self._not_translated(style, kept=style.kept or name == "unit")
        if name == "time":
            return replace(style, spacing=0.05)
        if tag == "b" and self.kind == "device" and self.type:
            return replace(style, size=self.type.place, line=1.08, weight="Bold", kept=True)
        return replace(style, weight="Bold") if tag == "b" else replace(style, typed=tag == "bdi")

    def _named(self, style: Style, name: str) -> Style:
        if name == "heading":
            size = 9.5 if self.kind == "contact" else 7.0
            return replace(style, size=size, weight="Bold", spacing=0.03, upper=True)
        if name == "name":
            return replace(style, weight="Bold", size=self.type.name if self.type else style.size)
        if self.kind == "first" and self.type:
            return replace(style, size=self.type.first, line=1.0)
        if self.kind == "step":
            return replace(style, size=1.15 * style.size, line=0.9)
        return style

    def _kept(self, style: Style, name: str) -> Style:
        kept = replace(style, kept=True)
        if name == "born":
            return replace(kept, weight="SemiBold")
        if name == "phone" and self.kind == "contact":
            return replace(kept, size=10.0, weight="Bold")
        return kept

    def _not_translated(self, style: Style, *, kept: bool) -> Style:
        if self.kind.startswith("who") and style.kept:
            return replace(style, weight="Bold", size=1.12 * style.size)
        if self.kind in _SEMIBOLD_NAMES:
            return replace(style, weight="SemiBold", kept=kept)
        return replace(style, kept=kept)


def _name(tag: str, attributes: str) -> str:
    """The class of an element; "span" for a name that no translator may change."""
    found = _CLASS.search(attributes)
    return found[1] if found else "span" if tag == "span" else ""
