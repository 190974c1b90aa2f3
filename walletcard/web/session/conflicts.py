"""Answers that were changed elsewhere since a page was filled with them."""

from flask import request

from walletcard.form.filling import Filled, said
from walletcard.web.session import visit

SEEN = "seen"  # the fingerprint of the answers that a page was filled with


def is_overtaken(filled: Filled) -> bool:
    """Whether the answers were changed elsewhere since the page was filled with them.

    Then the page shows both, and what is sent from it the next time is kept.
    """
    if not filled.is_changed or request.form.get(SEEN) == visit.fingerprint(filled.source):
        return False
    filled.is_overtaken = True
    return True


def differences(filled: Filled) -> list[tuple[str, str, str]]:
    """Each question that is answered otherwise: the question, what is kept, what was typed."""
    kept = {one.asked: one.text for one in said(type(filled.form)(data=filled.before))}
    return [
        (mine.asked, kept.get(mine.asked, ""), mine.text)
        for mine in said(filled.form)
        if kept.get(mine.asked, "") != mine.text
    ]
