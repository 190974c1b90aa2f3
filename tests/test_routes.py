"""The stored route list: a link that people saved or printed must not vanish unnoticed."""

from flask import Flask

ROUTES = {
    ("GET", "/"),
    ("GET", "/make"),
    ("POST", "/make"),
    ("GET", "/make/file"),
    ("POST", "/make/file"),
    ("POST", "/make/change"),
    ("POST", "/papers/wallet-card.pdf"),
    ("POST", "/papers/action-plan.pdf"),
    ("POST", "/record"),
    ("GET", "/static/<path:filename>"),
}


def served(app: Flask) -> set[tuple[str, str]]:
    """The routes that the application has, without what Flask answers by itself."""
    return {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_no_route_was_removed(app: Flask) -> None:
    """Whoever removes a route gives its users a redirect, and then changes the list."""
    assert ROUTES - served(app) == set()


def test_no_route_was_added_unnoticed(app: Flask) -> None:
    """A new route is on the list, where a reviewer sees it."""
    assert served(app) - ROUTES == set()
