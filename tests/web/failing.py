"""An application with a page that fails."""

from flask import Flask

from walletcard.web.site.decisions import ANYONE, opens_to


def fail_with(app: Flask, error: Exception) -> None:
    """Give the application a page that fails."""

    @opens_to(ANYONE)
    def fail(_: str) -> str:
        raise error

    app.add_url_rule("/fails/<_>", view_func=fail)
