"""The line for staff at the top of a person's page."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from tests.clinical.saying import WORDS, quoted, spoken
from tests.people import a_patient, person
from tests.strategies import patients
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part, Term
from walletcard.web.reader.glance import MOST_LETTERS, glance, places

LISTED = (Part.ALERT, Part.NEVER, Part.REACTED)
COUNTED = ("glance.more", "glance.all-below")


def told(patient: Patient) -> list[str]:
    """What the line says of somebody."""
    line = glance(plan(patient), WORDS)
    return [spoken(one) for one in (*line.has, *line.other)]


def reacted_to(*names: str, **also: Any) -> Patient:
    """Somebody who had anaphylaxis to what was typed."""
    triggers = [{"name": name, "reaction": "anaphylaxis"} for name in names]
    return a_patient(triggers=triggers, **also)


def test_it_says_alerts_then_reactions_then_tryptase() -> None:
    """Names alone: their facts stand further down. What has no room is counted."""
    assert told(person("05"))[:7] == [
        *("Beta-blocker", "Long-term steroids", "Blood thinner"),
        spoken(plan(person("05")).of(Part.ALERT)[3]),
        quoted("glance.reacted", what=Term("trigger", "contrast-media")),
        quoted("glance.more", count=1),
        "Baseline tryptase 220 ng/mL",
    ]


def test_a_tryptase_that_could_not_be_measured_further_is_said_so() -> None:
    """200 alone would be another fact."""
    own = {"value": 200, "unit": "ng/mL", "comparator": ">", "on": "2026"}
    assert "Baseline tryptase more than 200 ng/mL" in told(
        a_patient(diagnosis={"baseline_tryptase": own})
    )


def test_an_alert_that_is_no_plain_yes_keeps_its_words() -> None:
    """The name of it alone would say that it was answered with yes."""
    assert "Long-term steroids: not known, but takes prednisone" in told(person("03"))


def test_an_order_stays_an_order() -> None:
    """And what is only stated is no order."""
    patient = reacted_to("codeine", "latex", "penicillins and cephalosporins")

    assert told(patient)[:3] == [
        "Do not give codeine",
        "Do not use latex",
        "Anaphylaxis to penicillins and cephalosporins",
    ]


def test_what_the_person_takes_or_has_stands_apart_from_reactions() -> None:
    """Without these words a list of alerts could be read as what to give, or what to avoid."""
    line = glance(plan(person("05")), WORDS)

    assert [one.part for one in line.has] == [Part.ALERT] * 4
    assert Part.ALERT not in [getattr(one, "part", None) for one in line.other]


def test_what_has_no_room_is_counted() -> None:
    """A long one gives way to a short one after it."""
    long = "contrast " * 14
    assert quoted("glance.more", count=2) in told(reacted_to(long, long.upper(), "codeine"))
    assert "Do not give codeine" in told(reacted_to(long, "codeine"))


def test_if_nothing_has_room_the_line_does_not_begin_with_more() -> None:
    """The words "2 more below" say nothing to whoever has read none."""
    long = "contrast " * 14
    assert told(reacted_to(long, long.upper()))[0] == "Alerts or reactions below: 2"


def test_what_is_not_known_is_said() -> None:
    """No reactions, no tryptase, or questions that were not answered."""
    assert told(person("02")) == [
        "Reactions not known",
        quoted("glance.tryptase-not-known"),
        quoted("glance.not-known"),
    ]


def test_a_reaction_of_which_little_is_known_is_no_silence() -> None:
    """Of somebody who never had anaphylaxis, the line says what else there was."""
    assert "NSAID painkillers: not known what happened" in told(person("04"))
    mild = a_patient(triggers=[{"name": "codeine", "reaction": "mild", "last": "2019"}])
    assert "Reacted to codeine: mild, 2019" in told(mild)
    assert "Reactions not known" not in told(a_patient(triggers=[]))


def placed(*devices: dict[str, Any]) -> list[str]:
    """What step 1 says of where somebody's devices are."""
    return [spoken(one) for one in places(plan(a_patient(epinephrine=list(devices))), WORDS)]


def test_step_1_says_where_the_epinephrine_is() -> None:
    """By name and number, the usable ones first; whoever looks for a device needs no strength."""
    pen = {"device": "epipen", "strength": {"value": "0.3", "unit": "mg"}, "kept_at": "red pouch"}
    old = {"device": "jext", "expires": "2020-01", "kept_at": "car"}

    assert placed(pen) == ["EpiPen: red pouch"]
    assert placed(pen, pen) == ["EpiPen, carries 2: red pouch"]
    assert placed(old, pen) == ["EpiPen: red pouch", quoted("glance.more", count=1)]
    assert placed(old) == ["Jext pen, past its date (Jan 2020), use it if it is the only one: car"]
    assert placed({"device": "neffy"}) == ["neffy NOSE SPRAY: where it is kept is not known"]


def test_what_is_for_trained_people_is_not_where_a_bystander_looks() -> None:
    """An ampoule stands below, with the words that say for whom it is."""
    assert placed({"device": "ampoule", "kept_at": "fridge"}) == []
    assert placed() == []


def test_places_that_have_no_room_in_step_1_are_counted() -> None:
    """None is cut, and none stands there before a better one."""
    long = {"device": "jext", "kept_at": "in the drawer " * 6}
    short = {"device": "epipen", "kept_at": "coat"}

    assert placed(short, long, {"device": "jext", "kept_at": "漢" * 40}) == [
        "EpiPen: coat",
        quoted("glance.more", count=2),
    ]
    assert placed(long, short) == [quoted("glance.place-below")]


@settings(max_examples=80)
@given(patients())
def test_nobody_s_line_pushes_the_steps_away_or_loses_an_alert(patient: Patient) -> None:
    """Each alert and reaction is said or counted, within the letters that there is room for."""
    line = glance(plan(patient), WORDS)
    said = (*line.has, *line.other)

    wanted = plan(patient).of(*LISTED)
    counted = sum(int(str(one.values["count"])) for one in said if one.id in COUNTED)
    shown = [one for one in said if getattr(one, "part", None) in LISTED]
    assert len(shown) + counted == len(wanted)
    assert sum(len(spoken(one)) for one in shown) <= MOST_LETTERS
