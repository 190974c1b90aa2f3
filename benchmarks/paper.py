"""How long both papers take to print, compared with other ways to make a PDF.

    .venv/bin/python benchmarks/paper.py [--rounds 7] [--cases 01 04 05 03] [--cold] [--where]

Everything is warm, as in a renderer: the browser is open, and each way has printed once. Each round
takes every way once, so that other work on the machine slows all of them alike; medians and
quartiles are over the rounds. The unit is the plan printed by Chromium from the same page, as a
tagged PDF. A way is left out if its package is not installed (`pip install typst reportlab`). So is
Chromium without the variable CHROMIUM; then the unit is our own plan.

`--cold` times whole commands instead. `--where` shows which steps of our plan take the time.
"""

from __future__ import annotations

import argparse
import cProfile
import importlib.util
import io
import os
import pstats
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from playwright.sync_api import sync_playwright

from walletcard.clinical.plan import plan
from walletcard.clinical.record import read_record
from walletcard.garbage import keep_all
from walletcard.paper import pdf
from walletcard.paper.action_plan import STYLES, ActionPlan
from walletcard.paper.fonts import only_ours, stylesheet
from walletcard.paper.own_files import CSS_FOLDER
from walletcard.paper.papers import Order
from walletcard.paper.press import Press
from walletcard.paper.printer import always
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words

PATIENTS = Path(__file__).parent.parent / "tests" / "patients"
LINK = "https://cards.example.org/c#" + "1234567890" * 4
STAGES = {
    "template": ("pages.py", "fill"),
    "parsing HTML": ("tinyhtml5/__init__.py", "parse"),
    "cascade": ("css/__init__.py", "get_all_computed_styles"),
    "boxes": ("formatting_structure/build.py", "build_formatting_structure"),
    "layout": ("layout/__init__.py", "layout_document"),
    "drawing": ("weasyprint/document.py", "paint"),
    "all of the PDF": ("weasyprint/document.py", "write_pdf"),
    "all": ("papers.py", "action_plan"),
}
Way = Callable[[], object]
Ways = dict[str, Way]
CHROMIUM = os.environ.get("CHROMIUM", "")


def order_of(case: str) -> Order:
    """The order of one patient of the tests, by the number of the file."""
    (file,) = PATIENTS.glob(f"{case}-*.json")
    return Order(read_record(file.read_bytes()), Sheet.A4, link=LINK)


def page_of(order: Order) -> str:
    """The plan as one page of HTML, with the drawings and the fonts that it is printed with."""
    made = ActionPlan(plan(order.patient), Words("en"), order.sheet, order.code())
    shape, _ = next(made.tried())
    html = re.sub(r'<img src="code:(.*?)-(.*?)-(.*?)".*?/>', _as_svg, made.html(shape))
    css = "".join((CSS_FOLDER / name).read_text("utf-8") for name in STYLES)
    drawings = f'<base href="{(CSS_FOLDER / STYLES[0]).as_uri()}">'
    return html.replace("</head>", f"{drawings}<style>{stylesheet()}{css}</style></head>")


def _as_svg(image: re.Match[str]) -> str:
    """Our image of a code as a drawing that Chromium knows."""
    edge, rows = int(image[2]), image[3].split("-")
    size = len(rows) + 2 * edge
    path = "".join(
        f"M{edge + dark.start()} {edge + number}.5H{edge + dark.end()}"
        for number, row in enumerate(rows)
        for dark in re.finditer("1+", row)
    )
    return (
        f'<svg viewBox="0 0 {size} {size}" style="display: block; width: {image[1]}mm">'
        f'<path d="{path}" stroke="#000"/></svg>'
    )


def lines_of(order: Order) -> list[str]:
    """Every sentence of the plan."""
    words = Words("en")
    return [words.plain(one) for one in plan(order.patient).statements]


def in_chromium(stack: ExitStack, html: str) -> Way:
    """Print a page as a tagged PDF, in a browser that stays open and has only our fonts.

    The page is a file, because Chromium shows drawings that are files only to a page that is one.
    """
    stack.enter_context(only_ours())
    file = Path(stack.enter_context(tempfile.TemporaryDirectory()), "page.html")
    file.write_text(html, "utf-8")
    play = stack.enter_context(sync_playwright())
    browser = play.chromium.launch(executable_path=CHROMIUM, env=dict(os.environ))
    stack.callback(browser.close)
    page = browser.new_page()

    def printed() -> object:
        page.goto(file.as_uri())
        return page.pdf(prefer_css_page_size=True, tagged=True)

    return printed


def by_two_renderers(stack: ExitStack, order: Order) -> Way:
    """Both papers at the same time, as the site prints them; the renderers are warm."""
    press = Press(2)
    stack.callback(press.stop)
    press.start()
    threads = stack.enter_context(ThreadPoolExecutor(2))

    def printed() -> object:
        jobs = Order.card, Order.action_plan
        begun = [threads.submit(press.run, always, job, order) for job in jobs]
        return [one.result() for one in begun]

    return printed


def by_plain_weasyprint(html: str) -> Way:
    """The same page as WeasyPrint's documentation prints it, reading fonts and styles each time."""
    from weasyprint import HTML  # noqa: PLC0415 - it takes half a second

    return lambda: HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")


