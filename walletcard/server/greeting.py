"""What is written in the terminal when the server is ready: where it is, what its codes open."""

from __future__ import annotations

from walletcard.paper.qr import in_letters
from walletcard.reach import Reach
from walletcard.settings import Serving, Settings

_PHONE = """\
For trying out, with invented answers. Nothing is encrypted on the way: whoever is on this network
could read along. The codes on its cards open on this network alone, while this runs. To open the
form on a phone, scan this:
"""


def greeting(serving: Serving, settings: Settings) -> str:
    """The lines for whoever started it."""
    is_tried = settings.reach.caution is not None
    where = settings.public_url if is_tried else f"http://{serving.bind}"
    said = f"walletcard is at {where} (Ctrl-C stops it). {_codes(settings)}"
    if settings.reach is Reach.NETWORK and where:
        return f"{said}\n{_PHONE}\n{in_letters(where)}"
    return said


def _codes(settings: Settings) -> str:
    """Which of the ways of making codes is on."""
    match settings.reach:
        case Reach.COMPUTER:
            return "For trying out: its codes open on this computer alone."
        case Reach.NETWORK:
            return "For trying out: its codes open on this network alone."
    if settings.code_origin:
        return f"Its codes open {settings.code_origin}/c"
    return "Its papers have no codes that open a page."
