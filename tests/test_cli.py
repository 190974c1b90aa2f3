"""The command line: in this process, and as a person runs it where the process is the point."""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from tests.paper.reading import read
from tests.people import PATIENTS, REFUSED
from walletcard.cli import main

COMMAND = [sys.executable, "-c", "from walletcard.cli import main; main()"]
FONTCONFIG = "write cache: No such file or directory"  # it cannot keep its cache either
LINK = "https://card.example.org/c#1391048265019384756102938475610293847560"


def run(*arguments: str | Path) -> Result:
    """Run `walletcard` with some arguments."""
    return CliRunner().invoke(main, [*map(str, arguments)])


def run_process(
    *arguments: str | Path, limit: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """The same as a process of its own, under a limit that is its alone."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )


def test_printing_writes_both_papers_and_nothing_else(tmp_path: Path) -> None:
    """A record becomes two PDFs in a folder that is made for them."""
    least, out = PATIENTS / "02-least.json", tmp_path / "a" / "b"
    done = run_process("print", least, "--out", out, "--link", LINK)
    assert (done.returncode, done.stderr) == (0, "")
    written = sorted(file.name for file in (tmp_path / "a" / "b").iterdir())
    assert written == ["action-plan.pdf", "wallet-card.pdf"]
    assert all((tmp_path / "a/b" / name).read_bytes().startswith(b"%PDF") for name in written)


@pytest.mark.slow
def test_several_records_have_a_folder_each(tmp_path: Path) -> None:
    """One that is refused is named, and the others are printed all the same."""
    good = PATIENTS / "02-least.json", PATIENTS / "08-nasal.json"
    done = run_process("print", *good, REFUSED, "--out", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{REFUSED}: "), done.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["02-least", "08-nasal"]
    one = tmp_path / "alone"
    run("print", good[0], "--out", one)
    for name in ("wallet-card.pdf", "action-plan.pdf"):
        assert (tmp_path / "02-least" / name).read_bytes() == (one / name).read_bytes()


def test_two_files_of_one_name_are_not_printed_into_one_folder(tmp_path: Path) -> None:
    """Whose papers lay there, nobody could tell."""
    (tmp_path / "other").mkdir()
    for folder in (tmp_path, tmp_path / "other"):
        (folder / "a.json").write_bytes((PATIENTS / "02-least.json").read_bytes())
    files = tmp_path / "a.json", tmp_path / "other" / "a.json"
    done = run("print", *files, "--out", tmp_path / "out")
    assert (done.exit_code, (tmp_path / "out").exists()) == (2, False)
    assert "would print into one folder" in done.stderr


@pytest.mark.parametrize(
    ("name", "typed"), [("PORT", "0"), ("PORT", "80a"), ("READERS", "0"), ("RENDERERS", "many")]
)
def test_serving_with_a_wrong_number_is_refused_in_a_sentence(
    name: str, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is started."""
    monkeypatch.setenv("WALLETCARD_INSTANCE", str(tmp_path))
    monkeypatch.setenv(name, typed)
    done = run("serve")
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{name} is '{typed}' but must be a number from 1 to ")


def test_a_taken_port_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another port as an example."""
    monkeypatch.setenv("WALLETCARD_INSTANCE", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        done = run("serve", "--without-codes")
    assert done.exit_code == 1
    assert "cannot be used: Address already in use. Choose another port" in done.stderr


@pytest.mark.parametrize("url", ["", "http://localhost:8000", "http://[::1]"])
def test_a_server_whose_codes_would_open_nothing_does_not_start(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No clinic prints codes that open nothing, without having said so."""
    monkeypatch.setenv("WALLETCARD_INSTANCE", str(tmp_path))
    monkeypatch.setenv("PUBLIC_URL", url)
    done = run("serve")
    assert done.exit_code == 1
    assert done.stderr.startswith("Its codes would open nothing.")
    assert "--without-codes" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "environ", "said"),
    [
        ([], {"HOST": "::"}, "HOST is ::, which others can reach"),
        ([], {"HOST": "192.168.1.5"}, "HOST is 192.168.1.5, which others can reach"),
        (["--phone"], {"PUBLIC_URL": "https://card.example.org"}, "PUBLIC_URL is set"),
        (["--phone", "--without-codes"], {}, "leave --without-codes out"),
    ],
)
def test_trying_out_is_refused_where_it_would_promise_too_much(
    arguments: list[str],
    environ: dict[str, str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A sentence says what to leave out."""
    monkeypatch.setenv("WALLETCARD_INSTANCE", str(tmp_path))
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    done = run("try-out", *arguments)
    assert done.exit_code == 1
    assert said in done.stderr


def test_printing_says_what_to_look_at_again(tmp_path: Path) -> None:
    """Whoever prints is told what no paper may say, and what is not on the card."""
    done = run("print", PATIENTS / "02-least.json", "--out", tmp_path)
    told = [line for line in done.stdout.splitlines() if line.startswith("Look at this again: ")]
    assert "No adrenaline is listed." in told[0]


def test_a_refused_record_writes_nothing(tmp_path: Path) -> None:
    """Exit 2, one line a fault with its path, no traceback, no file, no folder."""
    done = run("print", REFUSED, "--out", tmp_path / "out")
    assert done.exit_code == 2
    lines = done.stderr.splitlines()
    assert len(lines) == 16
    assert all(line.partition(": ")[2] for line in lines)
    assert not (tmp_path / "out").exists()


def test_old_papers_stay_when_new_ones_are_refused(tmp_path: Path) -> None:
    """A refusal touches nothing that is there."""
    (tmp_path / "wallet-card.pdf").write_text("old")
    assert run("print", REFUSED, "--out", tmp_path).exit_code == 2
    assert (tmp_path / "wallet-card.pdf").read_text() == "old"


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    """A file in the folder's place: exit 1 and what to do."""
    (tmp_path / "file").write_text("")
    done = run("print", PATIENTS / "02-least.json", "--out", tmp_path / "file" / "out")
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Choose a folder" in done.stderr


def test_a_full_disk_leaves_the_old_papers_whole(tmp_path: Path) -> None:
    """When no byte more can be written, both old files stay and no half file is left."""
    for name in ("wallet-card.pdf", "action-plan.pdf"):
        (tmp_path / name).write_text("old")

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = run_process("print", PATIENTS / "02-least.json", "--out", tmp_path, limit=full)
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if line != FONTCONFIG]
    assert len(said) == 1
    assert "disk with room" in said[0]
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "action-plan.pdf",
        "wallet-card.pdf",
    ]
    assert {file.read_text() for file in tmp_path.iterdir()} == {"old"}


