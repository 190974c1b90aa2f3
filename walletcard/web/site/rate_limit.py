"""What is said when so much is kept for a network that no more is taken for now.

How much that is, and how it is counted, is in `walletcard.sharing.quota`.
"""

CROWDED = (
    "Too many cards were made from your network just now. Nothing is lost: what you typed is still "
    "here. Wait an hour and send it again, or use another network, such as your phone’s own."
)
