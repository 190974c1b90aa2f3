"""How far the topics of a draft are."""

from datetime import date

from walletcard.clinical.alerts import asked, still_open
from walletcard.clinical.record import RecordRefused
from walletcard.form.drafts import Draft
from walletcard.form.outline import TOPICS, Topic, place_at
from walletcard.form.records import has_answers, patient_so_far

COMPLETED, BEGUN, NOT_STARTED = "Completed", "In progress", "Not started"


def progress(draft: Draft, topic: Topic, today: date) -> str:
    """How far a topic is: completed once each page was visited and no vital question is open."""
    been = [place.slug in draft.visited for place in topic.places]
    if all(been):
        return _open_of(draft, today) if place_at("alerts") in topic.places else COMPLETED
    if any(been) or any(has_answers(draft.record, place) for place in topic.places):
        return BEGUN
    return NOT_STARTED


def topics_done(draft: Draft, today: date) -> str:
    """How far a draft is, such as "3 of 10"."""
    done = sum(progress(draft, topic, today) == COMPLETED for topic in TOPICS)
    return f"{done} of {len(TOPICS)}"


def _open_of(draft: Draft, today: date) -> str:
    """How many of the questions that emergency staff ask are open, as the plan says it."""
    try:
        patient = patient_so_far(draft.record, today)
    except RecordRefused:
        return BEGUN
    count = len(tuple(still_open(patient)))
    return f"{count} of {len(asked(patient))} open" if count else COMPLETED
