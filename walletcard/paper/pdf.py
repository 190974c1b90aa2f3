"""HTML to PDF by WeasyPrint. Only this module imports it, at the first layout.

A layout opens only our own files and no socket. It is refused if WeasyPrint logs anything, because
a medical document must not go out with a missing picture or character. A process lays out one
document at a time: threads that share Pango's objects corrupt them.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import io
import logging
import sys
import threading
import warnings
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import ImageFile

from walletcard.garbage import not_searched
from walletcard.paper import fonts, general, moving, shortcuts, shrinking, text_layer
from walletcard.paper.drawings import Images
from walletcard.paper.later import loaded_later
from walletcard.paper.own_files import CSS_FOLDER, OwnFilesOnly
from walletcard.paper.page_source import page_source
from walletcard.paper.writing import written_once

_EXACT_IMAGES = "img { image-rendering: crisp-edges }"  # PDF/A forbids smoothed images
_ELEMENTS = "paper/elements.css"
_LOGGERS = ("weasyprint", "fontTools")
_one_at_a_time = threading.Lock()

# WeasyPrint writes PDF/A-2a; with this metadata the same file is PDF/UA-1 too. A PDF/A file must
# describe each metadata schema that its standard does not know (ISO 19005-2, 6.6.2.3.2).
_VARIANT = "pdf/a-2a"
_UA_1_METADATA = b"""
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""


class PangoMissing(Exception):
    """Pango, the system library that WeasyPrint draws text with, is not installed."""


class RenderFailed(Exception):
    """WeasyPrint logged something, so the document may be incomplete.

    The messages leave out their values, which may be a person's words.
    """

    def __init__(self, messages: tuple[str, ...]) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size, and the boxes of elements with an id: id to (left, top, right, bottom).

    All in millimetres. An element that is broken over pages has a box on each of them.
    """

    width_mm: float
    height_mm: float
    anchors: Mapping[str, tuple[float, ...]]


class Layout:
    """A document laid out in pages."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self.pages: tuple[Page, ...] = tuple(map(_page, document.pages))

    @property
    def heights(self) -> dict[str, float]:
        """How high (mm) each element with an id is, on all pages together."""
        heights: dict[str, float] = {}
        for page in self.pages:
            for name, (_, top, _, bottom) in page.anchors.items():
                heights[name] = heights.get(name, 0.0) + bottom - top
        return heights

    def put(
        self, id: str, other: Layout, number: int, padding_mm: Mapping[str, tuple[float, float]]
    ) -> None:
        """Move page `number` (from 0) of another layout into an empty element of this one.

        `padding_mm` is the space to add above and below what some of its elements hold, by their
        ids; what follows them moves down. The other layout can then not be printed any more.
        """
        with _one_at_a_time:
            _engine().put(self._document.pages[0], id, other._document.pages[number], padding_mm)

    def with_pages_of(self, other: Layout, title: str) -> Layout:
        """One document of both, under a title of its own."""
        document = self._document.copy([*self._document.pages, *other._document.pages])
        document._html = self._document._html  # noqa: SLF001 - the tags of a PDF/UA file need it
        document.metadata.title = title
        return Layout(document)

    def pdf(self) -> bytes:
        """The document as PDF/A-2a and PDF/UA-1: tagged, undated, the same bytes each time.

        Raises:
            RenderFailed: if WeasyPrint logs anything.
        """
        with _one_at_a_time, not_searched(), _complaints_refused(), warnings.catch_warnings():
            # WeasyPrint 70 does not close its colour profile.
            warnings.simplefilter("ignore", ResourceWarning)
            pdf: bytes = self._document.write_pdf(pdf_variant=_VARIANT, finisher=written_once)
        return pdf


def lay_out(html: str, stylesheets: tuple[str, ...] = (), images: Collection[str] = ()) -> Layout:
    """Lay out a whole document; its `<title>` and `<html lang>` go into the PDF.

    Args:
        html: the document; it can show no pictures but `images`.
        stylesheets: paths of our CSS files under `static/css`; a later one overrides an earlier.
        images: the data: URIs that it may show, which our own code made.

    Raises:
        RenderFailed: if WeasyPrint logs anything.
        PangoMissing: if it cannot run on this machine.
    """
    with _one_at_a_time, not_searched():
        engine = _engine()
        css = [_stylesheet(name) for name in stylesheets]
        with _complaints_refused():
            return Layout(engine.lay_out(html, css, images))


def warm() -> None:
    """Load everything that a layout needs, so that the first is as fast as the others."""
    with _one_at_a_time:
        _engine()


