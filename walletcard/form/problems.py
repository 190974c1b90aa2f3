"""What is wrong with the answers of a form, each with the box in which to correct it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wtforms import Field, FormField, RadioField

from walletcard.clinical.record import Fault
from walletcard.form.date_field import DateField
from walletcard.form.expiry_field import ExpiryField
from walletcard.form.fields import General, ManyField, complain
from walletcard.form.questions import QuestionGroup


@dataclass(frozen=True)
class Problem:
    """A line of the error summary: what is wrong, and the id of the box to correct it in."""

    sentence: str
    box: str | None = None


def problems_of(
    form: QuestionGroup, base: str, faults: Iterable[Fault], rows: Sequence[str] = ()
) -> list[Problem]:
    """What is wrong with a validated form, and with the record at its path.

    For a list, `rows` are the form's names of its entries.
    """
    elsewhere = _blame(form, base, [_of_row(fault, base, rows) for fault in faults])
    return [*_told_apart(list(_at_fields(form))), *(Problem(sentence) for sentence in elsewhere)]


def _told_apart(found: list[tuple[str, Problem]]) -> Iterator[Problem]:
    """Problems of questions; a sentence that is said of several names the question each time."""
    times = Counter(problem.sentence for _, problem in found)
    for asked, one in found:
        is_once = times[one.sentence] == 1
        yield one if is_once else replace(one, sentence=after(asked, one.sentence))


def after(asked: str, sentence: str) -> str:
    """A sentence after the words of the question that it is about."""
    return f"{asked}{'' if asked.endswith('?') else ':'} {sentence}"


def _of_row(fault: Fault, base: str, rows: Sequence[str]) -> Fault:
    """A fault of a list's entry, moved to the form's row for that entry."""
    index, bracket, rest = fault.path.removeprefix(f"{base}[").partition("]")
    if not rows or not bracket or not index.isdecimal():
        return fault
    return replace(fault, path=f"{base}.{rows[int(index)]}{rest}")


def _blame(form: QuestionGroup, base: str, faults: Iterable[Fault]) -> list[str]:
    """Add faults of the record to their fields, unless a field has an error already.

    Returns the faults of the whole record; those of other pages are left out.
    """
    fields = dict(_fields(form, base))
    whole = {"", base.partition("[")[0] if "[" in base else ""}
    elsewhere = []
    for fault in faults:
        found = _field_at(fields, fault.path)
        if found is None:
            is_ours = fault.path in whole or (base and fault.path.startswith(base))
            elsewhere += [fault.sentence] if is_ours else []
        elif not _is_said(fields, fault.path):
            complain(found, General(fault.sentence))
    return elsewhere


def _is_said(fields: dict[str, Field], path: str) -> bool:
    """Whether there is already an error at an answer, a part of it, or its group."""
    group = path.rpartition(".")[0]
    return any(
        field_.errors
        for place, field_ in fields.items()
        if place == path
        or path.startswith((f"{place}.", f"{place}["))
        or place.startswith(f"{path}.")
        or (group and place.startswith(f"{group}."))
    )


def _fields(form: QuestionGroup, path: str) -> Iterator[tuple[str, Field]]:
    for field_ in form:
        place = f"{path}.{field_.short_name}".removeprefix(".")
        if isinstance(field_, FormField):
            yield from _fields(field_.form, place)
        else:
            yield place, field_


def _field_at(fields: dict[str, Field], path: str) -> Field | None:
    """The field of a path; for a group its first field, for a part of an answer the answer's."""
    for place, field_ in fields.items():
        inside = path.startswith((f"{place}.", f"{place}["))
        if path and (place == path or inside or place.startswith(f"{path}.")):
            return field_
    return None


def _at_fields(form: QuestionGroup, group: str = "") -> Iterator[tuple[str, Problem]]:
    """The problems at the fields of a form, each with its question, in the order of the page."""
    for field_ in form:
        if isinstance(field_, FormField):
            yield from _at_fields(field_.form, field_.form.called or field_.label.text)
        else:
            asked = field_.label.text
            for sentence in field_.errors:
                said = after(asked, sentence) if isinstance(sentence, General) else str(sentence)
                yield asked, Problem(after(group, said) if group else said, box_of(field_))


def box_of(field_: Field) -> str:
    """The id of a field's box; if it has several, of the one at fault or the first."""
    if isinstance(field_, DateField) and not isinstance(field_, ExpiryField):
        return f"{field_.id}-{field_.part_to_correct}"
    return f"{field_.id}-0" if isinstance(field_, RadioField | ManyField) else str(field_.id)
