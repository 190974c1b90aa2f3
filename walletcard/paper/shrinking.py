"""Sizes inline blocks of long text without trying each letter.

WeasyPrint 70 computes the narrowest width of every inline block. Text that may break anywhere, as
what people type may, is shaped anew for each letter of it: 300 letters took a second or more.
"""

from __future__ import annotations

from typing import Any


def install(weasyprint: Any) -> None:
    """Replace the function with which WeasyPrint (given as a module) sizes inline blocks.

    CSS 2.1 takes the narrowest width only where the line is narrower still. Then the block gets the
    width of the line here, and the text leaves the block as it would leave the line.
    """
    widest = weasyprint.layout.preferred.max_content_width

    def shrink_to_fit(context: Any, box: Any, available: float) -> float:
        """The width of the content of an inline block in a line with so much room (px)."""
        return min(available, float(widest(context, box, outer=False)))

    weasyprint.layout.inline.shrink_to_fit = shrink_to_fit
