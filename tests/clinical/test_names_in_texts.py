"""Which names a text holds: products, brands of a country, abbreviations, classes."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.clinical.understood import medicine
from walletcard.clinical.around import Says
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.meaning import (
    meaning,
)
from walletcard.clinical.naming import Reading, rescues_in


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
        ("Cartia 100 mg", "US", []),  # the brand there is Cartia XT
        ("Cartia", "AU", ["aspirin"]),
        ("Cartia", "NZ", ["aspirin"]),
        ("Cartia", "GB", []),
        ("Cartia XT 180 mg", "US", ["diltiazem"]),
        ("Cartia XT", "AU", ["diltiazem"]),
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
