"""What a form is about that was sent to a path: a page that sends it again says so."""

import re
from collections.abc import Iterable
from typing import Any

from flask import current_app
from werkzeug.exceptions import HTTPException

from walletcard.clinical.answered_by import AnsweredBy
from walletcard.form.outline import place_of
from walletcard.form.whose import Whose, answered_in
from walletcard.web.site.decisions import Decision, decision_of

_OWN_PATH = re.compile(r"/[^/\\]")  # a browser takes //host and /\host for another site


def is_repeatable(path: str) -> bool:
    """Whether what was typed may be sent again to this path by a page that carries it."""
    decision, _ = _posted(path)
    return decision is not None and decision.is_repeatable


def asked_by(path: str) -> str:
    """What a form that was sent to this path asks for, after "You asked to"; empty if unsaid."""
    decision, _ = _posted(path)
    return decision.asks if decision else ""


def page_at(path: str, sent: Iterable[tuple[str, str]]) -> str:
    """The heading of the page of questions or list that was sent to this path; or empty."""
    person = Whose(answered_in(sent) or AnsweredBy.PATIENT)
    place = place_of(str(_posted(path)[1].get("slug")))
    return person.plain(place.heading) if place else ""


def _posted(path: str) -> tuple[Decision | None, dict[str, Any]]:
    """What the view decides that takes forms at a path of ours, and what the path holds."""
    if not _OWN_PATH.match(path):
        return None, {}
    try:
        endpoint, held = current_app.url_map.bind("").match(path.partition("?")[0], method="POST")
    except HTTPException:
        return None, {}
    return decision_of(current_app, endpoint), dict(held)
