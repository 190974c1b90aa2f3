"""What the form offers to choose from."""

from datetime import date

import pytest

from walletcard.clinical.catalogue import catalogue
from walletcard.form import options
from walletcard.form.questions import Subtype
from walletcard.form.usual import usual_medicines
from walletcard.form.whose import Whose


def test_countries_stand_in_the_order_of_the_alphabet() -> None:
    """Å stands with A, and nobody scrolls to the end for it."""
    names = list(options.regions().values())

    assert names[0] == "Choose your country"
    assert names.index("Åland Islands") < names.index("Albania") < names.index("Zambia")


def test_months_are_named_and_have_two_digits() -> None:
    """Month numbers differ in order by country; names do not."""
    assert list(options.months().items())[1] == ("01", "January")
    assert list(options.months())[-1] == "12"


def test_every_subtype_has_a_plain_sentence() -> None:
    """Who does not know the medical name may know what it means."""
    hints = options.subtype_hints()

    assert hints.keys() == options.subtypes().keys()
    assert all(hint.endswith(".") for hint in hints.values())


@pytest.mark.parametrize(
    ("born", "then"), [("1950", "indolent"), ("2022", "cutaneous"), ("2012", "cutaneous")]
)
def test_whoever_does_not_know_their_kind_finds_not_sure_first(born: str, then: str) -> None:
    """The usual kinds of the age come next, and the rare advanced ones last."""
    person = Whose.of({"born": born}, date(2026, 11, 1))
    form = Subtype()
    form.fit(person)

    offered = list(form.subtype.options)
    assert offered[:2] == [options.NOT_SURE, then]
    assert offered[-1] == "mast-cell-sarcoma"
    assert len(offered) == 1 + len(catalogue().subtypes)


def test_a_medicine_is_known_by_its_most_common_brands() -> None:
    """Three at most: a hint, not a list."""
    brands = options.brands(usual_medicines(Whose(region="US")), "")
    assert brands["cetirizine"].startswith("For example Zyrtec, ")
    assert all(known.count(",") <= 2 for known in brands.values())


def test_the_brands_of_the_country_come_first() -> None:
    """A person in Germany knows other names than one in the United States."""
    assert options.brands(["cetirizine"], "DE") == {"cetirizine": "For example Zyrtec, Reactine"}
    assert options.brands(["prednisolone"], "IN") == {
        "prednisolone": "For example Wysolone, Omnacortil"
    }


def test_a_capital_changes_only_the_first_letter() -> None:
    """NSAIDs stay NSAIDs."""
    assert options.capital("painkillers (NSAIDs)") == "Painkillers (NSAIDs)"
