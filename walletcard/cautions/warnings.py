"""Warnings about the answers, for the person alone: they decide, and no face prints them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from walletcard.cautions.asking import names_nothing, questions
from walletcard.cautions.contacts import contacts_without_phone, own_name
from walletcard.cautions.contradictions import contradictions
from walletcard.cautions.denied import (
    alerts_that_say_no,
    alerts_that_say_yes,
    name_says_tolerated,
    no_longer_tolerated,
    no_reaction_and_one,
    reactions_graver_in_words,
    triggers_that_are_tolerated,
)
from walletcard.cautions.directions import against_epinephrine, directions_of_nothing
from walletcard.cautions.doubts import KG_PER_LB, dates, sizes, tryptase_of_a_reaction
from walletcard.cautions.found import Found
from walletcard.cautions.resuscitation import resuscitation
from walletcard.clinical.age import AgeBand, age_band
from walletcard.clinical.alerts import has_spray_and_nose_trouble, still_open
from walletcard.clinical.around import tells_of_absence, tells_of_no_device
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.dates import latest
from walletcard.clinical.device_entries import WeightBand
from walletcard.clinical.devices import (
    amount,
    for_anyone,
    is_ampoule,
    is_sold,
    micrograms,
    most_together,
    named,
    recalled_as,
    route,
)
from walletcard.clinical.exposures import still_given
from walletcard.clinical.measured import Weight
from walletcard.clinical.medicines import taken
from walletcard.clinical.naming import Reading
from walletcard.clinical.own_list import own_list
from walletcard.clinical.patient import Epinephrine, Patient, Reaction
from walletcard.clinical.person import is_before
from walletcard.clinical.pregnancy import pregnancy_cause
from walletcard.clinical.statement import (
    Amount,
    Date,
    Listed,
    Phrase,
    Term,
    Typed,
    Value,
    present,
    typed,
)
from walletcard.clinical.steps import is_epinephrine

WEIGHED_AGAIN = datetime.timedelta(days=366)
LIGHTEST_ADULT = 30  # kg: a label's strengths for children end here or below
EXPIRES_SOON = datetime.timedelta(days=60)  # time enough to see a doctor and a pharmacist


@dataclass(frozen=True)
class Caution:
    """One warning: the path of the answer, and the sentence with its values.

    `picks` are the ids of catalogue entries that may replace the typed name there.
    """

    path: str
    said: Phrase
    picks: tuple[str, ...] = ()


def warnings(patient: Patient, today: datetime.date) -> tuple[Caution, ...]:
    """Everything that the person should look at again, the most vital first.

    `today` is the day on which it is read. A warning about two equal devices appears once.
    """
    picks = {(one.path, one.id): one.picks for one in questions(patient)}
    told: dict[tuple[str, str], Caution] = {}
    for rule in RULES:
        for path, id, values in rule(patient, today):
            said = Phrase(f"warning.{id}", values)
            about = re.sub(r"^(epinephrine)\[\d+\]", r"\1", path)
            caution = Caution(path, said, picks.get((path, id), ()))
            told.setdefault((about, repr(said)), caution)
    return tuple(told.values())


def no_epinephrine(patient: Patient, _: datetime.date) -> Found:
    """No device, or one that was entered only as a medicine, which it perhaps is not."""
    if patient.epinephrine:
        return
    entered = [one for one in taken(patient) if is_epinephrine(one)]
    for one in entered:
        yield one.cause, "epinephrine-as-medicine", {"medicine": one.what}
    if not any(one.medicines for one in entered):
        yield "epinephrine", f"no-epinephrine{_as_said_in(patient.region)}", {}


def _as_said_in(region: str) -> str:
    """The end of the id of a sentence that names epinephrine, by the country's word for it."""
    return ".adrenaline" if catalogue().says_adrenaline(region) else ""


def not_at_hand(patient: Patient, _: datetime.date) -> Found:
    """Devices that their words call a trainer, lost, or not there yet."""
    for path, device in _devices(patient):
        place = device.kept_at or ""
        absent = place and (tells_of_absence(place) or names_nothing(place, Reading.MEDICATIONS))
        if absent or tells_of_no_device(device.name or ""):
            shown = present(named(device, patient.region), typed(device.kept_at))
            yield path, "not-at-hand", {"device": Listed(shown)}


