"""What a typed text means: each of its parts, and when a name is taken without asking."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest

from walletcard.cautions.suggest import suggest
from walletcard.clinical.around import Says
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import MedicineClass
from walletcard.clinical.meaning import (
    Aside,
    Meaning,
    Stance,
    aside,
    is_ended,
    meaning,
    routes_in,
)
from walletcard.clinical.naming import Reading, rescues_in

READINGS = {
    "medicine": Reading.MEDICATIONS,
    "trigger": Reading.TRIGGERS,
    "condition": Reading.CONDITIONS,
}
# Written down before the reading was: brands of many countries, slips, abbreviations, glued doses,
# negations, other scripts, combinations; and what each of them is: taken ("is"), asked about
# ("ask"), not so ("not"), or nothing that the catalogue has ("none").
with (Path(__file__).parent / "meanings.csv").open(encoding="utf-8", newline="") as file:
    WRITTEN = list(csv.DictReader(file))


def read(row: dict[str, str]) -> tuple[set[str], set[str], Meaning]:
    """What is taken without asking, what would be right, and the meaning."""
    one = meaning(row["typed"], READINGS[row["list"]], row["region"])
    entries = {f"class:{e.id}" if isinstance(e, MedicineClass) else e.id for e in one.entries}
    return entries, set(filter(None, row["ids"].split("+"))), one


def medicine(text: str, region: str = "US") -> Meaning:
    """What a text among the medicines means."""
    return meaning(text, Reading.MEDICATIONS, region)


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


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("dexamethasone", None),
        ("dexamethasone tablets", None),
        ("dexamethasone by mouth", "mouth"),
        ("dexamethasone eye drops", "eye"),
        ("Dexamethason Augentropfen", "eye"),
        ("Dexamethasonaugentropfen", "eye"),
        ("dexamethasone cream", "skin"),
        ("dexamethasone injection", "injection"),
        ("dexamethasone ear drops", "ear"),
        ("dexamethasone nasal spray", "nose"),
        ("dexamethasone inhaler", "inhaled"),
        ("dexamethasone suppository", "rectal"),
        ("dexamethasone eye drops and cream", None),
        ("Solu-Cortef", "injection"),
        ("Advair", "inhaled"),
    ],
)
def test_the_route_is_read_from_the_words_or_the_product(text: str, route: str | None) -> None:
    """Two ways are none that counts."""
    assert medicine(text).route == route


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("eye drops", {"eye"}),
        ("1 drop into the eye at night", {"eye"}),
        ("cream, eye drops", {"skin", "eye"}),
        ("not as cream", set()),
        ("zz eye drops", {"eye"}),
        ("5 eye drops", {"eye"}),
        ("50 mg", set()),
    ],
)
def test_the_routes_that_a_note_names(text: str, routes: set[str]) -> None:
    """None where it says no."""
    assert routes_in(text) == routes


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("stopped 2023", True),
        ("until May 2022", True),
        ("finished March 2026", True),
        ("until 2022", True),
        ("until 2026", False),
        ("until 2027", False),
        ("until 36 weeks", False),
        ("bis 2025", True),
        ("stopped", True),
        ("stopped 2026", True),
        ("stopped 2023 zz", False),
        ("zz stopped", False),
        ("stop 2027", False),
        ("no longer", True),
        ("nicht mehr", True),
        ("abgesetzt 2021", True),
        ("do not stop suddenly", False),
        ("must not miss doses", False),
        ("never stop", False),
        ("2023", False),
        ("", False),
        ("off since 2023", True),
        ("last dose 2021", True),
        ("previously", True),
        ("früher", True),
        ("twice a day with food, last dose at 21:00", False),
        ("last dose in the evening", False),
        ("every 6 months, last dose 2026-05", False),
        ("once a year, last 2025", False),
        ("last dose 2026", False),
        ("was 50 mg", False),
        ("früher 50 mg", False),
        ("tidligere 2 tabletter", False),
        ("antes 50 mg", False),
        ("以前 50mg", False),
        ("patch replaced every 3 days", False),
        ("5 days on 2 days off", False),
        ("3 Wochen täglich, 1 Woche Pause", False),
    ],
)
def test_a_note_that_says_only_that_it_was_stopped(text: str, *, ended: bool) -> None:
    """In a sentence such a word may speak of something else, or of a dose and an hour alone."""
    assert is_ended(text, 2026) is ended


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stopped 2023", Aside.ENDED),
        ("abgesetzt", Aside.ENDED),
        ("until 2025", Aside.ENDED),
        ("was 50 mg", Aside.HOLDS),
        ("until 36 weeks", Aside.HOLDS),
        ("50 mg twice a day", Aside.HOLDS),
        ("", Aside.HOLDS),
        ("no", Aside.PERHAPS_ENDED),
        ("none", Aside.PERHAPS_ENDED),
        ("never stop", Aside.PERHAPS_ENDED),
        ("0", Aside.PERHAPS_ENDED),
        ("0-0-0", Aside.PERHAPS_ENDED),
        ("0-0-1", Aside.HOLDS),
        ("not with food", Aside.HOLDS),
        ("no zz", Aside.HOLDS),
        ("none since 2010", Aside.HOLDS),
        ("stopped by zz", Aside.PERHAPS_ENDED),
        ("zz until 2023", Aside.HOLDS),
        ("zz last dose", Aside.HOLDS),
        ("allergic", Aside.ALLERGY),
        ("reaction 2010", Aside.ALLERGY),
        ("reaction to zz", Aside.PERHAPS_ENDED),
        ("no reaction", Aside.HOLDS),
        ("for allergies", Aside.HOLDS),
    ],
)
def test_what_stands_beside_a_thing_may_end_it(text: str, said: Aside) -> None:
    """Only what was understood in full; of the rest the person is asked."""
    assert aside(text, 2026) is said


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("aspirin X", ("X",)),
        ("warfarin (x)", ("x",)),
        ("2 x aspirin", ()),
        ("~~aspirin~~", ("~~", "~~")),
        ("-- aspirin", ("--",)),
        ("~50 mg aspirin", ()),
        ("Marcumar, jetzt Eliquis", ("jetzt",)),
        ("jetzt Eliquis", ()),
        ("aspirin now 100 mg", ()),
    ],
)
def test_a_cross_and_a_now_may_end_what_stands_beside_them(
    text: str, left: tuple[str, ...]
) -> None:
    """A name may be struck out, or be followed by what took its place."""
    assert medicine(text, "DE").left == left


@pytest.mark.parametrize(
    ("text", "id"),
    [
        *((text, "aspirin") for text in ("Acetylsalicylsäure 100", "ácido acetilsalicílico")),
        *((text, "aspirin") for text in ("acide acétylsalicylique", "acetylsalicylzuur")),
        *((text, "aspirin") for text in ("kwas acetylosalicylowy", "asetyylisalisyylihappo")),
        *((text, "warfarin") for text in ("varfarina", "varfarin", "warfaryna", "華法林")),
        *((text, "acenocoumarol") for text in ("acenocumarol", "acenocumarolo")),
        *(
            ("karwedylol", "carvedilol"),
            ("nebiwolol", "nebivolol"),
            ("rywaroksaban", "rivaroxaban"),
        ),
        *(("idrocortisone", "hydrocortisone"), ("desametasone", "dexamethasone")),
        *(("trinitrine", "nitroglycerin"), ("D.H.E. 45", "dihydroergotamine")),
    ],
)
def test_a_generic_name_in_another_language_is_known(text: str, id: str) -> None:
    """Also where its spelling does not lead to the English one."""
    assert [one.id for one in medicine(text).medicines] == [id]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("amoxicillin + clavulanic acid", ["amoxicillin", "clavulanic-acid"]),
        ("amoxicillin & clavulanic acid", ["amoxicillin", "clavulanic-acid"]),
        ("amlodipine/valsartan", ["amlodipine", "valsartan"]),
        ("Exforge HCT", ["amlodipine", "hydrochlorothiazide", "valsartan"]),
        ("bisoprolol plus perindopril", ["bisoprolol", "perindopril"]),
        ("Percocet", ["acetaminophen", "oxycodone"]),
        ("aspirin aspirin", ["aspirin"]),
    ],
)
def test_a_product_and_a_list_are_all_their_ingredients(text: str, ids: list[str]) -> None:
    """It is itself, and never one of them."""
    assert sorted(one.id for one in medicine(text).medicines) == sorted(ids)


@pytest.mark.parametrize(
    "text",
    [
        "Zebeta plus",  # a product that the catalogue lacks, and no bisoprolol
        "metoprolol comp",
        "Loratadine-D",
        "Tylenol PM",
        "Aspirin Complex",
        "Panadol Extra",
        "bisoprolol +",
        "with metoprolol",
    ],
)
def test_a_name_with_an_unknown_ending_is_another_product(text: str) -> None:
    """It is asked about."""
    assert medicine(text, "DE").is_question


@pytest.mark.parametrize(
    "word",
    ["Bisoprololxyz", "Metoprololcomp", "Loratadinqq", "Metoprololml", "acetylsalicylic acidxyz"],
)
def test_a_stem_with_something_unknown_written_on_names_nothing(word: str) -> None:
    """The whole word is what is left, as it was typed."""
    read = medicine(f"{word} 5 mg", "DE")
    assert (read.senses, read.left) == ((), (word,))


def test_the_number_of_a_name_may_be_a_dose() -> None:
    """Tylenol 3 is a product; three tablets of Tylenol are not."""
    assert [one.id for one in medicine("Tylenol 3").medicines] == ["acetaminophen", "codeine"]
    assert medicine("Tylenol 3").product == catalogue().products["tylenol-with-codeine"]
    assert medicine("Tylenol 3 times a day").is_question
    assert medicine("Tylenol 3 tablets").is_question
    assert [one.id for one in medicine("Tylenol 325 mg").medicines] == ["acetaminophen"]
    assert medicine("Tylenol 325 mg").product is None


@pytest.mark.parametrize(
    ("text", "region", "ids"),
    [
        ("Benadryl", "US", ["diphenhydramine"]),
        ("Benadryl", "GB", []),
        ("Benadryl", "DE", []),  # not sold there, and not one thing elsewhere
        ("Benadryl (cetirizine)", "GB", ["cetirizine"]),
        ("Benadryl One a Day", "GB", ["cetirizine"]),
        ("Flomax", "IT", ["morniflumate"]),
        ("Flomax", "US", ["tamsulosin"]),
        ("Flomax", "FR", []),
        ("Norpramin", "ES", ["omeprazole"]),
        ("Eliquis", "NL", ["apixaban"]),  # not known of there, and one thing everywhere else
        ("HCT 12,5", "DE", ["hydrochlorothiazide"]),
        ("HCT 12,5", "US", []),
        ("Alutard SQ", "SE", []),  # of bees, or of grasses
    ],
)
def test_brands_of_the_persons_country_come_first(text: str, region: str, ids: list[str]) -> None:
    """One that means different things elsewhere is asked about."""
    assert [one.id for one in medicine(text, region).medicines] == ids


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("MSO4", "morphine"),
        ("HCT", "hydrochlorothiazide"),
        ("T3", "codeine"),
    ],
)
def test_an_abbreviation_with_two_meanings_is_asked_about(text: str, first: str) -> None:
    """The likeliest first."""
    assert medicine(text).is_question
    assert medicine(text).may_be[0].id == first


def test_letters_that_mean_something_else_hide_a_name() -> None:
    """5-ASA is no aspirin with a dose of five."""
    assert medicine("5-ASA").may_be == ()
    assert [one.id for one in medicine("ASA 81").medicines] == ["aspirin"]
    assert [one.id for one in medicine("AZA").may_be] == ["azathioprine"]


def test_a_word_for_a_class_is_evidence_of_the_class_alone() -> None:
    """No medicine is known by it."""
    one = medicine("a beta-blocker, 50 mg daily")
    assert one.classes == {"beta-blocker"}
    assert one.medicines == ()
    assert one.is_sure
    assert medicine("no beta-blocker").classes == frozenset()
    assert meaning("beta-blocker", Reading.TRIGGERS).senses == ()


@pytest.mark.parametrize("says", [Says.NEGATED, Says.PAST, Says.ALLERGY])
def test_a_word_that_says_no_in_one_language_is_harmless_in_none(says: Says) -> None:
    """What is a no anywhere is a no everywhere, before a name and behind it."""
    rows = [row for row in catalogue().around.values() if row.says == says]
    words = [word for row in rows for some in row.words.values() for word in some]
    assert len(words) > 100
    for word in words:
        assert not medicine(f"{word} metoprolol").is_sure, word
        assert not medicine(f"metoprolol {word}").is_sure, word


@pytest.mark.parametrize("words", list(combinations(("zz", "yy", "xx"), 2)))
def test_two_unknown_words_are_both_left(words: tuple[str, str]) -> None:
    """Nothing typed goes missing from the parts."""
    assert medicine(f"{words[0]} metoprolol {words[1]}").left == words


@pytest.mark.parametrize(
    "text",
    [
        "a dental shot with some epi in it, twenty years ago",
        "EpiPen made me shake",
        "no adrenaline please",
        "Adrenalinpen",
        "Bosminampulle",
        "allergic to the sulfites in wine",
        "oxygen mask smelt odd",
        "адрена лин",
        "에피네프 린 주사",
    ],
)
def test_a_rescue_treatment_is_found_in_any_sentence(text: str) -> None:
    """Looser than any other name: what is found is never ordered away."""
    assert rescues_in(text)


@pytest.mark.parametrize(
    "text", ["Basalin", "Salinas", "episode", "Salinomycin", "disulfiram", "my oxy generic"]
)
def test_a_word_that_holds_the_letters_of_a_rescue_treatment_is_none(text: str) -> None:
    """Short names count as whole words."""
    assert rescues_in(text) == ()
