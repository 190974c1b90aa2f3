"""The question pages, and the task list of topics.

All pages work alike; `outline.py` says which questions each has, and where the answers go.
"""

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from markupsafe import Markup, escape

from walletcard.form.drafts import Draft, filled_from_draft
from walletcard.form.fields import PickField
from walletcard.form.filling import Filled, filled_from_form
from walletcard.form.outline import HELPERS, TOPICS, QuestionPage, place_of
from walletcard.form.progress import progress
from walletcard.form.records import answers_on
from walletcard.web.making import links
from walletcard.web.making.lookup import Lookup, look_up, typed_words
from walletcard.web.session import visit
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.session.conflicts import differences, note_overtaken
from walletcard.web.site.current import today
from walletcard.web.site.decisions import VISITOR, opens_to
from walletcard.web.site.reply import Reply

pages = Blueprint("question_pages", __name__)
speak_to_visitors(pages)


@pages.get("/make/<int:number>/")
@opens_to(VISITOR, compressed=True)
def topics(number: int) -> str:
    """The task list: all topics, and how far each is."""
    draft = visitor().draft(number)
    return render_template(
        "making/topics.html",
        draft=draft,
        topics=[
            (one, progress(draft, one, today()), links.entrance(draft, one.places[0]))
            for one in TOPICS
        ],
        following=following(draft),
        token=visitor().token,
    )


@pages.get("/make/<int:number>/<slug>")
@opens_to(VISITOR, compressed=True)
def page(number: int, slug: str) -> str:
    """A question page with the answers so far, and with what today's rules refuse of them."""
    found, draft = page_of(slug), visitor().draft(number)
    filled = filled_from_draft(draft, found, today())
    filled.form.suggest(draft.person(today()))
    filled.blame_page(found, draft.record, today())
    return page_of_questions(draft, found, filled)


@pages.post("/make/<int:number>/<slug>")
@opens_to(VISITOR, repeatable=True)
def save(number: int, slug: str) -> Reply:
    """Save the answers of a page, or say what is wrong with them."""
    found = page_of(slug)
    with visitor().changing_draft(number) as draft:
        stored = answers_on(draft.record, found)
        filled = filled_from_form(found.form, stored, request.form, draft.person(today()))
        note_overtaken(filled)
        if lookup := _asked_about(found, filled):
            return page_of_questions(draft, found, filled, lookup)
        record = filled.on_page(found, draft.record)
        is_right = filled.judge_page(found, draft.record, record, today())
        if is_right and not filled.is_overtaken:
            draft.keep_page(found, filled, record)
            return redirect(links.after(draft, found), HTTPStatus.SEE_OTHER)
    return page_of_questions(draft, found, filled), HTTPStatus.UNPROCESSABLE_ENTITY


def _asked_about(page: QuestionPage, filled: Filled) -> Lookup | None:
    """Words that were typed to look up, unless an answer was chosen too, and not for other words.

    The nearest answers come first; one that is called just so is chosen.
    """
    words, looked = typed_words(), request.form.get("looked")
    if not page.kinds or not words or looked == words:
        return None
    (field,) = [one for one in filled.form if isinstance(one, PickField)]
    is_chosen = field.answer != filled.before.get(field.short_name) and not looked
    if is_chosen and request.form.get("do") != "search":
        return None
    lookup = look_up(words, page.kinds)
    field.offer({one.id: field.options[one.id] for one in lookup.found} | field.options)
    field.data = lookup.exact or field.data
    return lookup


@pages.app_template_filter("named")
def named(text: str, draft: Draft) -> Markup:
    """Words of the form about the person of a draft; no translator touches the name."""
    before, name, after = draft.person(today()).around_name(text)
    held = Markup('<bdi translate="no">{}</bdi>').format(name) if name else ""
    return escape(before) + held + escape(after)


@pages.app_template_filter("plain")
def plain(text: str, draft: Draft) -> str:
    """The same without a name."""
    return draft.person(today()).plain(text)


def page_of(slug: str) -> QuestionPage:
    """The page of an address; there is an error page for others."""
    found = place_of(slug)
    return found if isinstance(found, QuestionPage) else abort(HTTPStatus.NOT_FOUND)


def page_of_questions(
    draft: Draft, page: QuestionPage, filled: Filled, lookup: Lookup | None = None
) -> str:
    """A question page with its problems, or with what another window saved."""
    return render_template(
        "making/page.html",
        draft=draft,
        page=page,
        filled=filled,
        problems=filled.problems,
        differences=differences(filled) if filled.is_overtaken else [],
        seen=visit.fingerprint(filled.source),
        words=typed_words(),
        lookup=lookup,
        onward=links.after(draft, page),
        first=page is HELPERS,
        action=url_for(
            "question_pages.save", number=draft.number, slug=page.slug, to=links.on_the_way()
        ),
        token=visitor().token,
    )


def following(draft: Draft) -> str | None:
    """The address of the first page that was not visited; None if there is none."""
    place = links.unvisited(draft)
    return links.entrance(draft, place, to=links.REST) if place else None
