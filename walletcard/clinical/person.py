"""Statements about the person: who they are, whom to call, history, tests, and their own words."""

from __future__ import annotations

from collections.abc import Iterator

from walletcard.clinical.age import AgeBand, age_band
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.dates import earliest, latest
from walletcard.clinical.patient import (
    Clinician,
    Contact,
    Directions,
    Patient,
    Reactions,
    Review,
)
from walletcard.clinical.sign_languages import is_signed
from walletcard.clinical.statement import (
    Amount,
    Date,
    Language,
    Listed,
    Part,
    Phrase,
    Statement,
    Term,
    Typed,
    Value,
    date,
    listed,
    phone,
    present,
    statement,
    typed,
)
from walletcard.clinical.teller import teller
from walletcard.clinical.yes_no import YesNo


def who(patient: Patient) -> Iterator[Statement]:
    """Name, birth, ADULT or CHILD, diagnosis, and the day of the answers."""
    yield statement(Part.NAME, "name", "name", name=Typed(patient.name))
    yield _born(patient)
    yield _diagnosis(patient)
    yield statement(
        Part.ANSWERS_OF, "answers-of", "answered_on", answered_on=Date(patient.answered_on)
    )


def _born(patient: Patient) -> Statement:
    born, band, weight = Date(patient.born), age_band(patient), _weight(patient)
    if band is AgeBand.ADULT:
        return statement(Part.BORN, "born.adult", "born", born=born)
    if band is AgeBand.NOT_KNOWN:
        return statement(Part.BORN, "born.age-not-known", "born", born=born)
    if weight is None:
        return statement(Part.BORN, "born.child", "born", born=born)
    return statement(Part.BORN, "born.child-weight", "born", born=born, weight=weight)


def _diagnosis(patient: Patient) -> Statement:
    if patient.subtype is None:
        return statement(Part.DIAGNOSIS, "diagnosis.not-known", "subtype")
    suspected = patient.diagnosis is not None and patient.diagnosis.status == "suspected"
    id = "diagnosis.suspected" if suspected else "diagnosis"
    sources = catalogue().subtypes[patient.subtype].sources
    return statement(
        Part.DIAGNOSIS, id, "subtype", sources, subtype=Term("subtype", patient.subtype)
    )


def call_script(patient: Patient) -> Iterator[Statement]:
    """What to say on the phone: "mastocytosis" only if the person is known to have it."""
    subtype = catalogue().subtypes.get(patient.subtype or "")
    if subtype is None or subtype.group == "neighbour":
        yield statement(Part.CALL_SCRIPT, "call.script.mast-cell-disease", "subtype")
    else:
        yield statement(Part.CALL_SCRIPT, "call.script", "subtype")


def people(patient: Patient) -> Iterator[Statement]:
    """Whom to call: contacts, then doctors, then the hospital."""
    for number, contact in enumerate(patient.contacts or ()):
        yield _person(Part.CONTACT, f"contacts[{number}]", contact)
    if patient.contacts == ():
        yield statement(Part.CONTACT, "none.contacts", "contacts")
    for number, clinician in enumerate(patient.clinicians or ()):
        yield _person(Part.CLINICIAN, f"clinicians[{number}]", clinician)
    if patient.clinicians == ():
        yield statement(Part.CLINICIAN, "none.clinicians", "clinicians")
    if patient.hospital:
        hospital = patient.hospital
        number_there = typed(hospital.patient_number)
        facts = listed(
            phone(hospital.phone),
            number_there and Phrase("hospital.number", {"number": number_there}),
        )
        yield _named(Part.HOSPITAL, "hospital", "hospital", hospital.name, facts)


def _person(part: Part, cause: str, person: Contact | Clinician) -> Statement:
    if isinstance(person, Contact):
        guardian = Phrase("contact.guardian") if person.guardian else None
        facts = listed(typed(person.relation), guardian, phone(person.phone))
    else:
        facts = listed(typed(person.role), typed(person.place), phone(person.phone))
    return _named(part, "contact", cause, person.name, facts)


def _named(part: Part, id: str, cause: str, name: str, facts: Listed | None) -> Statement:
    if facts is None:
        return statement(part, id, cause, name=Typed(name))
    return statement(part, f"{id}.facts", cause, name=Typed(name), facts=facts)


