"""No test reaches beyond this machine: a guard on sockets, and a network without anything in it.

`make test-offline` starts `python -m tests.offline` in a network namespace of its own, where not
even a library written in C gets out. Tests that talk to a server of their own need the loopback
there, which is down at first.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import struct
import sys
from typing import Any

import pytest

#: From linux/sockios.h and linux/if.h.
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1


class ReachedOutError(AssertionError):
    """A test asked for something beyond this machine."""


def is_local(host: object) -> bool:
    """Whether an address is this machine's own.

    >>> is_local("127.0.0.1"), is_local("::1"), is_local("192.0.2.1"), is_local("example.org")
    (True, True, False, False)
    """
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "localhost")
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name in ("localhost", "0.0.0.0", "")


def guard(patch: pytest.MonkeyPatch) -> None:
    """Let every connection and every question for a name fail, unless it is to this machine."""
    connect, connect_ex, lookup = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def check(address: Any) -> None:
        if isinstance(address, tuple) and not is_local(address[0]):
            raise ReachedOutError(f"a connection to {address[0]}")

    def guarded(self: socket.socket, address: Any) -> None:
        check(address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        check(address)
        return connect_ex(self, address)

    def looked_up(host: Any, *arguments: Any, **options: Any) -> Any:
        if not is_local(host):
            raise ReachedOutError(f"a question for the name {host}")
        return lookup(host, *arguments, **options)

    patch.setattr(socket.socket, "connect", guarded)
    patch.setattr(socket.socket, "connect_ex", guarded_ex)
    patch.setattr(socket, "getaddrinfo", looked_up)


def is_cut_off() -> bool:
    """Whether this process has a network with nothing but the loopback in it (Linux)."""
    try:
        return socket.if_nameindex() in ([], [(1, "lo")]) and bool(os.environ.get("CUT_OFF"))
    except OSError:
        return False


def raise_loopback() -> None:
    """Bring the loopback of a new network namespace up; it needs no program for that."""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        asked = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(handle, _GET_FLAGS, asked))[1]
        fcntl.ioctl(handle, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags | _UP))


if __name__ == "__main__":
    if is_cut_off():
        raise_loopback()
        print("the network is cut off: nothing but the loopback is there")
    else:
        print("the network cannot be cut off here: a guard on sockets must do")
    sys.exit(pytest.main(sys.argv[1:]))
