"""The two links: the one in the code on a card, and the owner link.

The secret digits stand after the `#`, and browsers send that part to no server.
"""

from __future__ import annotations

from walletcard.sharing.secret import CardSecret, OwnerSecret


def card_link(origin: str, card: CardSecret) -> str:
    """What the code on the card opens; `origin` is such as `https://cards.example.org`."""
    return f"{origin}/c#{card.digits}"


def owner_link(origin: str, owner: OwnerSecret) -> str:
    """The owner link, which asks for the 8 digits beside it.

    A browser keeps every address in its history, even after "log out", and others may read that on
    a shared computer. So the link alone opens nothing.
    """
    return f"{origin}/owner#{owner.in_link}"
