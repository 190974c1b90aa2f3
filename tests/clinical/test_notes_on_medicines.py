"""The medicines, classes and brands of the clinical notes are in the catalogue."""

from __future__ import annotations

import pytest

from tests.clinical.noted import READ, chosen
from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.meaning import meaning
from walletcard.clinical.naming import Reading
from walletcard.clinical.statement import Part

# Sections 4 and 6: medicines and other treatments, with ATC, and RxNorm where it was confirmed.
MEDICINES = [
    # Rescue
    ("epinephrine", "epinephrine", "C01CA24", None),
    ("adrenaline", "epinephrine", "C01CA24", None),
    ("glucagon", "glucagon", "H04AA01", None),
    ("salbutamol", "albuterol", "R03AC02", "435"),
    ("albuterol", "albuterol", "R03AC02", "435"),
    # Against mediators
    ("cetirizine", "cetirizine", "R06AE07", None),
    ("levocetirizine", "levocetirizine", "R06AE09", None),
    ("loratadine", "loratadine", "R06AX13", None),
    ("desloratadine", "desloratadine", "R06AX27", None),
    ("fexofenadine", "fexofenadine", "R06AX26", None),
    ("rupatadine", "rupatadine", "R06AX28", None),
    ("bilastine", "bilastine", "R06AX29", None),
    ("ebastine", "ebastine", "R06AX22", None),
    ("diphenhydramine", "diphenhydramine", "R06AA02", None),
    ("hydroxyzine", "hydroxyzine", "N05BB01", None),
    ("chlorphenamine", "chlorphenamine", "R06AB04", None),
    ("clemastine", "clemastine", "R06AA04", None),
    ("dimetindene", "dimetindene", "R06AB03", None),
    ("doxepin", "doxepin", "N06AA12", "3638"),
    ("cyproheptadine", "cyproheptadine", "R06AX02", None),
    ("famotidine", "famotidine", "A02BA03", None),
    ("cimetidine", "cimetidine", "A02BA01", None),
    ("nizatidine", "nizatidine", "A02BA04", None),
    ("ranitidine", "ranitidine", "A02BA02", None),
    ("montelukast", "montelukast", "R03DC03", None),
    ("zafirlukast", "zafirlukast", "R03DC01", None),
    ("zileuton", "zileuton", None, None),
    ("cromolyn", "cromolyn", "A07EB01", None),
    ("cromoglicate", "cromolyn", "A07EB01", None),
    ("ketotifen", "ketotifen", "R06AX17", None),
    ("omalizumab", "omalizumab", "R03DX05", None),
    ("omeprazole", "omeprazole", "A02BC01", "7646"),
    ("esomeprazole", "esomeprazole", "A02BC05", "283742"),
    ("pantoprazole", "pantoprazole", "A02BC02", "40790"),
    ("lansoprazole", "lansoprazole", "A02BC03", "17128"),
    ("rabeprazole", "rabeprazole", "A02BC04", "114979"),
    ("aspirin", "aspirin", "N02BA01", "1191"),
    ("pancreatin", "pancreatic-enzymes", "A09AA02", None),
    ("loperamide", "loperamide", "A07DA03", None),
    ("ondansetron", "ondansetron", "A04AA01", None),
    # Steroids
    ("prednisone", "prednisone", "H02AB07", None),
    ("prednisolone", "prednisolone", "H02AB06", None),
    ("methylprednisolone", "methylprednisolone", "H02AB04", None),
    ("hydrocortisone", "hydrocortisone", "H02AB09", None),
    ("dexamethasone", "dexamethasone", "H02AB02", None),
    ("budesonide", "budesonide", "A07EA06", "19831"),
    # Bones
    ("alendronate", "alendronate", "M05BA04", None),
    ("risedronate", "risedronate", "M05BA07", None),
    ("ibandronate", "ibandronate", "M05BA06", None),
    ("zoledronate", "zoledronate", "M05BA08", None),
    ("pamidronate", "pamidronate", "M05BA03", None),
    ("denosumab", "denosumab", "M05BX04", None),
    ("calcium", "calcium", "A12AA", None),
    ("vitamin D", "vitamin-d", "A11CC05", None),
    ("teriparatide", "teriparatide", "H05AA02", None),
    # Pain
    ("acetaminophen", "acetaminophen", "N02BE01", None),
    ("paracetamol", "acetaminophen", "N02BE01", None),
    ("ibuprofen", "ibuprofen", "M01AE01", None),
    ("naproxen", "naproxen", "M01AE02", None),
    ("diclofenac", "diclofenac", "M01AB05", "3355"),
    ("celecoxib", "celecoxib", "M01AH01", "140587"),
    ("ketorolac", "ketorolac", "M01AB15", None),
    ("metamizole", "metamizole", "N02BB02", None),
    ("fentanyl", "fentanyl", "N02AB03", "4337"),
    ("sufentanil", "sufentanil", "N01AH03", None),
    ("alfentanil", "alfentanil", "N01AH02", None),
    ("remifentanil", "remifentanil", "N01AH06", None),
    ("hydromorphone", "hydromorphone", "N02AA03", None),
    ("oxycodone", "oxycodone", "N02AA05", "7804"),
    ("morphine", "morphine", "N02AA01", "7052"),
    ("codeine", "codeine", "R05DA04", "2670"),
    ("tramadol", "tramadol", "N02AX02", "10689"),
    ("pethidine", "meperidine", "N02AB02", None),
    ("meperidine", "meperidine", "N02AB02", None),
    ("buprenorphine", "buprenorphine", "N02AE01", None),
    ("methadone", "methadone", "N07BC02", "6813"),
    # KIT inhibitors and medicines that reduce cells
    ("avapritinib", "avapritinib", "L01EX18", None),
    ("midostaurin", "midostaurin", "L01EX10", None),
    ("imatinib", "imatinib", "L01EA01", None),
    ("bezuclastinib", "bezuclastinib", None, None),
    ("elenestinib", "elenestinib", None, None),
    ("masitinib", "masitinib", "L01EX06", None),
    ("cladribine", "cladribine", "L01BB04", None),
    ("peginterferon alfa-2a", "peginterferon-alfa-2a", "L03AB11", "120608"),
    ("interferon alfa-2b", "interferon-alfa-2b", "L03AB05", "5880"),
    ("ropeginterferon alfa-2b", "ropeginterferon-alfa-2b", "L03AB15", None),
    ("hydroxyurea", "hydroxyurea", "L01XX05", None),
    ("hydroxycarbamide", "hydroxyurea", "L01XX05", None),
    # Immunotherapy and other treatments
    ("venom immunotherapy", "venom-immunotherapy", "V01AA07", None),
    ("UV therapy", "uv-therapy", None, None),
    ("cromoglicate cream", "topical-cromolyn", None, None),
    ("topical corticosteroid", "topical-steroid", None, None),
    ("ethinylestradiol", "ethinylestradiol", "G03CA01", None),
    # Drugs with care
    ("atracurium", "atracurium", "M03AC04", None),
    ("mivacurium", "mivacurium", "M03AC10", None),
    ("vecuronium", "vecuronium", "M03AC03", None),
    ("pancuronium", "pancuronium", "M03AC01", None),
    ("cisatracurium", "cisatracurium", "M03AC11", None),
    ("rocuronium", "rocuronium", "M03AC09", None),
    ("suxamethonium", "succinylcholine", "M03AB01", None),
    ("succinylcholine", "succinylcholine", "M03AB01", None),
    ("thiopental", "thiopental", "N01AF03", None),
    ("methohexital", "methohexital", "N01AF01", None),
    ("propofol", "propofol", "N01AX10", None),
    ("etomidate", "etomidate", "N01AX07", None),
    ("ketamine", "ketamine", "N01AX03", None),
    ("dexmedetomidine", "dexmedetomidine", "N05CM18", None),
    ("midazolam", "midazolam", "N05CD08", None),
    ("diazepam", "diazepam", "N05BA01", None),
    ("sevoflurane", "sevoflurane", "N01AB08", None),
    ("isoflurane", "isoflurane", "N01AB06", None),
    ("desflurane", "desflurane", "N01AB07", None),
    ("nitrous oxide", "nitrous-oxide", "N01AX13", None),
    ("procaine", "procaine", "N01BA02", None),
    ("tetracaine", "tetracaine", "N01BA03", None),
    ("lidocaine", "lidocaine", "N01BB02", None),
    ("bupivacaine", "bupivacaine", "N01BB01", None),
    ("vancomycin", "vancomycin", "J01XA01", None),
    ("polymyxin B", "polymyxin-b", "J01XB02", None),
    ("amphotericin B", "amphotericin-b", "J02AA01", None),
    ("clindamycin", "clindamycin", "J01FF01", None),
    ("penicillin V", "phenoxymethylpenicillin", "J01CE02", None),
    ("ciprofloxacin", "ciprofloxacin", "J01MA02", None),
    ("icatibant", "icatibant", "B06AC02", None),
    ("dextran", "dextran", "B05AA05", None),
    ("gelatin infusion", "gelatin-infusion", "B05AA06", None),
    ("hydroxyethyl starch", "hydroxyethyl-starch", "B05AA07", None),
    ("albumin", "albumin", "B05AA01", None),
    ("mannitol", "mannitol", "B05BC01", None),
    ("phentolamine", "phentolamine", "C04AB01", None),
    ("dextromethorphan", "dextromethorphan", "R05DA09", None),
    ("quinine", "quinine", "P01BC01", None),
    ("atropine", "atropine", "A03BA01", None),
    ("protamine", "protamine", "V03AB14", None),
    ("adenosine", "adenosine", "C01EB10", None),
    ("chlorhexidine", "chlorhexidine", "D08AC02", None),
    ("povidone-iodine", "povidone-iodine", "D08AG02", None),
    ("clarithromycin", "clarithromycin", "J01FA09", None),
]


