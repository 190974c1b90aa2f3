"""The question of an answer's path in the record: “pen or spray 1: Where is it right now?”."""

from __future__ import annotations

from collections.abc import Iterator

from wtforms import Form, FormField

from walletcard.form.outline import EntryList, form_of_entry, place_at


def asked_at(path: str, region: str = "") -> str:
    """The words of the form for a path; the path itself if it asks for nothing there."""
    try:
        place = place_at(path)
    except KeyError:
        return path
    if isinstance(place, EntryList):
        index, _, rest = path.partition("[")[2].partition("]")
        said = [f"{place.one} {int(index) + 1}"] if index else [place.heading]
        form: Form = form_of_entry(place, region)()
    else:
        said, rest, form = [place.heading], path.removeprefix(place.base), place.form()
    return ": ".join([*said, *_labels(form, rest.strip(".").split("."))])


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
