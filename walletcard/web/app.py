"""Assembles the web application."""

import logging

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from walletcard.form import options
from walletcard.places import STATIC, TEMPLATES
from walletcard.settings import Settings
from walletcard.sharing.store import Store, StoreDown
from walletcard.web import downloads, owner
from walletcard.web.help import pages as help_pages
from walletcard.web.help import sentences
from walletcard.web.making import (
    check_pages,
    checklist_pages,
    entry_pages,
    link_pages,
    list_pages,
    live_card,
    make_card,
    question_pages,
    result_pages,
    start,
)
from walletcard.web.reader import pages as reader_pages
from walletcard.web.session import access
from walletcard.web.site import assets, errors, headers, inline, mangled
from walletcard.web.site.current import set_up
from walletcard.web.site.host import KnownHost

LOG = logging.getLogger(__name__)

# Every module with pages. An endpoint is the name of its module and of its function.
PAGES = (
    start,
    question_pages,
    list_pages,
    entry_pages,
    checklist_pages,
    check_pages,
    live_card,
    make_card,
    link_pages,
    result_pages,
    downloads,
    owner,
    help_pages,
    sentences,
    reader_pages,
)


def make_app(settings: Settings) -> Flask:
    """The application.

    Raises `walletcard.sharing.schema.SchemaMismatch` if the database needs `walletcard migrate`.
    An unreachable database does not stop the start: the general page works without one.
    """
    app = Flask("walletcard", static_folder=STATIC, template_folder=TEMPLATES)
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(
        asset=assets.asset,
        styles=assets.styles,
        picture_size=assets.picture_size,
        inline=inline.inline,
        reach=settings.reach,
        keep_years=settings.keep_years,
    )
    app.jinja_env.filters.update(
        capital=options.capital,
        combined=lambda given, more: given | (more or {}),
        date=options.date,
    )
    _prepare(set_up(app, settings).store)
    mangled.know_mangled(app)
    for module in PAGES:
        app.register_blueprint(module.pages)
    headers.protect(app)
    access.let_in(app)
    errors.speak(app)
    # Only the last `proxy_hops` entries of X-Forwarded-For count; a visitor can forge those before.
    proxied = ProxyFix(app.wsgi_app, x_for=settings.proxy_hops, x_proto=0, x_host=0)
    app.wsgi_app = KnownHost(proxied, settings.public_url)  # type: ignore[method-assign] # as Flask has it done
    return app


def _prepare(store: Store) -> None:
    try:
        store.prepare()
    except StoreDown as failure:
        LOG.warning("%s Until it can, nothing is kept and no code opens anything.", failure)
