"""The clinical notes, walked: every item that they name can be chosen in a record.

The lists are written out from the notes by hand, in their order, and in their words. A row of a
list is what the notes call it, and the id of the entry that it leads to; medicines have their codes
too, where the notes confirm them.
"""

from __future__ import annotations

import pytest

from tests.clinical.noted import READ, chosen
from tests.people import a_patient
from walletcard.clinical.meaning import meaning
from walletcard.clinical.naming import Reading

# Section 1: what the person has. ORPHA, ICD-10-CM and SNOMED CT as the notes confirm them.
SUBTYPES = [
    ("indolent systemic mastocytosis", "indolent", "98848", "D47.02", "70910003"),
    ("bone marrow mastocytosis", "bone-marrow", "158778", "D47.02", None),
    ("smouldering systemic mastocytosis", "smoldering", "158775", "D47.02", None),
    ("SM-AHN", "sm-ahn", "98849", "D47.02", "397015000"),
    ("SM-AMN", "sm-ahn", "98849", "D47.02", "397015000"),
    ("aggressive systemic mastocytosis", "aggressive", "98850", "C96.21", "716655008"),
    ("mast cell leukaemia", "mast-cell-leukemia", "98851", "C94.3-", "110002002"),
    ("mast cell sarcoma", "mast-cell-sarcoma", "66661", "C96.22", "118615008"),
    ("advanced SM", "advanced", None, None, None),
    ("well-differentiated systemic mastocytosis", "unknown", "2467", "D47.02", None),
    ("systemic mastocytosis, subtype not known", "unknown", "2467", "D47.02", None),
    ("cutaneous mastocytosis", "cutaneous", "66646", "D47.01", None),
    ("MPCM", "maculopapular-cutaneous", "79457", "D47.01", None),
    ("urticaria pigmentosa", "maculopapular-cutaneous", "79457", "D47.01", None),
    ("diffuse cutaneous mastocytosis", "diffuse-cutaneous", "79456", "D47.01", "703826004"),
    ("mastocytoma of the skin", "mastocytoma", "79455", "D47.01", "703836007"),
    ("mast cell activation syndrome", "mcas", None, "D89.40", None),
    ("idiopathic mast cell activation syndrome", "mcas", None, "D89.40", None),
    ("MMAS", "monoclonal-mcas", "529468", "D89.41", None),
    ("hereditary alpha-tryptasemia", "hereditary-alpha-tryptasemia", None, "D89.44", None),
]


