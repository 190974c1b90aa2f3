"""Routes and ends: what a note or the words beside a name say of it."""

from __future__ import annotations

import pytest

from tests.clinical.understood import medicine
from tests.people import a_patient
from walletcard.clinical import aside as asides
from walletcard.clinical.aside import Aside, aside, routes_in
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("dexamethasone", None),
        ("dexamethasone tablets", None),
        ("dexamethasone by mouth", "mouth"),
        ("dexamethasone eye drops", "eye"),
        ("Dexamethason Augentropfen", "eye"),
        ("Dexamethasonaugentropfen", "eye"),
        ("dexamethasone cream", "skin"),
        ("dexamethasone injection", "injection"),
        ("dexamethasone ear drops", "ear"),
        ("dexamethasone nasal spray", "nose"),
        ("dexamethasone inhaler", "inhaled"),
        ("dexamethasone suppository", "rectal"),
        ("dexamethasone eye drops and cream", None),
        ("Solu-Cortef", "injection"),
        ("Advair", "inhaled"),
    ],
)
def test_the_route_is_read_from_the_words_or_the_product(text: str, route: str | None) -> None:
    """Two ways are none that counts."""
    assert medicine(text).route == route


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("eye drops", {"eye"}),
        ("1 drop into the eye at night", {"eye"}),
        ("cream, eye drops", {"skin", "eye"}),
        ("not as cream", set()),
        ("zz eye drops", {"eye"}),
        ("5 eye drops", {"eye"}),
        ("50 mg", set()),
    ],
)
def test_the_routes_that_a_note_names(text: str, routes: set[str]) -> None:
    """None where it says no."""
    assert routes_in(text) == routes


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("stopped 2023", True),
        ("until May 2022", True),
        ("finished March 2026", True),
        ("until 2022", True),
        ("until 2026", False),
        ("until 2027", False),
        ("until 36 weeks", False),
        ("bis 2025", True),
        ("stopped", True),
        ("stopped 2026", True),
        ("stopped 2023 zz", False),
        ("zz stopped", False),
        ("stop 2027", False),
        ("no longer", True),
        ("nicht mehr", True),
        ("abgesetzt 2021", True),
        ("do not stop suddenly", False),
        ("must not miss doses", False),
        ("never stop", False),
        ("2023", False),
        ("", False),
        ("off since 2023", True),
        ("last dose 2021", True),
        ("previously", True),
        ("früher", True),
        ("twice a day with food, last dose at 21:00", False),
        ("last dose in the evening", False),
        ("every 6 months, last dose 2026-05", False),
        ("once a year, last 2025", False),
        ("last dose 2026", False),
        ("was 50 mg", False),
        ("früher 50 mg", False),
        ("tidligere 2 tabletter", False),
        ("antes 50 mg", False),
        ("以前 50mg", False),
        ("patch replaced every 3 days", False),
        ("5 days on 2 days off", False),
        ("3 Wochen täglich, 1 Woche Pause", False),
    ],
)
def test_a_note_that_says_only_that_it_was_stopped(text: str, *, ended: bool) -> None:
    """In a sentence such a word may speak of something else, or of a dose and an hour alone."""
    assert (aside(text, "2026") is Aside.ENDED) is ended


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stopped 2023", Aside.ENDED),
        ("abgesetzt", Aside.ENDED),
        ("until 2025", Aside.ENDED),
        ("was 50 mg", Aside.HOLDS),
        ("until 36 weeks", Aside.HOLDS),
        ("50 mg twice a day", Aside.HOLDS),
        ("", Aside.HOLDS),
        ("no", Aside.PERHAPS_ENDED),
        ("none", Aside.PERHAPS_ENDED),
        ("never stop", Aside.PERHAPS_ENDED),
        ("0", Aside.PERHAPS_ENDED),
        ("0-0-0", Aside.PERHAPS_ENDED),
        ("0-0-1", Aside.HOLDS),
        ("not with food", Aside.HOLDS),
        ("no zz", Aside.HOLDS),
        ("none since 2010", Aside.HOLDS),
        ("stopped by zz", Aside.PERHAPS_ENDED),
        ("zz until 2023", Aside.HOLDS),
        ("zz last dose", Aside.HOLDS),
        ("allergic", Aside.ALLERGY),
        ("reaction 2010", Aside.ALLERGY),
        ("reaction to zz", Aside.PERHAPS_ENDED),
        ("no reaction", Aside.HOLDS),
        ("for allergies", Aside.HOLDS),
        ("since childhood", Aside.HOLDS),
        ("off on Sundays", Aside.PERHAPS_ENDED),
        ("seit der Kindheit", Aside.HOLDS),
        ("depuis l'enfance", Aside.HOLDS),
        ("dall'infanzia", Aside.HOLDS),
        ("desde niño", Aside.HOLDS),
        ("since I was a child", Aside.HOLDS),
        ("born with it", Aside.HOLDS),
        ("in childhood", Aside.ENDED),
        ("stopped since 2020", Aside.ENDED),
        ("since stopped", Aside.ENDED),
        ("on and off", Aside.HOLDS),
        ("off and on since 2010", Aside.HOLDS),
        ("off", Aside.ENDED),
        ("off since 2020", Aside.ENDED),
        ("21 days on 7 off", Aside.PERHAPS_ENDED),
        ("no longer", Aside.ENDED),
        ("no longer 50 mg", Aside.PERHAPS_ENDED),
        ("stopped 100 mg, now 25 mg", Aside.PERHAPS_ENDED),
        ("non più di 3 al giorno", Aside.PERHAPS_ENDED),
        ("no longer severe", Aside.PERHAPS_ENDED),
        ("nicht mehr schwer", Aside.PERHAPS_ENDED),
        ("was 100 mg, stopped", Aside.PERHAPS_ENDED),
        ("stop om 2 uger", Aside.PERHAPS_ENDED),
        ("stop om 2 uger, 14/12/2026", Aside.PERHAPS_ENDED),
        ("stop 48h", Aside.PERHAPS_ENDED),
        ("paused 48h", Aside.PERHAPS_ENDED),
        ("arrêt 48h avant", Aside.PERHAPS_ENDED),
        ("arrêt 3 j", Aside.PERHAPS_ENDED),
        ("stop in 14 days", Aside.PERHAPS_ENDED),
        ("stopped 3 months ago", Aside.PERHAPS_ENDED),
        ("abgesetzt nach Plan", Aside.PERHAPS_ENDED),
        ("suspendido comida", Aside.PERHAPS_ENDED),
        ("stop 3.12.2027", Aside.PERHAPS_ENDED),
        ("stopped 3.12.2023", Aside.ENDED),
        ("stopped in March 2023", Aside.ENDED),
        ("stopped 3 March 2023", Aside.ENDED),
        ("om", Aside.HOLDS),
        ("2010-2015", Aside.PERHAPS_ENDED),
        ("2010 bis 2015", Aside.ENDED),
        ("2010 to 2015", Aside.PERHAPS_ENDED),
        ("2020-2026", Aside.HOLDS),
        ("2010, 2015", Aside.HOLDS),
        ("stopped 2023, did not help", Aside.PERHAPS_ENDED),
        ("did not help, stopped 2023", Aside.PERHAPS_ENDED),
        ("abgesetzt, nicht vertragen", Aside.PERHAPS_ENDED),
        ("nicht vertragen; abgesetzt", Aside.PERHAPS_ENDED),
        ("not tolerated (stopped)", Aside.PERHAPS_ENDED),
        ("no attacks, outgrown", Aside.PERHAPS_ENDED),
        ("do not stop, no alcohol", Aside.HOLDS),
        ("do not stop suddenly, 2.5 mg", Aside.HOLDS),
        ("not with food, last dose at 21:00", Aside.HOLDS),
    ],
)
def test_what_stands_beside_a_thing_may_end_it(text: str, said: Aside) -> None:
    """Only what was understood in full; of the rest the person is asked."""
    assert aside(text, "2026") is said


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("started Jan 2027", True),
        ("ab 1.1.2027", True),
        ("from January 2027", True),
        ("50 mg, from 1.12.2026 or a bit later", True),
        ("à partir du 3 mai 2027", True),
        ("not before 2027", True),
        ("started Nov 2026", False),
        ("started 12/11/2026", False),
        ("since 2020", False),
        ("from 2020, next check 2027", False),
        ("until Jan 2027", False),
        ("from Dr. Meyer, until Jan 2027", False),
        ("von Dr. Meier bis März 2027", False),
        ("from Jan 2027 until June 2027", True),
        ("next dose Jan 2027", False),
        ("100 mg from Jan 2027, now 50 mg", False),
    ],
)
def test_a_beginning_on_a_day_to_come_is_asked_about(text: str, *, is_asked: bool) -> None:
    """It may be a slip, or the thing is not taken yet."""
    said = Aside.PERHAPS_ENDED if is_asked else Aside.HOLDS
    assert aside(text, "2026-11-29") is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stop 14 Dec 2026", Aside.PERHAPS_ENDED),
        ("stop 14.12.2026", Aside.PERHAPS_ENDED),
        ("arrêt le 14 décembre 2026", Aside.PERHAPS_ENDED),
        ("stop 2027", Aside.PERHAPS_ENDED),
        ("stopped 3 Nov 2026", Aside.ENDED),
        ("stopped 29 Nov 2026", Aside.ENDED),
        ("stopped 3/12/2026", Aside.ENDED),
        ("abgesetzt 3.12.2026", Aside.PERHAPS_ENDED),
        ("stopped Nov 2026", Aside.ENDED),
        ("stopped 2026", Aside.ENDED),
        ("until 14 Dec 2026", Aside.HOLDS),
        ("until 3 Nov 2026", Aside.ENDED),
        ("bis 31.12.2025", Aside.ENDED),
        ("jusqu'au 12 mai 2026", Aside.ENDED),
        ("jusqu'au 12 mai 2027", Aside.HOLDS),
        ("bis Mai 2026", Aside.ENDED),
        ("until 3/12/2026", Aside.HOLDS),
    ],
)
def test_an_end_on_a_day_to_come_has_not_ended_it(text: str, said: Aside) -> None:
    """Day and month count too, as far as they are given; of a planned stop the person is asked."""
    assert aside(text, "2026-11-29") is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("10 mg until May 2026, 5 mg since June 2026", Aside.PERHAPS_ENDED),
        ("jusqu'en mai 2026 10 mg, depuis 5 mg", Aside.PERHAPS_ENDED),
        ("50 mg until 14 Nov 2026, 25 mg", Aside.PERHAPS_ENDED),
        ("100 mg stopped May 2026, 50 mg", Aside.PERHAPS_ENDED),
        ("50 mg until 14 Nov 2026", Aside.ENDED),
        ("since May 2020 until Oct 2026", Aside.ENDED),
    ],
)
def test_the_end_of_a_dose_that_another_follows_ends_nothing(text: str, said: Aside) -> None:
    """The person is asked whether it goes on."""
    assert aside(text, "2026-11-20") is said


