"""Sends hostile requests to every route, with the cookie and the tokens of a real visitor.

Run as `script/fuzz [COUNT] [--seed N]`. A walk through the forms collects the name of every box;
then each request takes a route at random, fills in its parts, and sends boxes with values that
broke something once, or might. A fault is an answer of 500 or more, or one that kept the processor
busy for over a second and printed nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.people import PATIENTS
from tests.web.keeping import keep, record
from tests.web.pages import Page, visitor
from walletcard import create_app
from walletcard.settings import Settings

MOST_SECONDS = 1.0
PRINTING = ("pdf", "card", "check", "/owner/card")  # these paths print, which the press bounds
OF_THE_SERVER = {503: "busy"}  # an answer that a full queue gives, and says so

NUMBERS = ["0", "1", "-1", "1e9999999", "9" * 400, "1" * 5000, "0x10", "1,5", "NaN", "٣", "½", "²"]
TEXTS = [
    *(
        "",
        " ",
        "\x00",
        "\r\n",
        "\t",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\U000e0001",
        "\ud7ff",
        "é" * 300,
    ),
    *("<script>alert(1)</script>", "{{ 7*7 }}", "%s%n", "' OR 1=1 --", "../../etc/passwd", "a b"),
    *("//evil.example", "/\\evil.example", "javascript:alert(1)", "x" * 20_000, "a\n" * 2_000),
    *(
        "[" * 500,
        "{" * 500,
        "y",
        "none",
        "later",
        "search",
        "more",
        "suggest",
        "another",
        "epipen 1",
    ),
]
JSON = [
    *(
        '{"a":' * 400 + "1" + "}" * 400,
        "[" * 5_000,
        '{"\\ud800": 1}',
        '{"\\ud800": 1, "\\ud800": 2}',
    ),
    '{"version": 1, "reactions": {"anaphylaxis_count": 1e9999999}}',
    '{"version": 1, "weight": {"value": 1e-9999999, "unit": "kg"}}',
    '{"medications": [' + ",".join(['{"id": "x"}'] * 4_000) + "]}",
    *("null", "1", '"a"', "[]", "{}", "nonsense", "{" + '"k": 1, ' * 9_000 + '"k": 1}'),
]
HEADERS: list[dict[str, str]] = [
    *({}, {}, {}, {"Origin": "null"}, {"Origin": "https://["}, {"Sec-Fetch-Site": "cross-site"}),
    *(
        {"Accept-Language": "x" * 2_000},
        {"Accept-Encoding": "br, gzip"},
        {"Cookie": "walletcard=1"},
    ),
    *({"Accept-Encoding": ";q=x"}, {"Range": "bytes=0-0"}, {"X-Forwarded-For": "a, b, ::"}),
]
HOSTS = ["card.example.org", "a..b", "", "[", "x" * 300, "a b"]


class Fuzz:
    """A visitor who has a draft of everything and a kept card, and sends what nobody should."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same requests again for a seed
        settings = Settings(folder, "0" * 64, "https://card.example.org")
        self.app = create_app(settings)
        self.client: Any = self.app.test_client()  # before `visitor`, whose client checks pages
        self.kept = keep(visitor(self.app), record("01"))
        self.begin()
        self.boxes = sorted(self._names())
        self.rules = [rule for rule in self.app.url_map.iter_rules() if rule.endpoint != "static"]
        self.slowest: Counter[str] = Counter()

    def begin(self) -> None:
        """Come in as an owner, with a draft of the fullest record."""
        self.send("POST", "/owner", {"digits": self.kept.owner})
        for file in sorted(PATIENTS.glob("0[1-8]-*.json"))[:4]:
            sent = {"file": (BytesIO(file.read_bytes()), "record.json")}
            self.send("POST", "/make/file", sent)
        self.tokens = set(self._tokens())

    def send(self, method: str, path: str, data: Any = None, **more: Any) -> TestResponse:
        """A request as the browser sends it."""
        answer: TestResponse = self.client.open(
            path, method=method, data=data, base_url="https://card.example.org", **more
        )
        return answer

    def _tokens(self) -> Iterator[str]:
        for path in ("/owner/card", "/make/1/"):
            answer = self.send("GET", path)
            if answer.status_code == 200:
                yield from Page(answer.text).typed.get("token", [])

    def _names(self) -> set[str]:
        """The name of every box on every page that a draft leads to."""
        names = {"token", "digits", "to", "sent", "code", "record"}
        seen, waiting = set[str](), ["/make/1/"]
        while waiting and len(seen) < 150:
            path = waiting.pop()
            seen.add(path)
            answer = self.send("GET", path)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            page = Page(answer.text)
            names |= set(page.typed) | {
                one.get("name") or "" for one in page.all("button", "input")
            }
            links = [(one.get("href") or "").partition("#")[0] for one in page.all("a")]
            waiting += [link for link in links if link.startswith("/make/1") and link not in seen]
        return names - {""}

    def path_of(self, rule: Rule) -> str:
        """An address of a route, with likely and unlikely parts."""
        slugs = [
            "kind",
            "medicines",
            "pens",
            "triggers",
            "check",
            "usual",
            "name",
            "a b",
            "%00",
            "x" * 99,
        ]
        parts = {
            "number": self.random.choice(["1", "2", "3", "0", "99", "9" * 30]),
            "slug": self.random.choice(slugs),
            "id": self.random.choice(["1", "2", "0", "9" * 30]),
        }
        path = rule.rule
        for name, value in parts.items():
            path = path.replace(f"<int:{name}>", value).replace(f"<{name}>", value)
        more = self.random.choice(
            ["", "", "?to=check", "?to=//evil.example", "?done=changed", "?x=%ff"]
        )
        return path + more

    def value(self) -> Any:
        """What a box holds."""
        kinds = (NUMBERS, TEXTS, JSON, [self.kept.owner, self.kept.code, record("03")])
        return self.random.choice(self.random.choice(kinds))

    def body(self) -> dict[str, Any]:
        """A form: mostly with a token, with a few boxes, now and then a file."""
        names = self.random.sample(self.boxes, k=self.random.randint(0, min(8, len(self.boxes))))
        sent = {name: self.value() for name in names}
        if self.tokens and self.random.random() < 0.9:
            sent["token"] = self.random.choice(sorted(self.tokens))
        if self.random.random() < 0.1:
            content = str(self.value()).encode("utf-8", "replace")
            sent["file"] = (BytesIO(content), self.random.choice(["a.json", "../a", "\u202e.json"]))
        return sent

    def step(self) -> str | None:
        """One request; what is wrong with its answer."""
        rule = self.random.choice(self.rules)
        method = self.random.choice(sorted(rule.methods or {"GET"}))
        path, body = self.path_of(rule), self.body() if method == "POST" else None
        environ = {"HTTP_HOST": self.random.choice(HOSTS)} if self.random.random() < 0.1 else {}
        began = time.process_time()
        answer = self.send(
            method, path, body, headers=self.random.choice(HEADERS), environ_overrides=environ
        )
        seconds = time.process_time() - began
        if not any(word in path for word in PRINTING):
            self.slowest[f"{method} {rule.rule}"] = max(
                self.slowest[f"{method} {rule.rule}"], round(1000 * seconds)
            )
            if seconds > MOST_SECONDS:
                return f"{seconds:.1f} s: {method} {path} {shown(body)}"
        if answer.status_code >= 500 and answer.status_code not in OF_THE_SERVER:
            return f"{answer.status_code}: {method} {path} {environ} {shown(body)}"
        if answer.status_code in {401, 403} or "/leave" in path or "/erase" in path:
            self.begin()
        return None


def shown(body: dict[str, Any] | None) -> str:
    """A form as one short line."""
    return json.dumps({name: str(value)[:60] for name, value in (body or {}).items()})


def main() -> None:
    """Send the requests, and list what was wrong."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", type=int, nargs="?", default=1_000)
    asked.add_argument("--seed", type=int, default=20261128)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fuzz = Fuzz(options.seed, Path(folder))
        faults = [fault for _ in range(options.count) if (fault := fuzz.step())]
    sys.stdout.write("\n".join(faults) + "\n")
    sys.stdout.write(f"{options.count} requests, {len(fuzz.boxes)} boxes, {len(faults)} faults\n")
    for route, milliseconds in fuzz.slowest.most_common(5):
        sys.stdout.write(f"  {milliseconds} ms of processor time at most: {route}\n")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
