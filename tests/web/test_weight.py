"""The bytes of a page on the wire: a phone with a weak signal must not wait."""

from tests.people import answers
from tests.web.pages import PageClient, page_of
from tests.web.tour import addresses
from tests.web.walking import start, start_from_file

MOST_BYTES = 14 * 1024
SMALL = {"Accept-Encoding": "br"}


def weight(client: PageClient, path: str) -> int:
    """The bytes of a page with its styles and scripts, but without pictures."""
    page = page_of(client.get(path))
    links = [one.get("href") for one in page.all("link") if one.get("rel") == "stylesheet"]
    links += [source for one in page.all("script") if (source := one.get("src"))]
    return sum(len(client.get(one, headers=SMALL).data) for one in (path, *links))


def test_every_page_for_everybody_is_light(client: PageClient) -> None:
    """HTML, CSS and scripts together."""
    weights = {path: weight(client, path) for path in addresses(client.application)}

    assert {path: bytes_ for path, bytes_ in weights.items() if bytes_ > MOST_BYTES} == {}


def test_every_page_of_the_form_is_light(client: PageClient) -> None:
    """Empty, or with the longest list and the longest checklist."""
    for walk in (start(client), start_from_file(client, answers("03"))):
        weights = {
            path: weight(client, walk.path + path) for path in ("/", "/check", *walk.pages())
        }
        assert {path: bytes_ for path, bytes_ in weights.items() if bytes_ > MOST_BYTES} == {}
