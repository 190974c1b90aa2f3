"""Who is here between two pages: a random cookie, and a token that belongs to it.

The cookie opens a sealed row of the store; the store alone can open no row. There lie the drafts,
for 30 days after they were last changed. Whoever opened an owner link is that owner for two hours.
"""

import contextlib
import hmac
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import abort, g, request
from werkzeug.wrappers import Response

from walletcard.form.drafts import Draft
from walletcard.sharing import sessions
from walletcard.sharing.secret import CheckDigitWrong, NotFortyDigits, OwnerSecret, SessionSecret
from walletcard.sharing.sessions import Session, SessionOver
from walletcard.web.session.drafts import Drafts
from walletcard.web.session.tokens import print_of
from walletcard.web.site.current import now, site, store

OWNER_SECONDS = 2 * 60 * 60
DAY_SECONDS = 24 * 60 * 60
DRAFT_SECONDS = 30 * DAY_SECONDS
COOKIE = "walletcard"
TOKEN = "token"  # noqa: S105 - the name of a field


class OwnerNeeded(Exception):
    """A draft of kept answers was asked for, and its owner is not here (any more)."""


class CardMade(Exception):
    """The answers of a draft have left it: its card is made, and can be seen."""


@dataclass
class Visit:
    """Whoever is here, by the secret of their cookie."""

    secret: SessionSecret
    session: Session

    @property
    def token(self) -> str:
        """What a form must bring to change anything; another site cannot know it."""
        return hmac.digest(_server_key(), b"form token " + self.secret.number, sha256).hex()

    @property
    def owner(self) -> OwnerSecret | None:
        """The owner who is here."""
        return self.session.owner_at(now())

    def sent_this(self) -> bool:
        """Whether the form that was sent is one that this visit was given."""
        return hmac.compare_digest(request.form.get(TOKEN, "").encode(), self.token.encode())

    @property
    def drafts(self) -> Drafts:
        """The drafts as they were read; to change them there is `changing`."""
        return Drafts(self.session)

    def draft(self, number: int, *, even_made: bool = False) -> Draft:
        """A draft by its number, or the page "not found". Raises `OwnerNeeded` or `CardMade`."""
        draft = self.drafts.get(number)
        is_made = draft.is_made_at(now()) if draft else False
        if draft is None or is_made is False:
            abort(404)
        if is_made and not even_made:
            raise CardMade
        if draft.owner and (self.owner is None or mark_of(self.owner) != draft.owner):
            raise OwnerNeeded
        return draft

    @contextlib.contextmanager
    def changing(self) -> Iterator[Drafts]:
        """The drafts, to change; the cookie then lasts as long as the row. Raises as its row."""
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
        """Leave of a draft what opens its card, for two hours; what was changed meanwhile stays.

        Returns the number under which the card can be seen.
        """
        made = Draft(draft.number, secret=draft.secret, made_until=now() + OWNER_SECONDS)
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

    def drop(self, number: int) -> None:
        """Forget a draft, if it is here. Raises what `changing` raises."""
        with self.changing() as drafts:
            drafts.pop(number, None)

    def forget_owner(self, owner: OwnerSecret) -> bool:
        """Forget an owner and their drafts; whether others are left, such as a child's."""
        with self.changing() as drafts:
            self.session.owner, self.session.owner_until = None, 0
            for number, draft in drafts.items():
                if draft.owner == mark_of(owner) or draft.secret == owner.digits:
                    del drafts[number]
        return bool(drafts)

    def prolong(self) -> None:
        """Let drafts that are read only last for 30 days too."""
        left = self.session.expires - now()
        if OWNER_SECONDS < left < DRAFT_SECONDS - DAY_SECONDS:
            with self.changing():
                pass

    def empty_shelf(self) -> None:
        """Forget what was printed of answers that changed or are gone."""
        site().shelf.empty(self.secret)

    def end(self) -> None:
        """End it. Raises `walletcard.sharing.store.StoreDown`."""
        self.empty_shelf()
        sessions.end(store(), self.secret)


def here() -> Visit:
    """The visit of the cookie that was sent. Raises `SessionOver` or `StoreDown`."""
    secret = sent_secret()
    if secret is None:
        raise SessionOver
    return Visit(secret, sessions.read(store(), secret, now()))


def here_or_none() -> Visit | None:
    """The same, or None. Raises `StoreDown`."""
    try:
        return here()
    except SessionOver:
        return None


def begin(session: Session) -> Visit:
    """Begin a visit with what it is to hold. Raises `SessionFull` or `StoreDown`."""
    session.expires = _end_of(session)
    visit = Visit(sessions.begin(store(), session, now()), session)
    g.cookie = visit
    return visit


def begin_as(owner: OwnerSecret) -> Visit:
    """An owner came in: a new cookie, so that whoever knew the old one is out; drafts stay.

    Raises `StoreDown`.
    """
    session = Session(0, owner, now() + OWNER_SECONDS)
    old = sent_secret()
    if old is None:
        return begin(session)
    session.expires = _end_of(session)
    site().shelf.empty(old)
    visit = Visit(sessions.renew(store(), old, session, now()), session)
    g.cookie = visit
    return visit


def add_draft(draft: Draft) -> Draft:
    """Keep a new draft in this visit, or in a new one; sent twice it is one.

    Raises `QuotaSpent`, `SessionFull` or `StoreDown`.
    """
    visit = here_or_none()
    if visit is None:
        session = Session(0)
        Drafts(session).add(draft)
        begin(session)
        return draft
    with visit.changing() as drafts:
        same = drafts.like(draft)
        draft.number = same.number if same else drafts.add(draft)
    return draft


def fingerprint(answers: object) -> str:
    """What a page carries of the answers it was filled with, to see if they changed meanwhile."""
    return print_of(answers, _server_key())


def mark_of(owner: OwnerSecret) -> str:
    """What marks an owner's drafts; it opens nothing."""
    return owner.id_hash.hex()


def remember(response: Response) -> Response:
    """Set the cookie of a visit that began or changed; an owner's alone ends with the browser."""
    visit: Visit | None = g.pop("cookie", None)
    if visit:
        has_drafts = visit.session.expires > now() + OWNER_SECONDS
        lasting = DRAFT_SECONDS if has_drafts else None
        response.set_cookie(_cookie(), visit.secret.digits, max_age=lasting, **_rules())
    return response


def forget(response: Response) -> None:
    """Have the browser drop the cookie, and whatever else it has of these pages."""
    g.pop("cookie", None)
    response.delete_cookie(_cookie(), **_rules())
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'


def typed() -> Iterator[tuple[str, str]]:
    """What the person typed into the form that was sent."""
    ours = {TOKEN, "digits", "sent", "to"}
    return ((name, value) for name, value in request.form.items(multi=True) if name not in ours)


def _end_of(session: Session) -> int:
    """When a session ends that is changed now: with its drafts, the card it shows, or its owner."""
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
    """With `__Host-` a browser takes it from https and from no other host; plain http cannot."""
    return f"__Host-{COOKIE}" if site().is_secure else COOKIE


def _rules() -> dict[str, Any]:
    return {"secure": site().is_secure, "httponly": True, "samesite": "Strict", "path": "/"}
