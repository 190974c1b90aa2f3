"""Pictures of all papers for eyes: what `script/pictures` makes."""

from __future__ import annotations

import io
from pathlib import Path

import click
from PIL import Image

from tests.paper.checks import LINK
from tests.paper.looks import EDGE_MM, approve, card_picture
from tests.people import PRINTED, person
from walletcard.paper.papers import Order, Papers
from walletcard.paper.pictures import page_pictures
from walletcard.paper.sheets import PANEL_HEIGHT_MM, PANEL_WIDTH_MM, Sheet

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "static" / "img" / "sample-card.png"
SAMPLE_DPI, SAMPLE_GAP = 240, 24
CARD_DPI, PLAN_DPI = 200, 110
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>All papers</title>
<style>body { background: #b8b8b8; font: 16px sans-serif } img { vertical-align: top; margin: 4px }
.card { width: 171.2mm } .plan { width: 150mm }</style>
<p>Colour and grey. What to look for: docs/looking-at-paper.md.</p>
"""


def contact_sheet(folder: Path) -> Path:
    """Write pictures of everybody's papers, colour and grey, and a page that shows them all."""
    folder.mkdir(parents=True, exist_ok=True)
    page = [HEAD]
    for file in PRINTED:
        papers = Order(person(file.stem[:2]), Sheet.A4, link=LINK).papers()
        page.append(f"<h2>{file.stem}: {papers.panels} panels</h2>\n")
        for name, kind, picture in _pictures(papers):
            for shade, mode in (("colour", "RGB"), ("grey", "L")):
                png = f"{file.stem}-{name}-{shade}.png"
                picture.convert(mode).save(folder / png, optimize=True)
                page.append(f'<img class="{kind}" src="{png}" alt="{name}, {shade}">\n')
    index = folder / "index.html"
    index.write_text("".join(page), encoding="utf-8")
    return index


def _pictures(papers: Papers) -> list[tuple[str, str, Image.Image]]:
    """Each picture of both papers with its name and kind."""
    plan = [
        (f"plan-{number}", "plan", Image.open(io.BytesIO(png)))
        for number, png in enumerate(page_pictures(papers.action_plan, PLAN_DPI), 1)
    ]
    return [
        ("card", "card", card_picture(papers.wallet_card, papers.panels, CARD_DPI, "RGB")),
        *plan,
    ]


def sample_card() -> None:
    """Make `static/img/sample-card.png` anew, front over back, from an invented person's record."""
    papers = Order(person("01"), Sheet.A4, link=LINK).papers()
    sheet = card_picture(papers.wallet_card, papers.panels, SAMPLE_DPI, "RGB")
    dot = SAMPLE_DPI / 25.4
    width, height = round(PANEL_WIDTH_MM * dot), round(PANEL_HEIGHT_MM * dot)
    both = Image.new("RGB", (width, 2 * height + SAMPLE_GAP), "#b8b8b8")
    for number in range(2):
        left, top = round((EDGE_MM + number * PANEL_WIDTH_MM) * dot), round(EDGE_MM * dot)
        panel = sheet.crop((left, top, left + width, top + height))
        both.paste(panel, (0, number * (height + SAMPLE_GAP)))
    both.quantize(64, dither=Image.Dither.NONE).save(SAMPLE, optimize=True)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=ROOT / "build" / "pictures")
@click.option("--approve", "approving", is_flag=True, help="Take the papers of now for approved.")
def main(folder: Path, *, approving: bool) -> None:
    """Write pictures of all papers into FOLDER."""
    click.echo(contact_sheet(folder))
    if approving:
        approve()
        sample_card()
        click.echo("Approved: tests/paper/approved and static/img/sample-card.png.")


if __name__ == "__main__":
    main()
