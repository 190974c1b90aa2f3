"""Who an owner is between two pages: a random cookie, and a token that belongs to it.

The cookie opens a sealed row of the store in which the owner's secret lies; the store alone can
open no row. Two hours after the owner link was opened it opens nothing any more.
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import current_app, request
from werkzeug.wrappers import Response

from walletcard.sharing import sessions
from walletcard.sharing.secret import CheckDigitWrong, NotFortyDigits, OwnerSecret, SessionSecret
from walletcard.sharing.sessions import SessionOver
from walletcard.web.site import now, site

SECONDS = 2 * 60 * 60
COOKIE = "walletcard"
TOKEN = "token"  # noqa: S105 - the name of a field


@dataclass(frozen=True)
class Session:
    """An owner who is here, by the secret of their cookie."""

    secret: SessionSecret
    owner: OwnerSecret

    @property
    def token(self) -> str:
        """What a form must bring to change anything; another site cannot know it."""
        key = str(current_app.config["SECRET_KEY"]).encode("ascii")
        return hmac.digest(key, b"form token " + self.secret.number, sha256).hex()

    def sent_this(self) -> bool:
        """Whether the form that was sent is one that this session was given."""
        return hmac.compare_digest(request.form.get(TOKEN, "").encode(), self.token.encode())


def begin(owner: OwnerSecret) -> Session:
    """Begin a session. Raises `walletcard.sharing.store.StoreDown`."""
    return Session(sessions.begin(site().store, owner, now(), SECONDS), owner)


def here() -> Session:
    """The session of the cookie that was sent. Raises `SessionOver` or `StoreDown`."""
    try:
        secret = SessionSecret.read(request.cookies.get(_cookie(), ""))
    except (NotFortyDigits, CheckDigitWrong):
        raise SessionOver from None
    return Session(secret, sessions.owner_in(site().store, secret, now()))


def end(session: Session) -> None:
    """End a session. Raises `walletcard.sharing.store.StoreDown`."""
    sessions.end(site().store, session.secret)


def remember(response: Response, session: Session) -> None:
    """Set the cookie; the browser forgets it when it is closed."""
    response.set_cookie(_cookie(), session.secret.digits, **_rules())


def forget(response: Response) -> None:
    """Have the browser drop the cookie, and whatever else it has of these pages."""
    response.delete_cookie(_cookie(), **_rules())
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'


def typed() -> Iterator[tuple[str, str]]:
    """What the person typed into the form that was sent."""
    ours = {TOKEN, "digits", "sent", "to"}
    return ((name, value) for name, value in request.form.items(multi=True) if name not in ours)


def _cookie() -> str:
    """With `__Host-` a browser takes it from https and from no other host; plain http cannot."""
    return f"__Host-{COOKIE}" if site().is_secure else COOKIE


def _rules() -> dict[str, Any]:
    return {"secure": site().is_secure, "httponly": True, "samesite": "Strict", "path": "/"}
