"""The addresses to which the pages of the form lead."""

from flask import request, url_for

from walletcard.form.drafts import Draft
from walletcard.form.outline import FIRST, EntryList, Place, QuestionPage, places, topic_of

CHECK = "check"  # what an address says if one came from the check page and goes back there


def entrance(draft: Draft, place: Place, to: str | None = None) -> str:
    """The address of a page or list; for an empty list that of its checklist or first entry."""
    if isinstance(place, QuestionPage):
        return url_for("question_pages.page", number=draft.number, slug=place.slug, to=to)
    if place.key in draft.record:
        return of_list("list_pages.entries", draft, place, to=to)
    if place.usual:
        return of_list("checklist_pages.usual", draft, place, to=to)
    return of_entry(draft, place, draft.last_id + 1, to=to)


def of_list(page: str, draft: Draft, list_: EntryList, to: str | None = None) -> str:
    """The address of a list's page."""
    return url_for(page, number=draft.number, slug=list_.slug, to=to)


def of_entry(draft: Draft, list_: EntryList, id: int, to: str | None = None) -> str:
    """The address of an entry."""
    return url_for("entry_pages.entry", number=draft.number, slug=list_.slug, id=id, to=to)


def after(draft: Draft, place: Place) -> str:
    """Where Continue leads: back to the check page, through the first questions, or further.

    After the first questions the task list is shown once: a card could be printed now.
    """
    if request.args.get("to") == CHECK:
        return url_for("check_pages.check", number=draft.number)
    if place in FIRST:
        following = FIRST[FIRST.index(place) + 1 :]
        if following and following[0].slug not in draft.visited:
            return entrance(draft, following[0])
        if not following and len(draft.visited) <= len(FIRST):
            return url_for("question_pages.topics", number=draft.number)
    found = _following(draft, place)
    return entrance(draft, found) if found else url_for("check_pages.check", number=draft.number)


def unvisited(draft: Draft) -> Place | None:
    """The first page or list that was not visited."""
    return next((place for place in places() if place.slug not in draft.visited), None)


def _following(draft: Draft, place: Place) -> Place | None:
    """The next page of the topic, or else the first one that was not visited."""
    topic = topic_of(place)
    if topic is None:
        return None
    rest = topic.places[topic.places.index(place) + 1 :]
    return rest[0] if rest else unvisited(draft)


def on_the_way() -> str | None:
    """The query that links inside the form keep: that the person came from the check page."""
    return CHECK if request.args.get("to") == CHECK else None