def not_two_together(patient: Patient, _: datetime.date) -> Found:
    """Only one device, or one in each place; ampoules do not count: few can use them."""
    devices = for_anyone(patient)
    if len(devices) == 1:
        yield "epinephrine", "one-device", {}
    elif devices and most_together(devices) == 1:
        yield "epinephrine", "one-in-each-place", {}


def ampoules(patient: Patient, _: datetime.date) -> Found:
    """Ampoules, which only trained people can use: without another device, calling comes first."""
    id = "ampoule" if for_anyone(patient) else "ampoule-only"
    for path, device in _devices(patient):
        if is_ampoule(device):
            yield f"{path}.device", id, {"device": named(device, patient.region)}


def nose_trouble(patient: Patient, _: datetime.date) -> Found:
    """Only nose sprays, and a nose in which a spray may work less well."""
    if has_spray_and_nose_trouble(patient):
        yield "epinephrine", "nose-spray", {}


def use_by_dates(patient: Patient, today: datetime.date) -> Found:
    """Devices that have expired or will expire soon."""
    for path, device in _devices(patient):
        if device.expires is None:
            continue
        left = latest(device.expires) - today
        shown, expires = named(device, patient.region), Date(device.expires)
        values: dict[str, Value] = {"device": shown, "expires": expires}
        if left < datetime.timedelta(0):
            spray = ".spray" if route(device) == "nasal" else ""
            yield f"{path}.expires", f"expired{spray}", values
        elif left <= EXPIRES_SOON:
            yield f"{path}.expires", "expires-soon", values


def recalled(patient: Patient, _: datetime.date) -> Found:
    """Devices that were recalled."""
    for path, device in _devices(patient):
        if id := recalled_as(device):
            yield f"{path}.device", "recalled", {"device": Term("device", id)}


def strengths(patient: Patient, _: datetime.date) -> Found:
    """Strengths that are not sold for the device; which ones an ampoule has is not known."""
    for path, device in _devices(patient):
        known = device.device in catalogue().devices and not is_ampoule(device)
        if known and device.strength and not is_sold(device, patient.region):
            term, strength = Term("device", device.device), amount(device.strength)
            values: dict[str, Value] = {"device": term, "strength": strength}
            yield f"{path}.strength", "strength-not-sold", values


def weight_bands(patient: Patient, _: datetime.date) -> Found:
    """A weight outside of the band that a device's label gives for its strength.

    Of an adult whose weight is not known only a strength for children is asked about.
    """
    for path, device in _devices(patient):
        band = _band(device, patient.region)
        if band and patient.weight is None and _is_for_children(band, patient):
            most = Amount(Decimal(str(band.to_kg)), "kg")
            shown: dict[str, Value] = {"device": named(device, patient.region), "most": most}
            yield path, "strength-for-children", shown
        elif band and patient.weight and not _is_in(band, patient.weight):
            weight = Amount(patient.weight.value, patient.weight.unit, patient.weight.on)
            values: dict[str, Value] = {"device": named(device, patient.region), "weight": weight}
            yield path, "weight-outside-label", values


def _band(device: Epinephrine, region: str) -> WeightBand | None:
    known = catalogue().devices.get(device.device)
    label = known.label_in(region) if known else None
    if label is None or device.strength is None:
        return None
    entered = micrograms(f"{device.strength.value} {device.strength.unit}")
    return next((band for band in label.bands if micrograms(band.strength) == entered), None)


def _is_for_children(band: WeightBand, patient: Patient) -> bool:
    """Whether hardly any adult is light enough for a band, and the person is an adult."""
    return age_band(patient) is AgeBand.ADULT and band.to_kg <= LIGHTEST_ADULT


def _is_in(band: WeightBand, weight: Weight) -> bool:
    """Whether a label's band holds a weight; its pounds are whole: 15 kg is 33 lb on it."""
    if weight.unit == "kg":
        return band.from_kg <= weight.value <= band.to_kg
    pounds = float(KG_PER_LB)
    return band.from_kg // pounds <= weight.value <= band.to_kg / pounds


