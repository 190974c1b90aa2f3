"""What each view has decided about its safety. It stands at the view, and every view has decided.

Who may open it. Whether its answers are compressed: one that holds a secret and says back what was
sent is not, since whoever could choose a part of it could learn the rest from its length (BREACH).
Whether its form may be carried through the owner's login and sent again.
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
    VISITOR = auto()  # whoever has drafts here; what they send must bring the token of their forms
    OWNER = auto()  # whoever opened an owner link in the last hours, with the same token


ANYONE, VISITOR, OWNER = Who


@dataclass(frozen=True)
class Decision:
    """What one view has decided."""

    who: Who
    is_compressed: bool
    is_repeatable: bool


def opens_to(
    who: Who, *, compressed: bool = False, repeatable: bool = False
) -> Callable[[View], View]:
    """Say who may open a view, and whether its answers are compressed and its form repeatable."""

    def decide(view: View) -> View:
        vars(view)["decision"] = Decision(who, compressed, repeatable)
        return view

    return decide


def decision_of(app: Flask, endpoint: str | None) -> Decision | None:
    """What the view of an endpoint has decided; None where there is no such view.

    Raises `KeyError` for a view that has not decided.
    """
    if endpoint is None:
        return None
    decision: Decision = vars(app.view_functions[endpoint])["decision"]
    return decision
