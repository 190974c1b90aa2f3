"""The templates of the paper, and what they may use."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from walletcard.clinical.statement import Value
from walletcard.places import TEMPLATES
from walletcard.wording import Words


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(template: str, words: Words, **context: object) -> str:
    """A template of `templates/paper/` as HTML. A name that is missing is an error."""

    def label(id: str, **values: Value) -> Markup:
        return words.sentence(id, **values)

    page = _environment().get_template(f"paper/{template}")
    return page.render(say=words.say, label=label, language=words.language, **context)
