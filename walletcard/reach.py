"""From where a card's code can be opened."""

from enum import StrEnum


class Reach(StrEnum):
    """Who can open the codes that a server prints."""

    ANYWHERE = "anywhere"  # any phone, at the server's public address
    NETWORK = "network"  # phones on the network of the server, for trying out
    COMPUTER = "computer"  # the computer that made it and no other, for trying out
    NOWHERE = "nowhere"  # nobody: no codes are printed

    @property
    def caution(self) -> str | None:
        """The id of the sentence that every face says, if the codes are for trying out."""
        return f"face.trial.{self}" if self in {Reach.NETWORK, Reach.COMPUTER} else None