# Section 7: triggers, by group.
TRIGGERS = [
    ("physical", "rubbing", "friction"),
    ("physical", "friction", "friction"),
    ("physical", "massage", "friction"),
    ("physical", "pressure", "friction"),
    ("physical", "heat", "heat"),
    ("physical", "hot bath", "heat"),
    ("physical", "hot shower", "heat"),
    ("infection", "fever", "fever"),
    ("physical", "cold", "cold"),
    ("physical", "cold water", "cold"),
    ("physical", "sudden change of temperature", "temperature-change"),
    ("physical", "sunlight", "sunlight"),
    ("physical", "UV light", "sunlight"),
    ("physical", "vibration", "vibration"),
    ("physical", "exercise", "exercise"),
    ("physical", "sweating", "exercise"),
    ("physical", "fatigue", "fatigue"),
    ("physical", "lack of sleep", "fatigue"),
    ("procedure", "surgery", "surgery"),
    ("procedure", "endoscopy", "endoscopy"),
    ("procedure", "trauma", "injury"),
    ("procedure", "dental work", "dental-work"),
    ("procedure", "needles", "needles"),
    ("emotional", "stress", "stress"),
    ("emotional", "anxiety", "stress"),
    ("emotional", "excitement", "stress"),
    ("emotional", "pain", "pain"),
    ("venom", "honeybee venom", "honeybee-venom"),
    ("venom", "wasp", "wasp-venom"),
    ("venom", "yellow jacket", "wasp-venom"),
    ("venom", "hornet", "hornet-venom"),
    ("venom", "fire ant venom", "fire-ant-venom"),
    ("venom", "jellyfish", "jellyfish"),
    ("venom", "snake venom", "snake-bite"),
    ("venom", "flea", "flea-bite"),
    ("venom", "spider", "spider-bite"),
    ("food", "alcohol", "alcohol"),
    ("food", "spicy food", "spicy-food"),
    ("food", "hot drinks", "hot-drinks"),
    ("food", "foods", "foods"),
    ("food", "food rich in histamine", "histamine-rich-food"),
    ("food", "MSG", "msg"),
    ("food", "additives", "food-additives"),
    ("medicine", "opioids", "opioids"),
    ("medicine", "NSAIDs", "nsaids"),
    ("medicine", "local anaesthetics", "local-anaesthetics"),
    ("medicine", "contrast media", "contrast-media"),
    ("medicine", "contrast", "contrast-media"),
    ("medicine", "iodine contrast", "iodinated-contrast"),
    ("medicine", "gadolinium", "gadolinium-contrast"),
    ("medicine", "neuromuscular blockers", "muscle-relaxants"),
    ("medicine", "vancomycin", "vancomycin"),
    ("medicine", "antibiotics", "antibiotics"),
    ("medicine", "quinolones", "fluoroquinolones"),
    ("medicine", "anaesthetics", "anaesthetics"),
    ("medicine", "plasma expanders", "plasma-expanders"),
    ("medicine", "excipients", "medicine-fillers"),
    ("medicine", "medicine dyes", "medicine-dyes"),
    ("medicine", "latex", "latex"),
    ("medicine", "vaccines", "vaccines"),
    ("medicine", "antiseptics", "antiseptics"),
    ("physical", "adhesives", "adhesives"),
    ("physical", "tape", "adhesives"),
    ("infection", "viral infection", "infection"),
    ("infection", "infection", "infection"),
    ("environment", "strong smells", "strong-smells"),
    ("environment", "perfume", "strong-smells"),
    ("environment", "smoke", "strong-smells"),
    ("environment", "chemicals", "chemicals"),
    ("environment", "pesticides", "pesticides"),
    ("environment", "mould", "mold"),
    ("environment", "weather change", "weather-change"),
    ("hormonal", "period", "hormonal-changes"),
    ("hormonal", "pregnancy", "hormonal-changes"),
    ("hormonal", "menopause", "hormonal-changes"),
    ("environment", "no trigger was found", "no-trigger-found"),
]


# Sections 1 and 6: what the disease does, what comes with it, and what its treatments do.
CONDITIONS = [
    ("anaemia", "anemia"),
    ("low platelets", "low-platelets"),
    ("thrombocytopenia", "low-platelets"),
    ("low neutrophils", "neutropenia"),
    ("clotting disorder", "bleeding-disorder"),
    ("coagulopathy", "bleeding-disorder"),
    ("enlarged spleen", "enlarged-spleen"),
    ("hypersplenism", "hypersplenism"),
    ("enlarged liver", "enlarged-liver"),
    ("liver dysfunction", "liver-damage"),
    ("lymphadenopathy", "swollen-lymph-nodes"),
    ("ascites", "ascites"),
    ("portal hypertension", "portal-hypertension"),
    ("oesophageal varices", "esophageal-varices"),
    ("malabsorption", "malabsorption"),
    ("weight loss", "weight-loss"),
    ("pathological fracture", "pathological-fracture"),
    ("osteolysis", "osteolysis"),
    ("osteoporosis", "osteoporosis"),
    ("osteopenia", "osteopenia"),
    ("osteosclerosis", "osteosclerosis"),
    ("vertebral fracture", "vertebral-fracture"),
    ("bone pain", "bone-pain"),
    ("Kounis syndrome", "kounis-syndrome"),
    ("peptic ulcer", "peptic-ulcer"),
    ("GI bleed", "gut-bleeding"),
    ("reflux", "reflux"),
    ("eosinophilia", "eosinophilia"),
    ("MDS", "myelodysplastic-syndrome"),
    ("CMML", "chronic-myelomonocytic-leukemia"),
    ("MPN", "myeloproliferative-neoplasm"),
    ("AML", "acute-myeloid-leukemia"),
    ("allogeneic transplant", "stem-cell-transplant"),
    ("GVHD", "graft-versus-host-disease"),
    ("hereditary alpha-tryptasemia", "hereditary-alpha-tryptasemia"),
    ("sting allergy", "venom-allergy"),
    ("food allergy", "food-allergy"),
    ("idiopathic anaphylaxis", "idiopathic-anaphylaxis"),
    ("asthma", "asthma"),
    ("angioedema", "angioedema"),
    ("low blood pressure", "low-blood-pressure"),
    ("long QT syndrome", "long-qt"),
    ("intracranial haemorrhage", "brain-bleed"),
    ("interstitial lung disease", "lung-inflammation"),
    ("osteonecrosis", "jaw-osteonecrosis"),
    ("low calcium", "low-calcium"),
    ("adrenal insufficiency", "adrenal-insufficiency"),
    ("depression", "depression"),
    ("anxiety", "anxiety"),
    ("memory problems", "memory-problems"),
    ("pregnancy", "pregnancy"),
]


