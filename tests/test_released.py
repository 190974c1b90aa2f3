"""What any release ever kept of people opens with this code, reads and prints."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import pytest

from tests.paper.reading import missing_words, read
from tests.people import strings_in
from tests.starting import application
from tests.web.pages import Page, PageClient, SecureClient, page_of, text_of, visitor
from tests.web.walking import Walk, start_from_file
from walletcard.clinical import record
from walletcard.clinical.field_rules import Line, at_entry, refused
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import RecordRefused
from walletcard.settings import Settings
from walletcard.sharing.store import FILE
from walletcard.web.reader.pages import WITHDRAWN

FOLDERS = sorted((Path(__file__).parent / "released").glob("*/kept"))
COOKIE = "__Host-walletcard"
LEAST_STEPS = 4  # of somebody without a device, who has no second one
# These choose what is said, and are words of no one.
NOT_SAID = {
    *("reaction", "route", "status", "kit_d816v", "unit", "device", "id", "usual_signs"),
    *("answer", "answered_by", "languages", "interpreter", "region", "photo", "subtype"),
}
DATE = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True)
class Kept:
    """What one person has of a release: digits that open a card, an owner's page and drafts."""

    folder: Path
    opens: dict[str, Any]

    @property
    def record(self) -> dict[str, Any]:
        """The answers as they were kept."""
        file = self.folder.parent / self.opens["record"]
        read: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return read


def opens(folder: Path) -> dict[str, Any]:
    """The digits of a release, and the secret of its server."""
    read: dict[str, Any] = json.loads((folder / "opens.json").read_text("utf-8"))
    return read


def everybody() -> Iterator[Kept]:
    """Every person of every release."""
    for folder in FOLDERS:
        for one in opens(folder)["cards"]:
            yield Kept(folder, one)


def client_of(folder: Path, instance: Path) -> SecureClient:
    """A visitor of today's application, which has the database of a release."""
    shutil.copy(folder / FILE, instance / FILE)
    secret = opens(folder)["server_secret"]
    public = "https://card.example.org"
    return visitor(application(Settings(instance, server_secret=secret, public_url=public)))


def draft_of(kept: Kept, drafts: str, instance: Path, number: int = 1) -> Walk:
    """A draft of a person's, by the digits of the cookie that opens it."""
    client = client_of(kept.folder, instance)
    client.set_cookie(COOKIE, kept.opens[drafts], domain="card.example.org")
    return Walk(client, number)


EVERYBODY = pytest.mark.parametrize(
    "kept", list(everybody()), ids=lambda kept: f"{kept.folder.parent.name}-{kept.opens['record']}"
)


def missing(told: dict[str, Any], shown: str) -> list[str]:
    """What is not shown of what a person typed; a date is said another way."""
    typed = [" ".join(text.split()) for text in strings_in(_without(told))]
    shown = " ".join(shown.split())
    return [text for text in typed if text not in shown and not DATE.fullmatch(text)]


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(held) for key, held in value.items() if key not in NOT_SAID}
    return [_without(held) for held in value] if isinstance(value, list) else value


@EVERYBODY
def test_every_card_opens(kept: Kept, tmp_path: Path) -> None:
    """The page behind its code has the steps, and all that was typed."""
    client = client_of(kept.folder, tmp_path)

    answer = client.post("/c", data={"digits": kept.opens["code"]})

    page = page_of(answer)
    assert answer.status_code == 200
    assert kept.record["name"].split()[0] in page.text
    (steps,) = [one for one in page.all("ol") if one.get("class") == "steps"]
    assert len(list(steps)) >= LEAST_STEPS
    assert missing(kept.record, page.text) == []


@EVERYBODY
def test_every_owner_comes_in_and_prints(kept: Kept, tmp_path: Path) -> None:
    """The owner's page shows what helpers see; both papers and the file can be taken."""
    client = client_of(kept.folder, tmp_path)
    assert client.post("/owner", data={"digits": kept.opens["owner"]}).status_code == 303
    page = page_of(client.get("/owner/card"))
    assert missing(kept.record, page.text) == []

    for paper in ("wallet-card", "action-plan"):
        printed = client.post(f"/papers/{paper}.pdf", data={"code": kept.opens["code"]})
        assert missing_words(kept.record["name"].split()[:1], read(printed.data)) == []
    (file,) = page.typed["record"]
    assert json.loads(client.post("/record", data={"record": file}).data) == kept.record


