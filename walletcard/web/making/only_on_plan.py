"""What stands only on the action plan: what the card has no room for, and what no card has.

It comes from cards that are laid out. Before the person has chosen whether the card gets a code,
which takes room, both cards are looked at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part, Plan, Statement
from walletcard.form.drafts import Draft
from walletcard.paper.card import MOST_PANELS, Card
from walletcard.paper.papers import Order
from walletcard.paper.pdf import RenderFailed
from walletcard.paper.press import PressBusy
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import SECRET_BYTES, CardSecret
from walletcard.web.downloads import printing_on
from walletcard.web.making.live_card import order_of
from walletcard.web.session import prints
from walletcard.web.site.current import site
from walletcard.wording import Words
from walletcard.wording.sections import HEADINGS, parts_under

IN_SIGHT = 4  # of what is not vital; the rest opens by a tap
CARD, WITHOUT_CODE, WITH_CODE = "card", "if the card has no code", "if the card has a code"
ANSWERED_NO = ("alert.no", "alert.no-note")
NAME_ONLY = "the card has the name alone"

VITAL = frozenset(
    {
        *parts_under("alerts", "never", "call"),
        *(Part.NAME, Part.BORN, Part.DIAGNOSIS, Part.SIGNS, Part.STEP, Part.DETAIL),
    }
)
# What no card has, by the answers that it comes from. The card's last line points to it.
NEVER_ON_CARD: Mapping[Part, Mapping[str, str]] = {
    Part.INSTRUCTIONS: {"instructions": "the doctor’s instructions"},
    Part.MEDICATION: {"medications": "the list of medicines"},
    Part.CONDITION: {
        "conditions": "other illnesses",
        "alerts": "more answers to what emergency staff ask",
    },
    Part.TEST: {
        "diagnosis": "tests, and more about the diagnosis",
        "platelets": "the platelet count",
        "weight": "the weight",
    },
    Part.HISTORY: {"reactions": "reactions so far"},
    Part.PREMEDICATION: {"premedication": "pills before a scan or operation"},
    Part.DEVICE: {"epinephrine": "use-by dates, and more about each pen or spray"},
    Part.CONFIRMED: {"triggers": "which doctor says what sets it off"},
    Part.LANGUAGE: {"languages": "languages"},
}


@dataclass(frozen=True)
class PlanLine:
    """A statement that the action plan alone has in full; `note` tells of which card that is so."""

    heading: Markup
    said: Markup
    note: str


@dataclass(frozen=True)
class OnlyOnPlan:
    """What the card has no room for, the vital first; and what no card has, by its names."""

    vital: list[PlanLine]
    further: list[PlanLine]
    alerts: list[Markup]
    never: list[str]


def before_printing(draft: Draft) -> OnlyOnPlan | None:
    """What stands only on the plan of a draft that is not printed; None if nobody can tell at once.

    A code takes less than a panel, so nothing gives way to it on a card with two panels to spare.
    """
    if site().press.is_busy:
        return None  # the page with the made card says it again
    order = order_of(draft)
    try:
        card = prints.card(order)
        is_full = card.panels == MOST_PANELS or card.moved
        if draft.owner or site().settings.no_code or not is_full:
            return only_on_plan(plan(order.patient), {CARD: card})
        coded = prints.card(_with_code(order))
    except (PressBusy, RenderFailed):
        return None
    return only_on_plan(plan(order.patient), {WITHOUT_CODE: card, WITH_CODE: coded})


def _with_code(order: Order) -> Order:
    """The same with a code as large as the one that the card would get."""
    answers = KeptRecord.of(order.patient, order.photo)
    return printing_on(order.sheet).order(answers, CardSecret(bytes(SECRET_BYTES)), number=1)


def only_on_plan(plan: Plan, cards: Mapping[str, Card]) -> OnlyOnPlan:
    """What stands only on the action plan; `cards` are those that may be printed, by their kind."""
    moved = [
        one
        for one in plan.statements
        if one.part is not Part.SEE_PLAN and any(one in card.moved for card in cards.values())
    ]
    return OnlyOnPlan(
        [_line(one, cards) for one in moved if one.part in VITAL],
        [_line(one, cards) for one in moved if one.part not in VITAL],
        list(_alerts(plan)),
        list(dict.fromkeys(_never(plan))),
    )


def _line(one: Statement, cards: Mapping[str, Card]) -> PlanLine:
    words, heading = Words(), next((id for id, of in HEADINGS.items() if one.part in of), None)
    return PlanLine(
        words.sentence(f"heading.{heading}") if heading else Markup(),
        words.say(one),
        _note(one, cards),
    )


def _note(one: Statement, cards: Mapping[str, Card]) -> str:
    """What is to be said beside a statement; nothing if no card has any of it."""
    found = {
        kind: NAME_ONLY if one in card.named else ""
        for kind, card in cards.items()
        if one in card.moved
    }
    if len(found) == len(cards) and len(set(found.values())) == 1:
        return next(iter(found.values()))
    return "; ".join(f"{kind}: {said}" if said else kind for kind, said in found.items())


def _alerts(plan: Plan) -> Iterator[Markup]:
    """The names of the alerts that hold, and that no card has."""
    for one in plan.of(Part.CONDITION):
        if _is_alert(one):
            yield Words().value(one.values["alert"])


def _never(plan: Plan) -> Iterator[str]:
    """The names of what else no card has."""
    for part, named in NEVER_ON_CARD.items():
        for one in plan.of(part):
            if not one.id.startswith("none.") and not _is_alert(one):
                yield named[one.cause.partition("[")[0].partition(".")[0]]


def _is_alert(one: Statement) -> bool:
    return "alert" in one.values and one.id not in ANSWERED_NO
