"""The pages of questions, and the list of topics that leads to them.

Every page is handled alike: which questions it has, and where their answers stand in the record, is
in `outline.py`.
"""

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for

from walletcard.cautions.suggest import suggest
from walletcard.form import options
from walletcard.form.drafts import Draft, shown_page, state
from walletcard.form.fields import PickField
from walletcard.form.filling import Filled, typed
from walletcard.form.outline import SECTIONS, Page, place_of, section_of
from walletcard.form.records import part_of
from walletcard.web.making import links
from walletcard.web.session import visit
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.session.conflicts import differences, is_overtaken
from walletcard.web.site.current import today
from walletcard.web.site.decisions import VISITOR, opens_to
from walletcard.web.site.reply import Reply

pages = Blueprint("question_pages", __name__)
speak_to_visitors(pages)


@pages.get("/make/<int:number>/")
@opens_to(VISITOR, compressed=True)
def topics(number: int) -> str:
    """All topics with their states, in any order."""
    draft = visitor().draft(number)
    return render_template(
        "making/topics.html",
        draft=draft,
        sections=[
            (one, state(draft, one), links.entrance(draft, one.places[0])) for one in SECTIONS
        ],
        following=following(draft),
        token=visitor().token,
    )


@pages.get("/make/<int:number>/<slug>")
@opens_to(VISITOR, compressed=True)
def page(number: int, slug: str) -> str:
    """A page of questions, with what was answered."""
    found, draft = page_of(slug), visitor().draft(number)
    return page_of_questions(draft, found, shown_page(draft, found))


@pages.post("/make/<int:number>/<slug>")
@opens_to(VISITOR, repeatable=True)
def save(number: int, slug: str) -> Reply:
    """Keep the answers of a page, or say what is wrong with them."""
    found = page_of(slug)
    with visitor().changing_draft(number) as draft:
        filled = typed(found.form, part_of(draft.record, found), request.form)
        if _is_looking_up(found, filled):
            return page_of_questions(draft, found, filled)
        record = filled.on_page(found, draft.record)
        if filled.judge(found.base, record, today()) and not is_overtaken(filled):
            draft.keep_page(found, filled, record)
            return redirect(links.after(draft, found), HTTPStatus.SEE_OTHER)
    return page_of_questions(draft, found, filled), HTTPStatus.UNPROCESSABLE_ENTITY


def _is_looking_up(page: Page, filled: Filled) -> bool:
    """Whether words were typed to choose by; then the nearest answers come first."""
    words = request.form.get("words", "").strip()[: options.MOST_LETTERS]
    if not page.kinds or not words or request.form.get("looked") == words:
        return False
    (field,) = [one for one in filled.form if isinstance(one, PickField)]
    if field.answer and request.form.get("do") != "search":
        return False
    near = [one.id for one in suggest(words, kinds=page.kinds)]
    field.offer({id: field.options[id] for id in near} | field.options)
    return True


def page_of(slug: str) -> Page:
    """The page of an address; there is an error page for others."""
    found = place_of(slug)
    return found if isinstance(found, Page) else abort(HTTPStatus.NOT_FOUND)


def page_of_questions(draft: Draft, page: Page, filled: Filled) -> str:
    """A page with a form, its problems, or what is kept beside what was typed."""
    section = section_of(page)
    return render_template(
        "making/page.html",
        draft=draft,
        page=page,
        section=section,
        filled=filled,
        problems=filled.problems,
        differences=differences(filled) if filled.is_overtaken else [],
        seen=visit.fingerprint(filled.source),
        words=request.form.get("words", "").strip()[: options.MOST_LETTERS],
        onward=links.after(draft, page),
        action=url_for(
            "question_pages.save", number=draft.number, slug=page.slug, to=links.on_the_way()
        ),
        token=visitor().token,
    )


def following(draft: Draft) -> str | None:
    """The address of what was not answered yet."""
    place = links.unvisited(draft)
    return links.entrance(draft, place) if place else None
