"""The page that asks for the brand of a pen or spray, before its strength."""

from dataclasses import dataclass

from flask import request

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.device_entries import Looks
from walletcard.form import options
from walletcard.form.drafts import Draft
from walletcard.form.outline import PENS
from walletcard.form.pen_questions import ANOTHER, pen
from walletcard.form.records import Record
from walletcard.web.making import links
from walletcard.web.making.list_pages import list_page

CHOOSE = "choose"  # what the address says if another brand is to be chosen for a pen


@dataclass(frozen=True)
class Brand:
    """A pen or spray that is sold in a country, how it looks, and the page that asks the rest."""

    name: str
    form: str
    looks: Looks | None
    address: str


def sold_in(region: str) -> tuple[str, ...]:
    """The ids of what is sold in a country."""
    return tuple(next(iter(boxes)).split()[0] for boxes in options.sold(region).values())


def brand_of(draft: Draft, stored: Record | None) -> str:
    """The brand that was chosen, or that the pen has; empty if that is not known."""
    chosen = request.values.get("brand", "")
    if chosen in {*sold_in(draft.region), ANOTHER}:
        return chosen
    if not stored:
        return ""
    return str(pen(draft.region, is_new=False).boxes(stored)["sold"]).split()[0]


def is_brand_asked(draft: Draft, stored: Record | None) -> bool:
    """Whether the brand is asked first: nothing is asked where none is known to be sold."""
    if not sold_in(draft.region):
        return False
    return request.args.get("brand") == CHOOSE or not brand_of(draft, stored)


def brand_page(draft: Draft, id: int, *, is_first: bool) -> str:
    """The brands of the country, each with a drawing."""
    found = [
        Brand(
            options.name_on_boxes(one, draft.region),
            catalogue().devices[one].form,
            catalogue().devices[one].looks,
            links.of_entry(draft, PENS, id, to=links.on_the_way(), brand=one),
        )
        for one in sold_in(draft.region)
    ]
    another = links.of_entry(draft, PENS, id, to=links.on_the_way(), brand=ANOTHER)
    action = links.of_entry(draft, PENS, id, to=links.on_the_way())
    return list_page(
        "making/brand.html",
        draft,
        PENS,
        brands=found,
        another=another,
        action=action,
        is_first=is_first,
    )
