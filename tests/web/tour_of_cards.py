"""The pages of a finished card: its result, its owner's page, and what its code opens."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from tests.people import answers
from tests.web.keeping import enter, keep, read, record, store_of
from tests.web.pages import SecureClient, page_of
from tests.web.sight import Sight
from tests.web.walking import Walk, start_from_file
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import OwnerSecret


def of_a_made_card(client: SecureClient) -> Iterator[Sight]:
    """A card that is kept behind a code, and one that is not."""
    for number, choice in (("02", "keep"), ("03", "print")):
        walk = start_from_file(client, answers(number))
        yield from of_a_photo(walk)
        made = walk.post("/keep", {"keep": choice})
        if choice == "keep":
            yield from of_an_owner_link(walk)
        yield Sight(f"made: {choice}", client.get(made.location))
    yield Sight("a card that is made", client.get("/make"))


def of_a_photo(walk: Walk) -> Iterator[Sight]:
    """A photo that is chosen, cut, refused, and in place."""
    yield Sight("no photo", walk.client.get(f"{walk.path}/photo"))
    yield Sight("no photo chosen", walk.press("/photo"))
    picture = BytesIO()
    Image.new("RGB", (300, 200), "gray").save(picture, "PNG")
    sent = {"token": walk.token, "photo": (BytesIO(picture.getvalue()), "a.png")}
    walk.client.post(f"{walk.path}/photo", data=sent)
    yield Sight("where to cut it", walk.client.get(f"{walk.path}/photo"))
    walk.press("/photo/cut")
    yield Sight("a photo", walk.client.get(f"{walk.path}/photo"))


def of_an_owner_link(walk: Walk) -> Iterator[Sight]:
    """Shown until it is saved; a person who goes back or leaves earlier is led to it."""
    yield Sight("the link", page := walk.client.get(f"{walk.path}/owner-link"))
    token = page_of(page).typed["token"]
    yield Sight("gone back", walk.client.get(f"{walk.path}/keep"))
    yield Sight("about to delete", walk.client.get(f"{walk.path}/delete"))
    yield Sight("about to leave", walk.client.post("/make/leave", data={"token": token}))
    walk.client.post(f"{walk.path}/owner-link", data={"token": token})
    yield Sight("the link again", walk.client.get(f"{walk.path}/owner-link"))


def without_a_code(client: SecureClient) -> Iterator[Sight]:
    """A card made where no phone could open its code."""
    client.base_url = "http://localhost"
    walk = start_from_file(client, answers("02") | {"photo": "me.jpg"})
    yield Sight("no code possible", client.get(f"{walk.path}/check"))
    yield Sight("no code possible", client.get(walk.post("/check").location))
    yield Sight("our mistake", client.get("/fails/now"))


def of_an_owner(client: SecureClient) -> Iterator[Sight]:
    """Every form sent wrong and right; logged out, and logged in again."""
    card = keep(client, record("03"))
    token = {"token": enter(client, card)}
    yield Sight("the owner", client.get("/owner/card"))
    for form in ("file", "pause", "withdraw", "renew", "erase"):
        yield Sight("wrong", client.post(f"/owner/card/{form}", data=token))
    yield Sight("without its token", client.post("/owner/card/erase", data={"erase": "y"}))
    changing = client.post("/owner/card/answers", data=token).location
    for address in (changing, f"{changing}check"):
        yield Sight("the owner changes answers", client.get(address))
    file = {"file": (BytesIO(record("01").encode()), "record.json")}
    brought = client.post("/owner/card/file", data=token | file).location
    yield Sight("a file beside what is kept", client.get(brought))
    client.post(brought, data=token)
    yield Sight("changed", client.get("/owner/card?done=changed"))
    walk = Walk(client, int(changing.split("/")[2]))
    yield Sight("changed elsewhere", walk.post("/check"))
    off = token | {"pause": "y", "number": "1"}
    for said, form in (("the code is off", "pause"), ("the code is on again", "resume")):
        yield Sight(said, client.post(f"/owner/card/{form}", data=off, follow_redirects=True))
    lost = token | {"lost": "y", "number": "1"}
    next_one = client.post("/owner/card/renew", data=lost, follow_redirects=True)
    yield Sight("the next card", next_one)
    stop = token | {"stop": "y", "number": "2"}
    yield Sight("of an earlier card", client.post("/owner/card/resume", data=off))
    gone = client.post("/owner/card/withdraw", data=stop, follow_redirects=True)
    yield Sight("no code any more", gone)
    owner = OwnerSecret.read(card.owner)
    cards.change(store_of(client.application), owner, KeptRecord('{"version": 0}'))
    yield Sight("kept answers that are damaged", client.get("/owner/card"))
    yield Sight("logged out", client.post("/owner/card/leave", data=token))
    yield from of_one_logged_out(client, card.owner)


def of_one_logged_out(client: SecureClient, digits: str) -> Iterator[Sight]:
    """What was sent meanwhile is carried through the login page."""
    yield Sight("logged out", client.get("/owner/card"))
    yield Sight("no digits", client.post("/owner", data={"digits": ""}))
    sent = {"to": "/owner/card/resume", "sent": "number=2"}
    yield Sight("in again", client.post("/owner", data={"digits": digits} | sent))


def of_a_helper(client: SecureClient) -> Iterator[Sight]:
    """What a code opens, and what wrong digits lead to."""
    for number in ("01", "03", "04", "06"):
        card = keep(client, record(number))
        yield Sight(f"person {number}", read(client, card.code))
    lost = {"token": enter(client, card), "lost": "y", "number": "1"}
    client.post("/owner/card/renew", data=lost)
    for digits in ("", "0" * 39 + "1", "0" * 40, card.code):
        yield Sight("opens nothing", read(client, digits))
    gone = client.post("/papers/wallet-card.pdf", data={"code": card.code})
    yield Sight("a card that was replaced", gone)
