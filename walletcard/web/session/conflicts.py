"""Notices that another window changed the answers since a page was filled in."""

from flask import request

from walletcard.form.filling import Filled, said
from walletcard.web.session import visit

SEEN = "seen"  # the field with the fingerprint of the answers that a page was filled with


def note_overtaken(filled: Filled) -> None:
    """Note whether another window changed the answers since the page was filled in.

    Then the page shows both versions, and what is sent from it next is saved. So this comes before
    any other reason to show the page again.
    """
    is_seen = request.form.get(SEEN) == visit.fingerprint(filled.source)
    filled.is_overtaken = filled.is_changed and not is_seen


def differences(filled: Filled) -> list[tuple[str, str, str]]:
    """The questions with different answers: the question, what is saved, what was typed."""
    kept = {one.asked: one.text for one in filled.said_before()}
    return [
        (mine.asked, kept.get(mine.asked, ""), mine.text)
        for mine in said(filled.form)
        if kept.get(mine.asked, "") != mine.text
    ]