# Sections 4 and 6.8: the classes whose members change emergency care, with RxNorm as confirmed.
BETA_BLOCKERS = {
    "timolol": "10600",
    "metipranolol": "10824",
    "atenolol": "1202",
    "acebutolol": "149",
    "betaxolol": "1520",
    "levobunolol": "1813",
    "bisoprolol": "19484",
    "carvedilol": "20352",
    "carteolol": "2116",
    "nebivolol": "31555",
    "esmolol": "49737",
    "labetalol": "6185",
    "metoprolol": "6918",
    "nadolol": "7226",
    "pindolol": "8332",
    "propranolol": "8787",
    "sotalol": "9947",
}


ACE_INHIBITORS = {
    "benazepril": "18867",
    "captopril": "1998",
    "enalapril": "3827",
    "fosinopril": "50166",
    "lisinopril": "29046",
    "moexipril": "30131",
    "perindopril": "54552",
    "quinapril": "35208",
    "ramipril": "35296",
    "trandolapril": "38454",
}


ARBS = {
    "azilsartan": "1091643",
    "candesartan": "214354",
    "eprosartan": "83515",
    "irbesartan": "83818",
    "losartan": "52175",
    "olmesartan": "321064",
    "telmisartan": "73494",
    "valsartan": "69749",
    "sacubitril": "1656328",
}


