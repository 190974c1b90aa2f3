"""What the form offers to choose from: the catalogue's entries in a person's words."""

from collections import Counter
from unicodedata import normalize

from babel import Locale
from babel.dates import get_month_names

from walletcard.clinical.catalogue import Medicine, catalogue

BRANDS_SHOWN = 3

NOT_SURE = ""  # an answer that is not given: the card then says "form not known"
REACTIONS = {
    "": "Choose what happened",
    "anaphylaxis": "I passed out, used epinephrine or went to hospital",
    "moderate": "I was sick or had hives, and got better",
    "mild": "I was a bit itchy",
    "advised": "It never happened. I was told to avoid it",
    "unknown": "I forget",
}
ROUTES = {
    "": "Choose how it is given",
    "intramuscular": "Into the muscle (pen or syringe)",
    "nasal": "Into the nose (spray)",
}
UNITS = {"mg": "mg", "micrograms": "micrograms"}


def months(language: str = "en") -> dict[str, str]:
    """The months by number, `01` to `12`, and an empty choice."""
    names = get_month_names("wide", locale=language)
    return {"": "Month"} | {f"{number:02}": str(name) for number, name in names.items()}


def regions(language: str = "en") -> dict[str, str]:
    """The catalogue's countries by name, in the order of the alphabet."""
    names = Locale.parse(language).territories
    named = {code: str(names[code]) for code in catalogue().regions}
    ordered = sorted(named, key=lambda code: _plain_letters(named[code]))
    return {"": "Choose your country"} | {code: named[code] for code in ordered}


def subtypes() -> dict[str, str]:
    """The catalogue's forms of mastocytosis, and "I am not sure"."""
    named = {subtype.id: capital(subtype.name) for subtype in catalogue().subtypes.values()}
    return named | {NOT_SURE: "I am not sure"}


def subtype_hints() -> dict[str, str]:
    """A plain sentence for each form of mastocytosis that has one."""
    said = catalogue().statements
    hints = {
        subtype: said[hint].text
        for subtype in catalogue().subtypes
        if (hint := f"subtype.{subtype}.patient") in said
    }
    return hints | {NOT_SURE: "Your card then says: mastocytosis, form not known."}


def devices() -> dict[str, str]:
    """The epinephrine devices that are on the market, and `other`."""
    offered = {
        device.id: f"{device.name} ({device.form})"
        for device in catalogue().devices.values()
        if device.offered
    }
    return {"": "Choose the device"} | offered | {"other": "Another device"}


def usual_medicines() -> dict[str, str]:
    """The usual medicines: id to name."""
    usual = [medicine for medicine in catalogue().medicines.values() if medicine.usual]
    return {medicine.id: capital(medicine.name) for medicine in usual}


def brands() -> dict[str, str]:
    """The brands by which each of the usual medicines is best known."""
    return {known: _brands(catalogue().medicines[known]) for known in usual_medicines()}


def usual_triggers() -> dict[str, str]:
    """The usual triggers: id to name."""
    usual = [trigger for trigger in catalogue().triggers.values() if trigger.usual]
    return {trigger.id: capital(trigger.name) for trigger in usual}


def _brands(medicine: Medicine) -> str:
    """The brands that are sold in the most countries: they only help to recognise it."""
    sold = Counter(brand for brands in medicine.brands.values() for brand in brands)
    known = ", ".join(brand for brand, _ in sold.most_common(BRANDS_SHOWN))
    return f"For example {known}" if known else ""


def _plain_letters(name: str) -> str:
    """A name to sort by: Å stands with A."""
    return normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").casefold()


def capital(name: str) -> str:
    """A name with a capital at its start; the rest stays (NSAIDs)."""
    return name[:1].upper() + name[1:]
