"""What a typed text means: each of its parts, and when a name is taken without asking."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from tests.clinical.saying import says
from tests.clinical.understood import medicine, read
from tests.people import a_patient
from walletcard.cautions.suggest import suggest
from walletcard.clinical.field_rules import WORD_CHARACTERS
from walletcard.clinical.meaning import (
    Stance,
    meaning,
)
from walletcard.clinical.naming import Reading
from walletcard.clinical.statement import Part

# Written down before the reading was: brands of many countries, slips, abbreviations, glued doses,
# negations, other scripts, combinations; and what each of them is: taken ("is"), asked about
# ("ask"), not so ("not"), or nothing that the catalogue has ("none").
with (Path(__file__).parent / "meanings.csv").open(encoding="utf-8", newline="") as file:
    WRITTEN = list(csv.DictReader(file))


def test_the_list_is_long_and_each_text_stands_once_a_country() -> None:
    """Four hundred and more."""
    assert (
        len({(row["typed"], row["region"], row["list"]) for row in WRITTEN}) == len(WRITTEN) > 400
    )


def test_no_wrong_name_is_accepted_without_asking() -> None:
    """Of no text of the list anything else is taken than is right, and of a no nothing at all."""
    wrong = []
    for row in WRITTEN:
        taken, right, _ = read(row)
        if taken and (taken != right or row["answer"] in ("not", "none")):
            wrong.append((row["typed"], taken))
    assert wrong == []


def test_what_is_right_is_taken() -> None:
    """At most one of eight that should be taken is only asked about, or not known."""
    missed = []
    for row in WRITTEN:
        taken, right, _ = read(row)
        if row["answer"] == "is" and taken != right:
            missed.append(row["typed"])
    assert len(missed) <= sum(row["answer"] == "is" for row in WRITTEN) / 8, missed


def test_hours_in_short_hide_no_medicine() -> None:
    """Of "nocte", "12h" or "lt. INR" beside a name nobody is asked."""
    rows = [row for row in WRITTEN if row["how"] == "time" and row["answer"] == "is"]
    assert [row["typed"] for row in rows if read(row)[0] != read(row)[1]] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("IV dye", "Reacted to IV dye: mild"),
        ("Jod-KM", "Reacted to Jod-KM: mild"),
        ("kontrast vid röntgen", "Reacted to kontrast vid röntgen: mild"),
        ("hair dye", None),
    ],
)
def test_contrast_media_have_many_names(name: str, said: str | None) -> None:
    """A mild reaction to them stands with those to medicines, not with heat and stress."""
    told = says(a_patient(triggers=[{"name": name, "reaction": "mild"}]), Part.REACTED)
    assert told == ([said] if said else [])


def test_every_no_of_the_list_is_read_as_a_no_where_its_name_is_known() -> None:
    """In all languages of the list, and not only as something that was left over."""
    stated = [
        row["typed"]
        for row in WRITTEN
        if row["answer"] == "not" and read(row)[2].senses and read(row)[2].stance is Stance.STATED
    ]
    assert stated == []


def test_the_right_name_is_asked_first() -> None:
    """Of slips and of what has two meanings: nine of ten."""
    asked = [row for row in WRITTEN if row["answer"] in ("ask", "not") and row["ids"] != ""]
    wrong = []
    for row in asked:
        if row["ids"].startswith("class:"):
            continue
        kinds = ("medicine",) if row["list"] == "medicine" else (row["list"], "medicine")
        found = suggest(row["typed"], kinds=kinds, region=row["region"])
        if not found or found[0].id not in row["ids"].split("+"):
            wrong.append((row["typed"], found[0].id if found else None))
    assert len(wrong) <= len(asked) * 0.1, wrong


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("metoprolol", Stance.STATED),
        ("no metoprolol", Stance.NEGATED),
        ("metoprolol stopped", Stance.PAST),
        ("metoprolol allergy", Stance.ALLERGY),
        ("no metoprolol (allergic)", Stance.ALLERGY),
        ("never stopped metoprolol", Stance.NEGATED),
        ("NO METOPROLOL", Stance.NEGATED),
        ("métoprolol: arrêté", Stance.PAST),
    ],
)
def test_the_stance_of_a_text(text: str, stance: Stance) -> None:
    """An allergy before a no, a no before what is past."""
    assert medicine(text).stance is stance
    assert medicine(text).is_sure is (stance is Stance.STATED)
    assert medicine(text).is_question is (stance is not Stance.STATED)
    assert [one.id for one in medicine(text).may_be] == ["metoprolol"]


def test_among_the_triggers_an_allergy_is_the_thing_itself() -> None:
    """And "no penicillin" is asked about there too."""
    for text in (
        "allergic to codeine",
        "codeine allergy",
        "Codeinallergie",
        "allergie à la codéine",
    ):
        assert [e.id for e in meaning(text, Reading.TRIGGERS, "FR").entries] == ["codeine"]
        assert meaning(text, Reading.TOLERATED, "FR").entries == ()
    assert meaning("no codeine", Reading.TRIGGERS, "US").entries == ()
    assert meaning("codeine until 2019", Reading.TRIGGERS, "US").entries == ()


@pytest.mark.parametrize(
    ("text", "dose", "times", "left"),
    [
        ("metoprolol 50 mg", ("50", "mg"), (), ()),
        ("metoprolol50mg", ("50", "mg"), (), ()),
        ("metoprolol 47,5 mg twice a day", ("47,5", "mg"), ("twice", "a day"), ()),
        ("metoprolol 1-0-1", ("1", "0", "1"), (), ()),
        ("metoprolol zzgruber", (), (), ("zzgruber",)),
        ("metoprolol?", (), (), ("?",)),
        ("metoprolol → bisoprolol", (), (), ("→",)),
        ("metoprolol 0 mg", ("0", "mg"), (), ("0",)),
        ("metoprolol 0-0-0", ("0", "0", "0"), (), ("0", "0", "0")),
        ("metoprolol 0.5", ("0.5",), (), ()),
        ("metoprolol 2019", ("2019",), (), ("2019",)),
        ("metoprolol since 2019", ("2019",), ("since",), ()),
        ("metoprolol 1850", ("1850",), (), ()),
        ("metoprolol 20199", ("20199",), (), ()),
    ],
)
def test_the_dose_the_times_and_what_is_left(
    text: str, dose: tuple[str, ...], times: tuple[str, ...], left: tuple[str, ...]
) -> None:
    """Left over is what nothing is known of, a year that may be the end, and a dose of nothing."""
    one = medicine(text)
    assert (one.dose, one.times, one.left) == (dose, times, left)
    assert one.is_sure is (left == ())


@pytest.mark.parametrize(
    "text",
    [
        "metoprolol succinatum",
        "morphine tropfens",
        "bisoprolol tablettes",
        "metoprolol depots",
        "metoprolol retards",
        "Bisoprololfumaratum",
        "Bisoprololfumarattropfens",
    ],
)
def test_a_form_or_a_salt_may_have_the_ending_of_another_language(text: str) -> None:
    """As a word of its own, and written on to the name."""
    assert medicine(text).is_sure, medicine(text)


@pytest.mark.parametrize("word", ["acide", "augen", "ocio"])
def test_a_long_word_that_can_be_parted_in_many_ways_is_read_at_once(word: str) -> None:
    """The ways double with every few letters: one record held up all who opened cards."""
    began = time.process_time()
    assert medicine(f"bisoprolol{word * WORD_CHARACTERS}"[: WORD_CHARACTERS - 2] + "qq").left
    assert time.process_time() - began < 1


@pytest.mark.parametrize("word", ["dailyum", "tablettx", "tabletxx", "succinatrix"])
def test_an_ending_makes_no_other_word_of_a_form_or_a_salt(word: str) -> None:
    """What is no ending of a language, or stands at a word of another kind, is left over."""
    assert medicine(f"metoprolol {word}").left == (word,)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("aspirin plus metoprolol", ()),
        ("aspirin plus the metoprolol", ()),
        ("aspirin and my metoprolol", ()),
        ("aspirin plus daily metoprolol", ("plus",)),
        ("aspirin plus", ("plus",)),
        ("aspirin plus the", ("plus",)),
        ("plus aspirin", ("plus",)),
        ("aspirin plus zz", ("plus", "zz")),
    ],
)
def test_a_word_that_joins_has_a_name_on_either_side(text: str, left: tuple[str, ...]) -> None:
    """Otherwise it may be part of the name of another product."""
    assert medicine(text).left == left


def test_a_name_of_six_letters_may_be_written_apart() -> None:
    """A shorter one may not, and counts to the letter: "as a" is neither ASA nor ASS."""
    assert [one.id for one in medicine("Top rol").medicines] == ["metoprolol"]
    assert medicine("cocodamol", "GB").is_sure
    assert [one.id for one in medicine("Venomimmunotherapy").medicines] == ["venom-immunotherapy"]
    for text in ("as a", "as", "iron as tablets", "as s"):
        assert medicine(text, "DE").senses == ()
    assert [one.id for one in medicine("ass", "DE").medicines] == ["aspirin"]


def test_a_year_is_a_date_among_the_triggers() -> None:
    """There it says when it happened, and changes nothing."""
    assert meaning("codeine 2003", Reading.TRIGGERS).is_sure
    assert meaning("codeine 2003", Reading.TOLERATED).is_sure
    assert meaning("asthma 2003", Reading.CONDITIONS).is_sure
    assert not medicine("codeine 2003").is_sure
