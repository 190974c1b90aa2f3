"""The address of this computer on the local network."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import struct
import sys
from collections.abc import Iterator

# To ask which of our addresses leads there; nothing is sent. For documentation alone (RFC 5737).
_ELSEWHERE = ("192.0.2.1", 9)
_SIOCGIFADDR = 0x8915  # Linux: the address of an interface


def local_address() -> str | None:
    """The IPv4 address at which others on the local network reach this computer.

    None if there is none, or only a public one: that would be open to the whole internet.
    """
    return next(filter(_is_local, _addresses()), None)


def _is_local(address: str) -> bool:
    found = ipaddress.ip_address(address)
    return found.is_private and not (found.is_loopback or found.is_unspecified)


def _addresses() -> Iterator[str]:
    """This computer's addresses, the one that leads elsewhere first."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_ELSEWHERE)
        yield str(probe.getsockname()[0])
    if sys.platform == "linux":
        yield from _of_interfaces()


def _of_interfaces() -> Iterator[str]:
    """The address of each interface that has one; of a network that leads nowhere else, too."""
    import fcntl  # noqa: PLC0415 - not on every platform

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            asked = struct.pack("256s", name.encode()[:15])
            with contextlib.suppress(OSError):
                yield socket.inet_ntoa(fcntl.ioctl(probe.fileno(), _SIOCGIFADDR, asked)[20:24])
