"""The question of an answer's path in the record: “Pen or spray 1: Where is it right now?”."""

from __future__ import annotations

from collections.abc import Iterator

from wtforms import Form, FormField

from walletcard.clinical.record import Fault
from walletcard.form.options import capital
from walletcard.form.outline import EntryList, form_of_entry, place_at
from walletcard.form.problems import after
from walletcard.form.whose import NOBODY, Whose


def in_words(fault: Fault, person: Whose = NOBODY) -> str:
    """A fault after the question that it is about, in the form's words for a person."""
    return after(asked_at(fault.path, person), fault.sentence) if fault.path else fault.sentence


def asked_at(path: str, person: Whose = NOBODY) -> str:
    """The words of the form for a path; the path itself if it asks for nothing there."""
    try:
        place = place_at(path)
    except KeyError:
        return path
    heading = person.plain(place.heading)
    if isinstance(place, EntryList):
        index, _, rest = path.partition("[")[2].partition("]")
        said = f"{capital(place.one)} {int(index) + 1}" if index else heading
        form: Form = form_of_entry(place, person.region)()
    else:
        said, rest, form = heading, path.removeprefix(place.base), place.form()
    person.address(form)
    return ": ".join([said, *_labels(form, rest.strip(".").split("."))])


def _labels(form: Form, names: list[str]) -> Iterator[str]:
    """The label of the first question on the way to a field."""
    for name in names:
        if name not in form:
            return
        field = form[name]
        if field.label.text:
            yield str(field.label.text)
            return
        if not isinstance(field, FormField):
            return
        form = field.form
