"""Pages of a PDF as PNG pictures, for the screen."""

import io
import threading

import pypdfium2
from PIL import Image

_one_at_a_time = threading.Lock()  # PDFium is not thread-safe
Box = tuple[float, float, float, float]


def page_pictures(pdf: bytes, dpi: int) -> list[bytes]:
    """Each page of a PDF as a PNG file, drawn at `dpi` dots an inch."""
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        pictures = [page.render(scale=dpi / 72).to_pil() for page in document]
    return [_png(picture) for picture in pictures]


def part_picture(pdf: bytes, dpi: int, box_mm: Box) -> bytes:
    """A part of the first page: its left upper corner, its width and height, in mm."""
    left, top, width, height = (mm * 72 / 25.4 for mm in box_mm)
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        right, bottom = page.get_width() - left - width, page.get_height() - top - height
        picture = page.render(scale=dpi / 72, crop=(left, bottom, right, top)).to_pil()
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    """A PNG file, with a palette unless there is a photo: a third of the size."""
    if picture.getcolors(maxcolors=2_000):  # a photo has more colours, and would look banded
        # MAXCOVERAGE is closer to the colours than the default, and takes half the time.
        picture = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