TRICYCLICS = {
    "amitriptyline": "704",
    "nortriptyline": "7531",
    "imipramine": "5691",
    "desipramine": "3247",
    "clomipramine": "2597",
    "doxepin": "3638",
    "protriptyline": "8886",
    "trimipramine": "10834",
}


WITH_CODES = [
    ("beta-blocker", BETA_BLOCKERS),
    ("ace-inhibitor", ACE_INHIBITORS),
    ("arb", ARBS),
    ("tricyclic", TRICYCLICS),
]


MEMBERS = [
    (
        "mao-inhibitor",
        [
            *("phenelzine", "tranylcypromine", "isocarboxazid", "selegiline", "rasagiline"),
            *("safinamide", "moclobemide", "linezolid", "methylene-blue"),
        ],
    ),
    ("alpha-blocker", ["doxazosin", "prazosin", "terazosin", "tamsulosin", "phentolamine"]),
    ("phenothiazine", ["chlorpromazine", "prochlorperazine", "promethazine"]),
    ("comt-inhibitor", ["entacapone", "tolcapone", "opicapone"]),
    ("thyroid-hormone", ["levothyroxine"]),
    ("cardiac-glycoside", ["digoxin"]),
    ("diuretic", ["furosemide", "hydrochlorothiazide", "spironolactone"]),
    (
        "strengthens-epinephrine",
        [
            *("amitriptyline", "moclobemide", "levothyroxine", "diphenhydramine"),
            *("chlorphenamine", "entacapone", "digoxin", "furosemide"),
        ],
    ),
    ("anticoagulant", ["warfarin", "apixaban", "rivaroxaban", "dabigatran", "heparin"]),
    ("antiplatelet", ["aspirin", "clopidogrel", "ticagrelor", "prasugrel"]),
    ("steroid", ["prednisone", "prednisolone", "dexamethasone", "hydrocortisone", "budesonide"]),
    ("inhaled-steroid", ["fluticasone", "budesonide-inhaled", "ciclesonide"]),
    ("qt", ["hydroxyzine", "ondansetron", "methadone", "citalopram", "amiodarone"]),
    ("immunosuppressant", ["azathioprine", "methotrexate", "cyclosporine", "tacrolimus"]),
    ("insulin", ["insulin"]),
    ("opioid", ["morphine", "codeine", "meperidine", "fentanyl", "remifentanil", "buprenorphine"]),
    ("nsaid", ["aspirin", "ibuprofen", "ketorolac", "diclofenac", "celecoxib", "metamizole"]),
    ("neuromuscular-blocker", ["atracurium", "mivacurium", "rocuronium", "succinylcholine"]),
    ("anaesthetic", ["thiopental", "propofol", "etomidate", "ketamine", "sevoflurane"]),
    ("local-anaesthetic", ["lidocaine", "bupivacaine", "procaine", "tetracaine"]),
    ("antibiotic", ["vancomycin", "polymyxin-b", "amoxicillin", "cephalexin", "clindamycin"]),
    ("fluoroquinolone", ["ciprofloxacin", "levofloxacin", "moxifloxacin"]),
    ("contrast", ["iohexol", "iodixanol", "gadobutrol"]),
    ("plasma-expander", ["dextran", "gelatin-infusion", "hydroxyethyl-starch"]),
    ("antiseptic", ["chlorhexidine", "povidone-iodine"]),
    ("h1-antihistamine", ["cetirizine", "rupatadine", "hydroxyzine", "doxepin", "ketotifen"]),
    ("h2-blocker", ["famotidine", "cimetidine", "nizatidine", "ranitidine"]),
    ("leukotriene-blocker", ["montelukast", "zafirlukast", "zileuton"]),
    ("mast-cell-stabilizer", ["cromolyn", "topical-cromolyn", "ketotifen"]),
    ("proton-pump-inhibitor", ["omeprazole", "esomeprazole", "pantoprazole"]),
    ("bisphosphonate", ["alendronate", "risedronate", "zoledronate", "pamidronate"]),
    ("kit-inhibitor", ["avapritinib", "midostaurin", "imatinib", "bezuclastinib", "elenestinib"]),
    ("cytoreductive", ["cladribine", "peginterferon-alfa-2a", "hydroxyurea"]),
    ("immunotherapy", ["venom-immunotherapy"]),
    ("omalizumab", ["omalizumab"]),
    ("denosumab", ["denosumab"]),
]


