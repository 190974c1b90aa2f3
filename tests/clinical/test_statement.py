"""Statements, the values inside them, and steps: what may be printed, and from which sources."""

from __future__ import annotations

import pytest

from tests.people import a_patient
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import (
    Date,
    Listed,
    Part,
    Phone,
    Phrase,
    Plan,
    Statement,
    Typed,
    Value,
    date,
    listed,
    may_print,
    phone,
    present,
    statement,
    together,
    typed,
)


def test_a_sentence_without_an_opened_source_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Plan asks the catalogue of every statement and of every phrase inside it."""
    printable = statement(Part.TEST, "weight", "weight", weight=Phrase("answer.yes"))
    assert may_print(printable)
    weak = catalogue().model_copy(
        update={"sources": {"answers": catalogue().sources["answers"]}, "statements": {}}
    )
    sentence = catalogue().statements["answer.yes"]
    second_hand = catalogue().sources["form"].model_copy(update={"mark": "a-"})
    weak = catalogue().model_copy(update={"sources": {**catalogue().sources, "form": second_hand}})
    assert not weak.may_print(sentence)
    monkeypatch.setattr("walletcard.clinical.statement.catalogue", lambda: weak)
    assert not may_print(printable)
    assert not may_print(statement(Part.TEST, "answer.yes"))
    nested = Listed((Listed((Phrase("answer.no"),)),))
    assert not may_print(statement(Part.TEST, "weight", weight=nested))
    deep = Phrase("review.on", {"on": Phrase("answer.no")})
    assert not may_print(statement(Part.TEST, "weight", weight=deep))
    assert may_print(statement(Part.TEST, "weight", weight=Typed("68 kg")))
    ids = [one.id for one in plan(a_patient(diagnosis={"status": "confirmed"})).statements]
    assert "diagnosis.status.confirmed" in ids
    assert "not-known.medications" not in ids


def test_a_statement_carries_the_sources_of_all_it_says() -> None:
    """Its own, those of its phrases, and those of values from the catalogue, each once."""
    one = statement(Part.STEP, "step.call", "region", ("us-911",), number=Phrase("answer.yes"))
    own = catalogue().statements["step.call"].sources
    assert one.sources == (*own, "form", "us-911")
    assert (one.part, one.id, one.cause) == (Part.STEP, "step.call", "region")
    assert one.values == {"number": Phrase("answer.yes")}
    with pytest.raises(KeyError):
        statement(Part.STEP, "no such sentence")


def test_a_statement_is_general_while_no_answer_is_in_it() -> None:
    """Phrases of the catalogue are none, however deep; a number, a name and a date are."""
    pen = Phrase("second.pen")
    count = Phrase("device.count", {"count": 2})
    general: list[dict[str, Value]] = [
        {},
        {"second": pen},
        {"what": Listed((pen, Listed((pen,))))},
    ]
    answers = (2, "911", Typed("bag"), Date("2026"), count, Listed((pen, count)))
    assert all(Statement(Part.STEP, "step.flat", values, "", ()).is_general for values in general)
    for one in answers:
        assert not statement(Part.STEP, "step.flat", what=pen, more=one).is_general


def test_values_that_are_not_there_are_left_out() -> None:
    """None stays None, the rest keeps its order."""
    assert (typed(None), phone(None), date(None), listed(None, None)) == (None,) * 4
    assert (typed("a"), phone("1"), date("2026")) == (Typed("a"), Phone("1"), Date("2026"))
    assert present(None, Typed("a"), None, Typed("b")) == (Typed("a"), Typed("b"))
    assert listed(None, Typed("a")) == Listed((Typed("a"),))
    assert Listed(()).sign == ", "
    names = tuple(Typed(str(number)) for number in range(10))
    assert together(names[:8]) == Listed(names[:8])
    assert together(names, sign="; ") == Listed(
        (*names[:8], Phrase("and-others", {"count": 2})), "; "
    )


def test_steps_are_numbered_and_keep_their_details() -> None:
    """General sentences share a line; a line ends with what holds an answer."""
    general = statement(Part.DETAIL, "step.flat.breathing")
    answer = statement(Part.DETAIL, "device", what=Typed("Pen"), place=Typed("bag"))
    step = statement(Part.STEP, "step.flat")
    other = statement(Part.NAME, "name", name=Typed("A"))
    made = Plan((other, step, general, general, answer, general, answer, answer, step))
    first, second = made.steps()
    assert (first.number, second.number) == (1, 2)
    assert first.details == ((general, general, answer), (general, answer), (answer,))
    assert (first.statement, second.details) == (step, ())
    assert made.of(Part.NAME, Part.STEP) == (other, step, step)