@pytest.mark.parametrize(
    "text",
    ["pausiert bis 12.12.2026", "pause until Dec 2026", "früher Mai 2020", "was May 2020"],
)
def test_a_pause_and_a_time_of_years_ago_are_asked_about(text: str) -> None:
    """A pause holds until its day. A dose of years ago was perhaps the last one."""
    assert aside(text, "2026-11-20") is Aside.PERHAPS_ENDED


@pytest.mark.parametrize(
    "text",
    ["every 6 months, last May 2026", "last dose Dec 2025", "was 50 mg in May 2020", "mai 2020"],
)
def test_a_dose_of_lately_and_the_strength_of_years_ago_are_not_asked_about(text: str) -> None:
    """The medicine is taken, and the words tell when or how much."""
    assert aside(text, "2026-11-20") is Aside.HOLDS


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("aspirin X", ("X",)),
        ("warfarin (x)", ("x",)),
        ("2 x aspirin", ()),
        ("~~aspirin~~", ("~~", "~~")),
        ("-- aspirin", ("--",)),
        ("~50 mg aspirin", ()),
        ("Marcumar, jetzt Eliquis", ("jetzt",)),
        ("jetzt Eliquis", ()),
        ("aspirin now 100 mg", ()),
    ],
)
def test_a_cross_and_a_now_may_end_what_stands_beside_them(
    text: str, left: tuple[str, ...]
) -> None:
    """A name may be struck out, or be followed by what took its place."""
    assert medicine(text, "DE").left == left


