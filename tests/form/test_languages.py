"""Languages as people write them, and the names that they are shown by."""

import pytest
from babel import Locale

from walletcard.clinical.sign_languages import is_signed
from walletcard.form.languages import code, name, not_known, parts
from walletcard.wording.languages import iso_names


@pytest.mark.parametrize(
    ("typed", "found", "shown"),
    [
        ("English", "en", "English"),
        ("deutsch", "de", "German"),
        ("العربية", "ar", "Arabic"),
        ("British Sign Language", "bfi", "British Sign Language"),
        ("BSL", "bfi", "British Sign Language"),
        ("American sign language", "ase", "American Sign Language"),
        ("Mandarin", "cmn", "Mandarin Chinese"),
        ("Farsi", "fa", "Persian"),
        ("Persian (Farsi)", "fa", "Persian"),
        ("Dari", "fa-AF", "Dari"),
        ("Tagalog", "tl", "Tagalog"),
        ("Twi", "tw", "Twi"),
        ("Samoan", "sm", "Samoan"),
        ("Kurmanji", "kmr", "Northern Kurdish"),
        ("Chinese (Cantonese)", "yue", "Cantonese"),
        ("Arabic (Egypt)", "ar-EG", "Arabic (Egypt)"),
        ("Serbian (Latin, Serbia)", "sr-Latn-RS", "Serbian (Latin, Serbia)"),
        ("sm", "sm", "Samoan"),
        ("pt-BR", "pt-BR", "Brazilian Portuguese"),
    ],
)
def test_a_language_is_found_by_its_name_and_shown_by_its_name(
    typed: str, found: str, shown: str
) -> None:
    """In English, in itself, by the name that people use, or by its code."""
    assert code(typed) == found
    assert name(found) == shown


@pytest.mark.parametrize(
    ("typed", "languages"),
    [
        ("English and Spanish", ["English", "Spanish"]),
        ("German & French", ["German", "French"]),
        ("English/Tagalog", ["English", "Tagalog"]),
        ("Hindi, Urdu and Punjabi", ["Hindi", "Urdu", "Punjabi"]),
        ("Deutsch und English", ["Deutsch", "English"]),
        ("ASL or English", ["ASL", "English"]),
        ("Spansh and English", ["Spansh", "English"]),
        ("Trinidad and Tobago Sign Language", ["Trinidad and Tobago Sign Language"]),
        ("Serbian (Latin, Serbia), German", ["Serbian (Latin, Serbia)", "German"]),
        ("English and", ["English and"]),
        ("", []),
    ],
)
def test_several_languages_in_one_box_are_told_apart(typed: str, languages: list[str]) -> None:
    """By commas and other signs, by an "and"; a name that holds one stays whole."""
    assert parts(typed) == languages


@pytest.mark.parametrize("typed", ["sign language", "qqq", "Englsh", "Xyzzy", "Atlantis (Egypt)"])
def test_what_is_no_language_is_asked_about(typed: str) -> None:
    """Nothing is guessed, and no code without a name is taken."""
    assert code(typed) is None
    assert not_known(typed).startswith(f"We do not know the language “{typed}”.")


@pytest.mark.parametrize("typed", ["no", "None", "ja", "Si", "nie"])
def test_an_answer_is_no_language(typed: str) -> None:
    """Read as a code it would be Norwegian, Mòcheno or Japanese; the box may stay empty."""
    assert code(typed) is None
    assert "leave this empty" in not_known(typed)
    assert name("no") == "Norwegian"


@pytest.mark.parametrize("typed", ["Hakka", "Castilian", "Ilocano", "Moldovan"])
def test_a_usual_name_that_the_lists_lack_is_known(typed: str) -> None:
    """It has a code, and the code has a name."""
    assert name(code(typed) or "") not in {"", code(typed)}


def test_only_a_near_name_is_offered() -> None:
    """A wrong guess would only lead astray."""
    assert "Did you mean English?" in not_known("Englsh")
    assert "Did you mean" not in not_known("Sign language of my village")


def test_every_language_offered_has_a_name_that_leads_back_to_it() -> None:
    """All of CLDR and of ISO 639: none shows as a code, none turns into another language."""
    offered = [str(one).replace("_", "-") for one in Locale("en").languages] + list(iso_names())
    names = {one: name(one) for one in offered}

    assert len(names) > 7_000
    assert [one for one, shown in names.items() if shown == one] == []
    assert [one for one, shown in names.items() if name(code(shown) or "") != shown] == []


def test_every_sign_language_of_iso_639_counts_as_signed() -> None:
    """By the words of its name; no spoken language does."""
    signed = {code for code, said in iso_names().items() if "Sign Language" in said}
    assert len(signed) > 140
    assert [one for one in signed if not is_signed(one)] == []
    assert not any(map(is_signed, ("en", "de", "sgc", "yue", "en-US")))
