"""What the form offers to choose from."""

from walletcard.web import choices


def test_countries_stand_in_the_order_of_the_alphabet() -> None:
    """Å stands with A, and nobody scrolls to the end for it."""
    names = list(choices.regions().values())

    assert names[0] == "Choose your country"
    assert names.index("Åland Islands") < names.index("Albania") < names.index("Zambia")


def test_months_are_named_and_have_two_digits() -> None:
    """Month numbers differ in order by country; names do not."""
    assert list(choices.months().items())[1] == ("01", "January")
    assert list(choices.months())[-1] == "12"


def test_every_subtype_has_a_plain_sentence() -> None:
    """Who does not know the medical name may know what it means."""
    hints = choices.subtype_hints()

    assert hints.keys() == choices.subtypes().keys()
    assert all(hint.endswith(".") for hint in hints.values())


def test_a_medicine_is_known_by_its_most_common_brands() -> None:
    """Three at most: a hint, not a list."""
    assert choices.brands()["cetirizine"].startswith("For example Zyrtec, ")
    assert all(brands.count(",") <= 2 for brands in choices.brands().values())


def test_a_capital_leaves_the_rest_of_a_name_alone() -> None:
    """NSAIDs stay NSAIDs."""
    assert choices.capital("painkillers (NSAIDs)") == "Painkillers (NSAIDs)"
