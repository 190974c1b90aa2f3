"""A visit: a browser's random cookie, its sealed session, and the token for its forms.

The cookie opens a sealed row of the store, which the store alone cannot open. The row holds the
drafts, for 30 days after they were last changed, for two hours the owner who logged in, and what
opens a card that was just made: for three days, or two hours once its owner link was saved.
"""

import contextlib
import hmac
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import g, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from walletcard.form.drafts import Draft
from walletcard.sharing import sessions
from walletcard.sharing.secret import CheckDigitWrong, NotFortyDigits, OwnerSecret, SessionSecret
from walletcard.sharing.sessions import Session, SessionOver
from walletcard.web.session.drafts import Drafts
from walletcard.web.session.tokens import fingerprint_of
from walletcard.web.site.current import now, site, store

OWNER_SECONDS = 2 * 60 * 60
DAY_SECONDS = 24 * 60 * 60
DRAFT_SECONDS = 30 * DAY_SECONDS
UNSAVED_SECONDS = 3 * DAY_SECONDS  # a weekend: who made a card in the night can still save its link
COOKIE = "walletcard"
TOKEN = "token"  # noqa: S105 - the name of a field


class OwnerNeeded(Exception):
    """The owner of this draft or page is not logged in."""


class DraftGone(NotFound):
    """There is no such draft in this visit: it was deleted or kept, or never was."""


class CardMade(Exception):
    """The draft's card is made: its answers have left it, and the card can be seen."""


@dataclass
class Visit:
    """A visitor, known by the secret in their cookie."""

    secret: SessionSecret
    session: Session

    @property
    def token(self) -> str:
        """The token that a form must send; another site cannot know it (CSRF)."""
        return hmac.digest(_server_key(), b"form token " + self.secret.number, sha256).hex()

    @property
    def owner(self) -> OwnerSecret | None:
        """The owner who is logged in."""
        return self.session.owner_at(now())

    @property
    def known_owner(self) -> OwnerSecret:
        """The same, where one is needed. Raises `OwnerNeeded`."""
        if self.owner is None:
            raise OwnerNeeded
        return self.owner

    def sent_this(self) -> bool:
        """Whether the form that was sent has this visit's token."""
        return hmac.compare_digest(request.form.get(TOKEN, "").encode(), self.token.encode())

    @property
    def drafts(self) -> Drafts:
        """The drafts, to read; change them with `changing`."""
        return Drafts(self.session)

    def draft(self, number: int, *, even_made: bool = False) -> Draft:
        """A draft by its number. Raises `DraftGone`, `OwnerNeeded` or `CardMade`."""
        draft = self.drafts.get(number)
        is_made = draft.is_made_at(now()) if draft else False
        if draft is None or is_made is False:
            raise DraftGone
        if is_made and not even_made:
            raise CardMade
        if draft.owner and (self.owner is None or mark_of(self.owner) != draft.owner):
            raise OwnerNeeded
        return draft

    @contextlib.contextmanager
    def changing(self) -> Iterator[Drafts]:
        """The drafts, to change; the cookie is renewed. Raises what `sessions.changing` raises."""
        with sessions.changing(store(), self.secret, now()) as session:
            self.session = session
            before = set(self.drafts)
            yield self.drafts
            if before - set(self.drafts):
                self.empty_shelf()
            for number, draft in self.drafts.items():
                if draft.is_made_at(now()) is False:
                    del self.drafts[number]
            session.expires = _end_of(session)
        g.cookie = self

    @contextlib.contextmanager
    def changing_draft(self, number: int) -> Iterator[Draft]:
        """A draft, to change. Raises what `draft` and `changing` raise."""
        with self.changing() as drafts:
            draft = self.draft(number)
            before = deepcopy(draft.answers)
            yield draft
            if draft.answers != before:
                self.empty_shelf()
            if number in drafts:
                drafts[number] = draft

    def show_made(self, draft: Draft) -> int:
        """Put what opens the card in a draft's place; one changed since stays too.

        Returns the number under which the card can be seen; the name stays, to tell it from others.
        """
        made = Draft(draft.number, secret=draft.secret, made_until=now() + UNSAVED_SECONDS)
        told = ("name", "answered_by")
        made.record = {key: draft.record[key] for key in told if key in draft.record}
        with self.changing() as drafts:
            there = drafts[draft.number]
            if there.made_until:
                return draft.number
            if there.record == draft.record:
                drafts[draft.number] = made
                return draft.number
            there.secret = None
            drafts[draft.number] = there
            return drafts.add(made)

    def link_is_saved(self, number: int) -> None:
        """The person has the owner link: it can be shown for two hours more."""
        with self.changing() as drafts:
            draft = self.draft(number, even_made=True)
            if draft.made_until and not draft.link_saved:
                draft.link_saved, draft.made_until = True, now() + OWNER_SECONDS
                drafts[number] = draft

    @property
    def unsaved(self) -> list[Draft]:
        """The cards that were made here and whose owner link is not saved yet."""
        made = [draft for draft in self.drafts.values() if draft.is_made_at(now())]
        return [draft for draft in made if not draft.link_saved]

    def drop(self, number: int) -> None:
        """Delete a draft, if it is there. Raises what `changing` raises."""
        with self.changing() as drafts:
            drafts.pop(number, None)

    def log_out(self, *, is_erased: bool = False) -> bool:
        """Log the owner out, with what shows their card; returns whether drafts are left here.

        Changes to the card stay, and open for its owner alone, unless the card `is_erased`.
        """
        owner = self.known_owner
        with self.changing() as drafts:
            kept = self.kept_at_log_out
            self.session.owner, self.session.owner_until = None, 0
            for number, draft in drafts.items():
                if number not in kept or (is_erased and draft.owner == mark_of(owner)):
                    del drafts[number]
        return bool(drafts)

    @property
    def kept_at_log_out(self) -> list[int]:
        """The drafts that stay when the owner logs out: all but what shows their card."""
        digits = self.known_owner.digits
        return [
            number
            for number, draft in self.drafts.items()
            if draft.secret != digits and draft.is_made_at(now()) is not False
        ]

    def prolong(self) -> None:
        """Extend the session when drafts are only read."""
        left = self.session.expires - now()
        if OWNER_SECONDS < left < DRAFT_SECONDS - DAY_SECONDS:
            with self.changing():
                pass

    def empty_shelf(self) -> None:
        """Delete prints of answers that have changed or are gone."""
        site().shelf.empty(self.secret)

    def end(self) -> None:
        """End the visit. Raises `StoreDown`."""
        self.empty_shelf()
        sessions.end(store(), self.secret)


