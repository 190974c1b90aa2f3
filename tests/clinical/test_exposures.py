"""Triggers and tolerated things: what is an order, what is a fact, and what stands on one line."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.own_list import members_of
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part

TRIGGER_PARTS = (Part.NEVER, Part.REACTED, Part.SETS_OFF, Part.ADVISED)
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
            "Do not give NSAID painkillers: anaphylaxis, ibuprofen",
        ),
        (
            {"id": "plasma-expanders", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not give plasma expanders (dextran, gelatin, starch): anaphylaxis",
        ),
        ({"id": "latex", "reaction": "anaphylaxis"}, Part.NEVER, "Do not give latex: anaphylaxis"),
        (
            {"name": "Chlorhexidine skin preparation", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not give Chlorhexidine skin preparation: anaphylaxis",
        ),
        (
            {"name": "MORFINA", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not give MORFINA: anaphylaxis",
        ),
        (
            {"name": "latex gloves", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not give latex gloves: anaphylaxis",
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
        # less than anaphylaxis: avoid
        (
            {"id": "opioids", "reaction": "moderate", "note": "morphine"},
            Part.REACTED,
            "Opioid painkillers, avoid if you can: moderate, morphine",
        ),
        (
            {"id": "latex", "reaction": "mild", "last": "2020"},
            Part.REACTED,
            "Latex, avoid if you can: mild, 2020",
        ),
        # told to avoid it, or nobody knows
        (
            {"id": "nsaids", "reaction": "advised"},
            Part.ADVISED,
            "Told to avoid NSAID painkillers; never happened",
        ),
        (
            {"name": "Penicillin", "reaction": "advised", "note": "aunt", "last": "2001"},
            Part.ADVISED,
            "Told to avoid Penicillin; never happened (aunt, 2001)",
        ),
        (
            {"id": "nsaids"},
            Part.REACTED,
            "NSAID painkillers: reaction not known",
        ),
        (
            {"id": "nsaids", "reaction": "unknown", "last": "1999"},
            Part.REACTED,
            "NSAID painkillers: reaction not known; 1999",
        ),
        # what nobody gives: it sets it off, even with anaphylaxis
        (
            {"id": "wasp-venom", "reaction": "anaphylaxis", "last": "2023-07"},
            Part.SETS_OFF,
            "Wasp or yellow jacket venom: anaphylaxis, Jul 2023",
        ),
        (
            {"id": "heat", "reaction": "anaphylaxis"},
            Part.SETS_OFF,
            "Heat, hot bath or shower: anaphylaxis",
        ),
        (
            {"id": "stress", "reaction": "anaphylaxis"},
            Part.SETS_OFF,
            "Stress or excitement: anaphylaxis",
        ),
        (
            {"id": "food-additives", "reaction": "anaphylaxis"},
            Part.SETS_OFF,
            "Additives, colors or flavors in food: anaphylaxis",
        ),
        (
            {"name": "Red food colouring E124", "reaction": "anaphylaxis"},
            Part.SETS_OFF,
            "Red food colouring E124: anaphylaxis",
        ),
        ({"name": "えび・かに", "reaction": "moderate"}, Part.SETS_OFF, "えび・かに: moderate"),
        ({"id": "fire-ant-venom"}, Part.SETS_OFF, "Fire ant venom: reaction not known"),
        (
            {"id": "hornet-venom", "reaction": "advised"},
            Part.ADVISED,
            "Told to avoid hornet venom; never happened",
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
    """Whatever was typed, it is reported below step 1, and nowhere else."""
    patient = reacting(trigger | {"reaction": reaction})
    statements = plan(patient).statements
    assert not plan(patient).of(*TRIGGER_PARTS)
    assert [one.id for one in statements if one.cause.startswith("triggers")] == [
        "patient-reports",
        "no-contraindication",
    ]
    step = plan(patient).steps()[0]
    assert [[one.id for one in line] for line in step.details] == [
        ["patient-reports"],
        ["no-contraindication"],
    ]


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
    assert says(patient, Part.DETAIL)[:3] == [
        (
            "Patient reports: epinephrine (adrenaline): anaphylaxis, heart raced, 2019, "
            "patient says Dr. No confirmed it"
        ),
        "Patient reports: Sulfite: told to avoid it, never happened",
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
    assert says(patient, Part.DETAIL)[:2] == [
        (
            "Patient reports: lidocaine with epinephrine: anaphylaxis, 2018, "
            "patient says Dr. Ek confirmed it"
        ),
        SULFITE,
    ]
    assert says(patient, Part.CONFIRMED) == [
        "Patient says Dr. Ek confirmed as a trigger: lidocaine (lignocaine)"
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Local anaesthetic with adrenaline", ["Reacted to local anaesthetics: anaphylaxis"]),
        ("propofol and metabisulfite", ["Do not give propofol: anaphylaxis"]),
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
            "Opioid painkillers, avoid if you can: moderate, morphine. Tolerates fentanyl",
            "Fentanyl",
        ),
        (
            {"id": "nsaids", "reaction": "anaphylaxis"},
            {"name": "Aspirin 100 mg", "on": "2024"},
            "Do not give NSAID painkillers: anaphylaxis. Tolerates Aspirin 100 mg",
            "Aspirin 100 mg (2024)",
        ),
        (
            {"id": "opioids", "reaction": "advised"},
            {"id": "fentanyl"},
            "Told to avoid opioid painkillers; never happened (Tolerates fentanyl)",
            "Fentanyl",
        ),
        (
            {"id": "opioids", "last": "2001"},
            {"id": "fentanyl"},
            "Opioid painkillers: reaction not known; 2001. Tolerates fentanyl",
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
            "Morphine, avoid if you can: mild, 2010. Also tolerated (hip operation, 2025)",
            "Morphine (hip operation, 2025, but reacted: mild, 2010)",
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
                "Also tolerated (sting after immunotherapy, 2025)"
            ),
            (
                "Wasp or yellow jacket venom (sting after immunotherapy, 2025, "
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
            "Opioid painkillers, avoid if you can: mild",
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
    ("medication", "said"),
    [
        ({"id": "aspirin"}, ". Takes aspirin (acetylsalicylic acid)"),
        ({"name": "Aspirine 81"}, ". Takes Aspirine 81"),
        ({"id": "cetirizine"}, ""),
    ],
)
def test_what_is_taken_of_a_group_stands_on_its_line(medication: dict[str, Any], said: str) -> None:
    """A daily aspirin is no secret to whoever reads of NSAIDs."""
    nsaids = {"id": "nsaids", "reaction": "anaphylaxis"}
    told = line(Part.NEVER, nsaids, medications=[medication, medication])
    assert told == f"Do not give NSAID painkillers: anaphylaxis{said}"


def test_what_is_tolerated_and_taken_is_said_once() -> None:
    """Tolerates is enough."""
    told = line(
        Part.REACTED,
        {"id": "nsaids", "reaction": "mild"},
        tolerated=[{"id": "aspirin"}],
        medications=[{"name": "Aspirin"}, {"id": "ibuprofen"}],
    )
    assert told == (
        "NSAID painkillers, avoid if you can: mild. "
        "Tolerates aspirin (acetylsalicylic acid). Takes ibuprofen"
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
    assert causes[Part.DETAIL] == "triggers[2]"
    assert causes[Part.TOLERATED] == "tolerated[0]"


def test_of_many_things_a_line_names_eight() -> None:
    """Each stands on a line of its own; a line is not made longer by a longer list."""
    opioids = sorted(members_of("opioid"))[:9]
    narrower = [{"id": id, "reaction": "mild"} for id in opioids]
    patient = reacting({"id": "opioids"}, tolerated=[{"id": id} for id in opioids])
    (said,) = says(patient, Part.REACTED)
    assert said.count("Tolerates ") == 8
    assert said.endswith(". and others")
    assert len(plan(patient).of(Part.TOLERATED)) == 9
    (said,) = says(reacting(*narrower, tolerated=[{"id": "opioids"}]), Part.TOLERATED)
    assert said.endswith(", and others)")
    (said,) = says(reacting(*narrower[:8], tolerated=[{"id": "opioids"}]), Part.TOLERATED)
    assert "others" not in said


def test_every_reaction_to_the_same_thing_is_named() -> None:
    """Two reactions to morphine stand beside the morphine that was tolerated."""
    patient = reacting(
        {"id": "morphine", "reaction": "mild", "last": "2001"},
        {"name": "MORPHINE", "reaction": "moderate"},
        tolerated=[{"id": "morphine"}],
    )
    assert says(patient, Part.TOLERATED) == ["Morphine (but reacted: moderate; mild, 2001)"]
