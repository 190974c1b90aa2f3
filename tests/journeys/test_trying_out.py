"""From the first command to what a code opens, in one browser on one computer."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.filling import IPHONE_SE, somebody
from tests.paper.reading import read
from tests.server.served import TRY_OUT, served

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_code_opens_the_details_on_the_computer_that_made_it(
    browser: Browser, tmp_path: Path
) -> None:
    """Without settings: the code is read from a picture of the PDF and opened in the browser."""
    with served(tmp_path, TRY_OUT, READERS="1", RENDERERS="1", PUBLIC_URL="") as server:
        origin = f"http://localhost:{server.port}"
        with somebody(browser, origin, IPHONE_SE) as person:
            person.answer_first()
            person.make("Yes, keep them.")
            assert "opens only on the computer that made it" in person.page.inner_text("main")
            card = read(Path(person.download("Download the wallet card").path()).read_bytes())
            plan = read(Path(person.download("Download the action plan").path()).read_bytes())

            person.press("Open what the code opens")
            assert person.page.get_by_text("Maria Keller").first.is_visible()
            assert person.page.url == f"{origin}/c"

            code = card[0].code
            assert code == plan[0].code
            person.page.goto("about:blank")
            person.page.goto(code or "")
            person.page.get_by_text("Maria Keller").first.wait_for()
            assert "red pouch in handbag" in person.page.inner_text("main")
            assert (code or "").startswith(f"{origin}/c#")
