"""What comes with pasting: taken out where it says nothing, kept where it joins letters."""

import pytest

from tests.people import a_patient, answers
from walletcard.clinical.pasted import cleaned
from walletcard.clinical.record import RecordRefused, kept_patient_from


@pytest.mark.parametrize(
    ("pasted", "clean"),
    [
        ("Cetirizin\u200b", "Cetirizin"),
        ("Ceti\u00adrizin", "Cetirizin"),
        ("\ufeffCetirizin\u2060 10 mg", "Cetirizin 10 mg"),
        ("Cetirizin\t10 mg", "Cetirizin 10 mg"),
        ("line one\r\nline two\rline three\u2028four", "line one\nline two\nline three\nfour"),
        ("\u202a+49 171 1234567\u202c", "+49 171 1234567"),
        ("\u202d+49 171 1234567\u202c", "+49 171 1234567"),
        ("\u2068+49 171 1234567\u2069", "+49 171 1234567"),
        ("\u200e+1 (617) 555-0134\u200f", "+1 (617) 555-0134"),
        ("\u202aAnna Müller\u202c", "Anna Müller"),
        ("\u2067ليلى\u2069", "ليلى"),
        ("Anna\u200d Müller\u200c", "Anna Müller"),
        ("Cetirizin 10 mg", "Cetirizin 10 mg"),
        ("ليلى\u200f (RTL)", "ليلى\u200f (RTL)"),
    ],
)
def test_marks_that_say_nothing_are_taken_out(pasted: str, clean: str) -> None:
    """Around a number, inside a word, at the end of a line; nothing else changes."""
    assert cleaned(pasted) == clean


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian: I want
        "क्\u200dष",  # Devanagari: the half form
        "ශ්\u200dරී",  # Sinhala
        "👩\u200d⚕️ 👨\u200d👩\u200d👧",
        "❤️\u200d🩹",
        "Auf\u200clage",
    ],
)
def test_a_joiner_stays_where_it_joins(text: str) -> None:
    """Without it the word or the picture would be another."""
    assert cleaned(text) == text
    assert a_patient(name=text).name == text


def test_a_record_file_holds_the_clean_text() -> None:
    """In names, notes, long texts and numbers; kept records are read alike."""
    changes = {
        "name": "Anna\u200b Müller\t",
        "contacts": [{"name": "Mum", "phone": "\u202a+49 171 1234567\u202c"}],
        "medications": [{"name": "Cetirizin\t10 mg", "note": "one\r\ntwo"}],
        "instructions": {"text": "line one\r\nline two\ufeff"},
    }

    for patient in (a_patient(**changes), kept_patient_from(answers("02") | changes)):
        assert patient.name == "Anna Müller"
        assert patient.contacts
        assert patient.contacts[0].phone == "+49 171 1234567"
        assert patient.medications
        assert (patient.medications[0].name, patient.medications[0].note) == (
            "Cetirizin 10 mg",
            "one\ntwo",
        )
        assert patient.instructions
        assert patient.instructions.text == "line one\nline two"


@pytest.mark.parametrize(
    "text",
    ["take \u202e5 mg\u202c", "a \u202dreversed\u202c word", "\u202e+49 171", "x \u2067y\u2069 z"],
)
def test_what_reverses_free_text_is_refused(text: str) -> None:
    """The paper would read otherwise than the screen on which it was typed."""
    with pytest.raises(RecordRefused, match="cannot be printed"):
        a_patient(name=text)


@pytest.mark.parametrize("text", ["\u200b", "\u00ad ", "\u200d\u200c", " ", "\t"])
def test_marks_alone_are_no_answer(text: str) -> None:
    """Nothing is left of them."""
    with pytest.raises(RecordRefused, match=r"Is empty|cannot be printed"):
        a_patient(name=text)


def test_marks_alone_that_were_kept_close_no_card() -> None:
    """An earlier release took a soft hyphen for a name, and a space."""
    for name in ("\u00ad", " "):
        assert kept_patient_from(answers("02") | {"name": name}).region == "GB"
