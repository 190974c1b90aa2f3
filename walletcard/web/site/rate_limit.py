"""The sentence for visitors whose network has reached its limit.

The limits, and how they are counted, are in `walletcard.sharing.quota`.
"""

CROWDED = (
    "Too many cards were made from your network just now. Nothing is lost: what you typed is still "
    "here. Wait an hour and send it again, or use another network, such as your phone’s own."
)
