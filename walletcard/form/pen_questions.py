"""The questions about an epinephrine device: a product sold in the country, or another one."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from wtforms import FormField

from walletcard.form import options
from walletcard.form.expiry_field import ExpiryField
from walletcard.form.fields import LineField, LongLineField, PickField, complain
from walletcard.form.number_fields import AmountField, digits
from walletcard.form.questions import Measured, QuestionGroup
from walletcard.form.whose import Whose

ANOTHER, ANOTHER_SAID = "another", "Another one, or from another country"
COUNTS = {"1": "One", "2": "Two", "3": "Three"}


class Strength(Measured):
    value = AmountField("Strength on the box", render_kw={"inputmode": "decimal"})
    unit = PickField("Unit of strength", options.STRENGTH_UNITS)


class Pen(QuestionGroup):
    """An epinephrine device: a product sold in the country, or another one in free text."""

    sold: PickField
    device = PickField("Which one is it?", options.devices)
    name = LineField("Its name, as on the box")
    route = PickField("How is it given?", options.ROUTES)
    strength = FormField(Strength, "Its strength", description="Only if it stands on the box")
    kept_at = LongLineField(
        "Where is it right now?", description="For example: left pocket of my bag"
    )
    expires = ExpiryField(
        "Use-by date",
        description="As it stands on the box, for example 03/2027 or MAR 27",
        render_kw={"autocomplete": "off"},
    )

    def process(
        self,
        formdata: Any = None,
        obj: Any = None,
        data: Any = None,
        extra_filters: Any = None,
        **more: Any,
    ) -> None:
        """Fill in the boxes, from what was sent or from a device of the record."""
        super().process(formdata, obj, self.boxes(data or {}), extra_filters, **more)
        if formdata is not None:
            self._take_from_another_country()

    def _take_from_another_country(self) -> None:
        """A product that was chosen and is not sold here, as after a change of country."""
        device, *strength = (self.sold.data or "").split() or [ANOTHER]
        if self.sold.data in self.sold.options or device not in self.device.options:
            return
        self.sold.data, self.device.data = ANOTHER, device
        for field, typed in zip(self.strength.form, strength, strict=False):
            field.data = typed

    def fit(self, person: Whose) -> None:
        """For a child the smallest strength comes first, and the example is of a child."""
        if person.is_child:
            self.kept_at.description = "For example: front pocket of the school bag"
            self.sold.offer(options.smallest_first(self.sold.options))

    @property
    def answers(self) -> dict[str, Any]:
        """The device; a product brings its strength with it."""
        given = super().answers
        sold = given.pop("sold", ANOTHER)
        given.pop("count", None)
        if sold == ANOTHER or sold not in self.sold.options:
            return given
        device, *strength = sold.split()
        box: dict[str, Any] = {"device": device}
        if strength:
            box["strength"] = dict(zip(("value", "unit"), strength, strict=True))
        return box | {key: given[key] for key in ("kept_at", "expires") if key in given}

    @classmethod
    def boxes(cls, pen: Mapping[str, Any]) -> dict[str, Any]:
        """A device as boxes; one that is not sold like this is shown in the boxes for others."""
        strength = pen.get("strength")
        box = str(pen.get("device"))
        if strength:
            box += f" {digits(strength['value'])} {strength['unit']}"
        is_sold = any(box in of_it for of_it in cls.products().values())
        if is_sold and not {"name", "route"} & set(pen):
            return {key: pen[key] for key in ("kept_at", "expires") if key in pen} | {"sold": box}
        return {"sold": ANOTHER, **pen} if pen else {}

    @classmethod
    def products(cls) -> dict[str, dict[str, str]]:
        """What is sold in the country, by name: each box with its strength."""
        return {}

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if self.sold.data != ANOTHER and self.products():
            self._complain_of_box()
        else:
            self._complain_of_another()
        return valid and not self.errors

    def _complain_of_box(self) -> None:
        if not self.sold.data:
            complain(self.sold, "Choose what stands on the pen or spray.")
        elif self.device.data or self.name.data or self.route.data or self.strength.form.answers:
            complain(self.sold, "Choose “Another one”, or clear what you wrote about it.")

    def _complain_of_another(self) -> None:
        other = self.device.data == "other"
        if not self.device.data:
            complain(self.device, "Choose which one it is.")
        if other and not self.name.data:
            complain(self.name, "Write its name.")
        if other and not self.route.data:
            complain(self.route, "Choose how it is given.")
        if self.device.data and not other and (self.name.data or self.route.data):
            complain(self.name, "Clear this, or choose “One that is not on this list”.")


@lru_cache(maxsize=1024)  # a draft's region may be none that there is
def pen(region: str, brand: str = "", *, is_new: bool) -> type[Pen]:
    """The questions about a device that is sold in a country; about one `brand` if it is known."""
    products = options.sold(region)
    boxes = {
        box: f"{name}, {strength}" for name, of in products.items() for box, strength in of.items()
    }
    sold = {box.split()[0] for box in boxes}
    others = {id: name for id, name in options.devices().items() if id not in sold}
    every = boxes | {ANOTHER: ANOTHER_SAID}
    offered = {box: said for box, said in every.items() if brand in {"", box.split()[0]}}
    asked = "Which strength?" if brand in sold else "Which pen or spray?"
    fields: dict[str, Any] = {
        "products": classmethod(lambda _: products),
        "sold": PickField(asked, offered, names=every),
        "device": PickField("If it is another one: which?", others, names=options.devices()),
    }
    if is_new:
        fields["count"] = PickField("How many of these are there, in the same place?", COUNTS)
    return type("SoldPen", (Pen,), fields)
