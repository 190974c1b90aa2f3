"""The code that holds the details themselves as text: it needs no server and no network.

Its version, its level and its size were chosen by simulated photographs of printed pages; see
docs/decisions/0009-a-code-that-needs-no-network.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup
from qrcode.base import rs_blocks
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import BitBuffer, QRData, create_bytes, length_in_bits

from walletcard.clinical.statement import Plan
from walletcard.paper.qr import image
from walletcard.paper.sheets import DETAILS_CODE_MM
from walletcard.wording import Words
from walletcard.wording.details_text import details_text

VERSIONS = range(10, 28)  # of the finest, a module is 0.50 mm
MOST_BYTES = 1123  # that the finest holds at level M
ECI, UTF_8 = 0b0111, 26  # without it, a reader has to guess which letters the bytes are
BYTES: Final = 4  # the mode of bytes
PADDING = (0b11101100, 0b00010001)


@dataclass(frozen=True, slots=True)
class DetailsCode:
    """The text, how many lines of it are left off, and its code as a drawing."""

    text: str
    left_off: int
    drawn: Markup


def details_code(plan: Plan, words: Words) -> DetailsCode:
    """The code with the details of a Plan."""
    told = details_text(plan, words, MOST_BYTES)
    title = str(words.sentence("face.details-code"))
    return DetailsCode(told.text, told.left_off, image(modules(told.text), DETAILS_CODE_MM, title))


def details_block(plan: Plan, words: Words) -> Markup:
    """The same with the words below it, for its place on the action plan."""
    said = words.sentence("face.details-scan")
    return Markup('{}<p class="scan">{}</p>').format(details_code(plan, words).drawn, said)


def modules(text: str) -> list[list[bool]]:
    """The code of a text of at most `MOST_BYTES`, in the coarsest version that holds it."""
    version = next(one for one in VERSIONS if len(_bits(text, one)) <= _room(one))
    code = QRCode(version=version, error_correction=ERROR_CORRECT_M, border=0)
    code.data_cache = codewords(text, version)
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def _bits(text: str, version: int) -> BitBuffer:
    """A text as bytes; `qrcode` itself cannot say that they are UTF-8."""
    bits, said = BitBuffer(), QRData(text.encode(), BYTES)
    if not text.isascii():
        bits.put(ECI, 4)
        bits.put(UTF_8, 8)
    bits.put(BYTES, 4)
    bits.put(len(said), length_in_bits(BYTES, version))
    said.write(bits)
    return bits


def _room(version: int) -> int:
    """How many bits of data a version holds."""
    return 8 * sum(block.data_count for block in rs_blocks(version, ERROR_CORRECT_M))


def codewords(text: str, version: int) -> list[int]:
    """The text with its end, the padding, and the words that mend damage."""
    bits, room = _bits(text, version), _room(version)
    bits.put(0, min(4, room - len(bits)))
    bits.put(0, -len(bits) % 8)
    for number in range((room - len(bits)) // 8):
        bits.put(PADDING[number % 2], 8)
    return create_bytes(bits, rs_blocks(version, ERROR_CORRECT_M))
