"""The tour misses no page."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from flask import Flask

from tests.web.sight import Sight

# Routes without a page of their own: files, downloads, and redirects.
NO_PAGE = {
    "static",
    "start.save",
    "start.delete",
    "owner.change",
    *("downloads.both", "link_pages.sheet", "owner.sheet"),  # files
    *("link_pages.saved", "photo_pages.cut", "photo_pages.remove"),
    *("result_pages.sibling", "result_pages.owners_sibling", "start.bring"),
    *("list_pages.go_on", "list_pages.add_again", "list_pages.remove", "list_pages.undo"),
    "list_pages.put_first",
}


def routes_of(app: Flask) -> set[tuple[str, str]]:
    """All routes with their methods."""
    return {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def visited(app: Flask, sights: list[Sight]) -> set[tuple[str, str]]:
    """The routes that were requested, with their methods."""
    urls = app.url_map.bind("")
    found = set()
    for sight in sights:
        method = sight.answer.request.method
        if urls.test(sight.path, method):
            found.add((method, urls.match(sight.path, method)[0]))
    return found


def test_every_route_that_answers_a_page_is_on_the_tour(app: Flask, sights: list[Sight]) -> None:
    """A new page is checked like all others, unless its route is on the short list here."""
    missing = routes_of(app) - visited(app, sights)

    assert {endpoint for _, endpoint in missing} == NO_PAGE


def test_every_page_is_seen_as_it_is_meant_to_be(app: Flask, sights: list[Sight]) -> None:
    """Each address is opened with success at least once, not only refused."""
    good = [sight for sight in sights if sight.answer.status_code < 400]
    missing = routes_of(app) - visited(app, good)

    opened = {endpoint for method, endpoint in missing if method == "GET"}
    assert opened == {"static", "owner.answers"}  # a file, and an old address that redirects


def test_every_form_is_seen_with_its_errors(sights: list[Sight]) -> None:
    """A refused answer is reported on the page that it was typed on."""
    wrong = {sight.path for sight in sights if sight.is_page and sight.page.problems}
    typed = {
        sight.path
        for sight in sights
        if sight.state == "crowded" and any(one.get("class") == "box" for one in boxes_of(sight))
    }

    assert typed - wrong == set()


def boxes_of(sight: Sight) -> list[Element]:
    """The boxes on a page that a person can type in, except for the search box for names."""
    boxes = sight.page.all("input", "textarea") if sight.is_page else []
    return [one for one in boxes if one.get("name") != "words"]
