"""The pages for people: decisions are numbered alike, and every link leads to a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DECISIONS = ROOT / "docs" / "decisions"
NUMBERED = sorted(DECISIONS.glob("[0-9]*.md"))
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("tests/**/*.md")])
# [words](target), and the target without an anchor
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def links_of(page: Path) -> list[str]:
    """The files that a page links to, as it names them."""
    return [one for one in LINK.findall(page.read_text("utf-8")) if "://" not in one]


def test_no_two_decisions_have_one_number() -> None:
    """Text and code name a decision by its number."""
    numbers = [file.name[:4] for file in NUMBERED]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("file", NUMBERED, ids=lambda file: file.name[:4])
def test_a_decision_has_its_number_and_status(file: Path) -> None:
    """The title is that of the file's name, and the status stands below it."""
    title, _, status, *_ = file.read_text("utf-8").split("\n")
    named = re.sub(r"[^a-z0-9]+", "-", title.removeprefix("# ").lower())

    assert title.startswith(f"# {file.name[:4]}: ")
    assert named.startswith(file.stem)
    assert status.startswith("Status: ")


def test_the_index_of_decisions_has_each_by_its_title() -> None:
    """One row a decision, in order."""
    rows = re.findall(r"^\| (\d{4}) \| \[(.+?)\]\((.+?)\)", index(), re.MULTILINE)
    titles = [file.read_text("utf-8").partition("\n")[0] for file in NUMBERED]

    assert [f"# {number}: {title}" for number, title, _ in rows] == titles
    assert [file for *_, file in rows] == [file.name for file in NUMBERED]


def index() -> str:
    """The index of decisions."""
    return (DECISIONS / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_to_a_file(page: Path) -> None:
    """Files move; whoever follows a link must not stand before nothing."""
    missing = [link for link in links_of(page) if not (page.parent / link).exists()]
    assert missing == []


def test_the_readme_links_what_a_stranger_needs() -> None:
    """Threat model, words, format, and how to take part."""
    linked = set(links_of(ROOT / "README.md"))
    pages = {"threat-model.md", "glossary.md", "record-format.md", "decisions"}
    assert {f"docs/{page}" for page in pages} | {"CONTRIBUTING.md", "CHANGELOG.md"} <= linked
