"""The two links: what the code on a card opens, and what its owner keeps.

All that is secret stands after the #, which a browser sends to no server.
"""

from __future__ import annotations

from walletcard.sharing.secret import CardSecret, OwnerSecret


def card_link(origin: str, card: CardSecret) -> str:
    """What the code on the card opens, at an origin such as `https://cards.example.org`."""
    return f"{origin}/c#{card.digits}"


def owner_link(origin: str, owner: OwnerSecret) -> str:
    """What the owner keeps, at an origin, together with the digits beside it.

    A browser keeps every address that it opened, also after "log out", and on a shared computer
    others read it. So the link alone opens nothing.
    """
    return f"{origin}/owner#{owner.in_link}"
