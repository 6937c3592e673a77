"""One writer at a time, and what happens to the lock of one that died."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from typing import Any

import pytest

from kzcorpus.errors import CorpusError, RemoteError
from kzcorpus.remote import Store, locked
from kzcorpus.remote import lock as module
from kzcorpus.remote.lock import LEASE, LOCK


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    monkeypatch.setattr(module, "PAUSE", 0.02)


def of_another(**values: Any) -> bytes:
    lock = {"pid": 7, "host": "bozkır", "token": "x", "time": time.time()}
    return json.dumps(lock | values).encode()


def test_the_second_is_refused_with_the_name_of_the_first(store: Store) -> None:
    with locked(store) as check:
        check()
        with (
            pytest.raises(
                CorpusError, match=rf"another build \(process \d+ on {socket.gethostname()}"
            ),
            locked(store),
        ):
            pass
        check()
    assert store.listing() == {}
    with locked(store):
        pass


def test_a_lock_that_nobody_renews_is_taken_over(store: Store) -> None:
    store.write(LOCK, of_another(time=time.time() - LEASE - 1))
    with locked(store) as check:
        check()


def test_the_lock_of_a_dead_process_of_this_machine_is_taken_over(store: Store) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    store.write(LOCK, of_another(pid=ended.pid, host=socket.gethostname()))
    with locked(store) as check:
        check()


def test_a_lock_that_could_not_be_removed_does_not_lock_us_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(self: Store, names: object) -> None:
        raise RemoteError("the network is gone")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "remove", unreachable)
        with locked(store):
            pass
    assert LOCK in store.listing()
    with locked(store) as check:
        check()


def test_the_lock_of_a_machine_that_works_is_respected(store: Store) -> None:
    store.write(LOCK, of_another(time=time.time() - LEASE / 2))
    with pytest.raises(CorpusError, match="process 7 on bozkır, last seen"), locked(store):
        pass
    assert b"boz" in store.read(LOCK)


def test_a_lock_that_cannot_be_read_is_waited_for_then_taken(store: Store) -> None:
    store.write(LOCK, b"{")
    started = time.monotonic()
    with locked(store) as check:
        check()
    assert time.monotonic() - started >= module.PATIENCE


def test_it_is_renewed_and_a_loss_is_noticed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RENEWAL", 0.02)
    with locked(store) as check:
        first = json.loads(store.read(LOCK))["time"]
        deadline = time.monotonic() + 10
        while json.loads(store.read(LOCK))["time"] == first:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        check()
        monkeypatch.setattr(Store, "write", lambda self, name, data: None)
        store._fs.pipe_file(f"{store._root}/{LOCK}", of_another())
        with pytest.raises(CorpusError, match="the lock was lost; process 7 on bozkır has it"):
            check()
    assert b"boz" in store.read(LOCK)  # another's lock is not ours to remove
