"""The QR code of a link, and its digits for readers without a camera."""

import io
import math
import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from walletcard.paper.drawings import code_url
from walletcard.paper.sheets import PANEL_HEIGHT_MM
from walletcard.reach import Reach

# GS1 asks for modules of 0.396 mm in shops. Ours are read by a hand-held phone, in poor light, from
# a worn card, so they are larger by two thirds.
LEAST_MODULE_MM = 0.66
LEAST_SIDE_MM = 28.0
QUIET_ZONE = 4  # modules on each side, ISO/IEC 18004
PANEL_ROOM_MM = PANEL_HEIGHT_MM - 2 * 2.5  # the short side of a panel within its safe margin


class LinkTooLong(ValueError):
    """A link whose code would be larger than a panel, or its modules too small to read."""

    def __init__(self, link: str, modules: int | None) -> None:
        self.characters = len(link)
        self.modules = modules
        most = math.floor(PANEL_ROOM_MM / LEAST_MODULE_MM) - 2 * QUIET_ZONE
        needs = f"{modules} modules a side" if modules else "more than any QR code holds"
        super().__init__(
            f"The link is too long: {self.characters} characters need {needs}, "
            f"and {most} modules of {LEAST_MODULE_MM} mm fit a panel. Use a shorter link."
        )


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code at error correction Q, drawn with its quiet zone.

    `side_mm` is the side of the drawing. `groups` are the digits after the link's `#`, in groups of
    four, if there are 40. `reach` is from where the link can be opened.
    """

    link: str
    image: Markup
    modules: int
    side_mm: float
    groups: tuple[str, ...]
    reach: Reach = Reach.ANYWHERE

    @property
    def typed_at(self) -> str:
        """The address to type: the link without https:// or http://, and without its digits."""
        typed = re.sub("^https?://", "", self.link, flags=re.IGNORECASE)
        return typed.partition("#")[0] if self.groups else typed


def qr_code(link: str, title: str, reach: Reach = Reach.ANYWHERE) -> QrCode:
    """The code of a link; `title` is its alternative text.

    Raises:
        LinkTooLong: if modules of `LEAST_MODULE_MM` would not fit `PANEL_ROOM_MM`.
    """
    rows = _rows(link)
    side = max(LEAST_SIDE_MM, round(LEAST_MODULE_MM * (len(rows) + 2 * QUIET_ZONE), 2))
    if side > PANEL_ROOM_MM:
        raise LinkTooLong(link, len(rows))
    return QrCode(link, image(rows, side, title), len(rows), side, digit_groups(link), reach)


def in_letters(link: str) -> str:
    """The code of a link drawn in letters, light on dark, for a terminal."""
    from qrcode.main import QRCode  # noqa: PLC0415 - a paper without a code needs none

    drawn = io.StringIO()
    code = QRCode(border=QUIET_ZONE)
    code.add_data(link)
    code.print_ascii(out=drawn, invert=True)
    return drawn.getvalue()


def digit_groups(link: str) -> tuple[str, ...]:
    """The 40 digits after a link's `#`, in groups of four; empty if there are not 40."""
    found = re.search(r"#([0-9]{40})\Z", link)
    return tuple(re.findall("....", found[1])) if found else ()


def _rows(link: str) -> list[list[bool]]:
    from qrcode.constants import ERROR_CORRECT_Q  # noqa: PLC0415 - as above
    from qrcode.exceptions import DataOverflowError  # noqa: PLC0415
    from qrcode.main import QRCode  # noqa: PLC0415

    # `add_data` encodes a run of 20 or more digits as a numeric segment, which is smaller.
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data(link)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise LinkTooLong(link, None) from error
    return [[bool(module) for module in row] for row in code.get_matrix()]


def image(rows: list[list[bool]], side_mm: float, title: str) -> Markup:
    """The code with its quiet zone as an image, whose alternative text is `title`."""
    url = code_url(rows, QUIET_ZONE, side_mm)
    return Markup(f'<img src="{url}" alt="{escape(title)}"/>')  # noqa: S704 - numbers, and escaped
