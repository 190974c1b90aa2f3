"""The house: which room and floor may import what, and how large it may get.

The README's table is made of this one.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "walletcard"
WEB = PACKAGE / "web"
MOST_LINES = 350
LARGEST_SHARE = 0.30

# room: (rooms of ours that it may import, other packages that it may import)
ROOMS: dict[str, tuple[set[str], set[str]]] = {
    "files": (set(), set()),
    "garbage": (set(), set()),
    "places": (set(), set()),
    "reach": (set(), set()),
    "settings": ({"files", "reach"}, set()),
    "clinical": (
        {"files", "garbage"},
        {"pydantic", "pydantic_core", "rapidfuzz", "rtoml", "tomlkit"},
    ),
    "wording": ({"clinical"}, {"babel", "iso639", "markupsafe", "phonenumbers"}),
    "cautions": ({"clinical"}, {"rapidfuzz"}),
    "sharing": ({"clinical"}, {"alembic", "cryptography", "sqlalchemy", "stdnum"}),
    "keeping": ({"files", "sharing"}, {"sqlalchemy"}),
    "paper": (
        {"clinical", "garbage", "places", "reach", "wording"},
        {"jinja2", "markupsafe", "qrcode", "weasyprint", "PIL", "fontTools", "pypdfium2", "pebble"},
    ),
    "issuing": ({"clinical", "wording", "paper", "sharing", "reach"}, set()),
    "form": ({"clinical", "wording", "paper"}, {"babel", "werkzeug", "wtforms"}),
    "web": (
        {
            *("clinical", "cautions", "wording", "paper", "sharing", "issuing", "form"),
            *("settings", "places", "reach"),
        },
        {
            *("flask", "flask_compress", "werkzeug", "wtforms", "jinja2", "markupsafe", "babel"),
            "icalendar",
        },
    ),
    "server": (
        {"garbage", "paper", "reach", "settings", "sharing", "web"},
        {"gunicorn", "prometheus_client", "waitress", "werkzeug", "flask"},
    ),
    "cli": (
        {
            "files",
            "garbage",
            "clinical",
            "cautions",
            "wording",
            "paper",
            "sharing",
            "keeping",
            "issuing",
            "reach",
            "settings",
            "server",
        },
        {"click"},
    ),
    "__init__": ({"settings", "web"}, {"flask"}),
}


@cache
def tree_of(file: Path) -> ast.Module:
    """What a module says, parsed once for all that look at it."""
    return ast.parse(file.read_text("utf-8"))


def imports_of(file: Path) -> Iterator[str]:
    """Every module that a file imports, at the top or inside a function."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            names = [f"walletcard.{alias.name}" for alias in node.names]
            yield from names if node.module == "walletcard" else [node.module or ""]


@cache
def files() -> list[Path]:
    """Every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def web_files() -> list[Path]:
    """Every module of `web/` that stands on a floor."""
    return [file for file in files() if file.is_relative_to(WEB) and file != WEB / "__init__.py"]


def name_of(file: Path) -> str:
    """The name by which a module is imported."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def known() -> set[str]:
    """The names of all modules."""
    return {name_of(one) for one in files()}


def modules_of(file: Path) -> Iterator[str]:
    """The modules of ours that a file imports at its top, each by its whole name."""
    for node in tree_of(file).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known())
        elif isinstance(node, ast.ImportFrom) and node.module in known():
            within = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known() else node.module for name in within)


def lines_of(file: Path) -> int:
    """How many lines a module has."""
    return len(file.read_text("utf-8").splitlines())


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


def test_no_module_runs_a_command_or_code_from_text() -> None:
    """What somebody typed can never become a command of the system or a piece of a program."""
    runs = re.compile(
        r"^\s*(?:import|from) (?:subprocess|pty|code|importlib|runpy)\b|\b__import__\b"
        r"|\bos\.(?:system|popen|exec|spawn|posix_spawn|fork)|(?<![.\w])(?:eval|exec|compile)\(",
        re.MULTILINE,
    )
    found = {file.name: runs.findall(file.read_text("utf-8")) for file in files()}
    assert {name: one for name, one in found.items() if one} == {}


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