@pytest.mark.parametrize(("note", "has"), [("until 2020", False), ("until 2031", True)])
def test_a_condition_with_an_end_answers_its_alert_until_then(note: str, *, has: bool) -> None:
    """On the day of the answers: a year that has not come yet ends nothing."""
    patient = a_patient(conditions=[{"id": "asthma", "note": note}], answered_on="2026-11-01")
    told = {one.id for one in plan(patient).of(Part.ALERT) if one.cause == "alerts.asthma"}
    assert bool(told) is has


@pytest.mark.parametrize(
    "text",
    [
        *("z.N.", "0-0-0-1 z. N.", "z.N. bei Bedarf"),
        *("nocte", "enligt lista", "no jantar"),
    ],
)
def test_an_hour_in_short_is_no_end(text: str) -> None:
    """German "z.N." is at night; "Z.n.", once had, looks the same, and is asked about by a name."""
    assert aside(text, "2026") is Aside.HOLDS


def test_a_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one large record, reading the same notes again kept a reader busy for two seconds."""
    text = "a note that nobody wrote before, 48"
    first = aside(text, "2026"), routes_in(text)
    monkeypatch.setattr(asides, "pieces", None)

    assert (aside(text, "2026"), routes_in(text)) == first


@pytest.mark.parametrize("text", ["Z.N.", "Z.n.", "1 Tbl. z.n."])
def test_an_hour_with_other_capitals_is_perhaps_an_end(text: str) -> None:
    """Nothing stands behind "Z.n." that was had once: the person is asked, and no alert is lost."""
    assert aside(text, "2026") is Aside.PERHAPS_ENDED
