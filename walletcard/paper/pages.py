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

# WeasyPrint 70 cannot break a long word if there is no space before it, as after a bracket: the
# word would run over the edge. So one that may be wider than the narrowest line (in mm, at a size
# in pt) gets a zero-width space before it.
_NARROW_MM, _LARGE = 25.0, 10.5
_BESIDE_CODE_MM, _LARGEST = 49.0, 9.0  # the room beside the code, and the largest type there (pt)
_FIRST_WORD = re.compile(r"(<bdi[^>]*>)([^\s<]+)")
_GENERAL = Markup(f' {MARK}=""')  # noqa: S704 - of no answer
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["first_and_rest"] = first_and_rest
    environment.filters["is_long"] = is_long
    return environment


def fill(template: str, words: Words, **context: object) -> str:
    """A template of `templates/paper/` as HTML. An unknown variable in it is an error."""

    def label(id: str, **values: Value) -> Markup:
        return words.sentence(id, **values)

    def say(said: Statement | Phrase) -> Markup:
        return _with_breaks(words.say(said))

    def name(said: Statement) -> Markup:
        return name_in(say(said)) + ("?" if said.id == "alert.not-known-but" else "")

    def general(*said: Statement) -> Markup:
        """The attribute of a paragraph in which nothing is an answer."""
        return Markup() if any(one.values for one in said) else _GENERAL

    page = _environment().get_template(f"paper/{template}")
    return page.render(
        say=say, label=label, name=name, general=general, language=words.language, **context
    )


def name_in(sentence: Markup) -> Markup:
    """The bold words of a sentence, which name its subject; the whole sentence if it has none."""
    found = re.search(r"<b>.*?</b>", sentence, re.DOTALL)
    return Markup(found[0]) if found else sentence  # noqa: S704 - of a Markup


def is_long(sentence: Markup) -> bool:
    """Whether a sentence may need a second line beside the code: it must not be kept on one."""
    return widest(sentence.striptags(), _LARGEST) > _BESIDE_CODE_MM


def first_and_rest(sentence: str) -> tuple[str, str]:
    """A sentence split after its first colon or full stop."""
    found = re.match(r"(.*?[:.])(?: (.*))?$", sentence, re.DOTALL)
    return (found[1], found[2] or "") if found else (sentence, "")


def _with_breaks(sentence: Markup) -> Markup:
    """A sentence with a zero-width space before long words that were typed."""

    def spaced(found: re.Match[str]) -> str:
        is_wide = widest(unescape(found[2]), _LARGE) > _NARROW_MM
        return found[1] + (_MAY_BREAK if is_wide else "") + found[2]

    return Markup(_FIRST_WORD.sub(spaced, sentence))  # noqa: S704 - of a Markup, as it was
