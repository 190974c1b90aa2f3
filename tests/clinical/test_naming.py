"""Free text: brands, other languages, capitals, compounds, and words that only look alike."""

from __future__ import annotations

import re

import pytest

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Medicine
from walletcard.clinical.meaning import meaning
from walletcard.clinical.naming import RESCUE, Reading, own_names, rescues_in
from walletcard.clinical.spelling import fold, folded_name, pieces, spaced


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        # capitals, accents, width, hyphens
        ("METOPROLOL", ["metoprolol"]),
        ("Adrénaline", ["epinephrine"]),
        ("ｅｐｉｐｅｎ", ["epinephrine"]),
        ("Epi-Pen", ["epinephrine"]),
        ("metoprolol-succinate 47.5", ["metoprolol"]),
        # generic names in other languages
        ("metoprololo", ["metoprolol"]),
        ("Metoprololum", ["metoprolol"]),
        ("morfina", ["morphine"]),
        ("Morphin", ["morphine"]),
        ("kodeina", ["codeine"]),
        ("cetyryzyna", ["cetirizine"]),
        ("amoksycylina", ["amoxicillin"]),
        ("clorhexidina", ["chlorhexidine"]),
        ("Clorexidina", ["chlorhexidine"]),
        ("prednizon", ["prednisone"]),
        ("prednisona", ["prednisone"]),
        ("ibuprofène", ["ibuprofen"]),
        ("paracetamolo", ["acetaminophen"]),
        ("fentanilo", ["fentanyl"]),
        ("dexamethason", ["dexamethasone"]),
        ("tramadolu", ["tramadol"]),
        # brands
        ("Beloc-Zok mite", ["metoprolol"]),
        ("2 Advils", ["ibuprofen"]),
        ("Penicillin", ["penicillin-g"]),
        # compounds
        ("Bisoprololfumarat", ["bisoprolol"]),
        ("Morphinsulfattropfen", ["morphine"]),
        ("Prednisolontabletten", ["prednisolone"]),
        # several
        ("aspirin and ibuprofen", ["aspirin", "ibuprofen"]),
        ("lidocaine with adrenaline", ["epinephrine", "lidocaine"]),
        ("Metoprolol/HCT (hydrochlorothiazide)", ["hydrochlorothiazide", "metoprolol"]),
        # the longest name wins, and another name begins after it
        ("budesonide for inhaling", ["budesonide-inhaled"]),
        ("penicillin V", ["phenoxymethylpenicillin"]),
        ("aspirin cardio and aspirin", ["aspirin"]),
    ],
)
def test_a_medicine_is_found_however_it_is_written(typed: str, named: list[str]) -> None:
    """Every medicine that the text names is found, and no other."""
    assert sorted(one.id for one in meaning(typed, Reading.MEDICATIONS).medicines) == named


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "stress",
        "procainamide",  # not procaine
        "hydrocortisol",
        "calcio",  # football, or calcium
        "pressure zones",  # not Sone
        "insulinoma",
        "sulfa drugs",
        "sulfate",
        "Sulfonamide",
        "mescaline",
        "contrast fluid",
        "hot fluids",
        "allegro",  # a brand is looked for as it is
        "Lopressorum",
        "Episode",
        "aspirinoid",
        "Benadrylum",  # nor has an alias an ending
        "えび・かに",
    ],
)
def test_a_word_that_only_looks_alike_is_no_medicine(typed: str) -> None:
    """A name inside another word, or a word near to a name, is not found."""
    assert not meaning(typed, Reading.MEDICATIONS).may_be


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "epinephrine",
            "ADRENALINE",
            "Adrenalin-Pen",
            "Adrenalinpen",
            "Noradrenalin",
            "adrenalina",
        ),
        *("EpiPen Jr", "epi", "dental epi", "neffy", "Jext", "lidocaine with epinephrine"),
        *(
            "Адреналин 1 мг",
            "アドレナリン注射",
            "エピネフリン",
            "肾上腺素笔",
            "에피네프린",
            "أدرينالين",
        ),
        *("אדרנלין", "αδρεναλίνη", "เอพิเนฟรีน"),
        *(
            "oxygen",
            "Sauerstoffmaske",
            "IV fluids",
            "i.v. fluid",
            "intravenous fluids",
            "NaCl 0.9%",
        ),
        *("saline", "Ringer-Lactat", "Hartmann's solution", "点滴"),
        *("sulfite", "sulphites in wine", "Sulfitallergie", "sulfiting agents", "metabisulfite"),
        *("bisulphite", "sulfur dioxide", "E220", "сульфиты", "亜硫酸塩"),
    ],
)
def test_a_rescue_treatment_is_found_in_any_language_and_inside_any_word(typed: str) -> None:
    """Epinephrine, oxygen, fluids and sulfites are never missed."""
    assert any(RESCUE in medicine.classes for medicine in rescues_in(typed))


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("NSAID", ["nsaids"]),
        ("NSAIDs", ["nsaids"]),
        ("opiates", ["opioids"]),
        ("Kontrastmittel", ["contrast-media"]),
        ("contrast dye (CT)", ["contrast-media"]),
        ("latex gloves", ["latex"]),
        ("Latexhandschuhe", ["latex"]),
        ("local anesthetic at the dentist", ["local-anaesthetics"]),
        ("muscle relaxant", ["muscle-relaxants"]),
        ("Antibiotika", ["antibiotics"]),
        ("flu vaccine", ["vaccines"]),
        ("quinolones", ["fluoroquinolones"]),
        ("désinfectant", ["antiseptics"]),
        ("latex and opioids", ["latex", "opioids"]),
        ("Drugs for general anaesthesia", ["anaesthetics"]),
        ("heat and stress", []),
        ("food colors", []),
        ("wasp", []),
    ],
)
def test_a_group_that_can_be_given_is_found(typed: str, named: list[str]) -> None:
    """What somebody could give is found; what nobody gives is not looked for."""
    assert sorted(one.id for one in meaning(typed, Reading.TRIGGERS).may_be) == named


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Asthma bronchiale", ["asthma"]),
        ("ASTMA", ["asthma"]),
        ("Enlarged spleen, 17 cm", ["enlarged-spleen"]),
        ("asthmatoid bronchitis", []),
        ("asthmatic", ["asthma"]),
        ("M. Addison", ["adrenal-insufficiency"]),
        ("Palpitations", []),
    ],
)
def test_a_condition_is_found(typed: str, named: list[str]) -> None:
    """A typed condition is found as a whole word."""
    assert [one.id for one in meaning(typed, Reading.CONDITIONS).entries] == named