@EVERYBODY
def test_every_draft_opens(kept: Kept, tmp_path: Path) -> None:
    """Its pages show the answers, the page that checks them has them all, and it is saved."""
    walk = draft_of(kept, "drafts", tmp_path)

    shown = " ".join(_shown(walk.get(path)) for path in walk.pages())

    assert missing(kept.record, shown) == []
    check = walk.get("/check")
    assert missing(kept.record, check.text) == []
    assert walk.saved == kept.record
    assert walk.client.get(f"{walk.path}/card.svg").status_code == 200


@EVERYBODY
def test_every_owner_s_draft_opens(kept: Kept, tmp_path: Path) -> None:
    """Begun from the kept answers, which it still has."""
    walk = draft_of(kept, "owner_drafts", tmp_path)

    assert missing(kept.record, walk.get("/check").text) == []
    assert walk.saved == kept.record


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_a_draft_that_is_not_finished_opens(folder: Path, tmp_path: Path) -> None:
    """With what was removed, and the questions that were answered with "Not sure"."""
    walk = draft_of(Kept(folder, opens(folder)["cards"][0]), "drafts", tmp_path, number=2)

    shown = " ".join(_shown(walk.get(path)) for path in walk.pages())

    assert "Li Wu" in shown
    assert "Zzyzxol" in shown
    assert "Removed: sirolimus" in walk.get("/medicines/").text


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_a_card_that_was_replaced_says_so_and_the_next_one_opens(
    folder: Path, tmp_path: Path
) -> None:
    """Also the photo comes out again, on the plan."""
    client, replaced = client_of(folder, tmp_path), opens(folder)["replaced"]

    old = client.post("/c", data={"digits": replaced["old"]})
    assert old.status_code == 410
    assert WITHDRAWN in page_of(old).text
    assert client.post("/c", data={"digits": replaced["code"]}).status_code == 200
    code = opens(folder)["with_photo"]["code"]
    plan = client.post("/papers/action-plan.pdf", data={"code": code})
    assert b"/DCTDecode" in plan.data


def no_longer(name: str) -> str:
    """A rule that came after the card: no name is taken any more."""
    raise refused(f"'{name}' is no name any more.")


class Stricter(Patient):
    """A record with a rule for what is entered that no person of a release keeps."""

    name: Annotated[Line, at_entry(no_longer)]


def test_a_stricter_rule_closes_no_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It opens and prints; its owner is told, and so is whoever goes on with the draft."""
    kept = next(everybody())
    client = client_of(kept.folder, tmp_path)
    monkeypatch.setattr(record, "Patient", Stricter)
    with pytest.raises(RecordRefused, match="no name any more"):
        record.patient_from(kept.record)
    code = {"code": kept.opens["code"]}

    assert client.post("/c", data={"digits": code["code"]}).status_code == 200
    assert client.post("/papers/wallet-card.pdf", data=code).status_code == 200
    client.post("/owner", data={"digits": kept.opens["owner"]})
    owner = page_of(client.get("/owner/card"))
    assert "About you: Name on your papers: 'Maria Keller' is no name any more." in owner.text
    client.set_cookie(COOKIE, kept.opens["drafts"], domain="card.example.org")
    walk = Walk(client)
    assert "'Maria Keller' is no name any more. Change it" in walk.get("/check").text
    assert walk.saved == kept.record
    assert walk.post("/hospital", {"name": "General"}).status_code == 303
    assert walk.post("/about").status_code == 422


def test_a_file_of_an_earlier_release_opens_under_a_stricter_rule(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page that checks the answers asks about it, and makes no card before."""
    kept = next(everybody())
    monkeypatch.setattr(record, "Patient", Stricter)

    walk = start_from_file(client, kept.record)

    assert walk.saved == kept.record
    assert "Change these first" in walk.get("/check").text
    assert walk.press("/check", keep="print").status_code == 422


def _shown(page: Page) -> str:
    """What stands on a page of the form, in its boxes too."""
    typed = [text for texts in page.typed.values() for text in texts]
    return " ".join([page.text, *typed, *map(text_of, page.all("h1"))])
