"""What was tolerated, is taken, or is to be avoided, beside what was reacted to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.reacting import TRIGGER_PARTS, line, reacting
from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.statement import Part


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
            "Opioid painkillers: not known what happened, 2001. Tolerates fentanyl",
            "Fentanyl",
        ),
        # with what limits it
        (
            {"id": "nsaids", "reaction": "anaphylaxis"},
            {"id": "ibuprofen", "on": "2024", "note": "low dose only"},
            "Reacted to NSAID painkillers: anaphylaxis. Tolerates ibuprofen (2024, low dose only)",
            "Ibuprofen (2024, low dose only)",
        ),
        (
            {"id": "morphine", "reaction": "anaphylaxis", "last": "2010"},
            {"id": "morphine", "on": "2020", "note": "until 2019"},
            "Do not give morphine: anaphylaxis, 2010. Also tolerated (2020, until 2019)",
            "Morphine (2020, until 2019, but reacted: anaphylaxis, 2010)",
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
