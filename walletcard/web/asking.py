"""The form as a page, for someone new and for an owner who changes their answers."""

from flask import render_template

from walletcard.web import choices
from walletcard.web.answers import problems
from walletcard.web.forms import CardForm


def form_page(form: CardForm, token: str | None = None) -> str:
    """The form, with what is wrong with it; with an owner's token it changes their answers."""
    return render_template(
        "making/form.html",
        form=form,
        problems=problems(form),
        subtype_hints=choices.subtype_hints(),
        brands=choices.brands(),
        token=token,
    )
