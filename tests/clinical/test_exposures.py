"""Triggers and tolerated things: what is an order, what is a fact, and what stands on one line."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.reacting import line
from walletcard.clinical.statement import Part


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
        # a month beside it
        (
            {"name": "ibuprofen, May", "reaction": "anaphylaxis"},
            Part.NEVER,
            "Do not give ibuprofen, May: anaphylaxis",
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
            "NSAID painkillers: not known what happened",
        ),
        (
            {"id": "nsaids", "reaction": "unknown", "last": "1999"},
            Part.REACTED,
            "NSAID painkillers: not known what happened, 1999",
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
        ({"name": "Xyzzy"}, Part.SETS_OFF, "Xyzzy: not known what happened"),
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
        ({"id": "fire-ant-venom"}, Part.SETS_OFF, "Fire ant venom: not known what happened"),
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
