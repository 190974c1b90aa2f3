"""How many drafts are started from one address.

Each start makes a row that lies here for 30 days, so whoever could start any number could fill the
disk. No address is kept: what is counted is a keyed hash so short that thousands of addresses have
it in common, in memory alone, and begins anew each hour. Processes that are forked from one that
has the memory share it; others count for themselves. The library `limits` would keep the addresses,
and in its memory each process counts alone.
"""

from __future__ import annotations

import hmac
import mmap
import secrets
import struct
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

# A clinic or a meeting of patients has one address; an hour of it is a long queue at the reception.
MOST_STARTS = 200
SECONDS = 60 * 60
CROWDED = (
    "Too many cards were started from your network just now. Nothing is lost: what you typed is "
    "still here. Wait an hour and send it again, or use another network, such as your phone’s own."
)

_PLACES = 1 << 16
_HOUR, _COUNT = struct.Struct("=Q"), struct.Struct("=H")
_OWN_BITS = 64  # of an IPv6 address, the network's part: a household has all that follow


class TooManyStarts(Exception):
    """Too many drafts were started from one address."""


class Starts:
    """The starts of the current hour, by place: at most so many from one."""

    def __init__(self, most: int = MOST_STARTS) -> None:
        self._most = most
        self._key = secrets.token_bytes(16)
        self._memory = mmap.mmap(-1, _HOUR.size + _PLACES * _COUNT.size)

    def may_start(self, address: str | None, now: int) -> bool:
        """Whether one more may start from an address, now (seconds since 1970); it is counted.

        Two at once may be counted as one, which does no harm.
        """
        network = network_of(address)
        if network is None:
            return True
        self._begin_hour(now // SECONDS)
        place = self._place(network)
        (count,) = _COUNT.unpack_from(self._memory, place)
        if count >= self._most:
            return False
        _COUNT.pack_into(self._memory, place, count + 1)
        return True

    def _begin_hour(self, hour: int) -> None:
        if _HOUR.unpack_from(self._memory) != (hour,):
            self._memory[:] = bytes(len(self._memory))
            _HOUR.pack_into(self._memory, 0, hour)

    def _place(self, network: str) -> int:
        digest = hmac.digest(self._key, network.encode("ascii"), sha256)
        return _HOUR.size + int.from_bytes(digest[:8]) % _PLACES * _COUNT.size


def network_of(address: str | None) -> str | None:
    """What of an address is one household's; None if it does not tell visitors apart.

    Behind a proxy on this machine that `PROXY_HOPS` does not name, all have the loopback address:
    if that were counted, one visitor could shut out all others.
    """
    try:
        found = ip_address((address or "").strip())
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    if found.is_loopback:
        return None
    if isinstance(found, IPv6Address):
        return str(ip_network((int(found), _OWN_BITS), strict=False))
    return str(found)
