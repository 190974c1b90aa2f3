"""Answers that another answer of the person denies: both stand on the papers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from walletcard.cautions.found import Found
from walletcard.clinical.alerts import evidence
from walletcard.clinical.around import YEAR, beside_tolerance, tells_of_an_exclusion
from walletcard.clinical.aside import (
    Aside,
    aside,
    tells_of_anaphylaxis,
    tells_of_no_reaction,
    tells_of_the_last_time,
    years_ended,
)
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Alert, Medicine
from walletcard.clinical.meaning import Stance, meaning
from walletcard.clinical.medicines import taken
from walletcard.clinical.naming import Reading
from walletcard.clinical.own_list import own_list
from walletcard.clinical.patient import Patient, Reaction
from walletcard.clinical.spelling import said_apart
from walletcard.clinical.statement import Listed, Term, Typed, Value, present, typed
from walletcard.clinical.written_dates import lie_a_year_back
from walletcard.clinical.yes_no import YesNo

_BADLY = "mal"  # in French, Spanish and Portuguese; "times" in German
_PASSES = "asthma"  # the one condition among those of the alerts that may be over


def alerts_that_say_no(patient: Patient, _: datetime.date) -> Found:
    """Alerts answered with no, though a listed medicine or condition, or the note, says yes."""
    mine = taken(patient)
    for alert in catalogue().alerts.values():
        answer, found = patient.alerts.get(alert.id), evidence(patient, mine, alert)
        if answer is None or answer.answer != "no":
            continue
        values: dict[str, Value] = {"alert": _term(alert)}
        if found:
            values["but"] = Listed(found, sign="; ")
            yield f"alerts.{alert.id}", "alert-says-no", values
        elif answer.note and _names_one(answer.note, alert, patient):
            values["note"] = Typed(answer.note)
            yield f"alerts.{alert.id}", "alert-says-no.note", values


def _names_one(note: str, alert: Alert, patient: Patient) -> bool:
    """Whether a note names what the alert asks about, and no word in it says no or past.

    Words that are not known change nothing of it: "low dose aspirin only".
    """
    medicine = meaning(note, Reading.MEDICATIONS, patient.region)
    condition = meaning(note, Reading.CONDITIONS)
    stated = {medicine.stance, condition.stance} == {Stance.STATED}
    if not stated or aside(note, patient.answered_on) is not Aside.HOLDS:
        return False
    by, known = medicine.route, catalogue().classes
    asked = {id for id in alert.classes if by not in known[id].not_by}.union(alert.conditions)
    named = {one.id for one in (*medicine.may_be, *condition.may_be)}
    named.update(*(one.classes for one in medicine.may_be if isinstance(one, Medicine)))
    return not named.isdisjoint(asked)


def alerts_that_say_yes(patient: Patient, _: datetime.date) -> Found:
    """Alerts answered with yes, though the note says an end, or no medicine is taken at all.

    An end is asked about only where it changes the answer: of a medicine, or of asthma. A difficult
    intubation in the past is what its alert is for, as is a steroid within the last year.
    """
    for alert in catalogue().alerts.values():
        answer = patient.alerts.get(alert.id)
        if answer is None or answer.answer != "yes":
            continue
        is_of_now = alert.front and alert.classes and not alert.asks_more
        if is_of_now and patient.medications == ():
            yield f"alerts.{alert.id}", "alert-says-yes", {"alert": _term(alert)}
        if answer.note and _is_perhaps_over(alert, answer.note, patient.answered_on):
            values: dict[str, Value] = {"alert": _term(alert), "note": Typed(answer.note)}
            yield f"alerts.{alert.id}", "alert-perhaps-over", values


def _is_perhaps_over(alert: Alert, note: str, on: str) -> bool:
    """Whether a note says an end that changes the answer; some ask about the last twelve months."""
    is_ended = aside(note, on) in {Aside.ENDED, Aside.PERHAPS_ENDED}
    if alert.asks_more:
        return lie_a_year_back((note,), on) and (is_ended or years_ended(note, on))
    return is_ended and (bool(alert.classes) or _PASSES in alert.conditions)


def triggers_that_are_tolerated(patient: Patient, _: datetime.date) -> Found:
    """Triggers whose own words say that they are tolerated: not another thing, nor a low dose."""
    for one in own_list(patient).without_rescue():
        if one.entry.reaction is Reaction.ADVISED:
            continue
        in_note = _is_tolerated_in(one.entry.note or "", one.about.members, patient.region)
        if in_note or name_says_tolerated(one.entry.name or "", patient.region):
            yield one.cause, "trigger-and-tolerated", {"what": one.about.what}


def reactions_graver_in_words(patient: Patient, _: datetime.date) -> Found:
    """Triggers whose words tell of anaphylaxis, though something else was chosen."""
    for one in own_list(patient).without_rescue():
        entry = one.entry
        if entry.reaction is Reaction.ANAPHYLAXIS:
            continue
        if any(tells_of_anaphylaxis(text or "") for text in (entry.name, entry.note)):
            what = Listed(present(one.about.what, typed(entry.note)))
            chosen = Term("reaction", entry.reaction.value)
            yield one.cause, "graver-in-words", {"what": what, "reaction": chosen}


def no_longer_tolerated(patient: Patient, _: datetime.date) -> Found:
    """Entries among what was taken safely whose words say no, an end or an allergy."""
    for number, (entry, about) in enumerate(own_list(patient).tolerated):
        note = entry.note or ""
        ended = aside(note, patient.answered_on) is not Aside.HOLDS
        safe = tells_of_the_last_time(note) or tells_of_an_exclusion(note)
        safe = safe or _is_tolerated_in(note, about.members, patient.region)
        if (ended and not safe) or name_says_not_tolerated(entry.name or "", patient.region):
            what = Listed(present(about.what, typed(entry.note)))
            yield f"tolerated[{number}]", "tolerated-no-more", {"what": what}


def name_says_not_tolerated(name: str, region: str) -> bool:
    """Whether a name among what was taken safely is that of one thing that was not."""
    read = meaning(beside_tolerance(name) or name, Reading.TOLERATED, region)
    denied = len(read.senses) == 1 and not read.left and read.stance is not Stance.STATED
    return denied and not (tells_of_no_reaction(name) or tells_of_the_last_time(name))


def name_says_tolerated(name: str, region: str) -> bool:
    """Whether a name is that of one tolerated thing: "tolerates ibuprofen"."""
    is_one = len(meaning(name, Reading.TRIGGERS, region).senses) == 1
    return is_one and any(len(things) == 1 for things in _tolerated_in(name, region))


def _is_tolerated_in(note: str, members: frozenset[str], region: str) -> bool:
    """Whether a note calls the thing beside it tolerated, not another one."""
    return any(things in (set(), members) for things in _tolerated_in(note, region))


def _tolerated_in(text: str, region: str) -> Iterator[set[str]]:
    """The ids of the things that the parts of a text call tolerated, if no word is left over."""
    for part in said_apart(text):
        read = meaning(beside_tolerance(part) or "", Reading.TOLERATED, region)
        amounts = [one for one in read.dose if not YEAR.fullmatch(one)]
        clear = read.stance is Stance.STATED and not read.left and not amounts
        clear = clear and _BADLY not in map(str.casefold, read.times)
        if clear and beside_tolerance(part) is not None:
            yield {one.id for one in read.may_be}


def no_reaction_and_one(patient: Patient, _: datetime.date) -> Found:
    """No severe reaction counted, and yet one told of."""
    past = patient.reactions
    if past is None or past.anaphylaxis_count != 0:
        return
    graves = [one for one in patient.triggers or () if one.reaction is Reaction.ANAPHYLAXIS]
    needed_more = YesNo.YES in (past.second_wave, past.intensive_care) or past.doses_needed
    if graves or past.last or needed_more:
        yield "reactions.anaphylaxis_count", "none-and-some", {}


def _term(alert: Alert) -> Term:
    return Term("alert", alert.id)
