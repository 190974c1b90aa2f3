"""Things that stand in two lists of the person which contradict each other."""

from __future__ import annotations

import datetime

from walletcard.cautions.asking import names_of_nothing
from walletcard.cautions.found import Found
from walletcard.clinical.own_list import OwnList, own_list
from walletcard.clinical.patient import Patient, Reaction
from walletcard.clinical.statement import Value


def contradictions(patient: Patient, _: datetime.date) -> Found:
    """Things that the person reacted to and yet tolerates or takes."""
    own, nothing = own_list(patient), names_of_nothing(patient)
    for found in (*_tolerated(own), *_taken(own)):
        if found[0] not in nothing:
            yield found


def _tolerated(own: OwnList) -> Found:
    reacted = [
        one.about for one in own.without_rescue() if one.entry.reaction is not Reaction.ADVISED
    ]
    for number, (_, about) in enumerate(own.tolerated):
        if any(about.is_same(other) for other in reacted):
            yield f"tolerated[{number}]", "trigger-and-tolerated", {"what": about.what}


def _taken(own: OwnList) -> Found:
    for path, about in own.taken:
        against = [one for one in own.without_rescue() if one.about.is_in(about)]
        if against:
            values: dict[str, Value] = {"what": against[0].about.what, "medicine": about.what}
            advised = against[0].entry.reaction is Reaction.ADVISED
            id = "advised-and-taken" if advised else "trigger-and-taken"
            yield path, id, values