def rescue_as_trigger(patient: Patient, _: datetime.date) -> Found:
    """Epinephrine, oxygen, fluid or sulfite as a trigger."""
    for one in own_list(patient).triggers:
        if one.about.is_rescue:
            still = Listed(tuple(map(Phrase, still_given(one.about.members))), sign=" ")
            yield one.cause, "rescue-as-trigger", {"what": one.about.what, "still": still}


def unknown_triggers(patient: Patient, _: datetime.date) -> Found:
    """Anaphylaxis to something unknown, which may be a medicine: no order is made of it."""
    asked = {one.path for one in questions(patient)}
    for one in own_list(patient).triggers:
        grave = one.entry.reaction is Reaction.ANAPHYLAXIS and f"{one.cause}.name" not in asked
        tolerated = name_says_tolerated(one.entry.name or "", patient.region)
        if grave and not one.about.named and not tolerated:
            yield f"{one.cause}.name", "unknown-trigger", {"name": one.about.what}


def vital_names(patient: Patient, _: datetime.date) -> Found:
    """Typed names that must be asked about, and may need an alert on the card's front."""
    for one in questions(patient):
        if one.is_vital:
            yield one.path, one.id, one.values


def other_names(patient: Patient, _: datetime.date) -> Found:
    """Other typed names that must be asked about."""
    for one in questions(patient):
        if not one.is_vital:
            yield one.path, one.id, one.values


def alerts_not_answered(patient: Patient, _: datetime.date) -> Found:
    """How many alerts the action plan says "not known" of."""
    count = len(tuple(still_open(patient)))
    if count == 1:
        yield "alerts", "alert-not-answered", {}
    elif count:
        yield "alerts", "alerts-not-answered", {"count": count}


def pregnancies(patient: Patient, _: datetime.date) -> Found:
    """A pregnancy: when it ends, the card is out of date."""
    if cause := pregnancy_cause(patient):
        yield cause, "pregnancy", {"answered_on": Date(patient.answered_on)}


def age_and_weight(patient: Patient, today: datetime.date) -> Found:
    """An age that may be under 18 or not, and a child without a weight of the last year."""
    band = age_band(patient)
    if band is AgeBand.NOT_KNOWN:
        yield "born", "age-not-known", {}
    elif band.is_under_18 and patient.weight is None:
        yield "weight", "child-without-weight", {}
    elif band.is_under_18 and (on := _weighed_on(patient)) and latest(on) + WEIGHED_AGAIN < today:
        yield "weight.on", "child-weight-old", {"on": Date(on)}


def _weighed_on(patient: Patient) -> str | None:
    return patient.weight.on if patient.weight else None


def reviews(patient: Patient, today: datetime.date) -> Found:
    """A review that is overdue, or older than these answers."""
    review = patient.review
    if review and review.review_by and latest(review.review_by) < today:
        yield "review.review_by", "review-overdue", {"review_by": Date(review.review_by)}
    if review and is_before(review, patient.answered_on):
        answered_on = Date(patient.answered_on)
        values: dict[str, Value] = {"by": Typed(review.by), "answered_on": answered_on}
        yield "review.on", "review-before-answers", values


def _devices(patient: Patient) -> Iterator[tuple[str, Epinephrine]]:
    for number, device in enumerate(patient.epinephrine or ()):
        yield f"epinephrine[{number}]", device


RULES: tuple[Callable[[Patient, datetime.date], Found], ...] = (
    no_epinephrine,
    not_at_hand,
    ampoules,
    not_two_together,
    nose_trouble,
    use_by_dates,
    recalled,
    strengths,
    weight_bands,
    rescue_as_trigger,
    vital_names,
    resuscitation,
    against_epinephrine,
    alerts_that_say_no,
    alerts_that_say_yes,
    alerts_not_answered,
    reactions_graver_in_words,
    unknown_triggers,
    contradictions,
    triggers_that_are_tolerated,
    no_longer_tolerated,
    no_reaction_and_one,
    other_names,
    directions_of_nothing,
    contacts_without_phone,
    own_name,
    pregnancies,
    age_and_weight,
    tryptase_of_a_reaction,
    sizes,
    dates,
    reviews,
)
