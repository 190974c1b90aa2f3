"""Brands of continental Europe, Japan and Brazil: how many, and what each of them contains."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Product
from walletcard.clinical.spelling import fold

READ = catalogue()
# What each region has reached; it may only grow.
LEAST = {
    "DE": 69,
    "AT": 61,
    "CH": 182,
    "FR": 219,
    "BE": 69,
    "NL": 152,
    "ES": 220,
    "PT": 194,
    "IT": 189,
    "NO": 64,
    "SE": 79,
    "DK": 70,
    "FI": 74,
    "PL": 212,
    "JP": 117,
    "BR": 121,
}
PRODUCTS = [one for one in READ.products.values() if LEAST.keys() & one.regions]
# The classes that carry a note for emergency staff, or are taken for mast cell disease.
GROUPS = {
    "beta-blocker": {"beta-blocker"},
    "ACE inhibitor": {"ace-inhibitor"},
    "steroid": {"steroid", "inhaled-steroid"},
    "blood thinner": {"anticoagulant", "antiplatelet"},
    "tricyclic or MAO inhibitor": {"tricyclic", "mao-inhibitor"},
    "opioid": {"opioid"},
    "NSAID": {"nsaid"},
    "antibiotic": {"antibiotic"},
    "contrast": {"contrast"},
    "muscle relaxant": {"neuromuscular-blocker"},
    "mast cell": {
        *("h1-antihistamine", "h2-blocker", "mast-cell-stabilizer", "leukotriene-blocker"),
        *("omalizumab", "kit-inhibitor"),
    },
    "local anaesthetic": {"local-anaesthetic"},
}


# A brand that holds a tricyclic elsewhere, and here does not.
OF_NO_GROUP = {"norpramin-es"}


def groups_of(product: Product) -> set[str]:
    """The groups of classes that the ingredients of a product belong to."""
    classes = {name for one in product.ingredients for name in READ.medicines[one].classes}
    return {group for group, members in GROUPS.items() if classes & members}


def names_of(product: Product) -> set[str]:
    """The names of a product as they are compared."""
    return {fold(name) for name in (product.name, *product.also)}


def sold(name: str, region: str) -> set[frozenset[str]]:
    """What the products of a name contain in a region."""
    return {
        frozenset(one.ingredients)
        for one in READ.products.values()
        if region in one.regions and fold(name) in names_of(one)
    }


def test_every_region_has_at_least_the_brands_that_were_read() -> None:
    """No row is lost in silence."""
    counted = Counter(region for one in PRODUCTS for region in one.regions)
    assert not {region for region, least in LEAST.items() if counted[region] < least}


@pytest.mark.parametrize("region", LEAST)
def test_every_region_has_a_brand_of_every_group(region: str) -> None:
    """Local anaesthetics are the dentist's: they are known where a register names them."""
    wanted = set(GROUPS) - {"local anaesthetic"}
    found = {group for one in PRODUCTS if region in one.regions for group in groups_of(one)}
    assert wanted <= found


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda one: str(one.id))
def test_every_product_matters_in_an_emergency_or_in_mast_cell_disease(product: Product) -> None:
    """It has an ingredient of one of the groups, and a source that was opened."""
    assert groups_of(product) or product.id in OF_NO_GROUP
    assert any(READ.sources[source].mark == "a" for source in product.sources)


def test_no_name_leads_to_two_drugs_within_one_region() -> None:
    """Neither two products, nor a product and a brand of another medicine."""
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in PRODUCTS:
        for region in one.regions:
            for name in names_of(one):
                assert known.setdefault((region, name), set(one.ingredients)) == set(
                    one.ingredients
                ), (region, name)
    for medicine in READ.medicines.values():
        for region, brands in medicine.brands.items():
            for name in map(fold, brands):
                assert known.get((region, name), {medicine.id}) == {medicine.id}, (region, name)


