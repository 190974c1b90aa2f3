"""Fills in the form by hand with a whole record, each answer where the form asks for it.

What the checklists offer is ticked, the rest is added one by one. A name of a catalogue entry is
looked up and picked; the person's own words stay as typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from itertools import groupby
from typing import Any, cast

from playwright.sync_api import Locator
from wtforms import Field, FormField

from tests.journeys.filling import Person
from walletcard.form import options, pen_questions
from walletcard.form.checklist import checklist, usual_of
from walletcard.form.date_field import DateField
from walletcard.form.expiry_field import ExpiryField
from walletcard.form.fields import ListedField, ManyField, PickField, TickField
from walletcard.form.filling import filled_from_record
from walletcard.form.first import First
from walletcard.form.outline import ABOUT, CONTACTS, HELPERS, PENS, EntryList, QuestionPage, places
from walletcard.form.questions import QuestionGroup
from walletcard.form.records import answers_on
from walletcard.form.usual import for_age
from walletcard.form.whose import Whose

Record = Mapping[str, Any]


def tell(person: Person, record: Record) -> None:
    """Fill in the form from the first page to the one that checks the answers."""
    person.whose = whose(record)
    person.open()
    person.follow("Make a card")
    about = filled(ABOUT.form, record, person.whose)
    about["answered_by"].data = person.whose.answered_by
    answer(person, about)
    person.press("Start")
    tell_pens(person, record)
    helpers = filled(HELPERS.form, {"contact": first_contact(record)}, person.whose)
    cast("First", helpers).contact.form.suggest(person.whose)
    answer(person, helpers)
    person.press("Answer more questions first")
    for place in places():
        if place in {ABOUT, PENS, CONTACTS}:
            continue
        if isinstance(place, QuestionPage):
            answer(person, filled(place.form, answers_on(dict(record), place), person.whose))
            person.press("Continue")
        else:
            tell_list(person, place, record)
    if len(record.get(CONTACTS.key, [])) > 1:
        person.open(person.page.url.removeprefix(person.origin).replace("/check", "/contacts/"))
        person.follow("Add another person")
        tell_each(person, CONTACTS, record[CONTACTS.key][1:])


def whose(record: Record) -> Whose:
    """Whom the card is for, going by the age on the day of the answers."""
    return Whose.of(dict(record), date.fromisoformat(record["answered_on"]))


def filled(kind: Callable[..., QuestionGroup], answers: Record, whose: Whose) -> QuestionGroup:
    """A form that holds these answers, worded for whom the card is for."""
    return filled_from_record(kind, dict(answers), whose).form


def first_contact(record: Record) -> Record:
    """The first person whom helpers call."""
    return next(iter(record.get(CONTACTS.key, [])), {})


def as_told(record: Record) -> dict[str, Any]:
    """The record as the form has it: who filled it in; ticked entries first, as on their page."""
    told = {"answered_by": whose(record).answered_by} | dict(record)
    if signs := record.get("reactions", {}).get("usual_signs"):
        in_order = sorted(signs, key=for_age("signs", options.signs(), whose(record)).index)
        told["reactions"] = record["reactions"] | {"usual_signs": in_order}
    for place in places():
        if isinstance(place, EntryList) and place.usual and record.get(place.key):
            told[place.key] = _ticked_first(record[place.key], list(place.usual(whose(record))))
    return told


def _ticked_first(entries: list[Record], usual: list[str]) -> list[Record]:
    def rank(one: Record) -> int:
        return usual.index(one["id"]) if one.get("id") in usual else len(usual)

    return sorted(entries, key=rank)


def tell_pens(person: Person, record: Record) -> None:
    """Enter the pens; equal ones that follow each other are entered at once."""
    entered = record.get(PENS.key, [])
    if not entered:
        none = person.whose.plain(PENS.none)
        person.press(none if PENS.key in record else "Skip for now")
        return
    alike = [list(some) for _, some in groupby(entered)]
    for number, some in enumerate(alike, 1):
        every = filled(pen_questions.pen(record["region"], is_new=True), some[0], person.whose)
        brand = every["sold"].data.split()[0]
        person.follow(brand_link(brand, record["region"]))
        form = pen_questions.pen(record["region"], brand, is_new=True)
        one = filled(form, some[0], person.whose)
        answer(person, one, but=("sold",) if brand == pen_questions.ANOTHER else ())
        if len(some) > 1:
            person.pick(pen_questions.COUNTS[str(len(some))], group=one["count"].label.text)
        person.press(save_button(is_last=number == len(alike)), exact=True)


def brand_link(brand: str, region: str) -> str:
    """The text of the link to a brand in a country."""
    another = brand == pen_questions.ANOTHER
    return pen_questions.ANOTHER_SAID if another else options.name_on_boxes(brand, region)


def save_button(*, is_last: bool) -> str:
    """The text of the button that saves an entry."""
    return "Save" if is_last else "Save and add another"


def tell_list(person: Person, list_: EntryList, record: Record) -> None:
    """Tick what the checklist offers, then add the rest one by one."""
    entries = record.get(list_.key, [])
    usual = usual_of(list_, person.whose)
    others = [one for one in entries if one.get("id") not in usual]
    if usual:
        tick_usual(person, list_, [one for one in entries if one not in others])
        if others:
            person.type(f"Another {list_.one}, by name{_or_brand(list_)}", name_of(others[0]))
        elif list_.key in record and not entries:
            person.tick(person.whose.plain(list_.none))
        person.press("Continue")
    elif not others:
        none = person.whose.plain(list_.none)
        person.press(none if list_.key in record else "Skip for now")
    tell_each(person, list_, others)


def tell_each(person: Person, list_: EntryList, entries: list[Record]) -> None:
    """Add entries one by one; where there is a checklist, the first name was typed on it."""
    for number, entry in enumerate(entries, 1):
        is_typed = bool(usual_of(list_, person.whose)) and number == 1
        is_last = number == len(entries)
        tell_entry(person, list_, entry, is_typed=is_typed, is_last=is_last)
    if entries:
        person.press("Continue")


def tick_usual(person: Person, list_: EntryList, entries: list[Record]) -> None:
    """Tick entries and answer what the checklist asks; open folded questions only if needed."""
    rows = {entry["id"]: {"ticked": True, **entry} for entry in entries}
    for row in filled(checklist(list_, person.whose), rows, person.whose):
        if not isinstance(row, FormField) or not row.data["ticked"]:
            continue
        choice = person.tick(row.label.text)
        answer(person, row.form, choice, but=("ticked", *list_.folded))
        if any(row.form[name].data for name in list_.folded):
            person.tap(choice.locator("summary"))
            answer(person, row.form, choice, but=set(row.form.data) - set(list_.folded))


def tell_entry(
    person: Person,
    list_: EntryList,
    entry: Record,
    *,
    is_typed: bool,
    is_last: bool,
) -> None:
    """Fill in one entry and save it; its name may have been typed on the page before."""
    form = filled(list_.form, {**entry, "name": name_of(entry)}, person.whose)
    if list_.kinds and not is_typed:
        tell_name(person, form["name"].label.text, entry)
    if list_.kinds:
        pick_meaning(person, entry)
    answer(person, form, but=("name",) if list_.kinds else ())
    button = save_button(is_last=is_last)
    person.press(button, exact=True)
    if list_.kinds and pick_meaning(person, entry):
        person.press(button, exact=True)


def tell_name(person: Person, label: str, entry: Record) -> None:
    """Type a name, and have its meanings looked up: by script while typing, else by a button."""
    if not person.scripts:
        person.type(label, name_of(entry))
        if "id" in entry:
            person.press("Look it up")
        return
    with person.page.expect_response(lambda answer: answer.request.method == "POST"):
        person.type(label, name_of(entry))
    person.page.locator("#meanings > *").first.wait_for(state="attached")


def pick_meaning(person: Person, entry: Record) -> bool:
    """Pick the right meaning if the page asks for it; returns whether it did."""
    asked = person.page.get_by_role("group", name="Did you mean one of these?")
    if not asked.count():
        return False
    wanted = name_of(entry) if "id" in entry else "No. Use my words as I typed them"
    choice = asked.get_by_role("radio", name=re.compile(f"^{re.escape(wanted)}")).first
    if not choice.is_checked():
        person.effort.taps += 1
        choice.check()
    return True


def answer(
    person: Person, form: QuestionGroup, within: Locator | None = None, *, but: Collection[str] = ()
) -> None:
    """Give all answers of a form that is filled in, each with its own kind of control."""
    for field in form:
        if isinstance(field, FormField):
            group = person.page.get_by_role("group", name=field.label.text, exact=True)
            answer(person, field.form, group if field.label.text else within)
        elif field.data and field.short_name not in but:
            answer_one(person, field, within)


def answer_one(person: Person, field: Field, within: Locator | None) -> None:
    """Give one answer."""
    label = field.label.text
    if isinstance(field, ExpiryField):
        person.type(label, field.text, within=within)
    elif isinstance(field, DateField):
        typed = field.boxes
        month = field.months[typed["month"]] if typed["month"] else ""
        person.date(label, day=typed["day"], month=month, year=typed["year"], within=within)
    elif isinstance(field, ManyField):
        for one in field.data:
            person.tick(field.options.get(one, field.none))
    elif isinstance(field, PickField):
        person.pick(field.options[field.data], group=label, within=within)
    elif isinstance(field, ListedField):
        person.choose(label, field.options[field.data])
    elif isinstance(field, TickField):
        person.tick(label)
    else:
        person.type(label, field.data, within=within)


def name_of(entry: Record) -> str:
    """The name that a person types for an entry."""
    return entry["name"] if "name" in entry else options.entry_name(entry["id"])


def _or_brand(list_: EntryList) -> str:
    return " or brand" if "medicine" in list_.kinds else ""
