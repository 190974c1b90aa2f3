"""A whole record, told to the form by hand: each answer where the form asks for it.

A person ticks what the checklists have and adds the rest one by one; what they call by its own
name is looked up and picked, what they call in their own words stays so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import groupby
from typing import Any

from playwright.sync_api import Locator
from wtforms import Field, FormField

from tests.journeys.filling import Person
from walletcard.form import options, pen_questions
from walletcard.form.checklist import checklist
from walletcard.form.date_field import DateField
from walletcard.form.fields import ListedField, ManyField, PickField, TickField
from walletcard.form.outline import ABOUT, CONTACTS, FIRST, PENS, EntryList, QuestionPage, places
from walletcard.form.questions import QuestionGroup
from walletcard.form.records import answers_on

Record = Mapping[str, Any]


def tell(person: Person, record: Record) -> None:
    """From the first page to the one that checks the answers."""
    person.open()
    person.follow("Make a card")
    answer(person, ABOUT.form(data=record))
    person.press("Start")
    tell_pens(person, record)
    tell_list(person, CONTACTS, record)
    person.follow("Continue")
    for place in places():
        if place in FIRST:
            continue
        if isinstance(place, QuestionPage):
            answer(person, place.form(data=answers_on(dict(record), place)))
            person.press("Continue")
        else:
            tell_list(person, place, record)


def as_told(record: Record) -> dict[str, Any]:
    """The record in the order of the form: what is ticked has that of its page, and comes first."""
    told = dict(record)
    if signs := record.get("reactions", {}).get("usual_signs"):
        in_order = sorted(signs, key=list(options.signs()).index)
        told["reactions"] = record["reactions"] | {"usual_signs": in_order}
    for place in places():
        if isinstance(place, EntryList) and place.usual and record.get(place.key):
            told[place.key] = _ticked_first(record[place.key], list(place.usual()))
    return told


def _ticked_first(entries: list[Record], usual: list[str]) -> list[Record]:
    def rank(one: Record) -> int:
        return usual.index(one["id"]) if one.get("id") in usual else len(usual)

    return sorted(entries, key=rank)


def tell_pens(person: Person, record: Record) -> None:
    """Those that are alike at once."""
    entered = record.get(PENS.key, [])
    if not entered:
        person.press(PENS.none if PENS.key in record else "Skip for now")
        return
    form = pen_questions.pen(record["region"], is_new=True)
    alike = [list(some) for _, some in groupby(entered)]
    for number, some in enumerate(alike, 1):
        filled = form(data=some[0])
        answer(person, filled)
        if len(some) > 1:
            person.pick(pen_questions.COUNTS[str(len(some))], group=filled["count"].label.text)
        person.press(save_button(is_last=number == len(alike)), exact=True)
    person.press("Continue")


def save_button(*, is_last: bool) -> str:
    """What the button says that is pressed after an entry."""
    return "Save" if is_last else "Save and add another"


def tell_list(person: Person, list_: EntryList, record: Record) -> None:
    """First what can be ticked, then the rest one by one."""
    entries = record.get(list_.key, [])
    usual = list_.usual() if list_.usual else {}
    others = [one for one in entries if one.get("id") not in usual]
    if usual:
        tick_usual(person, list_, [one for one in entries if one not in others])
        if others:
            person.type(f"Another {list_.one}, by name{_or_brand(list_)}", name_of(others[0]))
        elif list_.key in record and not entries:
            person.tick(list_.none)
        person.press("Continue")
    elif not others:
        person.press(list_.none if list_.key in record else "Skip for now")
    for number, entry in enumerate(others, 1):
        is_typed = bool(usual) and number == 1
        tell_entry(person, list_, entry, is_typed=is_typed, is_last=number == len(others))
    if others:
        person.press("Continue")


def tick_usual(person: Person, list_: EntryList, entries: list[Record]) -> None:
    """Tick what the checklist has, with what is asked of it; what is folded only if it is known."""
    rows = {entry["id"]: {"ticked": True, **entry} for entry in entries}
    for row in checklist(list_)(data=rows):
        if not isinstance(row, FormField) or not row.data["ticked"]:
            continue
        choice = person.tick(row.label.text)
        answer(person, row.form, choice, but=("ticked", *list_.folded))
        if any(row.form[name].data for name in list_.folded):
            person.tap(choice.locator("summary"))
            answer(person, row.form, choice, but=set(row.form.data) - set(list_.folded))


def tell_entry(
    person: Person, list_: EntryList, entry: Record, *, is_typed: bool, is_last: bool
) -> None:
    """One entry, then the page for the next; its name may have been typed on the page before."""
    filled = list_.form(data={**entry, "name": name_of(entry)})
    if list_.kinds and not is_typed:
        tell_name(person, filled["name"].label.text, entry)
    if list_.kinds:
        pick_meaning(person, entry)
    answer(person, filled, but=("name",) if list_.kinds else ())
    button = save_button(is_last=is_last)
    person.press(button, exact=True)
    if list_.kinds and pick_meaning(person, entry):
        person.press(button, exact=True)


def tell_name(person: Person, label: str, entry: Record) -> None:
    """The name, and what it may mean: with a script while it is typed, else by a button."""
    if not person.scripts:
        person.type(label, name_of(entry))
        if "id" in entry:
            person.press("Look it up")
        return
    with person.page.expect_response(lambda answer: answer.request.method == "POST"):
        person.type(label, name_of(entry))
    person.page.locator("#meanings > *").first.wait_for(state="attached")


def pick_meaning(person: Person, entry: Record) -> bool:
    """Pick what is meant, if the page asks."""
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
    """Give the answers that a form is filled in with, each in its own way."""
    for field in form:
        if isinstance(field, FormField):
            group = person.page.get_by_role("group", name=field.label.text, exact=True)
            answer(person, field.form, group if field.label.text else within)
        elif field.data and field.short_name not in but:
            answer_one(person, field, within)


def answer_one(person: Person, field: Field, within: Locator | None) -> None:
    """Give one answer."""
    label = field.label.text
    if isinstance(field, DateField):
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
    """What a person types for an entry."""
    return entry["name"] if "name" in entry else options.entry_name(entry["id"])


def _or_brand(list_: EntryList) -> str:
    return " or brand" if "medicine" in list_.kinds else ""