@pytest.mark.parametrize(
    ("name", "regions", "ingredients"),
    [
        ("Selo-Zok", "NO DK", "metoprolol"),
        ("Albyl-E", "NO", "aspirin"),
        ("Paralgin forte", "NO", "codeine acetaminophen"),
        ("Novalgin", "DE CH", "metamizole"),
        ("Novaminsulfon", "DE CH", "metamizole"),
        ("Laroxyl", "FR IT", "amitriptyline"),
        ("Solupred", "FR", "prednisolone"),
        ("ロキソニン", "JP", "loxoprofen"),
        ("テノーミン", "JP", "atenolol"),
        ("Trombyl", "SE", "aspirin"),
        ("Waran", "SE", "warfarin"),
        ("Seloken", "SE IT FR", "metoprolol"),
        ("Acard", "PL", "aspirin"),
        ("Betaloc", "PL", "metoprolol"),
        ("Cardicor", "IT", "bisoprolol"),
        ("Coumadin", "IT", "warfarin"),
        ("Aulin", "IT PT", "nimesulide"),
        ("Nolotil", "ES PT", "metamizole"),
        ("Sintrom", "ES FR CH IT", "acenocoumarol"),
        ("Emconcor", "ES", "bisoprolol"),
        ("Selokeen", "NL", "metoprolol"),
        ("Ascal", "NL", "carbasalate"),
        ("ASS", "DE", "aspirin"),
        ("Dociton", "DE", "propranolol"),
        ("Concor", "DE AT CH IT", "bisoprolol"),
        ("Triatec", "NO IT CH FR", "ramipril"),
        ("Esmeron", "DE AT BE NL NO SE DK FI CH FR", "rocuronium"),
        ("Apocillin", "NO", "phenoxymethylpenicillin"),
        ("Triptyl", "FI", "amitriptyline"),
        ("Redomex", "BE", "amitriptyline"),
        ("Dolol", "DK", "tramadol"),
        ("Marcoumar", "NL CH", "phenprocoumon"),
        ("Novalgina", "BR", "metamizole"),
        ("Marevan", "BR FI DK", "warfarin"),
        ("Selozok", "BR FR", "metoprolol"),
        ("Eliquis", "DE AT CH FR BE NL ES PT IT NO SE DK FI PL", "apixaban"),
        ("Pyralgina", "PL", "metamizole"),
    ],
)
def test_brands_checked_by_hand(name: str, regions: str, ingredients: str) -> None:
    """Each looked up again in the register of the country."""
    for region in regions.split():
        assert sold(name, region) == {frozenset(ingredients.split())}, region


@pytest.mark.parametrize(
    ("name", "region", "ingredients"),
    [
        ("Cosopt", "FR", "timolol dorzolamide"),
        ("Cosopt", "DE", "timolol dorzolamide"),
        ("Targiniq", "SE", "oxycodone naloxone"),
        ("Valoron N", "DE", "tilidine naloxone"),
        ("Treo", "SE", "aspirin caffeine"),
        ("Kodimagnyl", "DK", "aspirin codeine"),
        ("Emcoretic", "NL", "bisoprolol hydrochlorothiazide"),
        ("DuoTrav", "SE", "timolol travoprost"),
        ("Ixprim", "FR", "tramadol acetaminophen"),
        ("Tramcet", "JP", "tramadol acetaminophen"),
        ("Targin", "CH", "oxycodone naloxone"),
        ("Tylex", "BR", "codeine acetaminophen"),
        ("Dorflex", "BR", "metamizole orphenadrine caffeine"),
        ("Tarka", "ES", "trandolapril verapamil"),
        ("EMLA", "SE", "lidocaine prilocaine"),
    ],
)
def test_a_combination_lists_all_that_it_contains(name: str, region: str, ingredients: str) -> None:
    """It never stands for one of them."""
    assert sold(name, region) == {frozenset(ingredients.split())}
    whole = {fold(name) for one in READ.medicines.values() for name in one.brands.get(region, ())}
    assert fold(name) not in whole


def test_eye_drops_with_a_beta_blocker_say_their_route() -> None:
    """The drops reach the whole body, but a reaction to a tablet is another matter."""
    for name in ("Cosopt", "Timoptol", "Betoptic", "Ganfort", "チモプトール"):
        found = [one.route for one in PRODUCTS if fold(name) in names_of(one)]
        assert found == ["eye"], name


def test_japanese_brands_stand_in_kana_with_their_latin_spelling() -> None:
    """Both are typed. One spelling is an English word, and is left out."""
    listed = [one for one in PRODUCTS if "mhlw-price-list-2025" in one.sources]
    japanese = [(one.name, *one.also) for one in listed]
    lacks_latin = [names for names in japanese if not any(map(str.isascii, names))]
    assert lacks_latin == [("アーチスト",)]
    assert not [names for names in japanese if all(map(str.isascii, names))]