def by_typst(lines: list[str]) -> Way:
    """The plan's sentences as plain paragraphs; a new text each time, because typst caches."""
    import typst  # type: ignore[import-not-found,unused-ignore] # noqa: PLC0415 - if it is there

    rounds = iter(range(10**6))

    def printed() -> object:
        text = "\n\n".join(f"#text({_quoted(f'{line} {next(rounds)}')})" for line in lines)
        return typst.compile(text.encode(), format="pdf")

    return printed


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def by_reportlab(lines: list[str]) -> Way:
    """The plan's sentences as plain paragraphs."""
    from html import escape  # noqa: PLC0415

    from reportlab.lib.styles import (  # type: ignore[import-not-found,import-untyped,unused-ignore] # noqa: PLC0415 - if it is there
        getSampleStyleSheet,
    )
    from reportlab.platypus import (  # type: ignore[import-not-found,import-untyped,unused-ignore] # noqa: PLC0415
        Paragraph,
        SimpleDocTemplate,
    )

    style = getSampleStyleSheet()["Normal"]

    def printed() -> object:
        SimpleDocTemplate(io.BytesIO()).build([Paragraph(escape(line), style) for line in lines])
        return None

    return printed


def ways_for(case: str, stack: ExitStack) -> Iterator[tuple[str, Way]]:
    """Each way to print a case, with its name."""
    order = order_of(case)
    if CHROMIUM:
        yield "Chromium, the plan", in_chromium(stack, page_of(order))
    yield "our plan", order.action_plan
    yield "our card", order.card
    yield "both", order.papers
    yield "both, by two renderers", by_two_renderers(stack, order)
    yield "WeasyPrint, the obvious way", by_plain_weasyprint(page_of(order))
    for package, way in (("typst", by_typst), ("reportlab", by_reportlab)):
        if importlib.util.find_spec(package):
            yield f"{package}, text alone", way(lines_of(order))


def timed(ways: Ways, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each way in each round; a first round is not counted.

    What it has loaded is left out of the search for garbage, as in a renderer.
    """
    took: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        if number == 1:
            keep_all()
        for name, way in ways.items():
            began = perf_counter()
            way()
            if number:
                took[name].append((perf_counter() - began) * 1e3)
    return took


def show(case: str, took: dict[str, list[float]]) -> None:
    """A line per way: medians, quartiles, and the ratio to the first way."""
    unit = next(iter(took.values()))
    for name, each in took.items():
        low, middle, high = quantiles(each, n=4) if len(each) > 1 else each * 3
        ratio = median(mine / its for mine, its in zip(each, unit, strict=True))
        print(f"{case}  {name:30} {middle:8.0f} ms  ({low:.0f} to {high:.0f})  ratio {ratio:5.2f}")


def layouts(case: str) -> str:
    """How often WeasyPrint lays out a document for each paper of a case."""
    counted = []
    real = pdf._Engine.lay_out  # noqa: SLF001 - it is the engine that is measured

    def counting(*given: object) -> object:
        counted.append(1)
        return real(*given)  # type: ignore[arg-type]

    pdf._Engine.lay_out = counting  # type: ignore[method-assign,assignment] # noqa: SLF001
    try:
        order = order_of(case)
        order.action_plan()
        for_plan = len(counted)
        order.card()
    finally:
        pdf._Engine.lay_out = real  # type: ignore[method-assign] # noqa: SLF001
    return f"{case}  layouts: {for_plan} for the plan, {len(counted) - for_plan} for the card"


def where(case: str) -> None:
    """Print which steps of the plan take the time; the profiler slows Python more than C."""
    order = order_of(case)
    profile = cProfile.Profile()
    profile.runcall(order.action_plan)
    found = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    for stage, (file, function) in STAGES.items():
        spent = [
            row[3]
            for (path, _, name), row in found.items()
            if path.endswith(file) and name == function
        ]
        print(f"{case}  {stage:16} {sum(spent) * 1e3:8.0f} ms")


def cold(case: str, rounds: int) -> None:
    """Time whole commands: ours, and a Chromium started for one page."""
    command = [sys.executable, "-c", "from walletcard.cli import main; main()"]
    (record,) = PATIENTS.glob(f"{case}-*.json")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(page_of(order_of(case)), "utf-8")
        commands = {"walletcard print": [*command, "print", str(record), "--out", f"{folder}/out"]}
        if CHROMIUM:  # with the fonts of this machine
            flags = ["--headless", "--no-sandbox", f"--user-data-dir={folder}/user"]
            output = f"--print-to-pdf={folder}/x.pdf"
            commands["Chromium, the plan"] = [CHROMIUM, *flags, output, page.as_uri()]
        ways: Ways = {name: _running(one, Path(folder, "out")) for name, one in commands.items()}
        show(case, timed(ways, rounds))


def _running(command: list[str], out: Path) -> Way:
    def run() -> object:
        shutil.rmtree(out, ignore_errors=True)
        return subprocess.run(command, check=True, capture_output=True)

    return run


def main() -> None:
    """Measure what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--cases", nargs="+", default=["01", "04", "05", "03"])
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--where", action="store_true")
    asked = parser.parse_args()
    for case in asked.cases:
        if asked.cold:
            cold(case, asked.rounds)
            continue
        with ExitStack() as stack:
            ways = dict(ways_for(case, stack))
            show(case, timed(ways, asked.rounds))
        print(layouts(case))
        if asked.where:
            where(case)


if __name__ == "__main__":
    main()