def languages(patient: Patient) -> Iterator[Statement]:
    """What the person speaks or signs, and whether an interpreter is needed."""
    signed = tuple(one for one in patient.languages or () if is_signed(one))
    spoken = tuple(one for one in patient.languages or () if one not in signed)
    for id, some in (("speaks", spoken), ("signs", signed)):
        if some:
            named = Listed(tuple(map(Language, some)))
            yield statement(Part.LANGUAGE, id, "languages", languages=named)
    if patient.interpreter:
        wanted = Language(patient.interpreter)
        yield statement(Part.INTERPRETER, "interpreter", "interpreter", language=wanted)


def first_signs(patient: Patient) -> Iterator[Statement]:
    """The signs with which the person's own reactions began."""
    signs = patient.reactions and patient.reactions.usual_signs
    if signs:
        terms = Listed(tuple(Term("sign", sign) for sign in signs))
        yield statement(Part.FIRST_SIGNS, "usual-signs", "reactions.usual_signs", signs=terms)
    elif signs == ():
        yield statement(Part.FIRST_SIGNS, "none.usual-signs", "reactions.usual_signs")


def history(patient: Patient) -> Iterator[Statement]:
    """The reactions so far."""
    past = patient.reactions
    if past is None:
        return
    rows: tuple[tuple[str, str, Value | None], ...] = (
        ("count", "anaphylaxis_count", past.anaphylaxis_count),
        ("last", "last", date(past.last)),
        ("doses", "doses_needed", past.doses_needed),
        ("second-wave", "second_wave", _yes_no(past.second_wave)),
        ("intensive-care", "intensive_care", _yes_no(past.intensive_care)),
        ("note", "note", typed(past.note)),
    )
    for id, field, value in rows:
        if value is not None:
            yield statement(Part.HISTORY, f"reactions.{id}", f"reactions.{field}", value=value)


def _yes_no(answer: YesNo) -> Phrase | None:
    return None if answer is YesNo.NOT_ANSWERED else Phrase(f"answer.{answer.value}")


def tests(patient: Patient) -> Iterator[Statement]:
    """Diagnosis and test results as entered."""
    found = patient.diagnosis
    if own := baseline_tryptase(patient):
        yield statement(Part.TEST, "tryptase", "diagnosis.baseline_tryptase", tryptase=own)
    if found and found.status:
        yield statement(Part.TEST, f"diagnosis.status.{found.status}", "diagnosis.status")
    if found and found.year:
        yield statement(Part.TEST, "diagnosis.year", "diagnosis.year", year=found.year)
    if found and found.kit_d816v:
        yield statement(Part.TEST, f"diagnosis.kit.{found.kit_d816v}", "diagnosis.kit_d816v")
    if found and found.associated_neoplasm:
        neoplasm = Typed(found.associated_neoplasm)
        cause = "diagnosis.associated_neoplasm"
        yield statement(Part.TEST, "diagnosis.neoplasm", cause, neoplasm=neoplasm)
    if (weight := _weight(patient)) and not age_band(patient).is_under_18:
        yield statement(Part.TEST, "weight", "weight", weight=weight)


def baseline_tryptase(patient: Patient) -> Amount | None:
    """The person's baseline tryptase, which staff need to interpret an acute value."""
    own = patient.diagnosis and patient.diagnosis.baseline_tryptase
    return Amount(own.value, own.unit, own.on, own.comparator) if own else None


def _weight(patient: Patient) -> Amount | None:
    weight = patient.weight
    return Amount(weight.value, weight.unit, weight.on) if weight else None


def conditions(patient: Patient) -> Iterator[Statement]:
    """Other conditions as entered."""
    for number, entry in enumerate(patient.conditions or ()):
        what: Value = Term("condition", entry.id) if entry.id else Typed(entry.name or "")
        cause = f"conditions[{number}]"
        if entry.note:
            facts = Typed(entry.note)
            yield statement(Part.CONDITION, "condition.facts", cause, what=what, facts=facts)
        else:
            yield statement(Part.CONDITION, "condition", cause, what=what)


def instructions(patient: Patient) -> Iterator[Statement]:
    """A doctor's words that the person copied; the card says that they stand on the plan.

    They never change a step, even if they are about resuscitation: they are not signed. What must
    come before other needles or drugs could be read as coming before epinephrine, too.
    """
    if patient.instructions:
        yield statement(Part.SEE_PLAN, "instructions.see-plan", "instructions")
        yield from _directions(
            Part.INSTRUCTIONS, "instructions", patient.instructions, teller(patient)
        )
        yield statement(Part.INSTRUCTIONS, "instructions.epinephrine-first", "instructions")


