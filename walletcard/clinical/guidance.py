"""What every face says about the review of its general sentences.

General sentences state a fact. Headings, and sentences that only repeat an answer, need no
clinician's signature.
"""

from __future__ import annotations

from collections.abc import Iterable

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Sentence, Signature
from walletcard.clinical.statement import Date, Listed, Phrase, Plan, Typed, ids_in, together

# The sources of sentences that state no fact of their own.
NO_FACT = frozenset({"answers", "form"})


def states_fact(sentence: Sentence) -> bool:
    """Whether a sentence says more than the person's answers and their labels."""
    return not NO_FACT.issuperset(sentence.sources)


def guidance(ids: Iterable[str]) -> Phrase:
    """What a face with these sentences says about their review.

    It names the reviewers only if all general sentences are reviewed. `ids` may repeat. Raises
    `KeyError` for an id that the catalogue does not have.
    """
    known = catalogue().statements
    general = [known[id] for id in dict.fromkeys(ids) if states_fact(known[id])]
    reviews = [one.review for one in general if one.review_state == "reviewed" and one.review]
    if not reviews:
        return Phrase("face.not-reviewed")
    if len(reviews) < len(general):
        return Phrase("face.partly-reviewed", {"reviewed": len(reviews), "all": len(general)})
    return Phrase("face.reviewed", {"by": _names(reviews), "on": Date(_first(reviews))})


def guidance_of(plan: Plan) -> Phrase:
    """What a face with the whole Plan says about the review of its general sentences."""
    return guidance(id for one in plan.statements for id in ids_in(one))


def limits_of(plan: Plan) -> Phrase:
    """Whose word the answers are, and what the face does not replace."""
    return Phrase("face.limits", {"teller": plan.teller})


def _names(reviews: list[Signature]) -> Listed:
    return together([Typed(name) for name in dict.fromkeys(one.by for one in reviews)])


def _first(reviews: list[Signature]) -> str:
    return min(one.on for one in reviews).isoformat()
