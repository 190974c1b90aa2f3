"""Limits on how much one network, and all networks together, may keep or try in an hour or a day.

Without a limit one computer could fill the disk, and then nobody could keep a card. Counts are in
the database, so that all processes and machines that share it count together. No address is kept:
a count is stored under a keyed hash of the network, and deleted when its hour or day is over.
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
OWN_BITS = 64  # the network part of an IPv6 address: a household has all addresses below it
PLACE_BYTES = 16
EVERYBODY = "everybody"


class QuotaSpent(Exception):
    """This network, or all together, have reached the limit for this hour or day."""


class Counted(StrEnum):
    """What a quota counts."""

    SESSION = "session"
    CARD = "card"
    OWNER = "owner"
    BYTES = "bytes"
    TRY = "try"  # to open an owner link


@dataclass(frozen=True)
class Quota:
    """At most `most` within `seconds`."""

    most: int
    seconds: int


# A clinic or a patients' meeting shares one address: these numbers fit a busy day there.
FOR_ONE = {
    Counted.SESSION: Quota(200, HOUR),
    Counted.OWNER: Quota(100, DAY),
    Counted.CARD: Quota(200, DAY),  # an owner's first one, and each that replaces a lost one
    Counted.BYTES: Quota(50 * MB, DAY),
    Counted.TRY: Quota(300, HOUR),
}
# The 8 digits beside an owner link can be one of ten million (the last one is a check digit). With
# the link alone, trying half of them takes 28 years at this rate.
FOR_ONE_LINK = Quota(20, HOUR)
FOR_ALL = {
    Counted.SESSION: Quota(20_000, DAY),
    Counted.OWNER: Quota(10_000, DAY),
    Counted.CARD: Quota(20_000, DAY),
    Counted.BYTES: Quota(2_000 * MB, DAY),
    Counted.TRY: Quota(1_000_000, DAY),
}


@dataclass(frozen=True)
class Charge:
    """An addition to a count: its row, the amount, the limit, and when it is deleted."""

    place: bytes
    amount: int
    most: int
    until: int


@dataclass(frozen=True)
class Payer:
    """Whose count grows: a network's and everybody's; without a network, everybody's alone.

    `now` is in seconds since 1970, `key` the server's secret.
    """

    key: bytes = field(repr=False)
    network: Network | None = field(repr=False)
    now: int
    for_one: Mapping[Counted, Quota] = field(default_factory=lambda: FOR_ONE)
    for_all: Mapping[Counted, Quota] = field(default_factory=lambda: FOR_ALL)

    def charges(self, kept: Counted, amount: int) -> Iterator[Charge]:
        """The counts to add to when something is kept."""
        if self.network is not None:
            yield self._charge(str(self.network), kept, amount, self.for_one[kept])
        yield self._charge(EVERYBODY, kept, amount, self.for_all[kept])

    def charges_of_try(self, link: str) -> Iterator[Charge]:
        """The counts to add to when someone tries an owner link; `link` is its 32 digits."""
        yield self._charge(f"link {link}", Counted.TRY, 1, FOR_ONE_LINK)
        yield from self.charges(Counted.TRY, 1)

    def _charge(self, whose: str, kept: Counted, amount: int, quota: Quota) -> Charge:
        period = self.now // quota.seconds
        named = f"quota {whose} {kept} {period}".encode()
        place = hmac.digest(self.key, named, sha256)[:PLACE_BYTES]
        return Charge(place, amount, quota.most, (period + 1) * quota.seconds)


def network_of(address: str | None, exempt: Iterable[Network] = ()) -> Network | None:
    """The network to count an address under; None if the address has no count of its own.

    That is the case for exempt networks, such as a clinic's, and for the loopback address. Behind a
    local proxy that `PROXY_HOPS` does not name, every visitor has the loopback address, and one of
    them could use up the limit for all.
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
