"""The photo on the papers: made small, and without the metadata that cameras add."""

import base64
import contextlib
import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 5_000_000
MAX_PIXELS = 25_000_000  # 75 MB in memory; a file of 9 KB can claim three times as many
MAX_SIZE = (600, 760)  # pixels: 300 dpi or more at the printed size
FORMATS = ("JPEG", "PNG", "WEBP")
PASS_SIZE = (413, 531)  # pixels: 35 x 45 mm at 300 dpi, the shape of a passport photo
PREVIEW_SIZE = (140, 180)
SMALL_BYTES = 80_000  # of a cropped photo, which forms carry beside the record
QUALITIES = (85, 70, 50, 30, 10)  # of JPEG; the first that is small enough
URI_HEAD = "data:image/jpeg;base64,"
SHAPE_TOLERANCE = 0.02  # of width by height
INSTEAD = "Take a screenshot of it and choose that."
TOO_LARGE = f"The photo is larger than {MAX_BYTES // 1_000_000} MB. {INSTEAD}"
HEIC = re.compile(rb"....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)", re.DOTALL)


class PhotoRefused(ValueError):
    """A photograph that cannot be printed; the message says why."""


def photo_uri(path: Path) -> str:
    """A JPEG, PNG or WebP file as the data: URI of a small upright JPEG without metadata.

    Raises:
        PhotoRefused: if it is no such file, damaged, or larger than the limits above.
        OSError: if the file cannot be read.
    """
    with path.open("rb") as file:
        return upright(file.read(MAX_BYTES + 1))


def upright(content: bytes) -> str:
    """The content of such a file in the same form. Raises `PhotoRefused`."""
    if len(content) > MAX_BYTES:
        raise PhotoRefused(TOO_LARGE)
    if HEIC.match(content):
        raise PhotoRefused(
            "The photo is a HEIC file, which we cannot read. Take a screenshot of it and choose "
            "that, or save it as JPEG. An iPhone takes JPEG photos if you set “Most Compatible” "
            "under Settings, Camera, Formats."
        )
    with _refusals():
        return _uri(_jpeg(_small(_opened(content))))


def cropped(uri: str, percent: int, size: tuple[int, int] = PASS_SIZE) -> str:
    """A part of a photo in the shape of a passport photo, at most `size` pixels, as a data: URI.

    `percent` is where the part lies: 0 at the left or top edge of the photo, 100 at the other.
    Raises `PhotoRefused` if `uri` is no JPEG that `upright` could have made.
    """
    with _refusals():
        picture = _opened(_content(uri)).convert("RGB")
        width = min(picture.width, round(picture.height * PASS_SIZE[0] / PASS_SIZE[1]))
        height = min(picture.height, round(picture.width * PASS_SIZE[1] / PASS_SIZE[0]))
        left = (picture.width - width) * percent // 100
        top = (picture.height - height) * percent // 100
        part = picture.crop((left, top, left + width, top + height))
        part.thumbnail(size, Image.Resampling.LANCZOS)
        made = (_jpeg(part, quality) for quality in QUALITIES)
        return _uri(next(jpeg for jpeg in made if len(jpeg) <= SMALL_BYTES))


def is_cut(uri: str) -> bool:
    """Whether a photo has another shape, so that it must be cut. Raises `PhotoRefused`."""
    with _refusals():
        picture = _opened(_content(uri))
    return abs(picture.width / picture.height - PASS_SIZE[0] / PASS_SIZE[1]) > SHAPE_TOLERANCE


def checked(uri: str) -> str:
    """A photo that a form carried, if it is one that `cropped` could have made.

    Raises `PhotoRefused`.
    """
    with _refusals():
        content = _content(uri)
        picture = _opened(content)
        is_small = picture.width <= PASS_SIZE[0] and picture.height <= MAX_SIZE[1]
        if len(content) > SMALL_BYTES or not is_small or picture.format != "JPEG":
            raise PhotoRefused("This photo is not one that we made small.")
        picture.load()  # only now: here is no renderer with a limit of memory
    return uri


def _content(uri: str) -> bytes:
    if not uri.startswith(URI_HEAD):
        raise PhotoRefused("This is no photo of ours.")
    return base64.b64decode(uri.removeprefix(URI_HEAD), validate=True)


def _uri(jpeg: bytes) -> str:
    return URI_HEAD + base64.b64encode(jpeg).decode("ascii")


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
        raise PhotoRefused(f"The photo is not a JPEG, PNG or WebP picture. {INSTEAD}") from error
    except Exception as error:  # damaged bytes raise anything, even TypeError and struct.error
        raise PhotoRefused("The photo is damaged or cut off. Save it again as JPEG.") from error


def _opened(content: bytes) -> Image.Image:
    """The picture, of which Pillow has so far read only the header."""
    picture = Image.open(io.BytesIO(content), formats=FORMATS)
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels()
    return picture


def _small(picture: Image.Image) -> Image.Image:
    picture.draft("RGB", (2 * max(MAX_SIZE), 2 * max(MAX_SIZE)))  # decodes a large JPEG faster
    made = _on_white(ImageOps.exif_transpose(picture))
    made.thumbnail(MAX_SIZE, Image.Resampling.LANCZOS)
    made.info.clear()  # else a JPEG comment would be saved again
    return made


def _jpeg(picture: Image.Image, quality: int = QUALITIES[0]) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture in RGB, with white where it was transparent."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    coloured = picture.convert("RGBA")
    white = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(white, coloured).convert("RGB")


def _too_many_pixels() -> PhotoRefused:
    most = MAX_PIXELS // 1_000_000
    return PhotoRefused(f"The photo has more than {most} million pixels. {INSTEAD}")
