"""Reactions to a group, its members, and the same thing more than once."""

from __future__ import annotations

import pytest

from tests.clinical.reacting import line, reacting
from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.own_list import members_of
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part


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
    """So it lifts no order, not even if only the person knows whether it is over."""
    trigger = {"name": "Xolair", "reaction": "anaphylaxis"}
    for note in ("stopped 2025", "stopped by Dr. A", "stopped, did not help", "no"):
        patient = a_patient(triggers=[trigger], medications=[{"name": "Xolair", "note": note}])
        assert says(patient, Part.NEVER) == ["Do not give Xolair (omalizumab): anaphylaxis"]
    taken = a_patient(triggers=[trigger], medications=[{"name": "Xolair", "note": "monthly"}])
    assert says(taken, Part.NEVER) == [
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
