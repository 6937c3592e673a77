"""Memory that a batch no longer needs, handed back to the system before the next one."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeVar

import pyarrow as pa

Item = TypeVar("Item")

#: glibc's name for the number of heaps, in malloc.h.
_ARENA_MAX = -8


def one_allocator() -> None:
    """Let Arrow take its memory from the C library, whose free memory `release` hands back.

    Arrow's own allocators keep what a batch needed for a moment: of a worker's peak 40 MB. And let
    all threads take it from one heap: each heap of their own has holes of its own.
    """
    if _trim():
        pa.set_memory_pool(pa.system_memory_pool())
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def release() -> None:
    """Give free memory back.

    A batch needs large pieces for a moment and keeps small ones of it, such as the lemma of a new
    word. The C library hands back what is free at the end of its heap alone, so small pieces on top
    of large holes make a worker seem to grow for as long as it works.
    """
    pa.default_memory_pool().release_unused()
    if trim := _trim():
        trim(0)


def lean(items: Iterable[Item]) -> Iterator[Item]:
    """The same items; what the work on one leaves free is given back before the next."""
    for item in items:
        release()
        yield item


@cache
def _trim() -> Any:
    """glibc's `malloc_trim`; None in other C libraries."""
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