# Section 4: what is said of a class with care, and where sources disagree, both sides of it.
WITH_CARE = [
    ("class.alpha-blocker.staff", ("still comes first",)),
    ("class.strengthens-epinephrine.staff", ("still comes first",)),
    ("class.avapritinib.staff", ("brain imaging",)),
    ("class.avapritinib.platelets", ("under 50 x 10^9/L",)),
]


@pytest.mark.parametrize(("typed", "id", "orpha", "icd10cm", "snomed"), SUBTYPES)
def test_every_form_of_the_disease_can_be_chosen(
    typed: str, id: str, orpha: str | None, icd10cm: str | None, snomed: str | None
) -> None:
    """By its name, with its codes; SNOMED only where the vocabularies agree."""
    assert chosen(typed, "subtype") == id
    form = READ.subtypes[id]
    assert (form.orpha, form.icd10cm, form.snomed) == (orpha, icd10cm, snomed)
    assert a_patient(subtype=id).subtype == id


@pytest.mark.parametrize(("group", "typed", "id"), TRIGGERS)
def test_every_trigger_can_be_chosen(group: str, typed: str, id: str) -> None:
    """By its name, in its group."""
    assert chosen(typed, "trigger") == id
    assert READ.triggers[id].group == group
    a_patient(triggers=[{"id": id, "reaction": "anaphylaxis"}])


def test_what_the_notes_leave_out_is_left_out() -> None:
    """Electromagnetic fields and heavy metals have no support; rescue is never a trigger."""
    names = " ".join(trigger.name for trigger in READ.triggers.values()).lower()
    for left_out in ("electromagnetic", "metal", "sulfite", "epinephrine", "oxygen"):
        assert left_out not in names


@pytest.mark.parametrize(("typed", "id"), CONDITIONS)
def test_every_complication_and_related_condition_can_be_chosen(typed: str, id: str) -> None:
    """By the doctor's word or the plain one."""
    assert chosen(typed, "condition") == id
    a_patient(conditions=[{"id": id}])


def test_a_doctors_word_for_a_condition_is_understood_in_free_text() -> None:
    """Who types it is asked nothing twice."""
    for typed, id in (("splenomegaly", "enlarged-spleen"), ("Osteoporose", "osteoporosis")):
        assert [one.id for one in meaning(typed, Reading.CONDITIONS).entries] == [id]


@pytest.mark.parametrize(("id", "words"), WITH_CARE)
def test_care_and_disagreement_are_kept(id: str, words: tuple[str, ...]) -> None:
    """No side is taken that the sources do not take."""
    sentence = READ.statements[id]
    assert sentence.audience == "staff"
    assert READ.may_print(sentence)
    for word in words:
        assert word in sentence.text
