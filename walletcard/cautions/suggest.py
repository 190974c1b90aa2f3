"""Suggests catalogue entries whose names are similar to what somebody typed.

Names, brands and names in other languages are compared by letters and by sound, so that typing
errors, mishearing and dictation find their entry. The results are only offered; they change
nobody's words. (`naming` finds names that a text spells out.)
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.device_entries import Device
from walletcard.clinical.entries import Medicine, Product, Subtype, Trigger
from walletcard.clinical.meaning import meaning
from walletcard.clinical.naming import Reading, is_more
from walletcard.clinical.spelling import fold, pieces

# A product is a medicine to whoever types it: it is suggested where medicines are.
ALL = ("medicine", "product", "device", "trigger", "subtype", "condition")

_READINGS = {
    "medicine": Reading.MEDICATIONS,
    "trigger": Reading.TRIGGERS,
    "condition": Reading.CONDITIONS,
}
# With a lower score a name is no likelier to be meant than many others.
_LEAST = 0.6
# So many of the names that are nearest by letters are also compared by sound, if they score `_FAR`.
_NEAREST = 60
_FAR = 0.4
# How many words in a row are tried as a name: "timoptol eye drops", "eye be profen".
_MOST_WORDS = 4
# Only so many words are searched: a longer text is a note, and would take long.
_WORDS_READ = 12
_LETTERS_READ = 300
# The score of the same name to the letter, and of one that only sounds the same.
_SAME, _ALMOST = 1.0, 0.99
# The least weight of a match that covers only some of the typed words.
_PART_OF_TEXT = 0.8
# The beginning of a name counts while somebody types, from so many letters on.
_BEGUN_LETTERS = 3
_BEGUN = 0.85

_SOUNDS = (
    *((before, "s") for before in ("sch", "sh", "ts", "tz", "cs", "ce", "ci")),
    *(("qu", "c"), ("q", "c"), ("g", "c"), ("j", "i"), ("w", "p"), ("v", "p"), ("b", "p")),
    *(("z", "s"), ("d", "t"), ("m", "n"), ("h", "")),
)
# In ファ the small ァ replaces the vowel before it: fu-a is read fa.
_GLIDE = re.compile("[aeiou]?~")
_VOWELS = re.compile("[aeiou]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Suggestion:
    """A catalogue entry that may be meant.

    `name` is its name, `matched` the name or brand that is similar, `score` the similarity from 0
    to 1. `exact` if that name was typed to the letter (but for capitals, accents and punctuation)
    and belongs to this entry alone.
    """

    kind: str
    id: str
    name: str
    matched: str
    score: float
    exact: bool


@dataclass(frozen=True)
class _Name:
    """A name of an entry, and its forms for comparing letters and sound."""

    kind: str
    id: str
    written: str
    own: bool  # the entry's own name, not a brand or a name in another language
    usual: bool
    plain: str
    letters: str
    sound: str


def suggest(
    text: str, *, kinds: Collection[str] = ALL, limit: int = 6, region: str | None = None
) -> tuple[Suggestion, ...]:
    """The entries that a text most likely means, nearest first, at most `limit`.

    Names that the text spells out come first, as used in the person's region (ISO 3166 code). Each
    entry appears once, with its nearest name. Empty if nothing is similar. Raises `ValueError` for
    a kind that is not in `ALL`.
    """
    if not set(kinds) <= set(ALL):
        raise ValueError(f"{', '.join(kinds)}: the kinds are {', '.join(ALL)}.")
    text = text[:_LETTERS_READ]
    best: dict[tuple[str, str], tuple[tuple[float, bool, bool], _Name]] = {}
    plain = _plain(text)
    if "medicine" in kinds:
        kinds = {*kinds, "product"}
    for name, score in _near(text, tuple(kind for kind in ALL if kind in kinds)):
        rank = (_SAME if name.plain == plain else min(score, _ALMOST), name.own, name.usual)
        known = best.get((name.kind, name.id))
        if known is None or rank > known[0]:
            best[name.kind, name.id] = rank, name
    ranked = sorted(best.values(), key=lambda one: (*one[0], -len(one[1].plain)), reverse=True)
    near = (_suggestion(name, rank[0]) for rank, name in ranked)
    named = _named_in(text, frozenset(kinds), region)
    same = {(one.kind, one.id): one for one in near}
    exact = {key: one for key, one in same.items() if one.score == _SAME}
    # In this order; where a name was found both ways, what `same` says of it holds.
    first = {(one.kind, one.id): one for one in named}
    return tuple((exact | first | same).values())[:limit]


def _named_in(text: str, kinds: frozenset[str], region: str | None) -> Iterator[Suggestion]:
    """The entries that a text spells out, even if the person must be asked about them."""
    readings = [reading for kind, reading in _READINGS.items() if kind in kinds]
    senses = [
        s for reading in readings for some in meaning(text, reading, region).senses for s in some
    ]
    for sense in senses:
        for entry in sense.chosen:
            kind = type(entry).__name__.casefold()
            if kind in kinds:
                written = sense.written or entry.name
                yield Suggestion(kind, entry.id, entry.name, written, _ALMOST, exact=False)


def _suggestion(name: _Name, score: float) -> Suggestion:
    entry = getattr(catalogue(), f"{name.kind}s")[name.id]
    exact = score == _SAME and len(_owners()[name.kind, name.plain]) == 1
    return Suggestion(name.kind, name.id, entry.name, name.written, round(score, 3), exact)


def _near(text: str, kinds: tuple[str, ...]) -> Iterator[tuple[_Name, float]]:
    """The names similar to a text or to some of its words, with their scores."""
    names, letters = _names(kinds)
    words = _words(text)[:_WORDS_READ]
    yield from _begun("".join(words), names, letters)
    for run, weight in _runs(words):
        for name, score in _alike(run, names, letters):
            if weight * score >= _LEAST:
                yield name, weight * score


def _words(text: str) -> list[str]:
    """The folded words of a text, without numbers if there is anything else."""
    some = pieces(text)
    words = [one.typed for one in some if not one.is_number] or [one.typed for one in some]
    return fold(_latin(" ".join(words))).split()


def _runs(words: list[str]) -> Iterator[tuple[str, float]]:
    """The runs of words to compare with names, with their weights: first the whole text."""
    whole = "".join(words)
    yield whole, 1
    for length in range(1, min(len(words) - 1, _MOST_WORDS) + 1):
        for start in range(len(words) - length + 1):
            run = "".join(words[start : start + length])
            if len(run) > _BEGUN_LETTERS:
                yield run, _PART_OF_TEXT + (1 - _PART_OF_TEXT) * len(run) / len(whole)


def _alike(run: str, names: list[_Name], letters: list[str]) -> Iterator[tuple[_Name, float]]:
    """Names alike by letters, and how alike by letters and by sound."""
    # Imported here: most commands look for no similar name.
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    sound, scorer = _sound(run), OSA.normalized_similarity
    near = process.extract(run, letters, scorer=scorer, limit=_NEAREST, score_cutoff=_FAR)
    for _, by_letters, position in near:
        by_sound = scorer(sound, names[position].sound)
        yield names[position], (2 * by_letters + by_sound) / 3


def _begun(run: str, names: list[_Name], letters: list[str]) -> Iterator[tuple[_Name, float]]:
    """Names that begin with what was typed."""
    if len(run) < _BEGUN_LETTERS:
        return
    for position in range(bisect_left(letters, run), len(names)):
        if not letters[position].startswith(run):
            return
        yield names[position], _BEGUN + (1 - _BEGUN) * len(run) / len(letters[position])


def names_of(id: str) -> list[str]:
    """All names of an entry, as `letters_of` has them."""
    return [name.letters for name in _names(ALL)[0] if name.id == id]


@cache
def _names(kinds: tuple[str, ...]) -> tuple[list[_Name], list[str]]:
    """All names of some kinds, sorted by their letters, and these letters."""
    names = [name for kind in kinds for name in _names_of(kind) if name.letters]
    names.sort(key=lambda name: name.letters)
    return names, [name.letters for name in names]


def _names_of(kind: str) -> Iterator[_Name]:
    for entry in getattr(catalogue(), f"{kind}s").values():
        if isinstance(entry, Product) and not is_more(entry):
            continue
        own = [entry.name, *re.split(r"[()]", entry.name), entry.id]
        own += [entry.face] if isinstance(entry, Subtype | Trigger) and entry.face else []
        own += entry.also if isinstance(entry, Device) else []
        others = list(getattr(entry, "also", ()))
        if isinstance(entry, Medicine):
            others += [brand for brands in entry.brands.values() for brand in brands]
            others += _products().get(entry.id, ())
        usual = getattr(entry, "usual", False)
        for written in dict.fromkeys((*own, *others)):
            letters = letters_of(written)
            # An abbreviation without a vowel (HCTZ) has no sound, so its letters count.
            heard = _sound(letters) if _VOWELS.search(letters) else letters
            spelt = _plain(written), letters, heard
            yield _Name(kind, entry.id, written, written in own, usual, *spelt)


@cache
def _products() -> dict[str, list[str]]:
    """The names of products that are only a brand of one medicine, by the medicine's id."""
    names = defaultdict[str, list[str]](list)
    for product in catalogue().products.values():
        if not is_more(product):
            names[product.ingredients[0]] += [product.name, *product.also]
    return names


