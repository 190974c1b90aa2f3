"""`walletcard make` and `walletcard migrate`: in this process, and once as a person runs them."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.paper.reading import read
from tests.people import PATIENTS, REFUSED, person
from tests.sharing.databases import Database
from walletcard.cli import main
from walletcard.sharing import cards
from walletcard.sharing.schema import CARD, OWNER
from walletcard.sharing.secret import CardSecret, OwnerSecret

COMMAND = [sys.executable, "-c", "from walletcard.cli import main; main()"]
LEAST = str(PATIENTS / "02-least.json")
ORIGIN = "https://cards.example.org"

pytestmark = pytest.mark.slow


def run(folder: Path, *arguments: str, **environ: str) -> Result:
    """Run `walletcard` in a folder, with its instance folder in it."""
    with contextlib.chdir(folder):
        return CliRunner().invoke(main, arguments, env=environ)


def run_process(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same as a process of its own."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def kept(folder: Path) -> Database:
    """The database of the runs in a folder."""
    return Database(folder / "instance")


def owner_in(said: str) -> OwnerSecret:
    """The owner that was shown, once."""
    shown = re.search(r"owner#(\d{32})\nDigits that the link asks for: (\d{8})\n|(\d{40})", said)
    assert shown
    return OwnerSecret.read("".join(filter(None, shown.groups())))


def test_a_card_is_kept_printed_and_handed_over(tmp_path: Path) -> None:
    """Both papers carry the code, the owner link opens the rest."""
    done = run_process(tmp_path, "make", LEAST, "--out", "out", "--base-url", f"{ORIGIN}/")

    assert (done.returncode, done.stderr) == (0, "")
    owner = owner_in(done.stdout)
    assert f"Owner link: {ORIGIN}/owner#{owner.in_link}\n" in done.stdout
    for name in ("wallet-card.pdf", "action-plan.pdf"):
        pages = read((tmp_path / "out" / name).read_bytes())
        (code,) = [page.code for page in pages if page.code]
        assert code == f"{ORIGIN}/c#{owner.card(1).digits}"
        details = cards.details(kept(tmp_path).store(), CardSecret.read(code))
        assert details.answers.patient == person("02")


@pytest.mark.parametrize(
    ("url", "reason", "handed"),
    [
        ("", "No public address is set.", "Owner digits: "),
        ("http://localhost:8000", "only this computer can open", "http://localhost:8000/owner#"),
    ],
)
def test_without_a_public_address_there_is_no_code(
    tmp_path: Path, url: str, reason: str, handed: str
) -> None:
    """The card is kept, and the person is told why it has no code and how to get one."""
    done = run(tmp_path, "make", LEAST, "--out", "out", PUBLIC_URL=url)

    assert done.exit_code == 0
    assert reason in done.stdout
    assert "use --base-url" in done.stdout
    assert handed + owner_in(done.stdout).in_link in done.stdout
    assert [page.code for page in read((tmp_path / "out/wallet-card.pdf").read_bytes())] == [None]
    assert set(kept(tmp_path).rows(OWNER)) == {owner_in(done.stdout).id_hash}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([str(REFUSED)], "born"),
        ([LEAST, "--language", "xx"], "not translated"),
        ([LEAST, "--base-url", "https://cards.example.org/wallet"], "--base-url must be"),
        ([LEAST, "--base-url", "https://" + "h" * 32], "has 32 characters and 31 is the most"),
    ],
)
def test_what_is_refused_keeps_nothing(tmp_path: Path, arguments: list[str], words: str) -> None:
    """Exit 2 with the reason; no paper, no row."""
    done = run(tmp_path, "make", "--out", "out", *arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert not (tmp_path / "out").exists()
    assert not kept(tmp_path).file.exists()


def test_papers_that_cannot_be_written_leave_nothing_behind(tmp_path: Path) -> None:
    """Nobody has the owner link, so the answers are erased again."""
    (tmp_path / "file").write_text("")
    done = run(tmp_path, "make", LEAST, "--out", "file/out", PUBLIC_URL=ORIGIN)

    assert (done.exit_code, done.stdout) == (1, "")
    assert "Choose a folder" in done.stderr
    assert kept(tmp_path).rows(OWNER) == {}
    assert list(kept(tmp_path).rows(CARD).values()) == [None]


def test_a_store_that_is_down_prints_nothing(tmp_path: Path) -> None:
    """One sentence, and no card whose code opens nothing."""
    database = f"sqlite:///{tmp_path}/nowhere/cards.sqlite3"
    done = run(tmp_path, "make", LEAST, "--out", "out", DATABASE_URL=database)

    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "database cannot be used" in done.stderr
    assert not (tmp_path / "out").exists()


def test_settings_that_are_wrong_stop_every_command(tmp_path: Path) -> None:
    """Before anything is made."""
    for command in (["migrate"], ["make", LEAST, "--out", "out"]):
        done = run(tmp_path, *command, DATABASE_URL="mysql://db/cards")
        assert (done.exit_code, done.stdout) == (1, "")
        assert "DATABASE_URL must begin with" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_migrating_says_where_the_database_is(tmp_path: Path) -> None:
    """It may be run again."""
    for _ in range(2):
        done = run_process(tmp_path, "migrate")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "The database is up to date, at revision 0005.\n"
