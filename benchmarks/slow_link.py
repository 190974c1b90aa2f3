"""A slow link on this machine: two network namespaces with a TUN device each, and this in between.

Both ends use the kernel's own TCP, with real handshakes and slow start. This process delays each
packet as a line of that rate and round trip would, and drops some. It needs root, iproute2 and
/dev/net/tun.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

READER, SERVER = "walletcard-reader", "walletcard-server"  # the namespaces
READER_ADDRESS, SERVER_ADDRESS = "10.77.0.1", "10.77.0.2"
PACKET_BYTES = 65_536
BUFFER_SECONDS = 2.0  # a packet that would wait longer is dropped
_TUNSETIFF, _IFF_TUN_NO_PI, _CLONE_NEWNET = 0x400454CA, 0x1001, 0x40000000
_LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Link:
    """Kilobits a second towards the reader and from them, the round trip in ms, lost packets."""

    down: float
    up: float
    round_trip: float
    lost: float = 0.0  # share of packets, 0 to 1


@contextlib.contextmanager
def namespaces() -> Iterator[None]:
    """Create both namespaces, and delete them afterwards. Leftovers of a killed run go first."""
    for name in (READER, SERVER):
        with contextlib.suppress(subprocess.CalledProcessError):
            _run("ip", "netns", "delete", name)
        _run("ip", "netns", "add", name)
    try:
        yield
    finally:
        for name in (READER, SERVER):
            _run("ip", "netns", "delete", name)


def enter(namespace: str) -> None:
    """Move this process, and what it starts from now on, to one end of the link."""
    held = os.open(f"/var/run/netns/{namespace}", os.O_RDONLY)
    if _LIBC.setns(held, _CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")
    os.close(held)


def forward(link: Link, is_ready: Callable[[], object]) -> None:
    """Create the devices, call `is_ready`, then pass packets on until killed."""
    reader = _device(READER, "reader", READER_ADDRESS, SERVER_ADDRESS)
    server = _device(SERVER, "server", SERVER_ADDRESS, READER_ADDRESS)
    lines = {
        reader: _Line(server, link.up * 1000 / 8, link),
        server: _Line(reader, link.down * 1000 / 8, link),
    }
    is_ready()
    waiting: list[tuple[float, int, int, bytes]] = []
    number = 0
    while True:
        for device in _came(list(lines), waiting):
            for packet in _packets(device):
                due = lines[device].due(len(packet))
                if due is not None:
                    number += 1
                    heapq.heappush(waiting, (due, number, lines[device].to, packet))


class _Line:
    """One direction: when each packet comes out at the other end."""

    def __init__(self, to: int, bytes_a_second: float, link: Link) -> None:
        self.to = to
        self._rate, self._link = bytes_a_second, link
        self._is_free, self._dice = 0.0, random.Random(1)  # noqa: S311 - nothing secret

    def due(self, length: int) -> float | None:
        """When a packet of so many bytes arrives; None if it is lost."""
        now = time.monotonic()
        starts = max(now, self._is_free)
        if self._dice.random() < self._link.lost or starts - now > BUFFER_SECONDS:
            return None
        self._is_free = starts + length / self._rate
        return self._is_free + self._link.round_trip / 2000


def _came(devices: list[int], waiting: list[tuple[float, int, int, bytes]]) -> list[int]:
    """Deliver the packets that are due; then return the devices that have new ones."""
    now = time.monotonic()
    while waiting and waiting[0][0] <= now:
        *_, to, packet = heapq.heappop(waiting)
        with contextlib.suppress(OSError):
            os.write(to, packet)
    wait = max(0.0, waiting[0][0] - time.monotonic()) if waiting else 0.2
    ready, _, _ = select.select(devices, [], [], wait)
    return ready


def _packets(device: int) -> Iterator[bytes]:
    with contextlib.suppress(BlockingIOError):
        while True:
            yield os.read(device, PACKET_BYTES)


def _device(namespace: str, name: str, address: str, peer: str) -> int:
    enter(namespace)
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH", name.encode(), _IFF_TUN_NO_PI))
    _run("ip", "address", "add", f"{address}/32", "peer", peer, "dev", name)
    _run("ip", "link", "set", name, "up", "mtu", "1500", "txqueuelen", "1000")
    _run("ip", "link", "set", "lo", "up")
    return device


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