def test_both_papers_are_replaced(tmp_path: Path) -> None:
    """Printing again leaves the new papers only."""
    (tmp_path / "wallet-card.pdf").write_text("old")
    assert run("print", PATIENTS / "02-least.json", "--out", tmp_path).exit_code == 0
    assert (tmp_path / "wallet-card.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--language", "xx"], "not translated"),
        (["--paper", "a5"], "a5"),
        (["--link", "https://example.org/" + "x" * 500], "too long"),
        (["--link", "https://example.org/\N{HANGUL SYLLABLE HAN}"], "cannot be printed"),
        (["--link", "https://example.org/my card"], "a space"),
        (["--link", " "], "a space"),
        (["--link", "https://example.org/\N{RIGHT-TO-LEFT OVERRIDE}fdp"], "\\u202efdp"),
        (["--link", "https://example.org/\udcff"], "cannot be printed"),
    ],
)
def test_options_are_refused_with_what_is_allowed(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    """Exit 2 and nothing written."""
    done = run("print", PATIENTS / "02-least.json", "--out", tmp_path / "out", *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_photo_beside_the_record_is_printed_and_a_missing_one_refused(tmp_path: Path) -> None:
    """The photo's file name is read beside the record, never elsewhere."""
    record = json.loads((PATIENTS / "02-least.json").read_text()) | {"photo": "me.png"}
    (tmp_path / "record.json").write_text(json.dumps(record))
    missing = run("print", tmp_path / "record.json", "--out", tmp_path / "out")
    assert missing.exit_code == 1
    assert "there is no such photo" in missing.stderr
    assert "me.png" in missing.stderr
    Image.new("RGB", (60, 76), "grey").save(tmp_path / "me.png")
    assert run("print", tmp_path / "record.json", "--out", tmp_path / "out").exit_code == 0
    assert b"/Image" in (tmp_path / "out" / "action-plan.pdf").read_bytes()


def test_the_schema_is_a_json_schema_of_the_record() -> None:
    """A program can check a record before it is sent."""
    schema = json.loads(run_process("schema").stdout)
    assert schema["title"] == "Patient"
    assert set(schema["required"]) == {"version", "answered_on", "name", "born", "region"}
    assert schema["additionalProperties"] is False


def test_the_schema_loads_neither_layout_nor_web() -> None:
    """It answers in a blink because it needs little."""
    code = "import sys; from walletcard.cli import main; main(['schema'], standalone_mode=False)"
    code += "; print(*sys.modules, file=sys.stderr)"
    environ = os.environ | {"PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ
    )
    assert not set(done.stderr.split()) & {"weasyprint", "flask", "jinja2", "PIL", "sqlalchemy"}


def test_one_record_is_printed_without_what_only_others_need(
    tmp_path: Path,
) -> None:
    """The command does one job and ends: it loads little, and never searches for garbage.

    What it holds is in use, or goes back to the system.
    """
    unused = {"pebble", "qrcode", "rapidfuzz", "fontTools.subset", "fontTools.varLib"}
    code = (
        "import gc, sys; from walletcard.cli import main; begun = [];"
        "gc.callbacks.append(lambda phase, told: begun.append(told['generation']));"
        f"main(['print', {str(PATIENTS / '02-least.json')!r}, '--out', {str(tmp_path)!r}],"
        " standalone_mode=False);"
        "print(begun.count(2), gc.get_freeze_count() > len(gc.get_objects()),"
        f" {unused} & set(sys.modules), sep='; ', file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "0; True; set()"


def test_details_are_put_into_a_code_if_that_is_wanted(tmp_path: Path) -> None:
    """And the code of a link that was typed without https:// is one that phones open."""
    least = PATIENTS / "02-least.json"
    done = run(
        "print", least, "--out", tmp_path, "--details-code", "--link", LINK[len("https://") :]
    )
    assert done.exit_code == 0
    assert read((tmp_path / "wallet-card.pdf").read_bytes())[0].code == LINK
    pages = read((tmp_path / "action-plan.pdf").read_bytes())
    assert any("Details as text" in page.text for page in pages)


def test_a_backup_is_made_verified_and_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command says what it did; a database that is not empty is refused with exit code 2."""
    file = tmp_path / "kept"
    monkeypatch.setenv("WALLETCARD_INSTANCE", str(tmp_path / "one"))
    assert run("migrate").exit_code == 0
    made = run("backup", file)
    assert (made.exit_code, made.output[: len(str(file))]) == (0, str(file))
    assert "card 0, owner 0" in made.output
    assert "is whole" in run("verify", file).output
    assert run("purge").output == "What has expired is deleted, and its room is free.\n"
    assert "server-secret is new" in run("rotate-secret").output

    monkeypatch.setenv("WALLETCARD_INSTANCE", str(tmp_path / "two"))
    refused = run("restore", file)
    assert (refused.exit_code, "There is no list of withdrawn cards" in refused.stderr) == (2, True)
    done = run("restore", file, "--without-list")
    assert done.output.startswith("Restored: card 0")
    assert (tmp_path / "two" / "withdrawn-cards").read_text() == ""
    file.write_bytes(file.read_bytes()[:-10])
    refused = run("restore", file, "--replace")
    assert (refused.exit_code, "cut short" in refused.stderr) == (2, True)
    assert run("backup", tmp_path / "no" / "folder").exit_code == 1