# Eye drops are beta-blockers too, and a tablet's brand hides what it is.
BRANDS_OF_CLASSES = [
    ("Timolol eye drops 0.5 %", "beta-blocker"),
    ("Timoptol", "beta-blocker"),
    ("Betoptic", "beta-blocker"),
    ("Zestril", "ace-inhibitor"),
    ("Flomax", "alpha-blocker"),
    ("Nardil", "mao-inhibitor"),
    ("Azilect", "mao-inhibitor"),
    ("Anafranil", "tricyclic"),
    ("Eliquis", "anticoagulant"),
    ("Plavix", "antiplatelet"),
    ("Decortin", "steroid"),
    ("Zofran", "qt"),
]


@pytest.mark.parametrize(("typed", "id", "atc", "rxnorm"), MEDICINES)
def test_every_medicine_and_other_treatment_can_be_chosen(
    typed: str, id: str, atc: str | None, rxnorm: str | None
) -> None:
    """As one that is taken, that set off a reaction, or that was tolerated."""
    assert chosen(typed, "medicine") == id
    medicine = READ.medicines[id]
    assert (medicine.atc, medicine.rxnorm) == (atc, rxnorm)
    entry = [{"id": id}]
    a_patient(medications=entry, triggers=[{"id": id, "reaction": "mild"}], tolerated=entry)


@pytest.mark.parametrize(("group", "members"), WITH_CODES)
def test_a_class_that_can_be_flagged_by_code_has_its_codes(
    group: str, members: dict[str, str]
) -> None:
    """RxNorm ingredients, to the last one of the value set."""
    coded = {id: READ.medicines[id].rxnorm for id in members}
    assert coded == members
    for id in members:
        assert group in READ.medicines[id].classes


@pytest.mark.parametrize(("group", "members"), MEMBERS)
def test_a_class_has_its_members(group: str, members: list[str]) -> None:
    """At least the ones that the notes name, or that are in wide use."""
    assert group in READ.classes
    for id in members:
        assert group in READ.medicines[id].classes, id


@pytest.mark.parametrize(("typed", "group"), BRANDS_OF_CLASSES)
def test_a_brand_in_free_text_brings_its_class(typed: str, group: str) -> None:
    """Whoever types the box's name is warned as whoever types the generic name."""
    (medicine,) = meaning(typed, Reading.MEDICATIONS, "US").medicines
    assert group in medicine.classes


def test_whatever_changes_emergency_care_is_always_asked_or_noted() -> None:
    """An alert asks for it, or a line for staff stands under the class."""
    asked = {group for alert in READ.alerts.values() for group in alert.classes}
    for group in (
        *("beta-blocker", "ace-inhibitor", "alpha-blocker", "strengthens-epinephrine"),
        *("anticoagulant", "antiplatelet", "steroid", "qt", "immunosuppressant"),
    ):
        assert group in asked or f"class.{group}.staff" in READ.statements, group


@pytest.mark.parametrize("typed", ["MAOI", "MAO inhibitor", "tricyclic antidepressant"])
def test_words_for_a_class_bring_the_note_of_all_its_members(typed: str) -> None:
    """They are taken without a question, so the note must be there."""
    told = " ".join(says(a_patient(medications=[{"name": typed}]), Part.STAFF))
    assert f"Takes {typed}: can strengthen epinephrine" in told
