"""Between the form and the record: nothing typed is lost, nothing is made up."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.people import answers, person
from tests.web.typing_in import Typed, a_pen, typed
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import Fault, patient_from, read_record, write_record
from walletcard.web import choices
from walletcard.web.answers import blame, form_for, patient_in, problems
from walletcard.web.forms import CardForm


def filled(boxes: Typed) -> CardForm:
    """The form with what was typed."""
    return CardForm(MultiDict(boxes))


def patient(**changes: Any) -> Patient:
    """The patient of a form without faults."""
    form = filled(typed(**changes))
    found = patient_in(form)
    assert found is not None, problems(form)
    return found


def faults(boxes: Typed) -> dict[str, str]:
    """The faults of a form: id of the box -> sentence."""
    form = filled(boxes)
    assert patient_in(form) is None
    return {problem.box or "": problem.sentence for problem in problems(form)}


def test_the_least_answers_are_the_second_patient() -> None:
    """Name, birth, country and date make a record; all else was not answered."""
    assert patient(subtype="unknown") == person("02")


def test_what_was_left_empty_is_not_known_and_a_ticked_none_is_none() -> None:
    """A missing answer is never an empty list, and an empty list is never a missing answer."""
    unknown = patient()
    nothing = patient(no_pens="y", no_medicines="y", no_triggers="y")

    assert (unknown.epinephrine, unknown.medications, unknown.triggers) == (None, None, None)
    assert (nothing.epinephrine, nothing.medications, nothing.triggers) == ((), (), ())


def test_not_sure_is_no_diagnosis_of_systemic_disease() -> None:
    """Who is not sure which form it is has not been told that it is systemic."""
    assert patient(subtype=choices.NOT_SURE).subtype is None
    assert patient(subtype="unknown").subtype == "unknown"


@pytest.mark.parametrize(
    ("boxes", "born"),
    [
        (["", "", "1980"], "1980"),
        (["", "02", "1980"], "1980-02"),
        (["9", "02", "1980"], "1980-02-09"),
        (["٩", "02", "١٩٨٠"], "1980-02-09"),
        ([" 09 ", "02", " 1980 "], "1980-02-09"),
    ],
)
def test_day_and_month_may_stay_empty(boxes: list[str], born: str) -> None:
    """A date is as exact as it was typed, in any digits."""
    assert patient(born=boxes).born == born


@pytest.mark.parametrize(
    ("boxes", "fault"),
    [
        (["", "", ""], "Write at least the year you were born."),
        (["1", "02", ""], "Add the year."),
        (["1", "02", "80"], "four digits"),
        (["1", "", "1980"], "Add the month"),
        (["x", "02", "1980"], "a number from 1 to 31"),
        (["30", "02", "1980"], "There is no 30 February 1980."),
        (["", "", "1880"], "The year must be from 1900 to 2100."),
        (["", "13", "1980"], "Choose the month"),
        (["", "", "2027"], "lies after the day of the answers"),
        (["1"] * 9, "four digits"),
    ],
)
def test_a_wrong_date_is_explained(boxes: list[str], fault: str) -> None:
    """Each fault of a date is one sentence at its first box."""
    found = faults(typed(born=boxes))

    assert list(found) == ["born-day"]
    assert fault in found["born-day"]


def test_a_device_is_kept_as_typed() -> None:
    """Device, strength, place and use-by date arrive in the record."""
    pen = a_pen(kept_at=" red pouch ", expires=["04", "2027"])

    (device,) = patient(**pen).epinephrine or ()

    assert device.model_dump(exclude_unset=True) == {
        "device": "epipen",
        "strength": {"value": Decimal("0.3"), "unit": "mg"},
        "kept_at": "red pouch",
        "expires": "2027-04",
    }


def test_devices_may_stand_in_any_row() -> None:
    """Rows left empty are no entries, and a fault is shown in the row that it was typed in."""
    boxes = typed(**a_pen(2), **a_pen(4, kept_at="x" * 101))

    assert list(faults(boxes)) == ["pens-4-kept_at"]


@pytest.mark.parametrize(
    ("strength", "value"), [("0.30", "0.30"), ("0,3", "0.3"), ("300", "300"), (".15", "0.15")]
)
def test_a_strength_is_read_as_it_stands_on_the_box(strength: str, value: str) -> None:
    """A point or a comma, and no digit more or less."""
    (device,) = patient(**a_pen(strength=strength)).epinephrine or ()

    assert device.strength is not None
    assert str(device.strength.value) == value


@pytest.mark.parametrize("strength", ["abc", "0.3 mg", "1,000", "-1", "1e3", "NaN", "0.3.1", "²"])
def test_a_strength_is_never_guessed(strength: str) -> None:
    """A comma before three digits may be a thousand or a fraction: the person must say."""
    found = faults(typed(**a_pen(strength=strength)))

    assert found == {
        "pens-1-strength": "Device 1: Write the strength as a number with a point, like 0.3."
    }


@pytest.mark.parametrize(
    ("pen", "box", "fault"),
    [
        (a_pen(device=""), "device", "Choose which device this is."),
        (a_pen(device="other", route="nasal"), "name", "Write its name."),
        (a_pen(device="other", name="Pen"), "route", "Choose how it is given."),
        (a_pen(name="Pen"), "name", "Clear this, or choose “Another device” above."),
        (a_pen(device="emerade"), "device", "Choose one from the list."),
        (a_pen(unit="g"), "unit", "Choose one from the list."),
        (a_pen(strength="0"), "strength", "Strength on the box: '0' must be more than 0."),
        (a_pen(expires=["04", ""]), "expires-month", "Add the year."),
        (a_pen(device="", strength="", kept_at="bag"), "device", "Choose which device this is."),
    ],
)
def test_a_half_filled_device_is_asked_for(pen: Typed, box: str, fault: str) -> None:
    """One sentence at the box that is wrong, and no second one about the same thing."""
    assert faults(typed(**pen)) == {f"pens-1-{box}": f"Device 1: {fault}"}


def test_medicines_of_the_list_have_an_id_and_others_the_name_as_typed() -> None:
    """A typed name stays a name, even of a medicine that the catalogue has."""
    boxes = {
        "usual_medicines-cetirizine-taken": "y",
        "usual_medicines-cetirizine-dose": "10 mg",
        "other_medicines-3-name": "Loratadine",
        "other_medicines-3-schedule": "evening",
    }

    medications = patient(**boxes).medications or ()

    assert [one.model_dump(exclude_none=True) for one in medications] == [
        {"id": "cetirizine", "dose": "10 mg"},
        {"name": "Loratadine", "schedule": "evening"},
    ]


def test_triggers_have_what_happened() -> None:
    """Nothing chosen and "I forget" are both unknown; the others are what they say."""
    boxes = {
        "usual_triggers-wasp-venom-known": "y",
        "usual_triggers-wasp-venom-reaction": "anaphylaxis",
        "usual_triggers-heat-known": "y",
        "other_triggers-10-name": "Kiwi",
        "other_triggers-10-reaction": "advised",
    }

    triggers = patient(**boxes).triggers or ()

    assert [(one.id or one.name, one.reaction) for one in triggers] == [
        ("wasp-venom", "anaphylaxis"),
        ("heat", "unknown"),
        ("Kiwi", "advised"),
    ]


@pytest.mark.parametrize(
    ("boxes", "box", "fault"),
    [
        ({"usual_medicines-ketotifen-dose": "1 mg"}, "usual_medicines-ketotifen-taken", "tick"),
        ({"other_medicines-2-dose": "1 mg"}, "other_medicines-2-name", "the name of this"),
        ({"usual_triggers-heat-reaction": "mild"}, "usual_triggers-heat-known", "tick"),
        ({"other_triggers-1-reaction": "mild"}, "other_triggers-1-name", "what set it off"),
        ({"usual_triggers-heat-known": "y", "no_triggers": "y"}, "no_triggers", "Keep one."),
        ({"other_medicines-1-name": "X", "no_medicines": "y"}, "no_medicines", "Keep one."),
        (a_pen() | {"no_pens": "y"}, "no_pens", "Keep one."),
        ({"region": ""}, "region", "Choose your country."),
        ({"region": "XX"}, "region", "Choose one from the list."),
        ({"subtype": "new"}, "subtype-0", "Choose one from the list."),
        ({"name": "  "}, "name", "Write your name."),
        ({"answered_on": ["", "11", "2026"]}, "answered_on-day", "Fill in day, month and year."),
    ],
)
def test_what_contradicts_itself_is_asked_about(boxes: Typed, box: str, fault: str) -> None:
    """Nothing that was typed is dropped in silence."""
    found = faults(typed() | boxes)

    assert list(found) == [box]
    assert fault in found[box]


def test_faults_of_the_record_are_shown_where_they_were_typed() -> None:
    """Limits and characters are the record's to judge, the boxes are the form's."""
    boxes = typed(name="xy " * 100 + "z", **a_pen(2, kept_at="a\x07b"))
    boxes |= {"other_medicines-4-name": "w" * 101, "usual_triggers-pain-known": "y"}

    found = faults(boxes)

    assert list(found) == ["name", "pens-2-kept_at", "other_medicines-4-name"]
    assert found["name"].startswith("Your name: Has 301 characters; 300 is the most.")
    assert "U+0007" in found["pens-2-kept_at"]
    assert "word of 101 characters" in found["other_medicines-4-name"]


def test_a_fault_without_a_box_stands_in_the_summary() -> None:
    """All answers together may be too much, though no box is."""
    form = filled(typed())

    blame(form, [Fault("", "Too much."), Fault("weight.unit", "Wrong.")])

    assert [(one.sentence, one.box) for one in problems(form)] == [
        ("Too much.", None),
        ("weight.unit: Wrong.", None),
    ]


def test_all_faults_are_shown_at_once() -> None:
    """Nobody has to send the form twice to learn of the second fault."""
    boxes = typed(name="", born=["", "", ""], region="") | a_pen(strength="x")

    assert list(faults(boxes)) == ["name", "born-day", "region", "pens-1-strength"]


@pytest.mark.parametrize("number", ["01", "03", "04", "05", "06", "07", "08"])
def test_a_record_that_says_more_than_the_form_holds_has_no_form(number: str) -> None:
    """It is never offered for change, since something would be lost."""
    assert form_for(person(number)) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"epinephrine": [{"device": "emerade"}]},
        {"epinephrine": [{"device": "epipen"}] * 5},
        {"medications": [{"name": f"m{number}"} for number in range(11)]},
        {"medications": [{"id": "cetirizine", "note": "since May"}]},
        {"medications": [{"id": "midostaurin"}]},
        {"medications": [{"name": "first"}, {"id": "cetirizine"}]},
        {"triggers": [{"id": "heat"}, {"id": "heat", "reaction": "mild"}]},
        {"triggers": [{"name": "Kiwi", "last": "2020"}]},
        {"contacts": []},
        {"photo": "me.jpg"},
    ],
)
def test_what_the_form_has_no_box_for_keeps_a_record_from_it(changes: dict[str, Any]) -> None:
    """Also one entry too many, or an order that the form would change."""
    assert form_for(patient_from(answers("02") | changes)) is None


WORDS = st.text("abc é漢ع<&'\"", min_size=1, max_size=20).filter(str.strip)
DATES = st.sampled_from(["1999", "2001-02", "2001-02-28"])
STRENGTH = st.fixed_dictionaries(
    {"value": st.decimals("0.01", "999", places=2), "unit": st.sampled_from(["mg", "micrograms"])}
)
PENS = st.one_of(
    st.fixed_dictionaries(
        {"device": st.sampled_from(["epipen", "neffy", "jext"])},
        optional={"strength": STRENGTH, "kept_at": WORDS, "expires": DATES.map(lambda d: d[:7])},
    ),
    st.fixed_dictionaries(
        {"device": st.just("other"), "name": WORDS, "route": st.sampled_from(["nasal"])},
        optional={"strength": STRENGTH},
    ),
)
DOSES = {"dose": WORDS, "schedule": WORDS}
REACTIONS = {"reaction": st.sampled_from([key for key in choices.REACTIONS if key])}


def entries(
    usual: dict[str, str], more: dict[str, st.SearchStrategy[str]]
) -> st.SearchStrategy[list[dict[str, str]]]:
    """Ticks of the checklist in its order, then rows with typed names."""
    ticked = st.sets(st.sampled_from(list(usual))).flatmap(
        lambda ids: st.tuples(
            *(
                st.fixed_dictionaries({"id": st.just(key)}, optional=more)
                for key in usual
                if key in ids
            )
        )
    )
    named = st.lists(st.fixed_dictionaries({"name": WORDS}, optional=more), max_size=10)
    return st.builds(lambda ticks, names: [*ticks, *names], ticked, named)


RECORDS = st.fixed_dictionaries(
    {
        "version": st.just(1),
        "answered_on": st.just("2026-11-10"),
        "name": WORDS,
        "born": DATES,
        "region": st.sampled_from(["GB", "US", "AX"]),
    },
    optional={
        "subtype": st.sampled_from(["indolent", "unknown", "mcas"]),
        "epinephrine": st.lists(PENS, max_size=4),
        "medications": entries(choices.usual_medicines(), DOSES),
        "triggers": entries(choices.usual_triggers(), REACTIONS),
    },
)


@settings(max_examples=60, deadline=None)
@given(RECORDS)
def test_a_record_that_the_form_can_hold_comes_back_unchanged(record: dict[str, Any]) -> None:
    """Record to form, form to record, record to file and back: always the same patient."""
    patient = patient_from(record)

    form = form_for(patient)

    assert form is not None
    assert patient_in(form) == patient == read_record(write_record(patient))
