"""Pages of a PDF as PNG pictures, to show on a screen."""

import io
import threading

import pypdfium2
from PIL import Image

_one_at_a_time = threading.Lock()  # PDFium must not be entered by two threads


def page_pictures(pdf: bytes, dpi: int) -> list[bytes]:
    """Each page of a PDF as a PNG file, drawn at `dpi` dots an inch."""
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        pictures = [page.render(scale=dpi / 72).to_pil() for page in document]
    return [_png(picture) for picture in pictures]


def _png(picture: Image.Image) -> bytes:
    """A PNG file; text and bands, smoothed, go into a palette, a third of the size."""
    if picture.getcolors(maxcolors=2_000):  # a photograph has more, and would show bands
        # nearer to the colours than the usual way, and in half the time
        picture = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
