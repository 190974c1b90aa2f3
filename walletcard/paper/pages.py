"""The templates of the papers, and the functions that they can call."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from walletcard.clinical.statement import Phrase, Statement, Value
from walletcard.paper.fonts import widest
from walletcard.paper.general import MARK
from walletcard.places import TEMPLATES
from walletcard.wording import Words
from walletcard.wording.words import NO_BREAK, unbroken

# WeasyPrint 70 cannot break a long word if there is no space before it, as after a bracket: the
# word would run over the edge. So one that may be wider than the narrowest line (in mm, at a size
# in pt) gets a zero-width space before it.
_NARROW_MM, _LARGE = 25.0, 10.5
_BESIDE_CODE_MM, _LARGEST = 49.0, 9.0  # the room beside the code, and the largest type there (pt)
_GENERAL = Markup(f' {MARK}=""')  # noqa: S704 - of no answer
_MAY_BREAK, _JOINER = "\N{ZERO WIDTH SPACE}", "\N{WORD JOINER}"

# Each element in a sentence is a box, and boxes take most of the time of a layout. Typed words need
# none if they run from left to right, with single spaces, and each has room on the narrowest line.
# Marks for translators are for screens.
_TYPED = re.compile(r"(<bdi[^>]*>)([^<]*)</bdi>")
# Latin, Greek and Cyrillic, with their punctuation and no sign that is joined to another.
_WORD = r"[!-~\u00a0-\u00ac\u00ae-\u02af\u0370-\u0482\u1e00-\u1eff\u2010-\u2027\u20ac]+"
_PLAIN_WORDS = re.compile(f"{_WORD}(?: {_WORD})*")
_BETWEEN_LINES = re.compile(r">\s*\n\s*<")  # of a template: text of nothing, which takes time, too
_MARK = re.compile(r'<span translate="no">([^<]*)</span>')
_UNIT = re.compile(r'<span class="unit"[^>]*>([^<]*)</span>')


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # in a command that prints once it takes longer than it saves
    )
    environment.filters["first_and_rest"] = first_and_rest
    environment.filters["is_long"] = is_long
    environment.filters["on_one_line"] = on_one_line
    return environment


def fill(template: str, words: Words, **context: object) -> str:
    """A template of `templates/paper/` as HTML. An unknown variable in it is an error."""

    def label(id: str, **values: Value) -> Markup:
        return words.sentence(id, **values)

    def say(said: Statement | Phrase) -> Markup:
        return without_marks(say_marked(said))

    def say_marked(said: Statement | Phrase) -> Markup:
        return in_few_boxes(words.say(said))

    def name(said: Statement) -> Markup:
        return name_in(say_marked(said)) + ("?" if said.id == "alert.not-known-but" else "")

    def general(*said: Statement) -> Markup:
        """The attribute of a paragraph in which nothing is an answer."""
        return _GENERAL if all(one.is_general for one in said) else Markup()

    page = _environment().get_template(f"paper/{template}")
    told = {"say": say, "say_marked": say_marked, "label": label, "name": name, "general": general}
    filled = page.render(language=words.language, **told, **context)
    return _BETWEEN_LINES.sub("><", filled)


def name_in(sentence: Markup) -> Markup:
    """The bold words of a sentence, which name its subject; the whole sentence if it has none."""
    found = re.search(r"<b>.*?</b>", sentence, re.DOTALL)
    return Markup(found[0]) if found else sentence  # noqa: S704 - of a Markup


def is_long(sentence: Markup) -> bool:
    """Whether a sentence may need a second line beside the code: it must not be kept on one."""
    return widest(sentence.striptags(), _LARGEST) > _BESIDE_CODE_MM


def on_one_line(sentence: Markup) -> Markup:
    """A sentence of the catalogue that is never broken."""
    if re.search("[-/–—<]", sentence):  # a line breaks after a hyphen, too
        return Markup('<span class="whole">{}</span>').format(sentence)
    return Markup(sentence.replace(" ", NO_BREAK))  # noqa: S704 - of a Markup


def first_and_rest(sentence: str) -> tuple[str, str]:
    """A sentence split after its first colon or full stop."""
    found = re.match(r"(.*?[:.])(?: (.*))?$", sentence, re.DOTALL)
    return (found[1], found[2] or "") if found else (sentence, "")


def in_few_boxes(sentence: Markup) -> Markup:
    """A sentence whose typed words have a box only where it changes how they are printed.

    Numbers stand on one line with their units, also those that were typed.
    """
    return Markup(_TYPED.sub(_boxed, unbroken(sentence)))  # noqa: S704 - of a Markup, as it was


def _boxed(found: re.Match[str]) -> str:
    box, typed = found.groups()
    is_wide = [widest(unescape(word), _LARGE) > _NARROW_MM for word in typed.split(" ")]
    if _PLAIN_WORDS.fullmatch(typed) and not any(is_wide) and "class" not in box:
        return typed
    return f"{box}{_MAY_BREAK if is_wide[0] else ''}{typed}</bdi>"


def without_marks(sentence: Markup) -> Markup:
    """A sentence without the boxes of terms and amounts, whose units still stand on one line."""
    told = _UNIT.sub(lambda found: found[1].replace("/", f"/{_JOINER}"), sentence)
    return Markup(_MARK.sub(r"\1", told))  # noqa: S704 - of a Markup, as it was