class _Engine:
    """WeasyPrint with our fonts. One per process: each font configuration leaks memory."""

    def __init__(self) -> None:
        with fonts.only_ours():
            self._weasyprint = _weasyprint()
            self._metadata_class = _metadata_class(self._weasyprint)
            self._fonts = self._weasyprint.text.fonts.FontConfiguration()
            elements = self.css(filename=CSS_FOLDER / _ELEMENTS)
            self._source = page_source(self._weasyprint, elements)
            self._base_css = self.css(string=fonts.stylesheet() + _EXACT_IMAGES)
            # A first layout now: Pango reads its configuration in a thread, and would make it wait.
            self.lay_out('<html lang="en"><title>-</title><p>a</p></html>', [], ())

    def css(self, **source: object) -> Any:
        return self._weasyprint.CSS(font_config=self._fonts, url_fetcher=self._fetcher(), **source)

    def lay_out(self, html: str, css: list[Any], images: Collection[str]) -> Any:
        source = self._source(html, self._fetcher(images))
        document = source.render(
            font_config=self._fonts,
            stylesheets=[self._base_css, *css],
            pdf_variant=_VARIANT,
            cache=Images(self._weasyprint),
        )
        document.metadata = self._metadata(document.metadata)
        return document

    def put(
        self, sheet: Any, id: str, page: Any, padding_mm: Mapping[str, tuple[float, float]]
    ) -> None:
        padding = {name: tuple(map(_pixels, both)) for name, both in padding_mm.items()}
        moving.put(self._weasyprint, sheet._page_box, id, page._page_box, padding)  # noqa: SLF001 - WeasyPrint 70 has no other way to its boxes

    def _metadata(self, found: Any) -> Any:
        """The title and language alone: no date, and nothing else from the document."""
        if not (found.title and found.lang):
            raise RenderFailed(("The document has no title or no language.",))
        return self._metadata_class(title=found.title, lang=found.lang)

    def _fetcher(self, images: Collection[str] = ()) -> OwnFilesOnly:
        return OwnFilesOnly(self._weasyprint.urls.URLFetcherResponse, images)


def _metadata_class(weasyprint: Any) -> Any:
    class Metadata(weasyprint.pdf.metadata.DocumentMetadata):  # type: ignore[misc] # not typed
        """The metadata of a PDF/A file, which say that it is PDF/UA-1 too."""

        def generate_rdf_metadata(self, *variant: object) -> Any:
            return super().generate_rdf_metadata(*variant).replace(b"</rdf:RDF>", _UA_1_METADATA)

    return Metadata


@cache
def _engine() -> _Engine:
    return _Engine()


@cache
def _stylesheet(name: str) -> Any:
    engine = _engine()
    with _complaints_refused(with_values=True):
        return engine.css(filename=CSS_FOLDER / name)


def _page(page: Any) -> Page:
    anchors = {name: tuple(map(_mm, box)) for name, box in page.anchors.items()}
    return Page(_mm(page.width), _mm(page.height), anchors)


def _mm(pixels: float) -> float:
    return round(pixels * 25.4 / 96, 3)


def _pixels(mm: float) -> float:
    return mm * 96 / 25.4


def _subset() -> Any:
    from fontTools import subset  # noqa: PLC0415 - see below

    return subset


def _instancer() -> Any:
    from fontTools.varLib import instancer  # noqa: PLC0415 - see below

    return instancer


# WeasyPrint uses these for variable fonts, and where HarfBuzz cannot shrink fonts. They are a third
# of all that it loads.
_RARELY_USED = {"fontTools.subset": _subset, "fontTools.varLib.instancer": _instancer}


def _weasyprint() -> Any:
    # WeasyPrint prints a notice if a library is missing, and warns if HarfBuzz's subsetter is;
    # fontTools then takes its place.
    with (
        contextlib.redirect_stdout(io.StringIO()),
        warnings.catch_warnings(),
        _libraries_by_file(),
        loaded_later(_RARELY_USED),
    ):
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            import weasyprint  # noqa: PLC0415 - takes half a second
        except OSError as error:
            raise PangoMissing(
                "Pango, which draws the text, is missing. Debian and Ubuntu: apt-get install "
                "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango."
            ) from error
    text_layer.install(weasyprint)
    shrinking.install(weasyprint)
    shortcuts.install(weasyprint)
    general.install(weasyprint)
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it: half a picture would be printed
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
        logging.getLogger(name).propagate = False  # no person's words in the server's log
    return weasyprint


@contextlib.contextmanager
def _libraries_by_file() -> Iterator[None]:
    """Have libraries opened by the names of their files, which WeasyPrint tries last on Linux.

    For each other name it would ask the compiler: 200 processes, and a quarter of a second.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda _name: None  # type: ignore[assignment]
    try:
        yield
    finally:
        ctypes.util.find_library = search


class _Complaints(logging.Handler):
    def __init__(self, *, with_values: bool) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._with_values = with_values

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage() if self._with_values else str(record.msg))


@contextlib.contextmanager
def _complaints_refused(*, with_values: bool = False) -> Iterator[None]:
    """Raise `RenderFailed` if WeasyPrint or fontTools logs anything in this block."""
    complaints = _Complaints(with_values=with_values)
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addHandler(complaints)
    try:
        yield
    except (OSError, ValueError) as error:  # some refused fetches are raised, not logged
        complaints.messages.append(str(error) if with_values else type(error).__name__)
    finally:
        for logger in loggers:
            logger.removeHandler(complaints)
    if complaints.messages:
        raise RenderFailed(tuple(complaints.messages))
