"""The folding guides, and the picture of the card at their start."""

from __future__ import annotations

from collections.abc import Callable

import html5lib
import pytest

from tests.web.pages import PageClient, page_of, text_of
from walletcard.paper.sheets import PANEL_HEIGHT_MM, PANEL_WIDTH_MM, Sheet
from walletcard.places import STATIC
from walletcard.web.making.preview import windows

# The card on the table: for each place, its layers from top to bottom, each as (panel, whether its
# print faces up).
Place = tuple[int, int]
Paper = dict[Place, list[tuple[int, bool]]]


def printed(panels: int) -> Paper:
    """The card as it was cut out: each panel at its row and column, print up."""
    places = windows(panels + panels % 2, Sheet.A4)
    left, top = places[0].left, places[0].top
    return {
        (round((one.top - top) / PANEL_HEIGHT_MM), round((one.left - left) / PANEL_WIDTH_MM)): [
            (number, True)
        ]
        for number, one in enumerate(places, 1)
    }


def behind(paper: Paper, moves: Callable[[Place], bool], to: Callable[[Place], Place]) -> Paper:
    """Fold some places behind others: their layers turn over and lie below those."""
    folded = {place: layers for place, layers in paper.items() if not moves(place)}
    for place, layers in paper.items():
        if moves(place):
            folded[to(place)] += [(panel, not up) for panel, up in reversed(layers)]
    return folded


def right_half_behind(paper: Paper) -> Paper:
    """Step 1 of the guide."""
    return behind(paper, lambda place: place[1] == 1, lambda place: (place[0], 0))


def bottom_row_behind(paper: Paper) -> Paper:
    """The later steps of the guide."""
    last = max(row for row, _ in paper)
    return behind(paper, lambda place: place[0] == last, lambda place: (last - 1, place[1]))


@pytest.mark.parametrize("panels", [2, 3, 4, 5, 6])
def test_the_way_to_fold_brings_front_and_back_outside(client: PageClient, panels: int) -> None:
    """Folded as the guide says, panel 1 ends up on top and panel 2 at the bottom."""
    guide = page_of(client.get("/help/print"))
    (main,) = guide.all("main")
    after = list(main.iter())[list(main.iter()).index(guide.by_id(f"fold-{panels + panels % 2}")) :]
    steps = [text_of(step) for step in next(one for one in after if one.tag == "ol")]

    paper = printed(panels)
    for step in steps:
        assert step.startswith(("Fold the right half behind", "Fold the bottom"))
        paper = right_half_behind(paper) if "right half" in step else bottom_row_behind(paper)

    ((place, layers),) = paper.items()
    assert place == (0, 0)
    assert (layers[0], layers[-1]) == ((1, True), (2, False))


def test_the_other_way_round_would_hide_the_back() -> None:
    """This is why the guide says which fold comes first."""
    ((_, layers),) = right_half_behind(bottom_row_behind(printed(4))).items()

    assert layers[-1] != (2, False)


@pytest.mark.parametrize("panels", [2, 4, 6])
def test_the_picture_of_folding_begins_with_the_card_as_it_prints(panels: int) -> None:
    """It has as many panels as the sheet, each in its place and with the right shape."""
    drawn = html5lib.parse(
        (STATIC / f"img/help/fold-{panels}.svg").read_text("utf-8"), namespaceHTMLElements=False
    )
    (flat,) = [one for one in drawn.iter() if one.get("id") == "flat"]
    boxes = [
        tuple(float(one.get(name) or "") for name in ("x", "y", "width", "height"))
        for one in flat.iter()
        if one.get("class") == "panel"
    ]
    places = windows(panels, Sheet.A4)
    scale = boxes[0][2] / places[0].width

    for (x, y, width, height), place in zip(boxes, places, strict=True):
        assert x - boxes[0][0] == pytest.approx((place.left - places[0].left) * scale, abs=0.2)
        assert y - boxes[0][1] == pytest.approx((place.top - places[0].top) * scale, abs=0.2)
        assert width / height == pytest.approx(place.width / place.height, rel=0.01)
