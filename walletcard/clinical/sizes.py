"""The usual range of each amount. Outside of it the person is asked, and nothing is refused.

The ranges are wide, because a true value may be rare. They come from no guideline; each has its
reason beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

THREE_DECIMALS = -3
THOUSAND = 1000


@dataclass(frozen=True)
class Bounds:
    """The usual range of an amount, and the largest value that is possible at all."""

    least: Decimal
    most: Decimal
    possible: Decimal


def _bounds(least: str, most: str, possible: str) -> Bounds:
    return Bounds(Decimal(least), Decimal(most), Decimal(possible))


# Bone marrow failure leaves a few platelets; in blood cancers there are some thousands.
_PLATELETS = _bounds("1", "3000", "9999")
# Laboratories measure from about 1; mast cell leukemia has been over 1000.
_TRYPTASE = _bounds("0.5", "2000", "9999")
BOUNDS: dict[str, Bounds] = {
    # For all ages: from a very premature child to the heaviest people known.
    "kg": _bounds("0.3", "350", "650"),
    "lb": _bounds("0.6", "770", "1430"),
    "ng/mL": _TRYPTASE,
    "micrograms/L": _TRYPTASE,
    "10^9/L": _PLATELETS,
    "10^3/uL": _PLATELETS,
    "G/L": _PLATELETS,
    "/uL": _bounds("1000", "3000000", "9999999"),
    # Every device that was ever sold gives between 0.1 mg and 2 mg.
    "mg": _bounds("0.05", "20", "20"),
    "micrograms": _bounds("50", "20000", "20000"),
}
# Where laboratories stop measuring: "less than" at most the first, "more than" at least the second.
# In between a normal range was perhaps copied, such as "< 11.4".
_TRYPTASE_ENDS = (Decimal(5), Decimal(50))
_PLATELET_ENDS = (Decimal(100), Decimal(450))
ENDS: dict[str, tuple[Decimal, Decimal]] = {
    "ng/mL": _TRYPTASE_ENDS,
    "micrograms/L": _TRYPTASE_ENDS,
    "10^9/L": _PLATELET_ENDS,
    "10^3/uL": _PLATELET_ENDS,
    "G/L": _PLATELET_ENDS,
    "/uL": (Decimal(100_000), Decimal(450_000)),
}
# From an age in years on: the least and the most kg, far beyond every growth chart.
WEIGHTS = (
    (0, Decimal("0.3"), Decimal(25)),
    (2, Decimal(6), Decimal(100)),
    (10, Decimal(12), Decimal(250)),
    (18, Decimal(25), Decimal(350)),
)


def thousands_of(value: Decimal, unit: str) -> Decimal | None:
    """The other number that an amount may mean: 150.000 is 150 for some and 150000 for others.

    None if only one can be meant: nobody weighs 3450 kg, and 0.150 is less than one.
    """
    if value.as_tuple().exponent != THREE_DECIMALS or not 1 <= value < THOUSAND:
        return None
    other = value * THOUSAND
    return Decimal(int(other)) if other <= BOUNDS[unit].possible else None


def is_usual(value: Decimal, unit: str) -> bool:
    """Whether an amount lies within its bounds."""
    return BOUNDS[unit].least <= value <= BOUNDS[unit].most


def may_be_a_normal_range(value: Decimal, unit: str, comparator: str) -> bool:
    """Whether "less than" stands before a number that is not small, or "more than" before one."""
    small, large = ENDS[unit]
    return value > small if comparator in {"<", "<="} else value < large


def is_usual_weight(kg: Decimal, youngest: int, eldest: int) -> bool:
    """Whether a weight is usual at some age between the youngest and the eldest (years)."""
    least = [low for age, low, _ in WEIGHTS if age <= youngest][-1:] or [WEIGHTS[0][1]]
    most = [high for age, _, high in WEIGHTS if age <= eldest][-1:] or [WEIGHTS[0][2]]
    return least[0] <= kg <= most[0]
