"""The photo on an action plan: made small, and without the metadata that cameras add."""

import base64
import contextlib
import io
import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 5_000_000
MAX_PIXELS = 25_000_000  # 75 MB in memory; a file of 9 KB can claim three times as many
MAX_SIZE = (600, 760)  # pixels: 300 dpi or more at the printed size
FORMATS = ("JPEG", "PNG")


class PhotoRefused(ValueError):
    """A photograph that cannot be printed; the message says why."""


def photo_uri(path: Path) -> str:
    """A JPEG or PNG file as the data: URI of a small upright JPEG without metadata.

    Raises:
        PhotoRefused: if it is no such file, damaged, or larger than the limits above.
        OSError: if the file cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise PhotoRefused(f"The photo is larger than {MAX_BYTES // 1_000_000} MB.")
    with _refusals():
        jpeg = _small_jpeg(_opened(content))
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """Turn whatever Pillow raises into a `PhotoRefused`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)  # about damaged metadata, which we drop
            yield
    except PhotoRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise PhotoRefused("The photo is not a JPEG or PNG picture.") from error
    except Exception as error:  # damaged bytes raise anything, even TypeError and struct.error
        raise PhotoRefused("The photo is damaged or cut off. Save it again as JPEG.") from error


def _opened(content: bytes) -> Image.Image:
    """The picture, of which Pillow has so far read only the header."""
    picture = Image.open(io.BytesIO(content), formats=FORMATS)
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels()
    return picture


def _small_jpeg(picture: Image.Image) -> bytes:
    picture.draft("RGB", (2 * max(MAX_SIZE), 2 * max(MAX_SIZE)))  # decodes a large JPEG faster
    upright = _on_white(ImageOps.exif_transpose(picture))
    upright.thumbnail(MAX_SIZE, Image.Resampling.LANCZOS)
    upright.info.clear()  # else a JPEG comment would be saved again
    file = io.BytesIO()
    upright.save(file, "JPEG", quality=85)
    return file.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture in RGB, with white where it was transparent."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    coloured = picture.convert("RGBA")
    white = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(white, coloured).convert("RGB")


def _too_many_pixels() -> PhotoRefused:
    return PhotoRefused(f"The photo has more than {MAX_PIXELS // 1_000_000} million pixels.")
