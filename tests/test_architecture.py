"""The house: which room may import what. The README's table is made of this one."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "walletcard"

# room: (rooms of ours that it may import, other packages that it may import)
ROOMS: dict[str, tuple[set[str], set[str]]] = {
    "files": (set(), set()),
    "places": (set(), set()),
    "settings": ({"files"}, set()),
    "clinical": ({"files"}, {"pydantic", "pydantic_core", "rapidfuzz", "rtoml", "tomlkit"}),
    "wording": ({"clinical"}, {"babel", "iso639", "markupsafe", "phonenumbers"}),
    "sharing": ({"clinical"}, {"alembic", "cryptography", "sqlalchemy", "stdnum"}),
    "paper": (
        {"clinical", "wording", "places"},
        {"jinja2", "markupsafe", "qrcode", "weasyprint", "PIL", "fontTools", "pypdfium2", "pebble"},
    ),
    "issuing": ({"clinical", "wording", "paper", "sharing"}, set()),
    "form": ({"clinical", "wording", "paper"}, {"babel", "werkzeug", "wtforms"}),
    "web": (
        {"clinical", "wording", "paper", "sharing", "issuing", "form", "settings", "places"},
        {
            *("flask", "flask_compress", "werkzeug", "wtforms", "jinja2", "markupsafe", "babel"),
            "icalendar",
        },
    ),
    "server": (
        {"paper", "settings", "sharing", "web"},
        {"gunicorn", "waitress", "werkzeug", "flask"},
    ),
    "cli": (
        {"files", "clinical", "wording", "paper", "sharing", "issuing", "settings", "server"},
        {"click"},
    ),
    "__init__": ({"settings", "web"}, {"flask"}),
}


def imports_of(file: Path) -> Iterator[str]:
    """Every module that a file imports, at the top or inside a function."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            names = [f"walletcard.{alias.name}" for alias in node.names]
            yield from names if node.module == "walletcard" else [node.module or ""]


def files() -> list[Path]:
    """Every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_room_imports_only_what_the_table_allows(file: Path) -> None:
    """An import that is not in the table fails, and so does a room that is not."""
    room = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    ours, others = ROOMS[room]
    for name in imports_of(file):
        first, *rest = name.split(".")
        if first == "walletcard":
            target = (
                rest[0]
                if (PACKAGE / rest[0]).exists() or (PACKAGE / f"{rest[0]}.py").exists()
                else "__init__"
            )
            assert target in ours | {room} or room == "__init__", f"{file.name} imports {name}"
        else:
            assert first in others | set(sys.stdlib_module_names), f"{file.name} imports {name}"


def test_one_file_imports_weasyprint() -> None:
    """The layout engine has one door."""
    importers = [file.name for file in files() if "weasyprint" in set(imports_of(file))]
    assert importers == ["pdf.py"]


def test_importing_the_package_loads_neither_the_layout_nor_the_web() -> None:
    """The command line and a worker start without them."""
    code = "import sys, walletcard; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "walletcard" in loaded
    assert not loaded & {"weasyprint", "flask", "walletcard.web.app", "pydantic", "babel"}


def test_the_readme_has_the_table() -> None:
    """A reader of the README sees the rooms as they are."""
    readme = (ROOT / "README.md").read_text("utf-8")
    for room, (ours, others) in ROOMS.items():
        if room == "__init__":
            continue
        row = f"| {room} | {', '.join(sorted(ours)) or '-'} | {', '.join(sorted(others)) or '-'} |"
        assert row in readme, f"README lacks: {row}"
