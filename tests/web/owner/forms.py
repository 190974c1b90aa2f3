"""The forms of the owner's page."""

from __future__ import annotations

from io import BytesIO

from tests.web.pages import SecureClient
from tests.web.walking import Walk

POSTS = [
    "/owner/card/answers",
    "/owner/card/file",
    "/owner/card/renew",
    "/owner/card/pause",
    "/owner/card/resume",
    "/owner/card/withdraw",
    "/owner/card/erase",
    "/owner/card/keep-at-home.pdf",
    "/owner/card/sibling",
    "/owner/card/leave",
]


def changing(keeper: SecureClient, token: str) -> Walk:
    """The draft in which an owner changes the answers."""
    answer = keeper.post("/owner/card/answers", data={"token": token})
    assert answer.status_code == 303
    return Walk(keeper, int(answer.location.split("/")[2]))


def from_file(keeper: SecureClient, token: str, content: str) -> Walk:
    """The draft of a file that an owner sent."""
    file = (BytesIO(content.encode()), "record.json")
    answer = keeper.post("/owner/card/file", data={"token": token, "file": file})
    assert answer.location.endswith("/check")
    return Walk(keeper, int(answer.location.split("/")[2]))
