"""Pages of a PDF as PNG pictures, for the screen."""

import io
import threading

import pypdfium2
from PIL import Image

_one_at_a_time = threading.Lock()  # PDFium is not thread-safe


def page_pictures(pdf: bytes, dpi: int) -> list[bytes]:
    """Each page of a PDF as a PNG file, drawn at `dpi` dots an inch."""
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        pictures = [page.render(scale=dpi / 72).to_pil() for page in document]
    return [_png(picture) for picture in pictures]


def _png(picture: Image.Image) -> bytes:
    """A PNG file, with a palette unless there is a photo: a third of the size."""
    if picture.getcolors(maxcolors=2_000):  # a photo has more colours, and would look banded
        # MAXCOVERAGE is closer to the colours than the default, and takes half the time.
        picture = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
