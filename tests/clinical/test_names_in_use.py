"""Names that people use: generic names, abbreviations, groups and diseases lead to their entry."""

from __future__ import annotations

import pytest

from tests.clinical.sold import MEDICINES, READ
from walletcard.cautions.suggest import suggest
from walletcard.clinical.meaning import meaning
from walletcard.clinical.naming import Reading


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("ατενολόλη", None),
        ("βαρφαρίνη", "warfarin"),
        ("варфарин", "warfarin"),
        ("надолол", "nadolol"),
        ("левомепромазин", "levomepromazine"),
        ("атенолол", "atenolol"),
        ("хлорпромазин", "chlorpromazine"),
        ("метопролол", "metoprolol"),
        ("преднізолон", "prednisolone"),
        ("бісопролол", "bisoprolol"),
        ("ワルファリン", "warfarin"),
        ("ビソプロロール", "bisoprolol"),
        ("华法林", "warfarin"),
        ("美托洛尔", "metoprolol"),
        ("吲哚洛尔", "pindolol"),
        ("依诺肝素", "enoxaparin"),
        ("와파린", "warfarin"),
        ("나돌롤", "nadolol"),
        ("메틸프레드니솔론", "methylprednisolone"),
        ("프레드니솔론", "prednisolone"),
    ],
)
def test_generic_names_of_other_scripts_lead_to_their_drug(written: str, id: str | None) -> None:
    """The ones that stood in a list that was opened; a name that was in none leads nowhere."""
    assert [one.id for one in meaning(written, Reading.MEDICATIONS).medicines] == (
        [id] if id else []
    )


@pytest.mark.parametrize(
    ("typed", "kind", "id"),
    [
        ("ASA", "medicine", "aspirin"),
        ("ASS", "medicine", "aspirin"),
        ("APAP", "medicine", "acetaminophen"),
        ("HCTZ", "medicine", "hydrochlorothiazide"),
        ("MTX", "medicine", "methotrexate"),
        ("CHG", "medicine", "chlorhexidine"),
        ("TMP-SMX", "medicine", "trimethoprim-sulfamethoxazole"),
        ("PCN", "trigger", "penicillins"),
    ],
)
def test_abbreviations_of_allergy_lists_find_their_entry(typed: str, kind: str, id: str) -> None:
    """As an exact name, and as the first that is offered."""
    (first, *_) = suggest(typed, kinds=(kind,))
    assert (first.id, first.exact) == (id, True)


def test_an_abbreviation_that_means_two_drugs_is_none_of_ours() -> None:
    """MSO4 was read as magnesium sulfate, and MgSO4 as morphine."""
    for text in ("MSO4", "MgSO4"):
        assert meaning(text, Reading.MEDICATIONS).medicines == ()


@pytest.mark.parametrize(
    "id",
    [
        *(
            "posaconazole",
            "voriconazole",
            "itraconazole",
            "dupilumab",
            "venetoclax",
            "remibrutinib",
        ),
        *(
            "remibrutinib",
            "sugammadex",
            "polyethylene-glycol",
            "clonidine",
            "oxytocin",
            "omalizumab",
        ),
    ],
)
def test_a_medicine_that_was_missing_is_read(id: str) -> None:
    """By its generic name."""
    assert [one.id for one in meaning(MEDICINES[id].name, Reading.MEDICATIONS).medicines] == [id]


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("corticosteroids", "corticosteroids"),
        ("cephalosporins", "cephalosporins"),
        ("penicillin allergy", "penicillins"),
        ("sulfonamides", "sulfonamides"),
        ("blood transfusion", "blood-products"),
        ("iron infusion", "iron-infusions"),
        ("patent blue", "blue-dyes"),
        ("polysorbate 80", "polysorbate"),
        ("dermal fillers", "dermal-fillers"),
    ],
)
def test_a_group_that_was_missing_is_offered_first(typed: str, id: str) -> None:
    """As a trigger, to pick."""
    assert suggest(typed, kinds=("trigger",))[0].id == id


def test_members_of_a_group_stand_in_its_class() -> None:
    """So that a note on the group reaches each of them."""
    assert {"nitroglycerin", "isosorbide-mononitrate"} <= members("nitrate")
    assert {"ergotamine", "methylergometrine"} <= members("ergot")
    assert members("nitrate") | members("ergot") <= members("weakens-epinephrine")
    assert {"clonidine", "oxytocin"} <= members("strengthens-epinephrine")
    assert members("sympathomimetic") - members("rescue") <= members("strengthens-epinephrine")
    assert {"cephalexin", "ceftriaxone", "cefixime"} <= members("cephalosporin")


def members(of_class: str) -> set[str]:
    """The medicines of a class."""
    return {one.id for one in MEDICINES.values() if of_class in one.classes}


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("Addison's disease", "adrenal-insufficiency"),
        ("adrenal crisis", "adrenal-insufficiency"),
        ("congenital adrenal hyperplasia", "adrenal-insufficiency"),
        ("I am asthmatic", "asthma"),
        ("nasal polyps", "nasal-polyps"),
        ("peptic ulcer", "peptic-ulcer"),
        ("Coeliac", "celiac-disease"),
        ("AERD (Samter's triad)", "aspirin-exacerbated-respiratory-disease"),
    ],
)
def test_a_condition_is_read_under_the_name_that_people_use(typed: str, id: str) -> None:
    """And under no second one."""
    assert [one.id for one in meaning(typed, Reading.CONDITIONS).entries] == [id]


def test_a_gland_that_may_or_may_not_need_steroids_is_asked_about() -> None:
    """Hypopituitarism can spare the adrenals: it is offered, and not taken for granted."""
    assert meaning("hypopituitarism", Reading.CONDITIONS).entries == ()
    assert "adrenal-insufficiency" in {one.id for one in suggest("hypopituitarism")}


def test_the_name_of_an_ulcer_is_what_doctors_call_it() -> None:
    """Peptic ulcer; the other words for it are found too."""
    assert READ.conditions["peptic-ulcer"].name.casefold() == "peptic ulcer"


def test_a_group_word_in_a_sentence_is_the_group() -> None:
    """A steroid that one reacted to is another matter than one that one takes."""
    (group,) = meaning("corticosteroids", Reading.TRIGGERS).entries
    assert group.id == "corticosteroids"


@pytest.mark.parametrize("alert", ["asthma", "nasal-surgery-or-polyps"])
def test_a_disease_answers_every_question_about_what_belongs_to_it(alert: str) -> None:
    """Asthma, polyps and reactions to aspirin together are one disease with a name of its own."""
    assert "aspirin-exacerbated-respiratory-disease" in READ.alerts[alert].conditions
