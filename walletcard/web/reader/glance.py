"""What stands in the first screen of a person's page in few words.

The line for staff at the top says what changes treatment; the line in step 1 where the epinephrine
is. Every statement stands whole further down. What finds no room here is counted, so that nobody
takes a line for everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from walletcard.clinical.statement import Device, Listed, Part, Phrase, Plan, Statement
from walletcard.wording import Words

# So many letters leave room for the headlines of the steps on a screen of 320 by 568 pixels.
MOST_LETTERS = 110
MOST_COLUMNS_OF_PLACES = 80
# The same in fewer words. Of an alert that applies, the name alone is true.
_SHORTER = {
    "alert.yes-facts": "alert.yes",
    "do-not-give": "glance.do-not-give",
    "do-not-use": "glance.do-not-use",
    "reacted": "glance.reacted",
}
# What is said of a device beside its name and place: whether to take another one first.
_STANDING = ("device.recalled", "device.past-date", "device.if-only-one")


@dataclass(frozen=True)
class Glance:
    """The line: what the person takes or has, then everything else."""

    has: tuple[Statement, ...]
    other: tuple[Statement | Phrase, ...]


def glance(plan: Plan, words: Words) -> Glance:
    """Alerts, what must not be given, baseline tryptase, and whether something is not known."""
    room, shown, left = MOST_LETTERS, list[Statement](), 0
    for one in plan.of(Part.ALERT, Part.NEVER):
        short = replace(one, id=_SHORTER.get(one.id, one.id))
        letters = len(words.plain(short))
        if letters <= room:
            shown.append(short)
            room -= letters
        else:
            left += 1
    has = tuple(one for one in shown if one.part is Part.ALERT)
    more = [Phrase("glance.more", {"count": left})] if left else []
    return Glance(has, (*shown[len(has) :], *more, *_always(plan)))


def _always(plan: Plan) -> Iterator[Statement | Phrase]:
    tryptase = next((one for one in plan.of(Part.TEST) if one.id == "tryptase"), None)
    yield tryptase or Phrase("glance.tryptase-not-known")
    if plan.of(Part.NOT_KNOWN):
        yield Phrase("glance.not-known")


def places(plan: Plan, words: Words) -> tuple[Statement | Phrase, ...]:
    """Where the devices are that anybody can use, each by its name alone, the best first."""
    devices = [one for one in plan.of(Part.DETAIL) if one.id == "device"]
    short = {words.plain(one): one for one in map(_by_name, devices) if one}
    room, shown = MOST_COLUMNS_OF_PLACES, list[Statement]()
    for text, one in short.items():
        room -= columns(text)
        if room < 0:
            break
        shown.append(one)
    left = len(short) - len(shown)
    if left and not shown:
        return (Phrase("glance.place-below"),)
    return (*shown, *([Phrase("glance.more", {"count": left})] if left else ()))


def columns(text: str) -> int:
    """How much room a text takes: a Han or kana letter has two columns."""
    return len(text) + sum(east_asian_width(letter) in "WF" for letter in text)


def _by_name(one: Statement) -> Statement | None:
    """A device without strength, number and use; None for one that only trained people can use."""
    what = one.values["what"]
    assert isinstance(what, Listed)  # noqa: S101 - the rule that makes it says so
    device, *told = what.values
    said = {phrase.id: phrase for phrase in told if isinstance(phrase, Phrase)}
    if "device.trained-only" in said:
        return None
    assert isinstance(device, Device)  # noqa: S101 - the same
    kept = tuple(phrase for id, phrase in said.items() if id in _STANDING)
    short = Listed((replace(device, strength=None), *kept))
    return replace(one, values={**one.values, "what": short})
