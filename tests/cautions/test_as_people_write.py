"""Records as people write them, each in the person's own language, with their slips."""

from __future__ import annotations

import pytest

from tests.cautions.settled import warned
from tests.clinical.saying import says
from tests.people import person
from walletcard.clinical.statement import Part

# What the papers must say of each, and every question of the check page in its order.
WRITTEN = {
    "11": (
        [
            "Lie on the left side. Do not stand or walk.",
            "Pregnant: enceinte, terme prévu le 14/03/2027 (said on 20 Nov 2026)",
            "Blood thinner: Lovenox 4000",
        ],
        [
            ("alerts", "alerts-not-answered"),
            ("medications[1].name", "unknown-medicine"),
            ("medications[2].name", "unknown-medicine"),
            ("medications[4].name", "not-taken-now"),
            ("conditions[0]", "pregnancy"),
        ],
    ),
    "12": (
        [
            "Beta-blocker: takes Timolol Augentropfen bds. (answered no: nur Augentropfen)",
            "Blood thinner: Marcumar, INR 2,5-3,5",
            "No better: a second pen or spray, if there is one.",
        ],
        [
            ("epinephrine", "one-in-each-place"),
            ("epinephrine[1].expires", "expired"),
            ("conditions[3]", "resuscitation"),
            ("alerts.beta-blocker", "alert-says-no"),
            ("alerts", "alerts-not-answered"),
            ("medications[5].name", "ask-medicine"),
            ("medications[6].name", "not-taken-now"),
            ("triggers[2].name", "ask-thing"),
        ],
    ),
    "13": (
        [
            "Needs epinephrine (adrenaline). Where it is kept is not known.",
            (
                "Long-term steroids: not known, "
                "but takes Betapred 10 tabletter vid allergi (betamethasone)"
            ),
        ],
        [
            ("medications[0]", "epinephrine-as-medicine"),
            ("epinephrine", "no-epinephrine"),
            ("alerts", "alerts-not-answered"),
            ("medications[0].name", "ask-medicine"),
            ("medications[3].name", "not-taken-now"),
        ],
    ),
}


@pytest.mark.parametrize("number", WRITTEN)
def test_what_a_person_wrote_is_read_and_the_rest_is_asked_about(number: str) -> None:
    """What changes treatment is on the papers; these questions are asked, and no more."""
    lines, questions = WRITTEN[number]
    assert set(lines) <= set(says(person(number), Part.STEP, Part.ALERT))
    assert warned(person(number)) == questions
