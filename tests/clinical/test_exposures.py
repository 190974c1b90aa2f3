"""Triggers and tolerated things: what is an order, what is a fact, and what stands on one line."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.saying import quoted, says, spoken
from tests.people import a_patient
from walletcard.clinical.own_list import members_of
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part

TRIGGER_PARTS = (Part.NEVER, Part.GRAVE, Part.REACTED, Part.SETS_OFF, Part.ADVISED)
FLUID = "Fluid is still given if pressure is low."
SULFITE = (
    "Nothing forbids epinephrine in anaphylaxis. Sulfite in the device is no reason not to use it."
)


def reacting(*triggers: dict[str, Any], **changes: Any) -> Patient:
    """A patient with some triggers."""
    return a_patient(triggers=list(triggers), **changes)


def line(part: Part, *triggers: dict[str, Any], **changes: Any) -> str:
    """The one line on triggers that a patient's Plan has, which must be of a part."""
    patient = reacting(*triggers, **changes)
    assert [one.part for one in plan(patient).of(*TRIGGER_PARTS)] == [part]
    (said,) = says(patient, part)
    return said


@pytest.mark.parametrize(
    ("trigger", "part", "said"),
    [
        # anaphylaxis to what somebody could give: an order
        (
            {"id": "aspirin", "reaction": "anaphylaxis", "last": "2012"},
            Part.NEVER,
            "Do not give aspirin (acetylsalicylic acid): anaphylaxis, 2012",
        ),
        (
            {"id": "nsaids", "reaction": "anaphylaxis", "note": "ibuprofen"},
            Part.NEVER,
            "Reacted to NSAID painkillers: anaphylaxis, ibuprofen",
        ),
        (
            {"id": "plasma-expanders", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not give plasma expanders (dextran, gelatin, starch): anaphylaxis",
        ),
        # latex and disinfectants are used, not given
        ({"id": "latex", "reaction": "anaphylaxis"}, Part.NEVER, "Do not use latex: anaphylaxis"),
        (
            {"name": "Chlorhexidine skin preparation", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not use Chlorhexidine skin preparation: anaphylaxis",
        ),
        (
            {"id": "povidone-iodine", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not use povidone-iodine: anaphylaxis",
        ),
        (
            {"id": "antiseptics", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not use disinfectants (chlorhexidine, povidone-iodine): anaphylaxis",
        ),
        (
            {"name": "MORFINA", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not give MORFINA: anaphylaxis",
        ),
        (
            {"name": "latex gloves", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not use latex gloves: anaphylaxis",
        ),
        # a whole group that urgent imaging, airway or pain relief needs: stated, not ordered
        (
            {"id": "contrast-media", "reaction": "anaphylaxis", "last": "2024-03"},
            Part.NEVER,
            "Reacted to contrast media: anaphylaxis, Mar 2024",
        ),
        (
            {"id": "muscle-relaxants", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Reacted to muscle relaxants for surgery: anaphylaxis",
        ),
        (
            {"name": "opiates", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Reacted to opiates: anaphylaxis",
        ),
        (
            {"id": "vaccines", "reaction": "anaphylaxis", "note": "tetanus"},
            Part.NEVER,
            "Reacted to vaccines: anaphylaxis, tetanus",
        ),
        (
            {"name": "Antibiotika", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Reacted to Antibiotika: anaphylaxis",
        ),
        # one of such a group: an order again
        (
            {"id": "atracurium", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not give atracurium: anaphylaxis",
        ),
        (
            {"id": "iohexol", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not give iohexol: anaphylaxis",
        ),
        (
            {"name": "packed red cells", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Reacted to packed red cells: anaphylaxis",
        ),
        (
            {"name": "steroids", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Reacted to steroids: anaphylaxis",
        ),
        *(
            (
                {"name": name, "reaction": "anaphylaxis"},
                Part.NEVER,
                f"Reacted to {name}: anaphylaxis",
            )
            for name in ("PCN group", "Cephalosporine", "Chinolone", "sulfa drugs", "AINS")
        ),
        (
            {"name": "penicillins and cephalosporins", "reaction": "moderate"},
            Part.REACTED,
            "Reacted to penicillins and cephalosporins: moderate",
        ),
        # one medicine of it, or a group that no emergency calls for
        *(
            (
                {"name": name, "reaction": "anaphylaxis"},
                Part.NEVER,
                f"Do not give {name}: anaphylaxis",
            )
            for name in ("naproxen", "ceftriaxone", "dextran", "iron infusion")
        ),
        (
            {"name": "penicillin", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not give penicillin: anaphylaxis",
        ),
        # less than anaphylaxis: avoid if you can, but no group that may be needed
        (
            {"id": "opioids", "reaction": "moderate", "note": "morphine"},
            Part.REACTED,
            "Reacted to opioid painkillers: moderate, morphine",
        ),
        (
            {"id": "vaccines", "reaction": "moderate"},
            Part.REACTED,
            "Reacted to vaccines: moderate",
        ),
        (
            {"id": "morphine", "reaction": "moderate"},
            Part.REACTED,
            "Morphine, avoid if you can: moderate",
        ),
        (
            {"id": "nsaids", "reaction": "moderate"},
            Part.REACTED,
            "Reacted to NSAID painkillers: moderate",
        ),
        (
            {"id": "latex", "reaction": "moderate", "last": "2020"},
            Part.REACTED,
            "Latex, avoid if you can: moderate, 2020",
        ),
        # mild: what happened, of anything
        (
            {"id": "latex", "reaction": "mild", "last": "2020"},
            Part.REACTED,
            "Reacted to latex: mild, 2020",
        ),
        (
            {"id": "contrast-media", "reaction": "mild"},
            Part.REACTED,
            "Reacted to contrast media: mild",
        ),
        (
            {"name": "Voltaren", "reaction": "mild"},
            Part.REACTED,
            "Reacted to Voltaren (diclofenac): mild",
        ),
        # the grade, the date, then the note
        (
            {"id": "morphine", "reaction": "moderate", "last": "2026-01", "note": "pressure 85"},
            Part.REACTED,
            "Morphine, avoid if you can: moderate, Jan 2026, pressure 85",
        ),
        # told to avoid it, or nobody knows
        (
            {"id": "nsaids", "reaction": "advised"},
            Part.ADVISED,
            "Told to avoid NSAID painkillers; no reaction so far",
        ),
        (
            {"name": "Penicillin", "reaction": "advised", "note": "aunt", "last": "2001"},
            Part.ADVISED,
            "Told to avoid Penicillin; no reaction so far (2001, aunt)",
        ),
        (
            {"id": "nsaids"},
            Part.REACTED,
            "NSAID painkillers: reaction not known",
        ),
        (
            {"id": "nsaids", "reaction": "unknown", "last": "1999"},
            Part.REACTED,
            "NSAID painkillers: reaction not known, 1999",
        ),
        # what nobody gives sets it off: anaphylaxis does not stand among stress and heat
        (
            {"id": "wasp-venom", "reaction": "anaphylaxis", "last": "2023-07"},
            Part.GRAVE,
            "Wasp or yellow jacket venom: anaphylaxis, Jul 2023",
        ),
        (
            {"id": "heat", "reaction": "anaphylaxis"},
            Part.GRAVE,
            "Heat, hot bath or shower: anaphylaxis",
        ),
        (
            {"id": "food-additives", "reaction": "anaphylaxis"},
            Part.GRAVE,
            "Additives, colors or flavors in food: anaphylaxis",
        ),
        ({"id": "stress", "reaction": "moderate"}, Part.SETS_OFF, "Stress or excitement: moderate"),
        ({"id": "cold", "reaction": "mild"}, Part.SETS_OFF, "Cold, cold water: mild"),
        # typed, and all of it is known as food or a sting
        ({"name": "peanuts", "reaction": "anaphylaxis"}, Part.GRAVE, "peanuts: anaphylaxis"),
        (
            {"name": "Bees and wasps", "reaction": "anaphylaxis"},
            Part.GRAVE,
            "Bees and wasps: anaphylaxis",
        ),
        ({"name": "えび・かに", "reaction": "moderate"}, Part.SETS_OFF, "えび・かに: moderate"),
        ({"name": "red wine", "reaction": "mild"}, Part.SETS_OFF, "red wine: mild"),
        # typed, and perhaps a medicine: the grade stands out, and there is no order
        (
            {"name": "Xyzzy blue", "reaction": "anaphylaxis", "last": "2024"},
            Part.NEVER,
            "Reacted to Xyzzy blue: anaphylaxis, 2024",
        ),
        (
            {"name": "Red food colouring E124", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Reacted to Red food colouring E124: anaphylaxis",
        ),
        (
            {"name": "peanut oil in an injection", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Reacted to peanut oil in an injection: anaphylaxis",
        ),
        (
            {"name": "Xyzzy drops", "reaction": "moderate"},
            Part.REACTED,
            "Reacted to Xyzzy drops: moderate",
        ),
        ({"name": "Xyzzy", "reaction": "mild"}, Part.SETS_OFF, "Xyzzy: mild"),
        ({"name": "Xyzzy"}, Part.SETS_OFF, "Xyzzy: reaction not known"),
        # what is in or on something that is given
        (
            {"id": "medicine-fillers", "reaction": "anaphylaxis", "note": "PEG"},
            Part.NEVER,
            "Reacted to fillers or preservatives in medicines: anaphylaxis, PEG",
        ),
        (
            {"name": "plaster", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Reacted to plaster: anaphylaxis",
        ),
        (
            {"id": "surgery", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Reacted to surgery or anaesthesia: anaphylaxis",
        ),
        ({"id": "fire-ant-venom"}, Part.SETS_OFF, "Fire ant venom: reaction not known"),
        (
            {"id": "hornet-venom", "reaction": "advised"},
            Part.ADVISED,
            "Told to avoid hornet venom; no reaction so far",
        ),
    ],
)
def test_a_trigger_says_what_happened_and_orders_only_after_anaphylaxis(
    trigger: dict[str, Any], part: Part, said: str
) -> None:
    """One trigger, one line, in its own part."""
    assert line(part, trigger) == said


RESCUES = (
    *({"id": id} for id in ("epinephrine", "oxygen", "iv-fluids", "saline", "sulfites")),
    *({"id": id} for id in ("ringer-lactate", "metabisulfite")),
    *({"name": name} for name in ("ADRENALIN", "EpiPen", "Sulphites in wine", "I.V. fluids")),
    *(
        {"name": name}
        for name in ("Sauerstoff", "アドレナリン", "Адреналин", "epi", "Sulfitallergie")
    ),
)


@pytest.mark.parametrize("reaction", ["anaphylaxis", "moderate", "mild", "advised", "unknown"])
@pytest.mark.parametrize("trigger", RESCUES, ids=str)
def test_a_rescue_treatment_is_never_barred(trigger: dict[str, Any], reaction: str) -> None:
    """Whatever was typed, it is reported to emergency staff, and nowhere else."""
    patient = reacting(trigger | {"reaction": reaction})
    statements = plan(patient).statements
    assert not plan(patient).of(*TRIGGER_PARTS)
    told = [one for one in statements if one.cause.startswith("triggers")]
    assert [one.part for one in told] == [Part.STAFF, Part.STAFF]
    assert told[0].id == "patient-reports"
    assert told[1].id.endswith(".still")


@pytest.mark.parametrize(
    ("name", "ground"),
    [
        ("adrenaline", SULFITE),
        ("sulphite", SULFITE),
        ("Natriummetabisulfit", SULFITE),
        ("Hartmann's solution", FLUID),
        ("normal saline flush", FLUID),
        ("IV drip", FLUID),
        ("Ringer's solution", FLUID),
        ("Jonosteril", FLUID),
        ("O2 by mask", "Oxygen is still given."),
        ("酸素", quoted("class.oxygen.still")),
    ],
)
def test_the_ground_beside_a_report_is_of_what_was_reported(name: str, ground: str) -> None:
    """Who reacted to a fluid is told nothing of sulfite in a pen."""
    patient = reacting({"name": name, "reaction": "anaphylaxis"})
    told = says(patient, Part.STAFF)
    (report,) = [one for one in told if one.startswith("Patient reports: ")]
    assert report.startswith(f"Patient reports: {name}")
    assert told[told.index(report) + 1] == ground
    assert sum(one in (SULFITE, FLUID, quoted("class.oxygen.still")) for one in told) == 1


def test_several_reports_have_each_ground_once() -> None:
    """In the order of lives saved, after all reports."""
    patient = reacting(
        {"name": "saline with oxygen", "reaction": "mild"},
        {"id": "iv-fluids", "reaction": "moderate"},
        {"id": "epinephrine", "reaction": "mild"},
    )
    told = says(patient, Part.STAFF)
    start = told.index("Patient reports: IV fluid (intravenous fluids): moderate.")
    assert told[start : start + 6] == [
        "Patient reports: IV fluid (intravenous fluids): moderate.",
        "Patient reports: saline with oxygen: mild.",
        "Patient reports: epinephrine (adrenaline): mild.",
        SULFITE,
        FLUID,
        quoted("class.oxygen.still"),
    ]


def test_nothing_that_was_reported_stands_where_a_bystander_reads() -> None:
    """The steps say the same as without the report."""
    patient = reacting(
        {"name": "epinephrine", "reaction": "anaphylaxis", "confirmed_by": "a healer"}
    )
    assert says(patient, Part.STEP, Part.DETAIL) == says(reacting(), Part.STEP, Part.DETAIL)


def test_a_report_keeps_every_word_and_the_ground_beside_it_is_said_once() -> None:
    """Whose word it is, when, and who is said to have confirmed it; one sentence for all."""
    patient = reacting(
        {
            "id": "epinephrine",
            "reaction": "anaphylaxis",
            "last": "2019",
            "note": "heart raced",
            "confirmed_by": "Dr. No",
        },
        {"name": "Sulfite", "reaction": "advised"},
    )
    told = [one for one in plan(patient).of(Part.STAFF) if one.cause.startswith("triggers[")]
    assert [spoken(one) for one in told] == [
        (
            "Patient reports: epinephrine (adrenaline): anaphylaxis, 2019, heart raced, "
            "patient says Dr. No confirmed it."
        ),
        "Patient reports: Sulfite: told to avoid it, no reaction so far.",
        SULFITE,
    ]
    assert not plan(patient).of(Part.CONFIRMED)


def test_of_a_mixture_with_epinephrine_only_the_rest_is_ordered_away() -> None:
    """Lidocaine with epinephrine: the lidocaine is barred, the epinephrine reported."""
    patient = reacting(
        {
            "name": "lidocaine with epinephrine",
            "reaction": "anaphylaxis",
            "last": "2018",
            "confirmed_by": "Dr. Ek",
        }
    )
    assert says(patient, Part.NEVER) == ["Do not give lidocaine (lignocaine): anaphylaxis, 2018"]
    report = (
        "Patient reports: lidocaine with epinephrine: anaphylaxis, 2018, "
        "patient says Dr. Ek confirmed it."
    )
    assert says(patient, Part.STAFF).count(report) == 1
    assert says(patient, Part.CONFIRMED) == [
        "Patient says Dr. Ek confirmed as a trigger: lidocaine (lignocaine)"
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Local anaesthetic with adrenaline", ["Reacted to local anaesthetics: anaphylaxis"]),
        ("propofol and metabisulfite", ["Do not give propofol: anaphylaxis"]),
        ("chlorhexidine in saline", ["Do not use chlorhexidine: anaphylaxis"]),
        ("hydrocortisone in saline", ["Reacted to hydrocortisone: anaphylaxis"]),
        (
            "adrenaline, latex, aspirin",
            ["Do not give aspirin (acetylsalicylic acid), latex: anaphylaxis"],
        ),
        ("saline with oxygen", []),
    ],
)
def test_a_mixture_names_the_rest_and_keeps_its_rules(name: str, said: list[str]) -> None:
    """A needed group in a mixture is not ordered away either."""
    assert says(reacting({"name": name, "reaction": "anaphylaxis"}), Part.NEVER) == said


@pytest.mark.parametrize(
    ("trigger", "tolerated", "reaction_line", "tolerated_line"),
    [
        # a narrower thing tolerated stands on the broader one's line
        (
            {"id": "opioids", "reaction": "moderate", "note": "morphine"},
            {"id": "fentanyl"},
            "Reacted to opioid painkillers: moderate, morphine. Tolerates fentanyl",
            "Fentanyl",
        ),
        (
            {"id": "nsaids", "reaction": "anaphylaxis"},
            {"name": "Aspirin 100 mg", "on": "2024"},
            "Reacted to NSAID painkillers: anaphylaxis. Tolerates Aspirin 100 mg (2024)",
            "Aspirin 100 mg (2024)",
        ),
        (
            {"id": "opioids", "reaction": "advised"},
            {"id": "fentanyl"},
            "Told to avoid opioid painkillers; no reaction so far (Tolerates fentanyl)",
            "Fentanyl",
        ),
        (
            {"id": "opioids", "last": "2001"},
            {"id": "fentanyl"},
            "Opioid painkillers: reaction not known, 2001. Tolerates fentanyl",
            "Fentanyl",
        ),
        # a broader thing tolerated changes nothing for the narrower one
        (
            {"id": "aspirin", "reaction": "anaphylaxis", "last": "2012"},
            {"id": "nsaids", "note": "ibuprofen"},
            "Do not give aspirin (acetylsalicylic acid): anaphylaxis, 2012",
            "NSAID painkillers (ibuprofen, but not aspirin (acetylsalicylic acid))",
        ),
        # equal and contrary: both, with years, on both lines
        (
            {"id": "morphine", "reaction": "mild", "last": "2010"},
            {"id": "morphine", "note": "hip operation", "on": "2025"},
            "Reacted to morphine: mild, 2010. Also tolerated (2025, hip operation)",
            "Morphine (2025, hip operation, but reacted: mild, 2010)",
        ),
        (
            {"id": "morphine", "reaction": "moderate"},
            {"id": "morphine"},
            "Morphine, avoid if you can: moderate. Also tolerated",
            "Morphine (but reacted: moderate)",
        ),
        (
            {"id": "wasp-venom", "reaction": "anaphylaxis", "last": "2023"},
            {"id": "wasp-venom", "note": "sting after immunotherapy", "on": "2025"},
            (
                "Wasp or yellow jacket venom: anaphylaxis, 2023. "
                "Also tolerated (2025, sting after immunotherapy)"
            ),
            (
                "Wasp or yellow jacket venom (2025, sting after immunotherapy, "
                "but reacted: anaphylaxis, 2023)"
            ),
        ),
        (
            {"name": "red wine", "reaction": "mild"},
            {"name": "Red wine"},
            "red wine: mild. Tolerates Red wine",
            "Red wine (but reacted: mild)",
        ),
        # nothing to do with each other
        (
            {"id": "opioids", "reaction": "mild"},
            {"id": "acetaminophen"},
            "Reacted to opioid painkillers: mild",
            "Acetaminophen (paracetamol)",
        ),
    ],
)
def test_narrower_beats_broader_on_one_line(
    trigger: dict[str, Any], tolerated: dict[str, Any], reaction_line: str, tolerated_line: str
) -> None:
    """The person's own list speaks on both lines."""
    patient = reacting(trigger, tolerated=[tolerated])
    assert says(patient, *TRIGGER_PARTS) == [reaction_line]
    assert says(patient, Part.TOLERATED) == [tolerated_line]


@pytest.mark.parametrize(
    ("last", "tolerated", "said"),
    [
        ("2012", {"id": "aspirin", "on": "2024"}, "Reacted to "),
        ("2012", {"id": "aspirin", "on": "2013-01-01"}, "Reacted to "),
        ("2012", {"id": "aspirin", "on": "2012-12"}, "Do not give "),
        ("2012-06-01", {"id": "aspirin", "on": "2012-06-02"}, "Reacted to "),
        ("2012-06-01", {"id": "aspirin", "on": "2012-06-01"}, "Do not give "),
        ("2012", {"id": "aspirin", "on": "2011"}, "Do not give "),
        ("2012", {"id": "aspirin"}, "Do not give "),
        (None, {"id": "aspirin", "on": "2024"}, "Do not give "),
        ("2012", {"name": "aspirin-free tablets", "on": "2024"}, "Do not give "),
        ("2012", {"id": "ibuprofen", "on": "2024"}, "Do not give "),
    ],
)
def test_what_was_tolerated_after_the_reaction_is_not_ordered_away(
    last: str | None, tolerated: dict[str, Any], said: str
) -> None:
    """Only where the dates leave no doubt; else the order stays, with both facts."""
    trigger = {"id": "aspirin", "reaction": "anaphylaxis"} | ({"last": last} if last else {})
    assert line(Part.NEVER, trigger, tolerated=[tolerated]).startswith(said)


@pytest.mark.parametrize(
    ("trigger", "medication", "said"),
    [
        # the same, of the group, in the product, as typed
        (
            {"id": "omalizumab"},
            {"id": "omalizumab"},
            "Reacted to omalizumab: anaphylaxis. Takes omalizumab now",
        ),
        (
            {"id": "nsaids"},
            {"name": "Aspirine 81"},
            "Reacted to NSAID painkillers: anaphylaxis. Takes Aspirine 81 now",
        ),
        (
            {"id": "codeine"},
            {"name": "Paracetamol with codeine"},
            "Reacted to codeine: anaphylaxis. Takes Paracetamol with codeine now",
        ),
        (
            {"id": "antiseptics"},
            {"name": "chlorhexidine mouthwash"},
            (
                "Reacted to disinfectants (chlorhexidine, povidone-iodine): anaphylaxis. "
                "Takes chlorhexidine mouthwash now"
            ),
        ),
        (
            {"name": "Xyzzy"},
            {"name": "XYZZY"},
            "Reacted to Xyzzy: anaphylaxis. Takes XYZZY now",
        ),
        (
            {"name": "Augmentin"},
            {"name": "Augmentin 625 mg"},
            (
                "Reacted to Augmentin (amoxicillin + clavulanic acid/clavulanate): anaphylaxis. "
                "Takes Augmentin 625 mg (amoxicillin + clavulanic acid/clavulanate) now"
            ),
        ),
        (
            {"id": "ibuprofen"},
            {"name": "Nurofen Plus"},
            "Reacted to ibuprofen: anaphylaxis. Takes Nurofen Plus (codeine + ibuprofen) now",
        ),
        # several, of which one is taken
        (
            {"name": "ibuprofen, diclofenac"},
            {"id": "diclofenac"},
            "Reacted to ibuprofen, diclofenac: anaphylaxis. Takes diclofenac now",
        ),
        # words that may be it, and do not say no: the person is asked, and no order stands
        (
            {"id": "venom-immunotherapy"},
            {"name": "Venom immunotherapy bee 200 mcg"},
            (
                "Reacted to venom immunotherapy (insect venom desensitization): anaphylaxis. "
                "Takes Venom immunotherapy bee 200 mcg now"
            ),
        ),
        (
            {"id": "opioids"},
            {"name": "tramadol xyzzy"},
            "Reacted to opioid painkillers: anaphylaxis. Takes tramadol xyzzy now",
        ),
        ({"id": "tramadol"}, {"name": "no tramadol"}, "Do not give tramadol"),
        ({"id": "tramadol"}, {"name": "stopped tramadol 2023"}, "Do not give tramadol"),
        # one medicine of a product is not the product
        (
            {"name": "Nurofen Plus"},
            {"id": "ibuprofen"},
            "Do not give Nurofen Plus (codeine + ibuprofen)",
        ),
        # another of its group, or a whole group of which nobody knows what is taken
        ({"id": "aspirin"}, {"id": "ibuprofen"}, "Do not give aspirin (acetylsalicylic acid)"),
        ({"id": "aspirin"}, {"name": "NSAIDs"}, "Do not give aspirin (acetylsalicylic acid)"),
        (
            {"id": "plasma-expanders"},
            {"id": "cetirizine"},
            "Do not give plasma expanders (dextran, gelatin, starch)",
        ),
    ],
)
def test_what_is_taken_now_is_stated_and_never_ordered_away(
    trigger: dict[str, Any], medication: dict[str, Any], said: str
) -> None:
    """A daily aspirin is no secret to whoever reads of NSAIDs."""
    trigger = {**trigger, "reaction": "anaphylaxis"}
    told = line(Part.NEVER, trigger, medications=[medication, medication])
    assert told == (said if " now" in said else f"{said}: anaphylaxis")


def test_a_product_that_was_reacted_to_is_stated_beside_what_of_it_is_taken() -> None:
    """Ibuprofen is taken well: it was the other in it."""
    told = line(
        Part.NEVER,
        {"name": "Augmentin and ibuprofen", "reaction": "anaphylaxis"},
        medications=[{"id": "ibuprofen"}],
    )
    assert told.startswith("Reacted to Augmentin and ibuprofen")


def test_what_is_taken_now_is_not_to_be_avoided_either() -> None:
    """A moderate reaction to what is taken is stated."""
    told = line(
        Part.REACTED,
        {"id": "omalizumab", "reaction": "moderate"},
        medications=[{"name": "Xolair", "dose": "300 mg"}],
    )
    assert told == "Reacted to omalizumab: moderate. Takes Xolair (omalizumab) now"


@pytest.mark.parametrize("reaction", ["anaphylaxis", "moderate", "mild"])
@pytest.mark.parametrize(
    ("trigger", "said"),
    [
        ({"id": "hydrocortisone"}, "Reacted to hydrocortisone"),
        ({"name": "Solu-Cortef"}, "Reacted to Solu-Cortef (hydrocortisone)"),
        ({"name": "cortisone"}, "Reacted to cortisone"),
        ({"name": "hydrocortisone or prednisolone"}, "Reacted to hydrocortisone or prednisolone"),
        ({"id": "glucagon"}, "Reacted to glucagon"),
        ({"name": "Ventolin"}, "Reacted to Ventolin (albuterol/salbutamol)"),
    ],
)
@pytest.mark.parametrize("alerts", [{}, {"long-term-steroids": {"answer": "yes"}}])
def test_no_order_against_a_medicine_that_a_note_asks_staff_for(
    alerts: dict[str, Any], trigger: dict[str, Any], said: str, reaction: str
) -> None:
    """Whether its note stands on this card or not: tomorrow's emergency may call for it."""
    patient = reacting(trigger | {"reaction": reaction}, alerts=alerts)
    assert says(patient, *TRIGGER_PARTS) == [f"{said}: {reaction}"]


def test_another_steroid_than_the_one_that_a_note_asks_for_is_ordered_away() -> None:
    """Hydrocortisone is left for the crisis."""
    trigger = {"id": "dexamethasone", "reaction": "anaphylaxis"}
    assert line(Part.NEVER, trigger) == "Do not give dexamethasone: anaphylaxis"


@pytest.mark.parametrize(
    ("others", "said"),
    [
        # a member, a group, the same: something did happen
        (
            [{"id": "rocuronium", "reaction": "anaphylaxis"}],
            "Told to avoid muscle relaxants for surgery. Reacted to rocuronium",
        ),
        (
            [{"name": "Norcuron"}, {"id": "atracurium", "reaction": "mild"}],
            (
                "Told to avoid muscle relaxants for surgery. "
                "Reacted to atracurium. Reacted to Norcuron (vecuronium)"
            ),
        ),
        # nothing that it has to do with, or that never happened either
        (
            [{"id": "morphine", "reaction": "anaphylaxis"}],
            "Told to avoid muscle relaxants for surgery; no reaction so far (2019, uncle)",
        ),
        (
            [{"id": "rocuronium", "reaction": "advised"}],
            "Told to avoid muscle relaxants for surgery; no reaction so far (2019, uncle)",
        ),
    ],
)
def test_no_reaction_so_far_is_said_only_where_it_is_true(
    others: list[dict[str, Any]], said: str
) -> None:
    """Told to avoid muscle relaxants, and the heart stood still under rocuronium."""
    advised = {
        "id": "muscle-relaxants",
        "reaction": "advised",
        "last": "2019",
        "note": "uncle",
    }
    details = "" if "so far" in said else ". 2019. uncle"
    assert said + details in says(reacting(advised, *others), Part.ADVISED)


def test_what_is_tolerated_of_a_group_to_be_avoided_stands_behind_its_details() -> None:
    """The date and the note of the advice first, each as entered."""
    advised = {"id": "nsaids", "reaction": "advised", "last": "2020", "note": "by letter"}
    patient = a_patient(triggers=[advised], tolerated=[{"id": "ibuprofen", "on": "2025"}])
    assert says(patient, Part.ADVISED) == [
        (
            "Told to avoid NSAID painkillers; no reaction so far "
            "(2020, by letter. Tolerates ibuprofen (2025))"
        )
    ]


def test_a_member_told_to_be_avoided_whose_group_reacted() -> None:
    """The group may have been that very one; what is tolerated stands there too."""
    patient = reacting(
        {"id": "tramadol", "reaction": "advised"},
        {"id": "opioids", "reaction": "moderate"},
        tolerated=[{"name": "Tramadol once"}],
    )
    assert says(patient, Part.ADVISED) == [
        "Told to avoid tramadol. Reacted to opioid painkillers. Tolerates Tramadol once"
    ]


CONTRAST = [
    ("contrast-media", "gadobutrol", True),
    ("contrast-media", "iohexol", True),
    ("iodinated-contrast", "iopamidol", True),
    ("iodinated-contrast", "gadoterate", False),
    ("gadolinium-contrast", "gadoterate", True),
    ("gadolinium-contrast", "iohexol", False),
]


@pytest.mark.parametrize(("group", "medicine", "together"), CONTRAST)
def test_iodine_and_gadolinium_contrast_are_two_things(
    group: str, medicine: str, *, together: bool
) -> None:
    """What was tolerated of the one answers no reaction to the other; "contrast" alone is both."""
    patient = reacting({"id": group, "reaction": "anaphylaxis"}, tolerated=[{"id": medicine}])
    (said,) = says(patient, Part.NEVER)
    assert ("Tolerates" in said) is together
    patient = reacting({"id": medicine, "reaction": "anaphylaxis"}, tolerated=[{"id": group}])
    (said,) = says(patient, Part.TOLERATED)
    assert ("but not" in said) is together


@pytest.mark.parametrize(
    ("reacted", "tolerated", "said"),
    [
        ("Omnipaque", "gadolinium", "gadolinium"),
        ("MRI contrast", "Visipaque", "Visipaque (iodixanol)"),
        ("CT contrast", "MRI contrast", "MRI contrast"),
        ("Omnipaque", "contrast", "contrast (but not Omnipaque (iohexol))"),
        ("Gadovist", "Kontrastmittel", "Kontrastmittel (but not Gadovist (gadobutrol))"),
    ],
)
def test_typed_contrast_is_what_it_says(reacted: str, tolerated: str, said: str) -> None:
    """By brand, by the examination, or by the word alone."""
    patient = reacting(
        {"name": reacted, "reaction": "anaphylaxis"}, tolerated=[{"name": tolerated}]
    )
    assert says(patient, Part.TOLERATED) == [said]


def test_what_is_tolerated_and_taken_is_said_once() -> None:
    """Tolerates is enough."""
    told = line(
        Part.REACTED,
        {"id": "nsaids", "reaction": "mild"},
        tolerated=[{"id": "aspirin"}],
        medications=[{"name": "Aspirin"}, {"id": "ibuprofen"}],
    )
    assert told == (
        "Reacted to NSAID painkillers: mild. "
        "Tolerates aspirin (acetylsalicylic acid). Takes ibuprofen now"
    )


def test_several_reactions_of_a_tolerated_group_are_named_together() -> None:
    """What is broader says of what narrower it is not true; rescue treatment is left out."""
    patient = reacting(
        {"id": "aspirin", "reaction": "mild"},
        {"name": "Diclofenac gel", "reaction": "anaphylaxis"},
        {"id": "epinephrine", "reaction": "mild"},
        tolerated=[{"id": "nsaids"}, {"id": "epinephrine"}],
    )
    assert says(patient, Part.TOLERATED) == [
        "NSAID painkillers (but not Diclofenac gel, aspirin (acetylsalicylic acid))",
        "Epinephrine (adrenaline)",
    ]


def test_who_confirmed_is_the_patients_word() -> None:
    """One line a name, with every trigger it is said of."""
    patient = reacting(
        {"id": "heat", "reaction": "mild", "confirmed_by": "Dr. Ek"},
        {"name": "red wine", "reaction": "mild", "confirmed_by": "Dr. Ek"},
        {"id": "latex", "reaction": "mild", "confirmed_by": "Dr. No"},
        {"id": "cold", "reaction": "mild"},
    )
    assert says(patient, Part.CONFIRMED) == [
        "Patient says Dr. Ek confirmed as a trigger: heat, hot bath or shower, red wine",
        "Patient says Dr. No confirmed as a trigger: latex",
    ]


def test_the_path_of_each_statement_is_its_answers() -> None:
    """The cause leads back into the record."""
    patient = reacting(
        {"id": "heat", "reaction": "mild"},
        {"id": "latex", "reaction": "anaphylaxis"},
        {"id": "oxygen", "reaction": "mild"},
        tolerated=[{"id": "fentanyl"}],
    )
    causes = {one.part: one.cause for one in plan(patient).statements if one.cause}
    assert causes[Part.SETS_OFF] == "triggers[0]"
    assert causes[Part.NEVER] == "triggers[1]"
    assert "triggers[2]" in {one.cause for one in plan(patient).of(Part.STAFF)}
    assert causes[Part.TOLERATED] == "tolerated[0]"


def test_of_many_things_a_line_names_eight() -> None:
    """Each stands on a line of its own; a line is not made longer by a longer list."""
    opioids = sorted(members_of("opioid"))[:9]
    narrower = [{"id": id, "reaction": "mild"} for id in opioids]
    patient = reacting({"id": "opioids"}, tolerated=[{"id": id} for id in opioids])
    (said,) = says(patient, Part.REACTED)
    assert said.count("Tolerates ") == 8
    assert said.endswith(". and 1 more")
    assert len(plan(patient).of(Part.TOLERATED)) == 9
    (said,) = says(reacting(*narrower, tolerated=[{"id": "opioids"}]), Part.TOLERATED)
    assert said.endswith(", and 1 more)")
    (said,) = says(reacting(*narrower[:8], tolerated=[{"id": "opioids"}]), Part.TOLERATED)
    assert "more" not in said


def test_every_reaction_to_the_same_thing_is_named() -> None:
    """Two reactions to morphine stand beside the morphine that was tolerated."""
    patient = reacting(
        {"id": "morphine", "reaction": "mild", "last": "2001"},
        {"name": "MORPHINE", "reaction": "moderate"},
        tolerated=[{"id": "morphine"}],
    )
    assert says(patient, Part.TOLERATED) == ["Morphine (but reacted: moderate; mild, 2001)"]


def test_anaphylaxis_to_what_somebody_could_give_stands_before_stings() -> None:
    """Whatever the order of entry; among alike it is kept."""
    patient = reacting(
        {"id": "wasp-venom", "reaction": "anaphylaxis"},
        {"name": "Xyzzy", "reaction": "anaphylaxis"},
        {"id": "heat", "reaction": "anaphylaxis"},
        {"id": "latex", "reaction": "anaphylaxis"},
    )
    assert says(patient, Part.NEVER, Part.GRAVE) == [
        "Reacted to Xyzzy: anaphylaxis",
        "Do not use latex: anaphylaxis",
        "Wasp or yellow jacket venom: anaphylaxis",
        "Heat, hot bath or shower: anaphylaxis",
    ]


def test_what_was_tolerated_after_a_moderate_reaction_is_not_to_be_avoided() -> None:
    """As with an order: only where the dates leave no doubt."""
    trigger = {"id": "morphine", "reaction": "moderate", "last": "2010"}
    told = line(Part.REACTED, trigger, tolerated=[{"id": "morphine", "on": "2025"}])
    assert told == "Reacted to morphine: moderate, 2010. Also tolerated (2025)"


def test_what_is_taken_no_more_is_not_taken_now() -> None:
    """So it lifts no order, and no warning says that it is taken."""
    stopped = {"name": "Xolair", "note": "stopped 2025"}
    patient = a_patient(
        triggers=[{"name": "Xolair", "reaction": "anaphylaxis"}], medications=[stopped]
    )
    assert says(patient, Part.NEVER) == ["Do not give Xolair (omalizumab): anaphylaxis"]
    still = a_patient(
        triggers=[{"name": "Xolair", "reaction": "anaphylaxis"}],
        medications=[{"name": "Xolair", "note": "stopped by Dr. A"}],
    )
    assert says(still, Part.NEVER) == [
        "Reacted to Xolair (omalizumab): anaphylaxis. Takes Xolair (omalizumab) now"
    ]


def test_a_tolerated_product_held_the_ingredient_that_was_reacted_to() -> None:
    """So it was not "without" it; a group that was tolerated may be without a member."""
    combiflam = "Combiflam (acetaminophen/paracetamol + ibuprofen)"
    patient = a_patient(
        region="IN",
        triggers=[{"name": "ibuprofen", "reaction": "anaphylaxis", "last": "2010"}],
        tolerated=[{"name": "Combiflam", "on": "2020"}, {"name": "NSAIDs"}],
    )
    assert says(patient, Part.TOLERATED) == [
        f"{combiflam} (2020, but reacted: ibuprofen, anaphylaxis, 2010)",
        "NSAIDs (but not ibuprofen)",
    ]