@cache
def _owners() -> dict[tuple[str, str], set[str]]:
    """The ids of the entries that have a name, by kind and name."""
    owners = defaultdict[tuple[str, str], set[str]](set)
    for name in _names(ALL)[0]:
        owners[name.kind, name.plain].add(name.id)
    return owners


def letters_of(text: str) -> str:
    """A text as names are compared: folded, in Latin letters, without spaces."""
    return fold(_latin(text)).replace(" ", "")


def _plain(text: str) -> str:
    """A text without capitals, accents, spaces and punctuation, otherwise unchanged."""
    letters = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return _PUNCTUATION.sub("", unicodedata.normalize("NFC", letters).casefold())


def _latin(text: str) -> str:
    """A text with Japanese kana in Latin letters: names of medicines follow their sound."""
    return _GLIDE.sub("", "".join(map(_latin_letter, unicodedata.normalize("NFKC", text))))


@lru_cache(maxsize=4096)  # somebody may send each of the million that Unicode has room for
def _latin_letter(letter: str) -> str:
    name = unicodedata.name(letter, "")
    if not name.startswith(("KATAKANA", "HIRAGANA")):
        return letter
    if "LETTER" not in name or name.endswith("SMALL TU"):
        return ""  # a mark that only lengthens a sound
    sound = name.rpartition(" ")[2].casefold().replace("hu", "fu")
    return f"~{sound}" if " SMALL " in name else sound


def _sound(letters: str) -> str:
    """Folded letters by sound: all vowels count as one, and b counts as p."""
    for written, heard in _SOUNDS:
        letters = letters.replace(written, heard)
    return _VOWELS.sub("a", letters)
