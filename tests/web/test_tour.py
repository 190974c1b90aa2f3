"""The tour itself: no page can be forgotten on it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from flask import Flask

from tests.web.sight import Sight

# What answers no page of its own: a file, a download, and what only leads on to another page.
NO_PAGE = {
    "static",
    "start.save",
    "start.delete",
    "owner.change",
    *("downloads.both", "link_pages.sheet", "owner.sheet"),  # files
    *("link_pages.saved", "photo_pages.cut", "photo_pages.remove"),
    *("result_pages.sibling", "start.bring"),
    *("list_pages.go_on", "list_pages.add_again", "list_pages.remove", "list_pages.undo"),
}


def routes_of(app: Flask) -> set[tuple[str, str]]:
    """All routes, each with its method."""
    return {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def visited(app: Flask, sights: list[Sight]) -> set[tuple[str, str]]:
    """The routes that were asked for, each with its method."""
    urls = app.url_map.bind("")
    found = set()
    for sight in sights:
        method = sight.answer.request.method
        if urls.test(sight.path, method):
            found.add((method, urls.match(sight.path, method)[0]))
    return found


def test_every_route_that_answers_a_page_is_on_the_tour(app: Flask, sights: list[Sight]) -> None:
    """A new page is looked at as all others are, or its route stands on the short list here."""
    missing = routes_of(app) - visited(app, sights)

    assert {endpoint for _, endpoint in missing} == NO_PAGE


def test_every_page_is_seen_as_it_is_meant_to_be(app: Flask, sights: list[Sight]) -> None:
    """Not only its refusal: each address is opened with success once."""
    good = [sight for sight in sights if sight.answer.status_code < 400]
    missing = routes_of(app) - visited(app, good)

    opened = {endpoint for method, endpoint in missing if method == "GET"}
    assert opened == {"static", "owner.answers"}  # a file, and an old address that leads on


def test_every_form_is_seen_with_its_errors(sights: list[Sight]) -> None:
    """Whoever types something that cannot be kept is told so on the same page."""
    wrong = {sight.path for sight in sights if sight.is_page and sight.page.problems}
    typed = {
        sight.path
        for sight in sights
        if sight.state == "crowded" and any(one.get("class") == "box" for one in boxes_of(sight))
    }

    assert typed - wrong == set()


def boxes_of(sight: Sight) -> list[Element]:
    """What can be typed in on a page, but for the search for one's own words."""
    boxes = sight.page.all("input", "textarea") if sight.is_page else []
    return [one for one in boxes if one.get("name") != "words"]
