"""The choices of the form: catalogue entries in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from unicodedata import normalize

from babel import Locale
from babel.dates import get_month_names

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.device_entries import Label
from walletcard.clinical.devices import micrograms
from walletcard.clinical.entries import Medicine
from walletcard.form.two_ways import TwoWays
from walletcard.wording import Words

BRANDS_SHOWN = 3

SKIN_FIRST_UNDER = 18  # years; most children have the forms of the skin
NOT_SURE = ""  # the value of "Not sure", which is no answer
NO_SUBTYPE = {NOT_SURE: "Not sure"}
REACTIONS = {
    "anaphylaxis": TwoWays(
        "I passed out, used epinephrine or went to hospital",
        "{} passed out, got epinephrine or went to hospital",
    ),
    "moderate": TwoWays(
        "I was sick or had hives, and got better", "{} was sick or had hives, and got better"
    ),
    "mild": TwoWays("I was a bit itchy", "{} was a bit itchy"),
    "advised": TwoWays(
        "No reaction so far. I was told to avoid it", "No reaction so far. We were told to avoid it"
    ),
    "unknown": "I forget",
}
REACTION_HINTS = {"anaphylaxis": "Or a doctor called it anaphylaxis."}
ROUTES = {
    "intramuscular": "Into the muscle (pen or syringe)",
    "nasal": "Into the nose (spray)",
}
STRENGTH_UNITS = {"mg": "mg (milligrams)", "micrograms": "micrograms (mcg, µg)"}
WEIGHT_UNITS = {"kg": "kg", "lb": "lb (pounds)"}
TRYPTASE_UNITS = {"ng/mL": "ng/mL", "micrograms/L": "micrograms/L (µg/L, mcg/L)"}
PLATELET_UNITS = {
    "10^9/L": "×10⁹/L",
    "G/L": "G/L",
    "10^3/uL": "×10³/µL (or K/µL)",
    "/uL": "/µL (or /mm³)",
}
STATUSES = {
    "confirmed": "A doctor found it for sure",
    "suspected": "A doctor thinks so, tests are not done yet",
    "": "Not sure",
}
KIT = {
    "positive": "Positive (found)",
    "negative": "Negative (not found)",
    "unknown": "Tested, and I do not know the result",
    "": "Not tested, or not sure",
}
ALERT_ANSWERS = {"yes": "Yes", "no": "No", "": "Not sure"}


def months(language: str = "en") -> dict[str, str]:
    """The months by number, `01` to `12`, after an empty choice."""
    names = get_month_names("wide", locale=language)
    return {"": "Month"} | {f"{number:02}": str(name) for number, name in names.items()}


def regions(language: str = "en") -> dict[str, str]:
    """The catalogue's countries, in alphabetical order."""
    names = Locale.parse(language).territories
    named = {code: str(names[code]) for code in catalogue().regions}
    ordered = sorted(named, key=lambda code: _plain_letters(named[code]))
    return {"": "Choose your country"} | {code: named[code] for code in ordered}


def subtypes() -> dict[str, str]:
    """The catalogue's forms of mastocytosis, the advanced last, after "Not sure".

    Whoever does not know must not have to read them all before they can say so.
    """
    ordered = sorted(catalogue().subtypes.values(), key=lambda one: one.group == "advanced")
    return NO_SUBTYPE | {one.id: capital(one.name) for one in ordered}


def subtype_hints() -> dict[str, str]:
    """A plain sentence for each form of mastocytosis that has one."""
    said = catalogue().statements
    hints = {
        subtype: said[hint].text
        for subtype in catalogue().subtypes
        if (hint := f"subtype.{subtype}.patient") in said
    }
    return hints | {NOT_SURE: "Your papers then say: mast cell disease, form not known."}


def skin_first(subtypes: Mapping[str, str]) -> dict[str, str]:
    """Forms of mastocytosis with those of the skin before the others."""
    known = catalogue().subtypes
    skin = {
        id: name for id, name in subtypes.items() if id in known and known[id].group == "cutaneous"
    }
    return skin | dict(subtypes)


