"""Answers as they are shown on lists and on the check page."""

from dataclasses import dataclass

from walletcard.form import options
from walletcard.form.drafts import Draft, filled_from_draft
from walletcard.form.filling import filled_from_record, said
from walletcard.form.number_fields import digits
from walletcard.form.outline import PENS, EntryList, QuestionPage, Topic, form_of_entry
from walletcard.form.records import Record
from walletcard.form.whose import Whose
from walletcard.web.making import links
from walletcard.web.site.current import today
from walletcard.wording.phone import calling, is_short

NOT_ANSWERED = "Not answered"
ODD_NUMBER = "Check this number: a phone may not be able to call it."


@dataclass(frozen=True)
class Text:
    """Words on a page; `is_typed` if no translator may touch them: typed words, product names."""

    text: str
    is_typed: bool = False


@dataclass(frozen=True)
class Line:
    """A question or an entry, its answers, and where to change them.

    `question` is the whole question that it belongs to: that of a note, or of a list.
    """

    asked: Text
    answers: tuple[Text, ...]
    change: str
    question: str
    id: int = 0
    is_answered: bool = True


@dataclass(frozen=True)
class CheckedTopic:
    """A topic on the check page: how much of it is answered, and its lines."""

    topic: Topic
    told: str
    lines: tuple[Line, ...]


def checked(draft: Draft, topic: Topic) -> CheckedTopic:
    """All answers of a topic. Entries are counted alone; beside questions a list is one answer."""
    found = tuple(lines(draft, topic))
    count = len({line.question for line in found if line.is_answered})
    if not all(isinstance(place, EntryList) for place in topic.places):
        told = "no answers yet" if not count else "1 answer" if count == 1 else f"{count} answers"
    elif any(line.id for line in found):
        told = str(len(found))
    else:
        told = "none" if count else "not known"
    return CheckedTopic(topic, told, found)


def lines(draft: Draft, topic: Topic) -> list[Line]:
    """All answers of a topic; a page without answers has one line."""
    found: list[Line] = []
    for place in topic.places:
        found += (
            _of_page(draft, place) if isinstance(place, QuestionPage) else _of_list(draft, place)
        )
    return found


def _of_page(draft: Draft, page: QuestionPage) -> list[Line]:
    change = links.entrance(draft, page, to=links.CHECK)
    form = filled_from_draft(draft, page, today()).form
    heading = draft.person(today()).plain(page.heading)
    answered = [
        Line(Text(one.asked), (Text(one.text, one.is_typed),), change, one.question)
        for one in said(form)
        if one.text
    ]
    open_ = Text(heading), (Text(NOT_ANSWERED),), change, heading
    return answered or [Line(*open_, is_answered=False)]


def _of_list(draft: Draft, list_: EntryList) -> list[Line]:
    entries = entry_lines(draft, list_, to=links.CHECK)
    if entries:
        return entries
    person = draft.person(today())
    heading = person.plain(list_.heading)
    is_none = list_.key in draft.record
    answer = person.plain(list_.none) if is_none else "Not known"
    change = links.entrance(draft, list_, to=links.CHECK)
    return [Line(Text(heading), (Text(answer),), change, heading, is_answered=is_none)]


def entry_lines(draft: Draft, list_: EntryList, to: str | None = None) -> list[Line]:
    """The entries of a list."""
    return [
        Line(
            Text(entry_name(list_, entry), list_ is PENS or "name" in entry),
            tuple(_details(list_, entry, draft.person(today()))),
            links.of_entry(draft, list_, id, to=to),
            list_.heading,
            id,
        )
        for id, entry in draft.entries(list_)
    ]


def entry_name(list_: EntryList, entry: Record) -> str:
    """What an entry is called; a device with its strength."""
    if list_ is not PENS:
        return str(entry.get("name") or options.entry_name(entry["id"]))
    name = entry.get("name") or options.device_name(entry["device"])
    strength = entry.get("strength")
    return f"{name} {digits(strength['value'])} {strength['unit']}" if strength else str(name)


def _details(list_: EntryList, entry: Record, person: Whose) -> list[Text]:
    if list_ is PENS:
        expires = entry.get("expires")
        by = f"Use by {options.date(expires)}" if expires else "Use-by date not known"
        return [Text(entry.get("kept_at", "Place not known"), "kept_at" in entry), Text(by)]
    kind = form_of_entry(list_, person.region, has_id=True)
    form = filled_from_record(kind, entry, person).form
    phone, region = entry.get("phone"), person.region
    is_odd = phone is not None and not (calling(phone, region) or is_short(phone, region))
    told = [Text(one.alone, one.is_typed) for one in said(form) if one.text]
    return told + ([Text(ODD_NUMBER)] if is_odd else [])
