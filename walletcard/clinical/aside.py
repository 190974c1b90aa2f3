"""What a dose, schedule or note beside an entry says: a route, an end, or an allergy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from walletcard.clinical import around
from walletcard.clinical.around import Said, Says
from walletcard.clinical.dates import earliest, latest
from walletcard.clinical.entries import Route
from walletcard.clinical.meaning import Stance, meaning
from walletcard.clinical.naming import Reading
from walletcard.clinical.spelling import Piece, fold, pieces, said_apart
from walletcard.clinical.written_dates import lie_a_year_back, lie_ahead, written_dates

# The stem of anaphylaxis and of anaphylactic, as names are folded.
_ANAPHYLAXIS = tuple(map(fold, ("anaphyla", "анафила", "αναφυλα", "アナフィラ")))
_GOES_ON = frozenset({Says.SINCE, Says.UNIT})  # beside the past of a dose
# "Once had" in German, or "at night" with other capitals: nothing stands behind it that was had.
_PERHAPS_AT_NIGHT = re.compile(r"\bz\. ?n\.\W*\Z", re.IGNORECASE)
_YEAR_OF = re.compile(rf"(?<!\d){around.YEAR.pattern}(?!\d)")  # of a date too: 3.11.2026


@lru_cache(maxsize=1024)
def routes_in(text: str) -> frozenset[Route]:
    """The routes that a dose or note names; none if it denies or ends something."""
    if meaning(text, Reading.MEDICATIONS).stance is not Stance.STATED:
        return frozenset()
    return _routes_in(text)


def ended_routes_in(text: str, on: str) -> frozenset[Route]:
    """The routes of what a dose or note ends: "cream, stopped May 2026"."""
    return _routes_in(text) if aside(text, on) is Aside.ENDED else frozenset()


def _routes_in(text: str) -> frozenset[Route]:
    return frozenset(said.route for said in _said_in(pieces(text)) if said and said.route)


class Aside(StrEnum):
    """What a dose, schedule or note says of whether the thing beside it still holds."""

    ENDED = "ended"
    ALLERGY = "allergy"
    PERHAPS_ENDED = "perhaps ended"  # or not begun
    HOLDS = "holds"


@lru_cache(maxsize=1024)  # every face asks for the same few texts, and some a dozen times
def aside(text: str, on: str) -> Aside:
    """What a text beside an entry says of it, for answers of a day (or only a month or year).

    Only a text that was understood in full ends a thing, or calls it an allergy. Of a sentence with
    such a word in it, of a bare no ("none", "0 mg"), and of a beginning on a day to come, the
    person is asked.
    """
    said = _of_an_end(text, on)
    return Aside.PERHAPS_ENDED if said is Aside.HOLDS and _begins_later(text, on) else said


def _begins_later(text: str, on: str) -> bool:
    """Whether a text says a beginning after the answers, and nothing of now.

    A date may be that of an end: "from Dr. A, until 2027".
    """
    if not lie_ahead(text, on) or not around.tells_of_a_start(text):
        return False
    said = [one for one in _said_in(pieces(text)) if one]
    ends = sum(one.may_lie_ahead for one in said)
    return len(tuple(written_dates(text))) > ends and not any(one.is_now for one in said)


def _of_an_end(text: str, on: str) -> Aside:
    """The same for an end and an allergy."""
    some = pieces(text)
    found = around.without_starts(_said_in(some))
    says = {said.says for said in found if said}
    if Says.NEGATED in says:
        bare = None not in found and says <= {Says.NEGATED, Says.PAST, Says.FILLER}
        return Aside.PERHAPS_ENDED if bare or _ends_beside_a_no(text) else Aside.HOLDS
    if Says.ALLERGY in says:
        return Aside.PERHAPS_ENDED if None in found else Aside.ALLERGY
    if None in found:
        stopped = any(said and said.is_an_end for said in found)
        return Aside.PERHAPS_ENDED if stopped else Aside.HOLDS
    if around.is_nothing([piece.folded for piece in some if piece.is_number]):
        return Aside.PERHAPS_ENDED
    if not _is_ended(text, found, on):
        perhaps = _is_perhaps_over(text, found, on) or years_ended(text, on)
        return Aside.PERHAPS_ENDED if perhaps else Aside.HOLDS
    goes_on = _may_go_on(some, found) or _PERHAPS_AT_NIGHT.search(text)
    return Aside.PERHAPS_ENDED if goes_on else Aside.ENDED


def years_ended(text: str, on: str) -> bool:
    """Whether a text holds a range of years, such as "2010-2015", that ended in an earlier year."""
    return any(int(last) < earliest(on).year for last in around.YEARS.findall(text))


def _ends_beside_a_no(text: str) -> bool:
    """Whether an end is not what is denied: "stopped, no effect", "no effect, stopped"."""
    for part in said_apart(text):
        said = [one for one in _said_in(pieces(part)) if one]
        first = next((one for one in said if one.is_an_end or one.says is Says.NEGATED), None)
        if first and first.is_an_end:
            return True
    return False


def tells_of_the_last_time(text: str) -> bool:
    """Whether the only past in a text is that of the last time: "last taken 2023"."""
    past = [said for said in _said_in(pieces(text)) if said and said.says is Says.PAST]
    return bool(past) and all(said.may_be_of_a_dose for said in past)


def tells_of_no_reaction(text: str) -> bool:
    """Whether a text denies an allergy or reaction: "no reaction", "not allergic"."""
    says = {said.says for said in _said_in(pieces(text)) if said}
    return {Says.NEGATED, Says.ALLERGY} <= says


def tells_of_anaphylaxis(text: str) -> bool:
    """Whether a part of a text names anaphylaxis in some language, and it is not denied."""
    return any(map(_states_anaphylaxis, said_apart(text)))


def _states_anaphylaxis(part: str) -> bool:
    """The same of a part: a no before it or as the only word behind it is about it."""
    some = pieces(part)
    stems = (at for at, piece in enumerate(some) if _names_anaphylaxis(piece))
    at = next(stems, None)
    if at is None or around.tells_of_an_exclusion(part):
        return False
    before, behind = list(_said_in(some[:at])), list(_said_in(some[at + 1 :]))
    about_it = behind if len(behind) == 1 else []
    return not any(said and said.says is Says.NEGATED for said in (*before, *about_it))


def _names_anaphylaxis(piece: Piece) -> bool:
    return any(stem in piece.folded for stem in _ANAPHYLAXIS)


def _is_perhaps_over(text: str, found: list[Said | None], on: str) -> bool:
    """Whether an end lies ahead or is a pause, or a dose of more than a year ago was the last."""
    said = [one for one in found if one]
    past = [one for one in said if one.says is Says.PAST]
    if any(one.is_an_end for one in past) or len({one.may_lie_ahead for one in past}) > 1:
        return True
    goes_on = any(one.says in _GOES_ON or one.is_now for one in said)
    return bool(past) and not goes_on and lie_a_year_back((text,), on)


def _may_go_on(some: list[Piece], found: list[Said | None]) -> bool:
    """Whether an end is perhaps a pause, or of a dose or grade only.

    So it is beside a time or number without a year ("stop 48h before", "stop in 14 days"), and
    beside a dose or grade even with one ("no longer 50 mg", "21 days on, 7 off"), and if another
    dose follows.
    """
    said = [one for one in found if one]
    if _another_follows(said):
        return True
    numbers = [piece.folded for piece in some if piece.is_number]
    years = [one for one in numbers if _YEAR_OF.search(one)]
    measured = len(numbers) > len(years) or any(one.says is Says.TIME for one in said)
    if any(one.is_now for one in said) or (measured and not years):
        return True
    beside = measured or any(one.is_grade for one in said)
    return beside and all(one.may_be_in_part for one in said if one.says is Says.PAST)


def _another_follows(said: list[Said]) -> bool:
    """Whether a dose or a beginning stands behind an end: "10 mg until May, 5 mg since June"."""
    last = max(at for at, one in enumerate(said) if one.says is Says.PAST)
    before = {one.says for one in said[:last]}
    behind = {one.says for one in said[last + 1 :]}
    until = said[last].may_lie_ahead and Says.SINCE in behind
    return until or (Says.UNIT in before and Says.UNIT in behind)


def _is_ended(text: str, found: list[Said | None], on: str) -> bool:
    """Whether a text says only that something was stopped: "until 2023".

    In a longer sentence such a word may be about something else ("do not stop suddenly"). An end
    may also lie after the day of the answers ("until 36 weeks"), and the past may be about a dose
    or an hour only ("last dose at 21:00", "was 50 mg").
    """
    past = [said for said in found if said and said.says is Says.PAST]
    if None in found or not past or any(said and said.says is Says.NEGATED for said in found):
        return False
    numbers = [piece.folded for piece in pieces(text) if piece.is_number]
    years = [number for number in numbers if around.YEAR.fullmatch(number)]
    of_a_dose = all(said.may_be_of_a_dose for said in past)
    timed = any(said and said.says is Says.TIME for said in found)
    if of_a_dose and (timed or len(numbers) > len(years)):
        return False
    ahead = all(said.may_lie_ahead for said in past)
    dates = tuple(written_dates(text))
    if not dates:
        return not ahead
    if ahead or of_a_dose:  # surely over
        return max(last for _, last in dates) < earliest(on)
    return max(first for first, _ in dates) <= latest(on)


def _said_in(some: list[Piece]) -> Iterator[Said | None]:
    """What the words of a text say, one after the other; None for a word that is not known."""
    start = 0
    while start < len(some):
        # With the names of months, which a list of conditions has.
        said = around.longest(some[start:], Reading.CONDITIONS)
        if said or not some[start].is_number:
            yield said
        start += said.length if said else 1
