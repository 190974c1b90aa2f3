"""Parts of a library that are loaded when they are used."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from walletcard.paper import pdf
from walletcard.paper.later import loaded_later


def test_a_module_is_loaded_with_the_first_call_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its package too, and what is called returns and raises what it always does."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "parcel").mkdir()
    (tmp_path / "parcel" / "__init__.py").write_text("")
    (tmp_path / "parcel" / "slow.py").write_text("def half(number): return 1 / number")

    def slow() -> Any:
        import parcel.slow  # type: ignore[import-not-found] # noqa: PLC0415

        return parcel.slow

    with loaded_later({"parcel.slow": slow}):
        from parcel.slow import half  # noqa: PLC0415
    assert "parcel.slow" not in sys.modules
    assert half(2) == 0.5
    assert "parcel.slow" in sys.modules
    with pytest.raises(ZeroDivisionError):
        half(number=0)


def test_what_is_loaded_already_stays() -> None:
    """It costs nothing any more."""
    with loaded_later({"json": list}):
        from json import loads  # noqa: PLC0415
    assert loads is json.loads
    assert sys.modules["json"] is json


def test_weasyprint_can_shrink_fonts_without_harfbuzz() -> None:
    """For that it has the real functions of fontTools, when it calls them."""
    pdf.warm()
    from weasyprint.pdf import fonts  # noqa: PLC0415

    options = fonts.subset.Options(retain_gids=True)
    from fontTools.subset import Options  # noqa: PLC0415 - after it was called

    assert isinstance(options, Options)
    with pytest.raises(TypeError, match="NoneType"):  # the real function's, for no font
        fonts.instantiateVariableFont(None, {})
