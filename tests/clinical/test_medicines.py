"""Medicines: printed as entered, and recognised by id, name and dose."""

from __future__ import annotations

import pytest

from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.medicines import taken
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part, Phrase, Term, Typed


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"id": "cetirizine"}, "Cetirizine"),
        ({"id": "cetirizine", "dose": "10 mg"}, "Cetirizine 10 mg"),
        (
            {"id": "cetirizine", "dose": "10 mg", "schedule": "at night", "note": "for itch"},
            "Cetirizine 10 mg, at night, for itch",
        ),
        ({"id": "cetirizine", "schedule": "at night"}, "Cetirizine at night"),
        ({"name": "żółty syrop"}, "żółty syrop"),
        ({"name": "ZYRTEC", "note": "own"}, "ZYRTEC (cetirizine) own"),
    ],
)
def test_a_medicine_is_printed_as_entered(entry: dict[str, str], said: str) -> None:
    """Dose, schedule and note follow it, as typed."""
    assert says(a_patient(medications=[entry]), Part.MEDICATION) == [said]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("warfarin or Eliquis", "warfarin or Eliquis (warfarin or apixaban)"),
        ("Marcumar oder Xarelto", "Marcumar oder Xarelto (phenprocoumon or rivaroxaban)"),
        ("Eliquis and/or Plavix", "Eliquis and/or Plavix (apixaban or clopidogrel)"),
        ("Marcumar und Plavix", "Marcumar und Plavix (phenprocoumon + clopidogrel)"),
        ("Zyrtec or Reactine", "Zyrtec or Reactine (cetirizine)"),
        ("Percocet or Tylenol", "Percocet or Tylenol"),
        ("Percocet or Plavix", "Percocet or Plavix"),
    ],
)
def test_one_medicine_or_the_other_is_never_printed_as_both(name: str, said: str) -> None:
    """Whoever reads it knows that it is not known which; a mixture beside it stands as typed."""
    patient = a_patient(medications=[{"name": name}], region="DE")
    assert says(patient, Part.MEDICATION) == [said]


def test_medicines_stand_in_the_order_of_entry() -> None:
    """With the path in the record."""
    patient = a_patient(medications=[{"name": "Zeta"}, {"id": "aspirin"}])
    causes = [one.cause for one in plan(patient).of(Part.MEDICATION)]
    assert causes == ["medications[0]", "medications[1]"]
    assert says(patient, Part.MEDICATION) == ["Zeta", "Aspirin (acetylsalicylic acid)"]


def test_what_was_taken_is_known_by_id_and_by_name() -> None:
    """A typed name may hold several medicines, or none."""
    patient = a_patient(
        medications=[
            {"id": "metoprolol", "dose": "50 mg"},
            {"name": "Bisoprolol + HCT (hydrochlorothiazide)"},
            {"name": "Palmitoylethanolamide"},
        ]
    )
    first, second, third = taken(patient)
    assert first.what == Term("medicine", "metoprolol")
    assert first.what_and_dose == Phrase(
        "medicine.dose", {"what": first.what, "dose": Typed("50 mg")}
    )
    assert [medicine.id for medicine in first.medicines] == ["metoprolol"]
    assert second.what == second.what_and_dose == Typed("Bisoprolol + HCT (hydrochlorothiazide)")
    assert {one.id for one in second.medicines} == {"bisoprolol", "hydrochlorothiazide"}
    assert third.medicines == ()
    assert first.is_of(("beta-blocker",))
    assert second.is_of(("steroid", "diuretic"))
    assert not first.is_of(("steroid",))
    assert not third.is_of(("beta-blocker",))


def test_nothing_taken_and_nothing_answered_are_both_nothing() -> None:
    """The faces say which of the two it is elsewhere."""
    assert taken(a_patient()) == taken(a_patient(medications=[])) == ()