@pytest.mark.parametrize("medicine", catalogue().medicines.values(), ids=lambda one: str(one.id))
def test_every_name_and_brand_leads_to_its_own_medicine(medicine: Medicine) -> None:
    """Whatever else a brand may mean elsewhere."""
    one = medicine
    brands = [brand for some in one.brands.values() for brand in some]
    for name in (one.id, *filter(str.strip, re.split(r"[()]", one.name)), *brands):
        found = [named.id for named in meaning(name, Reading.MEDICATIONS).may_be]
        assert one.id in found


@pytest.mark.parametrize("medicine", catalogue().medicines.values(), ids=lambda one: str(one.id))
def test_a_brand_means_its_medicine_alone_where_it_is_sold(medicine: Medicine) -> None:
    """In each of its countries the brand is taken without asking."""
    for region, brands in medicine.brands.items():
        for brand in brands:
            assert meaning(brand, Reading.MEDICATIONS, region).medicines == (medicine,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phenoxymethylpenicillin", "fenoximetilpenicilina"),
        ("Žofie", "zofie"),
        ("anaesthesia", "anesthesia"),
        ("x-ray,  DYE!", "X ray dye"),
        ("Łódź", "lodz"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    """Case, accents, signs and the letters that languages differ in make no difference."""
    assert fold(one).rstrip("a") == fold(other).rstrip("a")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'aspirine", ["aspirine"]),
        ("dell’aspirina", ["aspirina"]),
        ("n'utilise pas", ["n", "utilise", "pas"]),
        ("Addison's disease", ["adison", "disease"]),
        ("can’t", ["cant"]),
        ("อะดรีนาลีน", ["อะดรนาลน"]),
        ("エピペン注射", ["エピペン", "注", "射"]),
        ("Eliquis5mg", ["eliquis", "5", "mg"]),
        ("2,5 mg / day?", ["2,5", "mg", "dai", "?"]),
        ("Meto\u00adprolol™", ["metoprolol"]),
    ],
)
def test_the_pieces_by_which_a_text_is_read(text: str, words: list[str]) -> None:
    """A number, a run of letters of one script, or a sign that says something."""
    assert [piece.folded for piece in pieces(text)] == words


def test_different_names_stay_different() -> None:
    """Digits are not drawn together, and no letter is lost."""
    assert fold("E220") == "e220"
    assert fold("B 12") != fold("B12")
    assert fold("prednisone") != fold("prednisolone")


def test_the_words_of_a_person_are_folded_as_the_names_of_the_catalogue() -> None:
    """Names of one plain word are folded without being parted first, because they are thousands."""
    read = catalogue()
    names = {name for one in read.products.values() for name in (one.name, *one.also)}
    names |= {name for one in read.medicines.values() for name in own_names(one)}
    assert any(name.isascii() and name.isalpha() for name in names)
    assert {name: folded_name(name) for name in names} == {
        name: spaced(pieces(name)) for name in names
    }
