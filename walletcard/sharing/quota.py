"""How much may be kept and tried for one network in an hour or a day, and for all together.

Whoever could make any number of rows could fill the disk, and then nobody could keep a card. Counts
lie in the database itself, so that all processes and machines that share it count together. No
address is kept: a count lies under a keyed hash of the network, and goes when its time is over.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

HOUR, DAY = 60 * 60, 24 * 60 * 60
MB = 1_000_000
OWN_BITS = 64  # of an IPv6 address, the network's part: a household has all that follow
PLACE_BYTES = 16
EVERYBODY = "everybody"


class QuotaSpent(Exception):
    """So much is kept already for this network, or for all, that no more is taken for now."""


class Kept(StrEnum):
    """What is counted."""

    SESSION = "session"
    CARD = "card"
    OWNER = "owner"
    BYTES = "bytes"
    TRY = "try"  # to open an owner link


@dataclass(frozen=True)
class Quota:
    """At most so many within some seconds."""

    most: int
    seconds: int


# A clinic or a meeting of patients has one address; an hour of it is a long queue at the reception.
FOR_ONE = {
    Kept.SESSION: Quota(200, HOUR),
    Kept.OWNER: Quota(100, DAY),
    Kept.CARD: Quota(200, DAY),  # an owner's first one, and each that replaces a lost one
    Kept.BYTES: Quota(50 * MB, DAY),
    Kept.TRY: Quota(300, HOUR),
}
# Of the 8 digits beside an owner link ten million are possible (the last one follows from the
# others). Whoever finds the link in a browser's history needs 28 years to try half of them.
FOR_ONE_LINK = Quota(20, HOUR)
FOR_ALL = {
    Kept.SESSION: Quota(20_000, DAY),
    Kept.OWNER: Quota(10_000, DAY),
    Kept.CARD: Quota(20_000, DAY),
    Kept.BYTES: Quota(2_000 * MB, DAY),
    Kept.TRY: Quota(1_000_000, DAY),
}


@dataclass(frozen=True)
class Charge:
    """A count to add to: where it lies, how much is added, the most, and when it ends."""

    place: bytes
    amount: int
    most: int
    until: int


@dataclass(frozen=True)
class Payer:
    """On whose account rows are made: that of a network, or of everybody where there is none.

    `now` is in seconds since 1970, `key` the server's secret.
    """

    key: bytes = field(repr=False)
    network: Network | None = field(repr=False)
    now: int
    for_one: Mapping[Kept, Quota] = field(default_factory=lambda: FOR_ONE)
    for_all: Mapping[Kept, Quota] = field(default_factory=lambda: FOR_ALL)

    def charges(self, kept: Kept, amount: int) -> Iterator[Charge]:
        """What to count for something that is kept."""
        if self.network is not None:
            yield self._charge(str(self.network), kept, amount, self.for_one[kept])
        yield self._charge(EVERYBODY, kept, amount, self.for_all[kept])

    def charges_of_try(self, link: str) -> Iterator[Charge]:
        """What to count for a try to open an owner link, by the digits that stand in it."""
        yield self._charge(f"link {link}", Kept.TRY, 1, FOR_ONE_LINK)
        yield from self.charges(Kept.TRY, 1)

    def _charge(self, whose: str, kept: Kept, amount: int, quota: Quota) -> Charge:
        period = self.now // quota.seconds
        named = f"quota {whose} {kept} {period}".encode()
        place = hmac.digest(self.key, named, sha256)[:PLACE_BYTES]
        return Charge(place, amount, quota.most, (period + 1) * quota.seconds)


def network_of(address: str | None, exempt: Iterable[Network] = ()) -> Network | None:
    """What of an address is one household's; None for one that is not counted by itself.

    That is an exempt one, such as a clinic's, and one that does not tell visitors apart: behind a
    proxy on this machine that `PROXY_HOPS` does not name, all have the loopback address, and one
    visitor could shut out all others.
    """
    try:
        found = ip_address((address or "").strip().partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    if found.is_loopback or any(found in one for one in exempt):
        return None
    if isinstance(found, IPv6Address):
        return ip_network((int(found), OWN_BITS), strict=False)
    return ip_network(found)
