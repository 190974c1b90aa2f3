"""What the checklists offer to tick, by the person's age and country."""

from collections.abc import Iterable

from walletcard.clinical.catalogue import catalogue
from walletcard.form.options import capital, entry_name
from walletcard.form.whose import Whose, steroids

# Illnesses that are not offered for somebody surely younger (years).
OFFERED_FROM = {"pregnancy": 12, "coronary-disease": 18}


def usual_medicines(person: Whose) -> dict[str, str]:
    """The usual medicines, id to name; of the two usual steroids those sold in the country."""
    usual = [one.id for one in catalogue().medicines.values() if one.usual]
    at = usual.index("prednisone")
    return _named([*usual[:at], *steroids(person.region), *usual[at + 1 :]])


def usual_triggers(_: Whose) -> dict[str, str]:
    """The usual triggers, id to name."""
    usual = [trigger for trigger in catalogue().triggers.values() if trigger.usual]
    return {trigger.id: capital(trigger.name) for trigger in usual}


def often_given(_: Whose) -> dict[str, str]:
    """Medicines that are often given in an emergency, id to name."""
    return _named(catalogue().checklists["often-given"].entries)


def usual_conditions(person: Whose) -> dict[str, str]:
    """Illnesses to ask for at this age, id to name."""
    listed = catalogue().checklists["usual-conditions"].entries
    return _named(id for id in listed if not person.is_under(OFFERED_FROM.get(id, 0)))


def _named(ids: Iterable[str]) -> dict[str, str]:
    return {id: entry_name(id) for id in ids}