def here() -> Visit:
    """The visit of the request's cookie. Raises `SessionOver` or `StoreDown`."""
    secret = sent_secret()
    if secret is None:
        raise SessionOver
    return Visit(secret, sessions.read(store(), secret, now()))


def here_or_none() -> Visit | None:
    """The same, or None without a session. Raises `StoreDown`."""
    try:
        return here()
    except SessionOver:
        return None


def start_visit(session: Session) -> Visit:
    """Start a visit with a session. Raises `SessionFull` or `StoreDown`."""
    session.expires = _end_of(session)
    visit = Visit(sessions.create(store(), session, now()), session)
    g.cookie = visit
    return visit


def start_visit_of(owner: OwnerSecret) -> Visit:
    """Log an owner in under a new cookie (against session fixation); drafts stay.

    Raises `StoreDown`.
    """
    session = Session(0, owner, now() + OWNER_SECONDS)
    old = sent_secret()
    if old is None:
        return start_visit(session)
    session.expires = _end_of(session)
    site().shelf.empty(old)
    visit = Visit(sessions.renew(store(), old, session, now()), session)
    g.cookie = visit
    return visit


def add_draft(draft: Draft) -> Draft:
    """Save a new draft in this visit, or in a new one; the same draft sent twice is one.

    Raises `QuotaSpent`, `SessionFull` or `StoreDown`.
    """
    visit = here_or_none()
    if visit is None:
        session = Session(0)
        Drafts(session).add(draft)
        start_visit(session)
        return draft
    with visit.changing() as drafts:
        same = drafts.like(draft)
        draft.number = same.number if same else drafts.add(draft)
    return draft


def with_draft(draft: Draft) -> tuple[Visit, int]:
    """This visit, or a new one, with a new draft and its number. Raises what `add_draft` raises."""
    number = add_draft(draft).number
    started: Visit = g.cookie
    return started, number


def fingerprint(answers: object) -> str:
    """The fingerprint of the answers that a page was filled with."""
    return fingerprint_of(answers, _server_key())


def mark_of(owner: OwnerSecret) -> str:
    """A mark of an owner for their drafts; it opens nothing."""
    return owner.id_hash.hex()


def remember(response: Response) -> Response:
    """Set the cookie of a visit that started or changed; without drafts it is a session cookie."""
    visit: Visit | None = g.pop("cookie", None)
    if visit:
        lasting = DRAFT_SECONDS if visit.drafts else None
        response.set_cookie(_cookie(), visit.secret.digits, max_age=lasting, **_rules())
    return response


def forget(response: Response) -> None:
    """Tell the browser to delete the cookie and everything else it stored from this site."""
    g.pop("cookie", None)
    response.delete_cookie(_cookie(), **_rules())
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'


def forget_pages(response: Response) -> None:
    """Tell the browser to delete the pages that it stored; the cookie still opens other drafts."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def sent_fields() -> Iterator[tuple[str, str]]:
    """The fields of the form that was sent, without our own."""
    ours = {TOKEN, "digits", "sent", "to"}
    return ((name, value) for name, value in request.form.items(multi=True) if name not in ours)


def _end_of(session: Session) -> int:
    """When a session that is changed now ends: with its drafts, the card it shows, or its owner."""
    lasting = now() + DRAFT_SECONDS
    ends = [draft.made_until or lasting for draft in Drafts(session).values()]
    return max(session.owner_until, *ends, 0)


def sent_secret() -> SessionSecret | None:
    """The secret of the cookie that was sent, whether or not it opens anything."""
    try:
        return SessionSecret.read(request.cookies.get(_cookie(), ""))
    except (NotFortyDigits, CheckDigitWrong):
        return None


def _server_key() -> bytes:
    return site().settings.server_secret.encode("ascii")


def _cookie() -> str:
    """The cookie's name. With `__Host-` no other host can set it; plain http cannot use that."""
    return f"__Host-{COOKIE}" if site().is_secure else COOKIE


def _rules() -> dict[str, Any]:
    return {"secure": site().is_secure, "httponly": True, "samesite": "Strict", "path": "/"}
