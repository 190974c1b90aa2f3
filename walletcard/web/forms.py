"""The form for a record, as a person fills it in. What it means is in `answers.py`."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from wtforms import BooleanField, FileField, Form, FormField, RadioField, SelectField

from walletcard.web import choices
from walletcard.web.fields import (
    MONTH_YEAR,
    AmountField,
    DateField,
    LineField,
    complain,
    needed,
    offered,
    whole_day,
)

PENS = 4
FREE_ROWS = 10
UNTICKED = "You answered this but did not tick it. Tick it, or clear the answer."

RowType = TypeVar("RowType", bound="Row")


def choice(label: str, options: Mapping[str, str]) -> SelectField:
    """A select in which nothing chosen is allowed."""
    return SelectField(label, [offered], choices=dict(options), validate_choice=False)


class Row(Form):
    """A row of a list; a row in which nothing was typed is no entry."""

    def asked(self) -> Iterator[Any]:
        """What stands in the row's boxes."""
        for field in self:
            typed = getattr(field, "typed", field.data)
            yield any(typed.values()) if isinstance(typed, dict) else typed

    @property
    def filled(self) -> bool:
        """Whether anything was typed or chosen."""
        return any(self.asked())


class Pen(Row):
    """An epinephrine device: pen, syringe or nasal spray."""

    device = choice("Which device", choices.devices())
    name = LineField("Its name, as on the box")
    route = choice("How it is given", choices.ROUTES)
    strength = AmountField("Strength on the box")
    unit = SelectField(
        "Unit", [offered], choices=choices.UNITS, default="mg", validate_choice=False
    )
    kept_at = LineField("Where you keep it")
    expires = DateField("Use-by date", parts=MONTH_YEAR)

    def asked(self) -> Iterator[Any]:
        """What stands in the boxes; the unit alone is no answer."""
        typed = dict(zip(self._fields, super().asked(), strict=True))
        return (value for name, value in typed.items() if name != "unit")

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if self.filled and not self.device.data:
            complain(self.device, "Choose which device this is.")
        other = self.device.data == "other"
        if other and not self.name.data:
            complain(self.name, "Write its name.")
        if other and not self.route.data:
            complain(self.route, "Choose how it is given.")
        if self.device.data and not other and (self.name.data or self.route.data):
            complain(self.name, "Clear this, or choose “Another device” above.")
        return valid and not self.errors


class UsualMedicine(Row):
    """A medicine of the checklist."""

    taken = BooleanField()
    dose = LineField("Dose")
    schedule = LineField("When you take it")

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if self.filled and not self.taken.data:
            complain(self.taken, UNTICKED)
        return valid and not self.errors


class OtherMedicine(Row):
    """A medicine by the name that the person types."""

    name = LineField("Name")
    dose = LineField("Dose")
    schedule = LineField("When you take it")

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if self.filled and not self.name.data:
            complain(self.name, "Write the name of this medicine.")
        return valid and not self.errors


class UsualTrigger(Row):
    """A trigger of the checklist."""

    known = BooleanField()
    reaction = choice("What happened", choices.REACTIONS)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if self.filled and not self.known.data:
            complain(self.known, UNTICKED)
        return valid and not self.errors


class OtherTrigger(Row):
    """A trigger by the name that the person types."""

    name = LineField("What set it off")
    reaction = choice("What happened", choices.REACTIONS)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if self.filled and not self.name.data:
            complain(self.name, "Write what set it off.")
        return valid and not self.errors


def checklist(kind: type[Row], names: Mapping[str, str]) -> type[Form]:
    """A form with one row for each entry, by its id."""
    return type(kind.__name__ + "s", (Form,), {key: FormField(kind, names[key]) for key in names})


def numbered(kind: type[Row], label: str, count: int) -> type[Form]:
    """A form with rows numbered from 1."""
    return checklist(kind, {str(number): f"{label} {number}" for number in range(1, count + 1)})


def rows(field: "FormField[Form]", kind: type[RowType]) -> dict[str, RowType]:
    """The rows of a checklist or a numbered list, by id or number."""
    return {
        row.short_name: row.form
        for row in field
        if isinstance(row, FormField) and isinstance(row.form, kind)
    }


class CardForm(Form):
    """All that goes on a card, on one page."""

    name = LineField("Your name", [needed("Write your name.")])
    born = DateField("Date of birth", [needed("Write at least the year you were born.")])
    region = SelectField(
        "Country",
        [needed("Choose your country."), offered],
        choices=choices.regions(),
        validate_choice=False,
    )
    answered_on = DateField(
        "Date of these answers", [needed("Write the day of these answers."), whole_day]
    )
    subtype = RadioField(
        "Kind of mastocytosis", [offered], choices=choices.subtypes(), validate_choice=False
    )
    pens = FormField(numbered(Pen, "Device", PENS), "")
    no_pens = BooleanField("I have no epinephrine device")
    usual_medicines = FormField(checklist(UsualMedicine, choices.usual_medicines()), "")
    other_medicines = FormField(numbered(OtherMedicine, "Other medicine", FREE_ROWS), "")
    no_medicines = BooleanField("I take no medicines")
    usual_triggers = FormField(checklist(UsualTrigger, choices.usual_triggers()), "")
    other_triggers = FormField(numbered(OtherTrigger, "Other trigger", FREE_ROWS), "")
    no_triggers = BooleanField("I know of no trigger")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.elsewhere: list[str] = []  # complaints that belong to no field

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        for none, lists in self._denied():
            if none.data and any(row.filled for one in lists for row in rows(one, Row).values()):
                complain(none, f"You ticked “{none.label.text}” and also filled one in. Keep one.")
                valid = False
        return valid

    def _denied(self) -> Iterator[tuple[BooleanField, tuple["FormField[Form]", ...]]]:
        """Each "none" box with the lists that it denies."""
        yield self.no_pens, (self.pens,)
        yield self.no_medicines, (self.usual_medicines, self.other_medicines)
        yield self.no_triggers, (self.usual_triggers, self.other_triggers)


class FileForm(Form):
    """A record that was saved."""

    file = FileField("Your saved answers")
