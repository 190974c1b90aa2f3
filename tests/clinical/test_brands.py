"""Brands: held against registers, one drug a name, combinations as what they are."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from tests.clinical.sold import MEDICINES, PRODUCTS, READ, SOLD, classes, holds, known, names
from walletcard.clinical.entries import Medicine
from walletcard.clinical.meaning import meaning
from walletcard.clinical.naming import Reading
from walletcard.clinical.spelling import fold
from walletcard.form.options import has_few_brands

ENGLISH = ("US", "CA", "GB", "IE", "AU", "NZ", "IN", "ZA")

# So many names of a class are known at the least in each country where the registers were read.
LEAST = {
    "US": {"beta-blocker": 25, "ace-inhibitor": 20, "opioid": 30, "nsaid": 25, "contrast": 6},
    "CA": {"beta-blocker": 20, "ace-inhibitor": 15, "opioid": 20, "nsaid": 12, "contrast": 4},
    "GB": {"beta-blocker": 30, "ace-inhibitor": 15, "opioid": 30, "nsaid": 15, "contrast": 6},
    "IE": {"beta-blocker": 15, "ace-inhibitor": 6, "opioid": 15, "nsaid": 10},
    "AU": {"beta-blocker": 25, "ace-inhibitor": 14, "opioid": 20, "nsaid": 20, "contrast": 5},
    "NZ": {"beta-blocker": 6, "opioid": 5, "h1-antihistamine": 16, "anticoagulant": 4},
    "IN": {"beta-blocker": 20, "ace-inhibitor": 9, "nsaid": 12, "anticoagulant": 4, "steroid": 4},
    "ZA": {"beta-blocker": 20, "ace-inhibitor": 14, "opioid": 15, "nsaid": 15, "contrast": 2},
}
# Nobody in an emergency asks for these, so their ingredients stand in no class.
OF_NO_CLASS = {"lomotil", "fioricet"}


@pytest.mark.parametrize("region", ENGLISH)
def test_enough_brands_are_known_in_every_class_that_matters(region: str) -> None:
    """So many that who takes one of the class probably takes one of these."""
    found = {name: len(known(region, name)) for name in LEAST[region]}
    assert {name: most for name, most in found.items() if most < LEAST[region][name]} == {}


@pytest.mark.parametrize("region", sorted(READ.covered | {"CN", "GR", "KR", "RU", "UA"}))
def test_no_name_leads_to_two_drugs_in_one_country(region: str) -> None:
    """Read as the matcher reads it, without capitals and accents."""
    meant = defaultdict(set)
    for one in SOLD:
        for name in names(one, region):
            meant[fold(name)].add((one.id,) if isinstance(one, Medicine) else one.ingredients)
    assert {name: drugs for name, drugs in meant.items() if len(drugs) > 1} == {}


def test_a_name_stands_at_one_product_of_a_country() -> None:
    """At two it would be asked which of them is meant, though they hold the same."""
    meant = defaultdict(set)
    for one in PRODUCTS.values():
        for name in (one.name, *one.also):
            for region in one.regions:
                meant[fold(name), region].add(one.id)
    assert {name: ids for name, ids in meant.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("name", "region", "ids"),
    [
        ("Propral 40 mg", "FI", {"propranolol"}),
        ("PROPRAL", None, {"propranolol"}),
        ("Concor plus", "DE", {"bisoprolol", "hydrochlorothiazide"}),
        ("Concor 10 plus", "AT", {"bisoprolol", "hydrochlorothiazide"}),
        ("Concor® 5 plus 1-0-0", "CH", {"bisoprolol", "hydrochlorothiazide"}),
        ("Fioricet", "US", {"acetaminophen", "butalbital", "caffeine"}),
        ("Fioricet with Codeine", "US", {"acetaminophen", "butalbital", "caffeine", "codeine"}),
        ("Fioricet w/ codeine", "US", {"acetaminophen", "butalbital", "caffeine", "codeine"}),
    ],
)
def test_a_brand_that_was_missed_is_read_as_its_label(
    name: str, region: str | None, ids: set[str]
) -> None:
    """With all that it holds."""
    read = meaning(name, Reading.MEDICATIONS, region)
    assert read.is_sure
    assert {one.id for one in read.medicines} == ids


def test_the_address_of_a_source_that_answers_a_query_has_its_query() -> None:
    """Without it a reader reaches an empty search and not the page that was read."""
    asking = re.compile(
        r"/(search|lookup|druginfo|content|details?|show\w*)\.(cfm|aspx?|jsp|do|php)$",
        re.IGNORECASE,
    )
    assert not [one.id for one in READ.sources.values() if asking.search(one.address or "")]


def test_a_brand_of_the_same_ingredients_is_one_row() -> None:
    """With all its regions: whoever mends or adds to it finds the whole of it in one place."""
    rows = defaultdict(set)
    for one in PRODUCTS.values():
        for name in (one.name, *one.also):
            rows[fold(name), frozenset(one.ingredients), one.route].add(one.id)
    assert {name: ids for name, ids in rows.items() if len(ids) > 1} == {}


def test_no_brand_is_the_generic_name_of_another_drug() -> None:
    """Or a box would be read as what it does not hold."""
    generic = {fold(one.name): one.id for one in MEDICINES.values()}
    for one in PRODUCTS.values():
        for name in (one.name, *one.also):
            assert generic.get(fold(name), one.ingredients[0]) == one.ingredients[0], one.id


def test_every_product_holds_something_that_staff_or_the_disease_asks_for() -> None:
    """By the class of an ingredient; the others are listed above with their reason."""
    assert {one.id for one in PRODUCTS.values() if not classes(one)} == OF_NO_CLASS


def test_every_product_was_read_somewhere() -> None:
    """In a register, a label or a price list that was opened, and not from memory."""
    for one in PRODUCTS.values():
        assert {READ.sources[source].mark for source in one.sources} <= {"a", "a-"}, one.id
        assert all(READ.sources[source].address for source in one.sources), one.id


@pytest.mark.parametrize(
    ("name", "region", "ingredients"),
    [
        ("Combiflam", "IN", {"ibuprofen", "acetaminophen"}),
        ("Ecosprin AV", "IN", {"aspirin", "atorvastatin"}),
        ("Ecosprin", "IN", {"aspirin"}),
        ("Acitrom", "IN", {"acenocoumarol"}),
        ("Wysolone", "IN", {"prednisolone"}),
        ("Cardace", "IN", {"ramipril"}),
        ("Urimax", "IN", {"tamsulosin"}),
        ("Montair", "IN", {"montelukast"}),
        ("Excedrin", "US", {"acetaminophen", "aspirin", "caffeine"}),
        ("Vicodin", "US", {"acetaminophen", "hydrocodone"}),
        ("Cosopt", "NZ", {"dorzolamide", "timolol"}),
        ("Betoptic", "NZ", {"betaxolol"}),
        ("Marevan", "NZ", {"warfarin"}),
        ("Vannair", "NZ", {"budesonide-inhaled", "formoterol"}),
        ("Histaclear", "NZ", {"cetirizine"}),
        ("Tenoretic", "GB", {"atenolol", "chlorthalidone"}),
    ],
)
def test_a_brand_holds_what_its_register_says(
    name: str, region: str, ingredients: set[str]
) -> None:
    """All of it: a painkiller may hide in a second ingredient."""
    assert [set(found) for found in holds(name, region)] == [ingredients]


def test_one_brand_may_be_another_drug_in_another_country() -> None:
    """Benadryl in Britain holds none of the American one's diphenhydramine."""
    assert holds("Benadryl", "US") == {("diphenhydramine",)}
    assert holds("Benadryl Allergy Relief", "GB") == {("acrivastine",)}
    assert ("diphenhydramine",) not in holds("Benadryl", "GB")


def test_drops_creams_and_sprays_are_told_from_tablets() -> None:
    """A beta-blocker in the eye is one too; a cream is not a steroid for the whole body."""
    routes = {name: PRODUCTS[name].route for name in ("cosopt", "dermovate", "beconase")}
    assert routes == {"cosopt": "eye", "dermovate": "skin", "beconase": "nose"}
    assert "beta-blocker" in classes(PRODUCTS["cosopt"])


def test_covered_are_the_countries_that_some_product_names() -> None:
    """Where none does, the form asks for the generic name; nobody's country is no country."""
    assert set(ENGLISH) <= READ.covered <= set(READ.regions)
    assert not has_few_brands("US")
    assert not has_few_brands("")
    assert has_few_brands("IS")
