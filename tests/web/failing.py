"""An application with a page that fails."""

from flask import Flask


def fail_with(app: Flask, error: Exception) -> None:
    """Give the application a page that fails."""

    def fail(_: str) -> str:
        raise error

    app.add_url_rule("/fails/<_>", view_func=fail)
