"""What it says: statement ids and values as sentences of a language."""

from walletcard.wording.words import LANGUAGES, Words

__all__ = ["LANGUAGES", "Words"]
