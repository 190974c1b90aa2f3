"""The two links: what the code on a card opens, and what its owner keeps.

All that is secret stands after the #, which a browser sends to no server.
"""

from __future__ import annotations

from walletcard.sharing.secret import CardSecret, OwnerSecret


def card_link(origin: str, card: CardSecret) -> str:
    """What the code on the card opens, at an origin such as `https://cards.example.org`."""
    return f"{origin}/c#{card.digits}"


def owner_link(origin: str, owner: OwnerSecret) -> str:
    """What the owner keeps, at an origin."""
    return f"{origin}/owner#{owner.digits}"
