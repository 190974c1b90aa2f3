"""Our drawings as PDF operators."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import weasyprint

from tests.paper.documents import a_page
from walletcard.paper import pdf
from walletcard.paper.drawings import PICTOGRAMS, Images, _drawn


def test_each_pictogram_looks_as_weasyprint_draws_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large and small, and none is left out; a dot differs by a shade that nobody sees."""
    place = '<p style="width: 44px; height: {}px; background: url({}) no-repeat 0 0 / 100%">a</p>'
    files = sorted(file.as_uri() for file in PICTOGRAMS.glob("*.svg"))
    page = a_page("".join(place.format(size, file) for file in files for size in (44, 20)))

    def picture() -> np.ndarray:
        with pypdfium2.PdfDocument(pdf.lay_out(page).pdf()) as document:
            sheets = [one.render(scale=3, grayscale=True).to_numpy() for one in document]
        return np.concatenate(sheets).astype(int)

    ours = picture()
    monkeypatch.setattr(pdf, "Images", lambda _: {})
    theirs = picture()
    assert (ours < 200).sum() > len(files) * 1000
    assert np.abs(ours - theirs).max() < 8


def test_a_transparent_pictogram_is_refused(tmp_path: Path) -> None:
    """How much shines through is not among the operators, so it would be drawn opaque."""
    pdf.warm()
    file = tmp_path / "ghost.svg"
    for opacity, refused in (("", False), ('fill-opacity="0.5"', True)):
        file.write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9">'
            f'<circle {opacity} cx="4" cy="4" r="3"/></svg>'
        )
        _drawn.cache_clear()
        if refused:
            with pytest.raises(ValueError, match="transparent"):
                _drawn(weasyprint, file)
        else:
            assert _drawn(weasyprint, file).get_intrinsic_size(1, 16) == (9, 9, 1)


@pytest.mark.parametrize("url", ["../../plan.css", "absent.svg", "../pictograms/place.svg"])
def test_other_files_are_not_drawings_of_ours(url: str) -> None:
    """They go through the door that decides what may be opened."""
    images = Images(weasyprint)
    assert (PICTOGRAMS / "place.svg").as_uri() in images
    assert f"{PICTOGRAMS.as_uri()}/{url}" not in images