def premedication(patient: Patient) -> Iterator[Statement]:
    """What a doctor wrote for planned procedures, copied by the person."""
    if patient.premedication:
        yield statement(Part.PREMEDICATION, "planned-only", "premedication")
        yield from _directions(
            Part.PREMEDICATION, "premedication", patient.premedication, teller(patient)
        )


def _directions(part: Part, cause: str, given: Directions, who: Phrase) -> Iterator[Statement]:
    yield statement(part, "directions", f"{cause}.text", text=Typed(given.text))
    by, on = typed(given.by), date(given.on)
    if by and on:
        yield statement(part, "directions.by-on", f"{cause}.by", by=by, on=on, teller=who)
    elif by:
        yield statement(part, "directions.by", f"{cause}.by", by=by, teller=who)
    elif on:
        yield statement(part, "directions.on", f"{cause}.on", on=on, teller=who)
    else:
        yield statement(part, "directions.whose-not-known", cause, teller=who)


def review(patient: Patient) -> Iterator[Statement]:
    """Who reviewed the answers, as the patient or the family says; only ink signs.

    If the review is older than the answers, the face says so.
    """
    if patient.review is None:
        yield statement(Part.REVIEW, "review.not-known", "review")
        return
    on, again = date(patient.review.on), date(patient.review.review_by)
    before = Phrase("review.before", {"answered_on": Date(patient.answered_on)})
    when = present(
        _reviewed(on),
        before if is_before(patient.review, patient.answered_on) else None,
        Phrase("review.again", {"again": again}) if again else None,
    )
    by = Typed(patient.review.by)
    who, told = teller(patient), Listed(when, sign="; ")
    yield statement(Part.REVIEW, "review", "review", teller=who, by=by, when=told)


def _reviewed(on: Date | None) -> Phrase:
    """When a review was: on a day, or in a month or year."""
    if on is None:
        return Phrase("review.on-not-known")
    is_day = len(on.iso) == len("YYYY-MM-DD")
    return Phrase("review.on" if is_day else "review.in", {"on": on})


def is_before(given: Review, answered_on: str) -> bool:
    """Whether a review is surely older than the answers, even if its date is partial."""
    return given.on is not None and latest(given.on) < earliest(answered_on)


def not_known(patient: Patient) -> Iterator[Statement]:
    """What was not answered, which is not the same as "none"."""
    # A child's weight stands beside the date of birth.
    said_at_birth = age_band(patient).is_under_18
    vital: tuple[tuple[str, object], ...] = (
        ("epinephrine", patient.epinephrine),
        ("medications", patient.medications),
        ("triggers", patient.triggers),
        ("contacts", patient.contacts),
        ("diagnosis.baseline_tryptase", baseline_tryptase(patient)),
    )
    further: tuple[tuple[str, object], ...] = (
        ("tolerated", patient.tolerated),
        ("conditions", patient.conditions),
        ("reactions", _any_answer(patient.reactions)),
        ("clinicians", patient.clinicians),
        ("platelets", patient.platelets),
        ("weight", patient.weight or said_at_birth or None),
    )
    for part, answers in ((Part.NOT_KNOWN, vital), (Part.NOT_ANSWERED, further)):
        for path, answer in answers:
            if answer is None:
                field = path.split(".")[-1].replace("_", "-")
                yield statement(part, f"not-known.{field}", path)


def _any_answer(past: Reactions | None) -> Reactions | None:
    """The reactions, if anything was answered of them."""
    return past if past != Reactions() else None


def none(patient: Patient) -> Iterator[Statement]:
    """What was answered with "none"."""
    fields = (
        (Part.MEDICATION, "medications", patient.medications),
        (Part.SETS_OFF, "triggers", patient.triggers),
        (Part.TOLERATED, "tolerated", patient.tolerated),
        (Part.CONDITION, "conditions", patient.conditions),
    )
    for part, field, answer in fields:
        if answer == ():
            about = {"teller": teller(patient)} if field == "triggers" else {}
            yield statement(part, f"none.{field}", field, **about)
