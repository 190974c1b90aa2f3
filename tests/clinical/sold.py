"""What the catalogue says is sold where: medicines and products, their names and their classes."""

from __future__ import annotations

from collections.abc import Iterator

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Medicine, Product

READ = catalogue()
MEDICINES, PRODUCTS = READ.medicines, READ.products
# Every entry that may stand on a box.
SOLD: tuple[Medicine | Product, ...] = (*MEDICINES.values(), *PRODUCTS.values())


def names(entry: Medicine | Product, region: str) -> Iterator[str]:
    """What an entry is called on the box in a region."""
    if isinstance(entry, Medicine):
        yield from entry.brands.get(region, ())
    elif region in entry.regions:
        yield from (entry.name, *entry.also)


def classes(entry: Medicine | Product) -> set[str]:
    """The classes of a medicine, or of all that a product holds."""
    held = [entry] if isinstance(entry, Medicine) else [MEDICINES[id] for id in entry.ingredients]
    return {name for medicine in held for name in medicine.classes}


def known(region: str, of_class: str) -> set[str]:
    """The names of a class in a region."""
    return {name for one in SOLD if of_class in classes(one) for name in names(one, region)}


def holds(name: str, region: str) -> set[tuple[str, ...]]:
    """What a name may mean in a region: the ingredients of each entry that bears it."""
    found = {(one.id,) for one in MEDICINES.values() if name in names(one, region)}
    return found | {one.ingredients for one in PRODUCTS.values() if name in names(one, region)}
