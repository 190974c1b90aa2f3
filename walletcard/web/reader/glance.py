"""What stands in the first screen of a person's page in few words.

The line for staff at the top says what changes treatment; the line in step 1 where the epinephrine
is, and how many devices. Every statement stands whole further down. What finds no room here is
counted, so that nobody takes a line for everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from walletcard.clinical.statement import Amount, Device, Listed, Part, Phrase, Plan, Statement
from walletcard.wording import Words

# So many letters leave room for the headlines of the steps on a screen of 320 by 568 pixels.
MOST_LETTERS = 110
MOST_COLUMNS_OF_PLACES = 80
# The same in fewer words. Of an alert that applies, the name alone is true; of a reaction, only if
# it was anaphylaxis.
_SHORTER = {
    (Part.ALERT, "alert.yes-facts"): "alert.yes",
    (Part.NEVER, "do-not-give"): "glance.do-not-give",
    (Part.NEVER, "do-not-use"): "glance.do-not-use",
    (Part.NEVER, "reacted"): "glance.reacted",
}
# What is said of a device beside its name and place: how many, whether to take another one first.
_BESIDE = ("device.count", "device.recalled", "device.past-date", "device.if-only-one")
# Details of steps that are needed at once: they stand under the headline of their step.
AT_ONCE = frozenset(
    {
        *("step.flat.breathing", "step.flat.breathing.small-child"),
        *("step.flat.unconscious", "step.flat.unconscious-left"),
    }
)


@dataclass(frozen=True)
class Glance:
    """The line: what the person takes or has, then everything else."""

    has: tuple[Statement, ...]
    other: tuple[Statement | Phrase, ...]


def glance(plan: Plan, words: Words) -> Glance:
    """Alerts, reactions to what is given, baseline tryptase, and whether something is not known."""
    room, shown, left = MOST_LETTERS, list[Statement](), 0
    for one in (*plan.of(Part.ALERT), *plan.of(Part.NEVER), *plan.of(Part.REACTED)):
        short = replace(one, id=_SHORTER.get((one.part, one.id), one.id))
        letters = len(words.plain(short))
        if letters <= room:
            shown.append(short)
            room -= letters
        else:
            left += 1
    has = tuple(one for one in shown if one.part is Part.ALERT)
    some = "glance.more" if shown else "glance.all-below"
    more = [Phrase(some, {"count": left})] if left else []
    return Glance(has, (*shown[len(has) :], *more, *_always(plan)))


def _always(plan: Plan) -> Iterator[Statement | Phrase]:
    not_known = {one.id for one in plan.of(Part.NOT_KNOWN)}
    if "not-known.triggers" in not_known:
        yield Phrase("glance.reactions-not-known")
    yield _tryptase(plan)
    if not_known:
        yield Phrase("glance.not-known")


def _tryptase(plan: Plan) -> Phrase:
    """The baseline without its day."""
    own = next((one.values["tryptase"] for one in plan.of(Part.TEST) if one.id == "tryptase"), None)
    if not isinstance(own, Amount):
        return Phrase("glance.tryptase-not-known")
    return Phrase("glance.tryptase", {"tryptase": replace(own, on=None)})


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
    """A device without strength and use; None for one that only trained people can use."""
    what = one.values["what"]
    assert isinstance(what, Listed)  # noqa: S101 - the rule that makes it says so
    device, *told = what.values
    said = {phrase.id: phrase for phrase in told if isinstance(phrase, Phrase)}
    if "device.trained-only" in said:
        return None
    assert isinstance(device, Device)  # noqa: S101 - the same
    kept = tuple(phrase for id, phrase in said.items() if id in _BESIDE)
    short = Listed((replace(device, strength=None), *kept))
    return replace(one, values={**one.values, "what": short})
