"""The picture of the architecture shows the imports as they are."""

from __future__ import annotations

from script.architecture import FILE, in_rows, picture, without_detours


def test_the_picture_of_the_architecture_is_up_to_date() -> None:
    """It is drawn from the imports; if this fails, run script/architecture."""
    assert FILE.read_text("utf-8") == picture()


def test_an_arrow_that_others_lead_along_is_left_out() -> None:
    """Of a chain with a short cut the chain stays."""
    graph = {"web": {"paper", "clinical"}, "paper": {"clinical"}, "clinical": set()}

    assert without_detours(graph) == {"web": {"paper"}, "paper": {"clinical"}, "clinical": set()}


def test_every_box_stands_above_what_it_imports() -> None:
    """So no arrow points up."""
    graph = {"web": {"paper"}, "paper": {"clinical"}, "sharing": {"clinical"}, "clinical": set()}

    assert in_rows(graph) == [["web"], ["paper", "sharing"], ["clinical"]]
