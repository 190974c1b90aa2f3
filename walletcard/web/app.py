"""The web application, put together."""

from flask import Flask
from jinja2 import StrictUndefined

from walletcard.places import STATIC, TEMPLATES
from walletcard.settings import Settings
from walletcard.web import assets, errors, making, protection


def make_app(settings: Settings) -> Flask:
    """The application; it keeps nothing between two requests, and sets no cookie."""
    app = Flask("walletcard", static_folder=STATIC, template_folder=TEMPLATES)
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.config["SECRET_KEY"] = settings.server_secret
    app.jinja_env.globals.update(asset=assets.asset, picture_size=assets.picture_size)
    app.register_blueprint(making.making)
    protection.protect(app)
    errors.speak(app)
    return app
