"""The commands around the clinical catalogue, run as a person runs them."""

from __future__ import annotations

import datetime
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copy, copytree

import pytest
from click.testing import CliRunner

from walletcard.cli import main
from walletcard.clinical.catalogue import catalogue

ROOT = Path(__file__).parent.parent
CODE = "from walletcard.cli import main; main()"
LISTS = {
    *("subtypes", "medicines", "devices", "triggers", "conditions", "alerts", "regions", "help"),
    *("statements", "sources"),
}


def run(
    *arguments: str, at: Path = ROOT, limit: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `walletcard` from the package in a folder, under a limit that is the child's alone."""
    return subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=at,
        preexec_fn=limit,
    )


@pytest.fixture(name="package")
def _package(tmp_path: Path) -> Path:
    """A folder with the package alone, as it lies in an installation; compiled already."""
    copytree(ROOT / "walletcard", tmp_path / "walletcard")
    return tmp_path


@pytest.fixture(name="checkout")
def _checkout(package: Path) -> Path:
    """A copy of the source code."""
    copy(ROOT / "pyproject.toml", package)
    return package


def data_files(checkout: Path) -> dict[str, bytes]:
    """What the data files of a copy of the source code hold, each by its name."""
    folder = checkout / "walletcard" / "clinical" / "catalogue"
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_the_catalogue_as_json_has_every_entry() -> None:
    """Ten lists, each entry by its id; a statement with text, sources and state."""
    done = run("catalogue", "--json")
    read = json.loads(done.stdout, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert set(read) == LISTS
    for name, entries in read.items():
        key = "code" if name == "regions" else "id"
        assert [one[key] for one in entries] == list(getattr(catalogue(), name))
    for one in read["statements"]:
        sentence = catalogue().statements[one["id"]]
        assert (one["text"], tuple(one["sources"])) == (sentence.text, sentence.sources)
        assert one["state"] == sentence.review_state
        assert one["may_print"] is catalogue().may_print(sentence)
    assert all(one["mark"] in {"a", "a-", "b"} for one in read["sources"])


def test_the_catalogue_is_counted_for_people() -> None:
    """Each kind on a line, and the review states."""
    said = run("catalogue").stdout
    for name in LISTS:
        assert f"{len(getattr(catalogue(), name)):5} {name}" in said.splitlines()
    assert f"{len(catalogue().statements)} draft" in said


def suggested(*arguments: str) -> str:
    """What `walletcard suggest` prints; its list of names is made once for all these tests."""
    return CliRunner().invoke(main, ["suggest", *arguments], catch_exceptions=False).stdout


def test_suggestions_are_ranked() -> None:
    """As JSON for programs, as lines for people, the nearest first."""
    found = json.loads(run("suggest", "zyrtek", "--json").stdout)
    assert set(found[0]) == {"kind", "id", "name", "matched", "score", "exact"}
    assert (found[0]["kind"], found[0]["id"], found[0]["exact"]) == (
        "medicine",
        "cetirizine",
        False,
    )
    lines = suggested("zyrtek").splitlines()
    assert len(lines) == len(found)
    assert lines[0].endswith("medicine cetirizine: cetirizine (Zyrtec)")
    assert suggested("Zyrtec").startswith("exact")


def test_a_name_like_nothing_else_is_reported() -> None:
    """An empty list for programs, a sentence for people."""
    assert suggested("qqqqqqqq", "--json") == "[]\n"
    assert suggested("qqqqqqqq") == "Nothing in the catalogue is like that.\n"


def test_a_signature_is_recorded_and_falls_when_the_sentence_changes(checkout: Path) -> None:
    """Signed, shown as reviewed, changed by a letter, shown as a draft again."""
    done = run("review", "step.flat", "--by", "Dr A. Example", "--on", "2026-02-03", at=checkout)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("step.flat: reviewed by Dr A. Example on 2026-02-03, in ")
    assert "1 reviewed" in run("catalogue", at=checkout).stdout
    states = {
        one["id"]: one["state"]
        for one in json.loads(run("catalogue", "--json", at=checkout).stdout)["statements"]
    }
    assert [id for id, state in states.items() if state == "reviewed"] == ["step.flat"]

    file = checkout / "walletcard" / "clinical" / "catalogue" / "statements.toml"
    text = catalogue().statements["step.flat"].text
    file.write_text(file.read_text("utf-8").replace(text, f"{text[:-1]}!"))
    said = run("catalogue", at=checkout).stdout
    assert "reviewed" not in said
    assert "step.flat: changed after it was signed, so it is a draft again." in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["step.falt", "--by", "Dr A", "--on", "2026-02-03"], "Did you mean step.flat"),
        (["step.flat", "--by", "Dr A", "--on", "3.2.2026"], "YYYY-MM-DD"),
        (["step.flat", "--by", "Dr A", "--on", "2026-02-30"], "YYYY-MM-DD"),
        (["step.flat", "--by", "Dr A", "--on", "2999-01-01"], "still to come"),
        (["step.flat", "--by", " ", "--on", "2026-02-03"], "--by needs the name"),
        (["step.flat", "--by", "Dr A"], "--on"),
        (["step.flat", "--on", "2026-02-03"], "--by"),
    ],
)
def test_a_signature_is_refused_in_a_sentence(
    checkout: Path, arguments: list[str], words: str
) -> None:
    """Exit 2, no traceback, and no file changed."""
    before = data_files(checkout)
    done = run("review", *arguments, at=checkout)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert data_files(checkout) == before


def test_an_installed_package_cannot_be_signed(package: Path) -> None:
    """The next installation would lose the signature: the checkout is named."""
    done = run("review", "step.flat", "--by", "Dr A", "--on", "2026-02-03", at=package)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "installed package" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["catalogue"],
        ["suggest", "latex"],
        ["review", "step.flat", "--by", "Dr A", "--on", "2026-02-03"],
    ],
)
def test_invalid_data_files_are_reported_with_their_fault(
    checkout: Path, arguments: list[str]
) -> None:
    """Exit 1 and the fault: no traceback, and nothing made of half a catalogue."""
    odd = checkout / "walletcard" / "clinical" / "catalogue" / "odd.toml"
    odd.write_text('[[statement]]\nid = "odd"\ntext = "Odd."\nsources = []\n', "utf-8")
    done = run(*arguments, at=checkout)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "odd names no source\n"


def test_a_full_disk_leaves_the_data_files_whole(checkout: Path) -> None:
    """When no byte more can be written, a sentence says so, and no half file is left."""

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    before = data_files(checkout)
    signature = ("step.flat", "--by", "Dr A", "--on", "2026-02-03")
    done = run("review", *signature, at=checkout, limit=full)
    assert done.returncode == 1
    assert "statements.toml cannot be written" in done.stderr.splitlines()[-1]
    assert data_files(checkout) == before


def test_today_can_be_signed(checkout: Path) -> None:
    """The day itself is not still to come."""
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    assert run("review", "step.flat", "--by", "Dr A", "--on", today, at=checkout).returncode == 0


def test_counting_loads_neither_layout_nor_web() -> None:
    """It answers in a blink because it needs little."""
    code = "import sys; from walletcard.cli import main; main(['catalogue'], standalone_mode=False)"
    code += "; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stderr.split()) & {"weasyprint", "flask", "jinja2", "rapidfuzz", "tomlkit"}
