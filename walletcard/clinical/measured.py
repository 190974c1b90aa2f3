"""The parts of the record that are a number with a unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, ValidationInfo, model_validator

from walletcard.clinical.field_rules import PartialDate, Quantity, RecordPart, is_entered, refused
from walletcard.clinical.sizes import thousands_of


class Measured(RecordPart):
    """An amount in one of the units of its kind."""

    value: Quantity = Field(description="The number as the person gave it.")
    unit: str = Field(description="The unit of the number.")

    @model_validator(mode="after")
    def _means_one_number(self, info: ValidationInfo) -> Self:
        other = thousands_of(self.value, self.unit)
        if is_entered(info) and other is not None:
            raise refused(
                f"Is that {other} or {self.value.normalize():f}? "
                f"Write {other}, or write fewer digits after the point."
            )
        return self


class Weight(Measured):
    """Body weight in kg or lb, as entered."""

    unit: Literal["kg", "lb"] = Field(
        description="The unit in which it was given; it is printed so."
    )
    on: PartialDate | None = Field(None, description="When the person was weighed.")


class LabResult(Measured):
    """A result as the laboratory's letter has it, perhaps only "more than" or "less than"."""

    comparator: Literal["<", "<=", ">=", ">"] | None = Field(
        None,
        description="What stands before the number, if the laboratory could not measure further: "
        "`<` less than, `<=` at most, `>=` at least, `>` more than.",
    )
    on: PartialDate | None = Field(None, description="When the blood was taken.")

    def is_under(self, limit: Decimal) -> bool | None:
        """Whether the true value is under a limit; None if that is not known."""
        match self.comparator:
            case None:
                return self.value < limit
            case "<":
                return True if self.value <= limit else None
            case "<=":
                return True if self.value < limit else None
            case _:
                return False if self.value >= limit else None


class Tryptase(LabResult):
    """A serum tryptase; 1 ng/mL is 1 microgram/L."""

    unit: Literal["ng/mL", "micrograms/L"] = Field(
        description="The unit on the laboratory's letter; both mean the same number."
    )


class Platelets(LabResult):
    """A platelet count with its unit and day."""

    unit: Literal["10^9/L", "G/L", "10^3/uL", "/uL"] = Field(
        description="The unit on the laboratory's letter; it is printed so."
    )


class Strength(Measured):
    """The strength of one dose as it stands on the box."""

    unit: Literal["mg", "micrograms"] = Field(description="The unit on the box; it is printed so.")