@pytest.mark.parametrize(
    ("entry", "alerts"),
    [
        ({"name": "hydrocortisone"}, ["Long-term steroids: not known, but takes hydrocortisone"]),
        (
            {"name": "prednisolone injection"},
            ["Long-term steroids: not known, but takes prednisolone injection"],
        ),
        ({"name": "hydrocortisone cream 1 %"}, []),
        ({"name": "Hydrocortison-Salbe"}, []),
        ({"name": "dexamethasone eye drops"}, []),
        ({"name": "betamethasone ear drops"}, []),
        ({"name": "budesonide nasal rinse"}, []),
        ({"name": "hydrocortisone suppository"}, []),
        ({"name": "steroid cream"}, []),
        ({"id": "dexamethasone", "dose": "eye drops"}, []),
        ({"id": "betamethasone", "schedule": "cream at night"}, []),
        ({"id": "budesonide", "note": "inhaled"}, []),
        (
            {"id": "dexamethasone", "note": "cream and eye drops"},
            ["Long-term steroids: not known, but takes dexamethasone"],
        ),
        (
            {"id": "dexamethasone", "note": "no cream"},
            ["Long-term steroids: not known, but takes dexamethasone"],
        ),
        ({"name": "timolol eye drops"}, ["Beta-blocker: takes timolol eye drops"]),
        ({"name": "Cosopt"}, ["Beta-blocker: takes Cosopt (dorzolamide + timolol)"]),
        ({"name": "heparin gel"}, []),
        ({"name": "beta blocker"}, ["Beta-blocker: takes beta blocker"]),
        ({"name": "a blood thinner"}, ["Blood thinner: takes a blood thinner"]),
        ({"name": "no blood thinner"}, []),
        ({"name": "Lodoz"}, ["Beta-blocker: takes Lodoz (bisoprolol + hydrochlorothiazide)"]),
    ],
)
def test_a_class_counts_by_the_way_its_medicine_is_used(
    entry: dict[str, str], alerts: list[str]
) -> None:
    """A steroid counts where it reaches the whole body, a beta-blocker's eye drops always."""
    assert says(a_patient(medications=[entry]), Part.ALERT) == alerts


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Hemangeol", "Hemangeol (propranolol)"),
        ("Ventolin", "Ventolin (albuterol/salbutamol)"),
        ("ロキソニン", "ロキソニン (loxoprofen)"),
        ("Percocet", "Percocet (acetaminophen/paracetamol + oxycodone)"),
        ("metoprolol", "metoprolol"),
        ("METOPROLOLO 50", "METOPROLOLO 50"),
        ("Bisoprololfumarat", "Bisoprololfumarat"),
        ("paracetamol", "paracetamol"),
        ("Toprol (metoprolol)", "Toprol (metoprolol)"),
        ("Penicillin", "Penicillin"),
        ("stopped Hemangeol", "stopped Hemangeol"),
        ("EpiPen", "EpiPen (epinephrine/adrenaline)"),
        ("Plasma-Lyte", "Plasma-Lyte"),
        ("E220", "E220"),
        ("Hemangeol zz", "Hemangeol zz"),
        ("beta blocker", "beta blocker"),
        ("Xyzzy", "Xyzzy"),
    ],
)
def test_what_was_recognised_stands_behind_the_typed_words(name: str, said: str) -> None:
    """Only what is certain, and not what the words say already."""
    assert says(a_patient(medications=[{"name": name}]), Part.MEDICATION) == [said]


@pytest.mark.parametrize(
    ("answered_on", "taken_now"),
    [("2026-12-31", True), ("2027-01-01", True), ("2028-01-01", False)],
)
def test_an_end_is_past_or_ahead_by_the_day_of_the_answers(
    answered_on: str, *, taken_now: bool
) -> None:
    """Whoever took it until 2027 may still take it in that year."""
    entry = {"name": "metoprolol", "schedule": "until 2027"}
    (one,) = taken(a_patient(answered_on=answered_on, medications=[entry]))
    assert one.is_of(("beta-blocker",)) is taken_now
    assert one.is_ended is not taken_now
