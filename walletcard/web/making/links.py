"""The addresses to which the pages of the form lead."""

from flask import request, url_for

from walletcard.form.drafts import Draft
from walletcard.form.outline import FIRST, EntryList, Place, QuestionPage, places, topic_of

CHECK = "check"  # what an address says if one came from the check page and goes back there
REST = "rest"  # the same of whoever answers all that is left, page by page


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


def entries(draft: Draft, list_: EntryList) -> str:
    """The address of a list's entries, for whoever is on the way there from one of its pages."""
    return of_list("list_pages.entries", draft, list_, to=on_the_way())


def of_entry(
    draft: Draft, list_: EntryList, id: int, to: str | None = None, brand: str | None = None
) -> str:
    """The address of an entry; of a pen with the brand that was chosen."""
    return url_for(
        "entry_pages.entry", number=draft.number, slug=list_.slug, id=id, to=to, brand=brand
    )


def after(draft: Draft, place: Place) -> str:
    """Where Continue leads: to the next first question or the next page of the topic, or to check.

    Who wants to answer all the rest is led through every page that was not visited.
    """
    way = on_the_way()
    found = None
    if way == REST or request.form.get("do") == REST:
        way, found = REST, unvisited(draft)
    elif draft.is_first_time and place in FIRST:
        found = next((one for one in FIRST if one.slug not in draft.visited and one != place), None)
    elif way != CHECK:
        found = _next_in_topic(place)
    return (
        entrance(draft, found, way) if found else url_for("check_pages.check", number=draft.number)
    )


def unvisited(draft: Draft) -> Place | None:
    """The first page or list that was not visited."""
    return next((place for place in places() if place.slug not in draft.visited), None)


def _next_in_topic(place: Place) -> Place | None:
    """The next page of the topic."""
    topic = topic_of(place)
    rest = topic.places[topic.places.index(place) + 1 :] if topic else ()
    return next(iter(rest), None)


def on_the_way() -> str | None:
    """The query that links inside the form keep: where the person is on their way to."""
    way = request.args.get("to")
    return way if way in {CHECK, REST} else None
