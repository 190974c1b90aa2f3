"""The stored route list: a link that people saved or printed must not vanish unnoticed."""

from flask import Flask

from walletcard.web.site.decisions import Who, decision_of

ROUTES = {
    ("GET", "/"),
    ("GET", "/make"),
    ("GET", "/make/new"),
    ("POST", "/make/new"),
    ("GET", "/make/file"),
    ("POST", "/make/bring"),
    ("POST", "/make/<int:number>/sibling"),
    ("POST", "/owner/card/sibling"),
    ("POST", "/make/file"),
    ("POST", "/make/leave"),
    ("GET", "/make/<int:number>/"),
    ("GET", "/make/<int:number>/<slug>"),
    ("POST", "/make/<int:number>/<slug>"),
    ("GET", "/make/<int:number>/<slug>/"),
    ("POST", "/make/<int:number>/<slug>/"),
    ("GET", "/make/<int:number>/<slug>/<int:id>"),
    ("POST", "/make/<int:number>/<slug>/<int:id>"),
    ("POST", "/make/<int:number>/<slug>/<int:id>/again"),
    ("POST", "/make/<int:number>/<slug>/<int:id>/first"),
    ("POST", "/make/<int:number>/<slug>/<int:id>/remove"),
    ("POST", "/make/<int:number>/<slug>/undo"),
    ("GET", "/make/<int:number>/<slug>/usual"),
    ("POST", "/make/<int:number>/<slug>/usual"),
    ("GET", "/make/<int:number>/card"),
    ("GET", "/make/<int:number>/card.svg"),
    ("GET", "/make/<int:number>/check"),
    ("POST", "/make/<int:number>/check"),
    ("GET", "/make/<int:number>/so-far"),
    ("GET", "/make/<int:number>/front.png"),
    ("GET", "/make/<int:number>/owner-link"),
    ("POST", "/make/<int:number>/owner-link"),
    ("POST", "/make/<int:number>/keep-at-home.pdf"),
    ("POST", "/owner/card/keep-at-home.pdf"),
    ("GET", "/make/<int:number>/photo"),
    ("POST", "/make/<int:number>/photo"),
    ("POST", "/make/<int:number>/photo/cut"),
    ("POST", "/make/<int:number>/photo/remove"),
    ("GET", "/make/<int:number>/keep"),
    ("POST", "/make/<int:number>/keep"),
    ("GET", "/make/<int:number>/delete"),
    ("POST", "/make/<int:number>/delete"),
    ("POST", "/make/<int:number>/save"),
    ("GET", "/privacy"),
    ("GET", "/about/content"),
    ("GET", "/about/content/<face>"),
    ("POST", "/papers/wallet-card.pdf"),
    ("POST", "/papers/action-plan.pdf"),
    ("POST", "/papers/both.pdf"),
    ("POST", "/record"),
    ("GET", "/c"),
    ("POST", "/c"),
    ("GET", '/<mangled("c"):path>'),
    ("GET", "/owner"),
    ("POST", "/owner"),
    ("GET", '/<mangled("owner", below=True):path>'),
    ("GET", "/owner/card"),
    ("GET", "/owner/card/answers"),
    ("POST", "/owner/card/answers"),
    ("POST", "/owner/card/file"),
    ("POST", "/owner/card/renew"),
    ("POST", "/owner/card/pause"),
    ("POST", "/owner/card/resume"),
    ("POST", "/owner/card/withdraw"),
    ("POST", "/owner/card/erase"),
    ("POST", "/owner/card/leave"),
    ("GET", "/help"),
    ("GET", "/help/print"),
    ("GET", "/help/owner-link"),
    ("GET", "/help/doctor"),
    ("POST", "/help/doctor"),
    ("GET", "/help/letter"),
    ("POST", "/help/letter"),
    ("GET", "/help/phone"),
    ("POST", "/help/phone"),
    ("GET", "/help/call"),
    ("POST", "/help/call"),
    ("GET", "/help/find"),
    ("POST", "/reminders.ics"),
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


def test_one_path_alone_begins_like_the_code_s(app: Flask) -> None:
    """What a printed code opens can never mean anything else."""
    assert {path for _, path in served(app) if path.startswith("/c")} == {"/c"}
    adapter = app.url_map.bind("card.example.org")
    for path in ("/c/", "/C", "/c.", "/cards", "/c#1", "/c/1?2", "/c\n", "/c\u200b"):
        assert adapter.match(path, method="GET")[0] == "reader.read_mangled"


def test_every_view_has_decided_about_its_safety(app: Flask) -> None:
    """Who may open it, whether it is compressed, and whether its form may be sent again."""
    undecided = [one for one, view in app.view_functions.items() if "decision" not in vars(view)]
    assert undecided == []


def test_what_holds_an_owners_secrets_is_not_compressed(app: Flask) -> None:
    """Its answers say back what was sent, so their length would tell (BREACH)."""
    for endpoint in app.view_functions:
        decision = decision_of(app, endpoint)
        assert decision
        assert not (decision.who is Who.OWNER and decision.is_compressed), endpoint


def test_a_form_can_be_named_where_it_is_sent_again(app: Flask) -> None:
    """By what it asks for, or by the heading of its page of questions or list.

    Not a log-out: who is logged out already must not read that it was not done.
    """
    for rule in app.url_map.iter_rules():
        decision = decision_of(app, rule.endpoint)
        assert decision
        is_form = "POST" in (rule.methods or ()) and rule.endpoint != "owner.leave"
        assert bool(decision.asks) == (is_form and "slug" not in rule.arguments), rule.endpoint


def test_only_forms_are_repeatable(app: Flask) -> None:
    """Nothing that is opened by its address is sent again."""
    for rule in app.url_map.iter_rules():
        decision = decision_of(app, rule.endpoint)
        assert decision
        assert not decision.is_repeatable or rule.methods == {"POST", "OPTIONS"}, rule.endpoint
