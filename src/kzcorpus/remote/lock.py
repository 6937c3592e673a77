"""One writer at a time below an address, by an object that names its owner.

The owner renews the object while it works; one that was not renewed for `LEASE` seconds belongs to
somebody who died, and is taken over. How sure that is depends on the store: where it can create a
file only if there is none (S3, Google, Azure, files), two never get the lock at once. Clocks that
differ by more than the lease defeat it.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass

from kzcorpus.errors import CorpusError, RemoteError
from kzcorpus.remote.store import Store

log = logging.getLogger(__name__)

#: Hidden, as all is that belongs to no table.
LOCK = ".kzcorpus-lock"
#: Seconds after which a lock that was not renewed is nobody's, and between two renewals.
LEASE, RENEWAL = 600.0, 60.0
#: Seconds that a build waits for one that is about to end, and between two looks.
PATIENCE, PAUSE = 3.0, 0.5

#: The tokens of the locks that this process holds.
_held: set[str] = set()


@dataclass(frozen=True, slots=True)
class _Owner:
    """Who holds a lock; `time` is when it was taken or renewed, in seconds by the owner's clock.

    A lock that cannot be read has no token: somebody is just writing it, or died while he did.
    """

    pid: int
    host: str
    token: str
    time: float

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}" if self.token else "somebody"

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self)).encode()

    @property
    def is_gone(self) -> bool:
        """Whether he has not renewed it, or works on this machine and has ended.

        It may be this very process: a lock that could not be removed stays.
        """
        if time.time() - self.time > LEASE:
            return True
        if self.host != socket.gethostname():
            return False
        if self.pid == os.getpid():
            return self.token not in _held
        if os.name != "posix":
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except OSError:  # it is there, and another user's
            pass
        return False


@contextmanager
def locked(store: Store) -> Iterator[Callable[[], None]]:
    """Hold the folder for this process; gives a check that the lock is still ours.

    Raises:
        CorpusError: another build holds it; the message names it. The check raises it too, where
            somebody has taken the lock over.
    """
    token = secrets.token_hex(8)
    _held.add(token)
    try:
        _take(store, token)
        with _renewed(store, token):
            yield lambda: _check(store, token)
    finally:
        _held.discard(token)


@contextmanager
def _renewed(store: Store, token: str) -> Iterator[None]:
    """A lock that was taken: renewed meanwhile, removed at the end."""
    ended = threading.Event()
    renewing = threading.Thread(target=_renew, args=(store, token, ended), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        ended.set()
        renewing.join()
        with suppress(RemoteError):  # it will be nobody's in ten minutes
            if _is_ours(store, token):
                store.remove([LOCK])


def _take(store: Store, token: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not store.create(LOCK, _me(token).to_bytes()):
        owner = _owner(store)
        late = time.monotonic() > deadline
        if owner and (owner.is_gone if owner.token else late):
            log.warning("%s: %s left the lock behind; it is taken over", store, owner)
            store.remove([LOCK])
            continue
        if owner and late:
            since = time.strftime("%H:%M:%S UTC", time.gmtime(owner.time))
            raise CorpusError(
                f"{store}: another build ({owner}, last seen {since}) is writing there; wait for "
                "it, or name another --out"
            )
        time.sleep(PAUSE)
    _check(store, token)  # a store that creates in two steps may have let two in


def _renew(store: Store, token: str, ended: threading.Event) -> None:
    """Say that the owner lives. What fails here is found by the check before anything is written.

    Only our own lock is renewed: one that was taken over is somebody's.
    """
    while not ended.wait(RENEWAL):
        try:
            if not _is_ours(store, token):
                return
            store.write(LOCK, _me(token).to_bytes())
        except (RemoteError, FileNotFoundError) as error:
            log.warning("%s: the lock could not be renewed: %s", store, error)


def _check(store: Store, token: str) -> None:
    if not _is_ours(store, token):
        owner = _owner(store)
        name = f"; {owner} has it" if owner else ""
        raise CorpusError(f"{store}: the lock was lost{name}; nothing was published, build again")


def _is_ours(store: Store, token: str) -> bool:
    owner = _owner(store)
    return owner is not None and owner.token == token


def _owner(store: Store) -> _Owner | None:
    """Who holds the lock; None if nobody does."""
    try:
        data = store.read(LOCK)
    except FileNotFoundError:
        return None
    try:
        values = json.loads(data)
        host, token = str(values["host"])[:100], str(values["token"])
        return _Owner(int(values["pid"]), host, token, float(values["time"]))
    except (ValueError, KeyError, TypeError):
        return _Owner(0, "", "", time.time())


def _me(token: str) -> _Owner:
    return _Owner(os.getpid(), socket.gethostname(), token, time.time())
