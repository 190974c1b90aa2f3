"""What each view declares about its safety, in a decorator; every view must have one.

Who may open it. Whether its responses are compressed: not if one holds a secret and repeats what
was sent, since an attacker who chooses a part could learn the rest from the length (BREACH).
Whether its form may be carried through a login and sent again: not if it deletes or switches off.
And what it is that the form asks for, in words that follow "You asked to".
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])


class Who(Enum):
    """Who may open a view."""

    ANYONE = auto()
    VISITOR = auto()  # people with drafts; their forms must carry their token
    OWNER = auto()  # people who logged in with an owner link, with the same token


ANYONE, VISITOR, OWNER = Who


@dataclass(frozen=True)
class Decision:
    """What one view declares."""

    who: Who
    is_compressed: bool
    is_repeatable: bool
    asks: str


def opens_to(
    who: Who, *, compressed: bool = False, repeatable: bool = False, asks: str = ""
) -> Callable[[View], View]:
    """Declare what a view decides."""

    def decide(view: View) -> View:
        vars(view)["decision"] = Decision(who, compressed, repeatable, asks)
        return view

    return decide


def decision_of(app: Flask, endpoint: str | None) -> Decision | None:
    """The decision of an endpoint's view; None if there is no such view.

    Raises `KeyError` for a view without a decision.
    """
    if endpoint is None:
        return None
    decision: Decision = vars(app.view_functions[endpoint])["decision"]
    return decision
