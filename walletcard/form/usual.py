"""What the checklists offer to tick, by the person's age and country."""

from collections.abc import Iterable

from walletcard.clinical.catalogue import catalogue
from walletcard.form.options import entry_name
from walletcard.form.whose import Whose, steroids


def usual_medicines(person: Whose) -> dict[str, str]:
    """The usual medicines, id to name; of the two usual steroids those sold in the country."""
    usual = [one.id for one in catalogue().medicines.values() if one.usual]
    at = usual.index("prednisone")
    sold = [*usual[:at], *steroids(person.region), *usual[at + 1 :]]
    return _named(for_age("usual-medicines", sold, person))


def usual_triggers(person: Whose) -> dict[str, str]:
    """The usual triggers, id to name."""
    usual = [trigger.id for trigger in catalogue().triggers.values() if trigger.usual]
    return _named(for_age("usual-triggers", usual, person))


def often_given(person: Whose) -> dict[str, str]:
    """Medicines that are often given in an emergency, id to name."""
    return _named(for_age("often-given", catalogue().checklists["often-given"].entries, person))


def usual_conditions(person: Whose) -> dict[str, str]:
    """Illnesses to ask for at this age, id to name."""
    listed = catalogue().checklists["usual-conditions"].entries
    return _named(for_age("usual-conditions", listed, person))


def for_age(checklist: str, ids: Iterable[str], person: Whose) -> list[str]:
    """The ids that a checklist offers at the person's age, in the order for that age."""
    known = catalogue().checklists[checklist]
    too_young = {id for id, years in known.asked_from.items() if person.is_under(years)}
    offered = [id for id in ids if id not in too_young]
    first = known.child_first if person.is_under(known.child_under) else ()
    return [*(id for id in first if id in offered), *(id for id in offered if id not in first)]


def _named(ids: Iterable[str]) -> dict[str, str]:
    return {id: entry_name(id) for id in ids}
