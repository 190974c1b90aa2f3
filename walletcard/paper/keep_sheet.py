"""The sheet to keep at home: an owner link as a code and in digits, and what it is for.

It names nobody, so that whoever finds it does not know whose card it opens.
"""

from __future__ import annotations

import re
from datetime import date

from walletcard.paper.pages import fill
from walletcard.paper.pdf import lay_out
from walletcard.paper.qr import qr_code
from walletcard.paper.sheets import Sheet
from walletcard.reach import Reach
from walletcard.wording import Words

STYLES = ("paper/page.css", "paper/keep.css")


def keep_sheet(  # noqa: PLR0913, PLR0917 - all that stands on it
    sheet: Sheet, link: str, beside: str, number: int, made: date, reach: Reach
) -> bytes:
    """The sheet as PDF. `beside` are the 8 digits that the link asks for.

    Raises `LinkTooLong` or `RenderFailed`.
    """
    typed_at, _, digits = link.partition("#")
    html = fill(
        "keep-at-home.html",
        Words(),
        sheet=sheet,
        code=qr_code(link, "The owner link as a code. It asks for 8 digits.", reach),
        link=link,
        typed_at=re.sub("^https?://", "", typed_at),
        groups=re.findall("....", digits),
        beside=f"{beside[:4]} {beside[4:]}",
        number=number,
        made=Words().date(made.isoformat()),
        reach=reach,
    )
    return lay_out(html, STYLES).pdf()
