"""What the pages say of answers that stand only on the action plan, and not on the card."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Never

from hypothesis import given, settings

from tests.people import a_patient, answers, person
from tests.strategies import patients
from tests.web.pages import Page, PageClient, SecureClient, text_of
from tests.web.walking import start, start_from_file
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import write_record
from walletcard.clinical.statement import Part
from walletcard.paper.papers import Order
from walletcard.paper.press import PressBusy
from walletcard.paper.printer import Here
from walletcard.paper.sheets import Sheet
from walletcard.web.making.only_on_plan import CARD, NEVER_ON_CARD, only_on_plan
from walletcard.web.site.current import NAME, Site
from walletcard.wording.sections import CARD_LEFT_OUT

TALL = "\n".join(str(number) for number in range(40))
LONG_NAMES = [
    {"name": f"{'Konstantinopoulou ' * 14}{number}", "phone": "+1 604 555 0101"}
    for number in range(12)
]
# General sentences, and what is said of other answers that the card has.
SAID_BY_RULES = {
    *(Part.CALL_SCRIPT, Part.RED, Part.RED_THEN, Part.MILD, Part.MILD_DO, Part.STAFF),
    *(Part.USE, Part.USE_STEP, Part.NOT_ANSWERED),
}


def lines(page: Page) -> list[str]:
    """What the page says that the card has no room for."""
    found = [one for one in page.all("section") if one.get("aria-labelledby") == "only-on-plan"]
    return [text_of(line) for one in found for line in one.iter("li")]


def said(of: Patient, **how: Any) -> tuple[list[str], list[str], list[str]]:
    """The vital lines, the others, and the names of what no card has."""
    found = only_on_plan(plan(of), {CARD: Order(of, Sheet.A4, **how).card()})
    vital, further = (
        [f"{one.heading}: {one.said.striptags()}{one.note and f' ({one.note})'}" for one in some]
        for some in (found.vital, found.further)
    )
    return vital, further, [*found.alerts, *found.never]


def test_the_check_page_says_what_the_printed_card_then_lacks(keeper: SecureClient) -> None:
    """The code is chosen later and takes room: what only it pushes off the card is said apart."""
    note = "\n".join("12345678")
    triggers = [{"name": str(one), "reaction": "moderate", "note": note} for one in range(10)]
    patient = a_patient(triggers=triggers)
    walk, aside = start_from_file(keeper, write_record(patient)), " (if the card has a code)"
    link = f"{keeper.base_url}/c#{'8642097531' * 4}"

    before = lines(walk.get("/check"))

    printed, kept = said(patient)[1], said(patient, link=link, number=1)[1]
    assert printed
    assert printed == [one for one in before if aside not in one]
    assert kept == [one.removesuffix(aside) for one in before]
    assert len(kept) == len(printed) + 1


def test_whom_to_call_stands_first_and_stands_out(client: PageClient) -> None:
    """Before the button that makes the card; of what is less urgent, some opens by a tap."""
    walk = start_from_file(client, answers("03") | {"contacts": LONG_NAMES})
    page = walk.get("/check")

    (section,) = [
        one for one in page.all("section") if one.get("aria-labelledby") == "only-on-plan"
    ]
    strong = [text_of(one) for one in section.iter("li") if one.find("strong") is not None]
    assert strong == lines(page)[: len(strong)]
    assert {one.partition(":")[0] for one in strong} == {"Reacted with anaphylaxis", "Call"}
    assert not [one for one in section.iter("details") if "Konstantinopoulou" in text_of(one)]
    assert page.text.index("Only on the plan, not on the card") < page.text.index(
        "Make my card and plan"
    )
    assert lines(walk.send("/check")) == lines(page)


def test_what_stands_on_the_card_by_its_name_is_not_said_to_be_missing() -> None:
    """Its note is taller than a panel; the order itself is on the front."""
    grave = {"name": "Xyzin", "reaction": "anaphylaxis", "note": TALL}
    alert = {"beta-blocker": {"answer": "yes", "note": TALL}}

    vital, _, _ = said(a_patient(triggers=[grave], alerts=alert))

    assert len(vital) == 2
    assert all(one.endswith(" (the card has the name alone)") for one in vital)


def test_what_no_card_has_is_named_and_nothing_else() -> None:
    """By what was answered; who has little to say reads little."""
    assert said(person("02")) == ([], [], [])
    medicines = [{"name": "Quercetin"}]
    bones = {"fragile-bones": {"answer": "yes"}, "implant": {"answer": "no"}}

    _, _, never = said(a_patient(medications=medicines, alerts=bones))

    assert never == [
        "Fragile bones",
        "the list of medicines",
        "more answers to what emergency staff ask",
    ]


def test_every_part_that_the_card_leaves_out_is_named_or_follows_from_others() -> None:
    """Else an answer could stand only on the plan, and nobody would be told."""
    assert set(CARD_LEFT_OUT) == set(NEVER_ON_CARD) | SAID_BY_RULES


@settings(max_examples=25)
@given(patients())
def test_every_answer_that_no_card_has_has_a_name(patient: Patient) -> None:
    """Whatever was answered."""
    assert isinstance(only_on_plan(plan(patient), {}).never, list)


def test_if_the_card_cannot_be_laid_out_now_the_page_says_so(client: PageClient) -> None:
    """It does not say that all is on the card."""
    walk = start(client)
    site: Site = client.application.extensions[NAME]
    client.application.extensions[NAME] = replace(site, press=Full())

    page = walk.get("/check")

    assert "The card may not have room for all answers." in page.text
    assert page.heading == "Check your answers"


class Full(Here):
    """A press whose renderers are all at work."""

    is_busy = True

    def run(self, *_: object) -> Never:
        """Refuse."""
        raise PressBusy