# The floors inside `web/`, the lowest first. A module imports from its own floor and those below.
FLOORS = (
    {"site"},
    {"session", "downloads", "reader"},
    {"making", "help"},
    {"owner"},
    {"app"},
)


def floor_of(module: str) -> int:
    """The floor of a module of `web/`, by its name such as `walletcard.web.making.start`."""
    (floor,) = [number for number, of in enumerate(FLOORS) if module.split(".")[2] in of]
    return floor


@pytest.mark.parametrize("file", web_files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_floor_of_the_pages_imports_no_higher_one(file: Path) -> None:
    """What every page needs knows nothing of the pages."""
    for name in modules_of(file):
        if name.startswith("walletcard.web."):
            assert floor_of(name) <= floor_of(name_of(file)), f"{file.name} imports {name}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Each can be read after those that it imports."""
    graph = {name_of(file): set(modules_of(file)) - {name_of(file)} for file in files()}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"a circle of imports: {error.args[1]}")


def test_the_form_needs_no_flask() -> None:
    """What is asked can be tried without a server."""
    code = "import sys, walletcard.form.drafts, walletcard.form.checklist; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "flask" not in run.stdout.split()


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_module_is_short_enough_to_be_read(file: Path) -> None:
    """A longer one has two subjects."""
    assert lines_of(file) <= MOST_LINES


def test_no_room_is_the_whole_house() -> None:
    """The largest room holds so much of the code at most."""
    rooms: Counter[str] = Counter()
    for file in files():
        rooms[file.relative_to(PACKAGE).parts[0]] += lines_of(file)
    room, lines = rooms.most_common(1)[0]
    assert lines <= LARGEST_SHARE * rooms.total(), f"{room} has {lines} of {rooms.total()} lines"


# Functions that remember an answer for each text they were given; none of the texts is a person's.
REMEMBERED = {
    "_checklist": "what the catalogue offers to tick",
    "_marked_up": "a sentence of the catalogue",
    "_stylesheet": "a name of our files",
    "_version": "a name of our files",
    "least_advance": "one letter that a font has",
    "members_of": "a class of the catalogue",
    "_shared_by_all_of": "a class of the catalogue",
    "_names": "kinds of the catalogue",
    "_words_of": "entries of the catalogue",
    "_of_form": "a form of the catalogue",
    "picture_size": "a name of our files",
    "inline": "names of our files",
    "regions": "a language that the faces speak",
}


def test_nothing_is_remembered_for_ever_of_what_people_type() -> None:
    """A cache without a bound would fill the memory of a server, and keep what it was sent."""
    without_bound = {
        function.name
        for file in files()
        for function in ast.walk(tree_of(file))
        if isinstance(function, ast.FunctionDef)
        and any(isinstance(one, ast.Name) and one.id == "cache" for one in function.decorator_list)
        and any("str" in ast.unparse(one.annotation or one) for one in _all_of(function.args))
    }
    assert without_bound <= set(REMEMBERED)


def _all_of(given: ast.arguments) -> list[ast.arg]:
    return [*given.args, *given.kwonlyargs, *([given.vararg] if given.vararg else [])]


# The same thing in the catalogue, in the record, in the Plan and in the form may have one name.
STAGES = (
    "clinical/entries.py",
    "clinical/device_entries.py",
    "clinical/patient.py",
    "clinical/measured.py",
    "clinical/statement.py",
)


def is_stage(file: str) -> bool:
    """Whether a module holds one stage of what is in the record."""
    return file in STAGES or file.startswith("form/")


def test_a_class_name_means_one_thing() -> None:
    """No two classes share a name, unless they are the same thing at another stage."""
    found: dict[str, list[str]] = {}
    for file in files():
        for node in tree_of(file).body:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(str(file.relative_to(PACKAGE)))
    shared = {name: at for name, at in found.items() if len(at) > 1}
    assert {name: at for name, at in shared.items() if not all(map(is_stage, at))} == {}
