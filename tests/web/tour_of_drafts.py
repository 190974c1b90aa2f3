"""Every page of the form: empty, with long answers, sent wrong, and changed in two windows."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

from tests.people import answers
from tests.web.pages import Page, SecureClient, page_of
from tests.web.sight import Sight
from tests.web.walking import ABOUT, Walk, start, start_from_file
from walletcard.clinical.field_rules import WORD_CHARACTERS
from walletcard.form.outline import ANSWERED, HELPERS, EntryList, Place, places
from walletcard.sharing import sessions

NEW = 999  # the id of an entry that does not exist yet
TOO_LONG = "W" * (WORD_CHARACTERS + 1)


def of_an_empty_draft(client: SecureClient) -> Iterator[Sight]:
    """Only the first questions answered, or not even those."""
    walk = start(client)
    asked = (*places(), HELPERS)
    for path in ("/", "/check", *(path for one in asked for path in ways_in(one))):
        yield Sight("empty", client.get(walk.path + path))
    for path in ("/card.svg", "/front.png"):
        yield Sight("its picture", client.get(walk.path + path))
    yield Sight("its sides", client.get(f"{walk.path}/so-far"))
    yield Sight("a card waits", client.get("/"))
    nameless = start_from_file(client, {"version": 1, "subtype": "mcas"})
    for path in ("/", "/check", "/so-far"):
        yield Sight("without a name", client.get(nameless.path + path))


def ways_in(place: Place) -> Iterator[str]:
    """The pages of a place: its questions, or its list with checklist and a new entry."""
    if not isinstance(place, EntryList):
        yield f"/{place.slug}"
        return
    yield f"/{place.slug}/"
    yield f"/{place.slug}/{NEW}"
    if place.usual:
        yield f"/{place.slug}/usual"


def of_a_crowded_draft(client: SecureClient) -> Iterator[Sight]:
    """Long answers everywhere, and every form sent wrong."""
    walk = start_from_file(client, answers("03"))
    for path in ("/", "/check", "/delete"):
        yield Sight("crowded", client.get(walk.path + path))
    asked = (ANSWERED, HELPERS, *places())
    for path in (f"/pens/{NEW}?brand=neffy", *(path for one in asked for path in ways_in(one))):
        filled = Sight("crowded", client.get(walk.path + path))
        yield filled
        if wrong := dict.fromkeys(boxes_of_text(filled.page), TOO_LONG):
            yield Sight("wrong", walk.post(path, wrong, page=filled.page))
    for place in places():
        if isinstance(place, EntryList):
            yield from of_entries(walk, place)
    yield Sight("crowded", client.get(f"{walk.path}/front.png"))
    yield Sight("the choice", client.get(f"{walk.path}/keep"))
    yield Sight("nothing chosen", walk.post("/keep"))
    yield from of_names_looked_up(walk)
    yield from of_two_windows(walk)


def boxes_of_text(page: Page) -> list[str]:
    """The names of the boxes to type in, except for the search box."""
    lines = [one for one in page.all("input") if one.get("type") in {"text", "tel"}]
    names = [one.get("name") or "" for one in [*lines, *page.all("textarea")]]
    return [name for name in names if name != "words"]


def of_entries(walk: Walk, list_: EntryList) -> Iterator[Sight]:
    """An entry of a list, and the list after the last two were removed."""
    entries = entries_of(walk, list_.slug)
    yield Sight("an entry", walk.client.get(walk.path + entries[0]))
    for one in entries[-2:]:
        walk.press(f"{one}/remove")
    yield Sight("entries removed", walk.client.get(f"{walk.path}/{list_.slug}/"))
    for one in entries[-2:]:
        walk.press(f"/{list_.slug}/undo", id=one.rpartition("/")[2])


def entries_of(walk: Walk, slug: str) -> list[str]:
    """The pages of a list's entries."""
    links = [one.get("href") or "" for one in walk.get(f"/{slug}/").all("a")]
    entries = [one.removeprefix(walk.path) for one in links if one.rpartition("/")[2].isdigit()]
    return entries[:-1]  # the last link adds an entry


def of_names_looked_up(walk: Walk) -> Iterator[Sight]:
    """Names with close matches, and a name without any."""
    for slug, name in [
        ("medicines", "Metroprolol"),
        ("triggers", "wasps"),
        ("safe", "ibuprofin"),
        ("illnesses", "osteoprosis"),
        ("medicines", "Zzyzxol"),
    ]:
        sent = {"name": name, "do": "search"}
        yield Sight(f"{name} looked up", walk.post(f"/{slug}/{NEW}", sent))
    words = {"words": "indolent systemic", "do": "search"}
    yield Sight("words looked up", walk.post("/kind", words))


def of_two_windows(walk: Walk) -> Iterator[Sight]:
    """The other window's change is shown beside what was typed here."""
    asthma = {"asthma-ticked": "y", "asthma-note": "mild"}
    for path, there, here in [
        ("/hospital", {"name": "General Hospital"}, {"name": "St. Mary’s"}),
        (entries_of(walk, "contacts")[0], {"name": "Jo"}, {"name": "Joe"}),
        ("/illnesses/usual", asthma, asthma | {"asthma-note": "bad"}),
    ]:
        old = walk.get(path)
        walk.post(path, there, page=old)
        yield Sight("changed in another window", walk.post(path, here, page=old))
    both = {"cetirizine-ticked": "y", "answer": "none"}
    yield Sight("ticked, and none", walk.post("/medicines/usual", both))


def of_several_drafts(client: SecureClient) -> Iterator[Sight]:
    """Drafts of two people in one browser, the greatest number of drafts, and none."""
    start(client, name="Maria Keller")
    walk = start(client, name="Jonas Keller")
    yield Sight("two people", client.get("/make"))
    typed = {"name": "Maria", "answer": "later"}
    yield Sight("skipped with an answer", walk.post("/contacts/1", typed))
    with mock.patch.object(sessions, "MOST_BYTES", 600):
        yield Sight("no room", client.post("/make/new", data=ABOUT | {"name": "Ada Keller"}))
    yield Sight("without its token", client.post(f"{walk.path}/about", data=ABOUT))
    typed = {"token": walk.token, "name": "General Hospital"}
    yield Sight("of a deleted card", client.post("/make/99/hospital", data=typed))
    yield Sight("about to leave", asked := client.post("/make/leave", data={"token": walk.token}))
    yield Sight("left", client.post("/make/leave", data=page_of(asked).typed))