def sold(region: str) -> dict[str, dict[str, str]]:
    """The devices with a known label in a country, by name: "ID STRENGTH" to the strength.

    Both have the names that stand on the boxes. The id alone is the choice for an unknown strength.
    """
    found: dict[str, dict[str, str]] = {}
    for device in catalogue().devices.values():
        label = device.label_in(region)
        if device.offered and label:
            of_it = {f"{device.id} {one}": _on_box(one, label) for one in label.strengths}
            found[name_on_boxes(device.id, region)] = of_it | {device.id: "Not sure"}
    return found


def _on_box(strength: str, label: Label) -> str:
    """A strength with the name on its box: 0.15 mg (EpiPen Jr)."""
    name = label.names.get(strength)
    return f"{strength} ({name})" if name else strength


def name_on_boxes(id: str, region: str) -> str:
    """A device with all names on its boxes in a country, and its form: EpiPen, EpiPen Jr (pen)."""
    device = catalogue().devices[id]
    label = device.label_in(region)
    names = label.names.values() if label else ()
    return device_name(id).replace(device.name, ", ".join((device.name, *names)), 1)


def smallest_first(boxes: Mapping[str, str]) -> dict[str, str]:
    """The boxes that `sold` has, the smallest strength of each device first."""
    order = list(dict.fromkeys(box.split()[0] for box in boxes))

    def place(box: str) -> tuple[int, Decimal]:
        device, *strength = box.split(maxsplit=1)
        return order.index(device), micrograms(*strength) if strength else Decimal("inf")

    return {box: boxes[box] for box in sorted(boxes, key=place)}


def devices() -> dict[str, str]:
    """The epinephrine devices that are on the market, and `other`."""
    offered = [device.id for device in catalogue().devices.values() if device.offered]
    named = {id: device_name(id) for id in offered}
    return named | {"other": "One that is not on this list"}


def device_name(id: str) -> str:
    """A device by its name and its form."""
    if id not in catalogue().devices:
        return ""
    device = catalogue().devices[id]
    says_form = device.form in device.name
    return capital(device.name) if says_form else f"{device.name} ({device.form})"


def signs() -> dict[str, str]:
    """The signs of a reaction."""
    return {sign.id: capital(sign.name) for sign in catalogue().signs.values()}


def entry_name(id: str) -> str:
    """The name of a medicine, trigger or condition."""
    for kind in (catalogue().triggers, catalogue().medicines, catalogue().conditions):
        if id in kind:
            return capital(kind[id].name)
    return id


def brands(ids: Iterable[str], region: str) -> dict[str, str]:
    """The brands by which medicines are best known, those of the country first."""
    return {id: _brands(catalogue().medicines[id], region) for id in ids}


def has_few_brands(region: str) -> bool:
    """Whether the catalogue lacks brands of this country, so that generic names work better."""
    return bool(region) and region not in catalogue().covered


def date(iso: str, language: str = "en") -> str:
    """A date as the card says it: 9 Mar 1984, Mar 1984, 1984."""
    return Words(language).date(iso)


def _brands(medicine: Medicine, region: str) -> str:
    """A hint with the brands of the country; without any, with those sold in most countries."""
    elsewhere = (brand for brands in medicine.brands.values() for brand in brands)
    sold = Counter(brand for brand in elsewhere if brand.isascii())
    there = medicine.brands.get(region) or [brand for brand, _ in sold.most_common(BRANDS_SHOWN)]
    known = ", ".join(there[:BRANDS_SHOWN])
    return f"For example {known}" if known else ""


def _plain_letters(name: str) -> str:
    """A name to sort by: Å stands with A."""
    return normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").casefold()


def capital(name: str) -> str:
    """A name with a capital at its start; the rest stays (NSAIDs)."""
    return name[:1].upper() + name[1:]
