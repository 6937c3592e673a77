"""Workers on a Ray cluster, or on this machine where there is none; each has its own models."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from kzcorpus.cycles import leave_out, search_seldom
from kzcorpus.engines.protocol import Failed, Job
from kzcorpus.errors import EngineError, MissingPackageError

#: Tasks that wait at a worker, so that it is never idle.
_AHEAD = 2
#: Seconds that a cluster on this machine may take to come up.
_START_SECONDS = 300


def run_ray(job: Job, tasks: Iterable[Any], workers: int) -> Iterator[Any]:
    """Do the tasks in `workers` actors of the cluster that RAY_ADDRESS names, or of a local one.

    The job is sent once, and each actor loads what it needs. An actor that dies costs the tasks
    that it had: each of them is tried once more, alone.

    Raises:
        MissingPackageError: Ray is not installed.
        EngineError: no cluster could be started or found.
    """
    with started_here() as ray:
        yield from _run(ray, job, tasks, workers)


@contextmanager
def started_here() -> Iterator[Any]:
    """Ray, connected to its cluster; if this process was not yet, only for as long as this lasts.

    Raises:
        MissingPackageError, EngineError: as `run_ray`.
    """
    # On a busy machine a cluster needs more than the half minute that Ray gives it.
    os.environ.setdefault("RAY_raylet_start_wait_time_s", str(_START_SECONDS))
    try:
        import ray
    except ImportError as error:
        raise MissingPackageError("--engine ray needs Ray: pip install 'kzcorpus[ray]'") from error
    ours = not ray.is_initialized()
    if ours:
        try:
            ray.init(
                log_to_driver=False,
                include_dashboard=False,
                logging_level=logging.ERROR,
                configure_logging=False,
            )
        except Exception as error:  # connection, version, memory and time faults alike
            ray.shutdown()
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise EngineError(
                f"--engine ray: no cluster ({reason[:300]}); look at RAY_ADDRESS, or leave it out "
                "for one on this machine"
            ) from error
    try:
        yield ray
    finally:
        if ours:
            ray.shutdown()


class _Worker:
    """The actor."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._warm = False

    def work(self, task: Any) -> Any:
        # Not before: what goes wrong in an actor's beginning looks as if the actor had died.
        if not self._warm:
            self._job.warm()
            leave_out()
            search_seldom()
            self._warm = True
        return self._job(task)


def _run(ray: Any, job: Job, tasks: Iterable[Any], workers: int) -> Iterator[Any]:
    remote = ray.remote(num_cpus=1, max_restarts=0)(_Worker)
    shared = ray.put(job)
    actors = [remote.remote(shared) for _ in range(workers)]
    pending: dict[Any, tuple[int, Any]] = {}
    queue = iter(tasks)
    free = [number for _ in range(_AHEAD) for number in range(workers)]
    while True:
        for task in islice(queue, len(free)):
            number = free.pop(0)
            pending[actors[number].work.remote(task)] = (number, task)
        if not pending:
            return
        (ready,), _ = ray.wait(list(pending), num_returns=1)
        number, task = pending.pop(ready)
        try:
            result = _result(ray, ready)
        except ray.exceptions.RayActorError:
            lost = [task, *(other for at, other in pending.values() if at == number)]
            pending = {ref: held for ref, held in pending.items() if held[0] != number}
            free += [number] * len(lost)
            # One by one in its successor: the cluster may have no room for another actor.
            actors[number] = remote.remote(shared)
            for each in lost:
                try:
                    again = _result(ray, actors[number].work.remote(each))
                except ray.exceptions.RayActorError:
                    again = Failed(each, "its worker died (out of memory?)")
                    actors[number] = remote.remote(shared)
                yield again
            continue
        free.append(number)
        yield result


def _result(ray: Any, reference: Any) -> Any:
    try:
        return ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from None
