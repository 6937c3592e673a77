"""Worker processes on this machine, which share what the job had loaded before they began."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import chain, islice
from typing import Any

from kzcorpus.cycles import leave_out, search_seldom, take_back
from kzcorpus.engines.protocol import Failed, Job

#: Tasks that wait at a worker, so that it is never idle.
_AHEAD = 2
#: Tasks that each worker has done on average when new ones take over: whatever a long life leaves
#: behind in its memory goes with it. Starting anew costs seconds, so many tasks take minutes.
_LIFE = 100
#: Seconds between two looks of a worker at whether its parent still lives.
_WATCH = 0.5

#: The job of a worker process.
_job: Job | None = None


def available_cpus() -> int:
    """CPUs that this process may use."""
    with suppress(AttributeError):  # only some systems know affinities
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_local(job: Job, tasks: Iterable[Any], workers: int) -> Iterator[Any]:
    """Do the tasks in `workers` processes, or here where one is enough.

    On Linux the workers are forked from this process, so that models are in memory once; elsewhere
    each loads its own. New ones take over from time to time, so that memory does not depend on the
    number of tasks. A worker that dies costs only the tasks that it had: each of them is tried once
    more, alone.
    """
    queue = iter(tasks)
    first = list(islice(queue, 2))
    if workers <= 1 or len(first) < 2:
        for task in (*first, *queue):
            yield job(task)
        return
    context = _context(job)
    stream = chain(first, queue)
    try:
        for task in stream:
            life = chain([task], islice(stream, _LIFE * workers - 1))
            yield from _generation(job, life, workers, context)
    finally:
        take_back()


def _generation(job: Job, tasks: Iterator[Any], workers: int, context: Any) -> Iterator[Any]:
    """Do tasks in one pool of workers; if one dies, no more of them than the pool had."""
    pool = _pool(job, workers, context)
    pending: dict[Future[Any], Any] = {}
    try:
        while True:
            for task in islice(tasks, _AHEAD * workers - len(pending)):
                pending[_submit(pool, task)] = task
            if not pending:
                return
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                result = future.result()
                del pending[future]
                yield result
    except BrokenProcessPool:
        _stop(pool)
        for task in pending.values():
            yield _alone(job, task, context)
    finally:
        _stop(pool)


def _submit(pool: ProcessPoolExecutor, task: Any) -> Future[Any]:
    try:
        return pool.submit(_work, task)
    except BrokenProcessPool as error:
        broken: Future[Any] = Future()
        broken.set_exception(error)
        return broken


def _alone(job: Job, task: Any, context: Any) -> Any:
    """A task in a process of its own, since it may have killed the one that it was in."""
    pool = _pool(job, 1, context)
    try:
        return pool.submit(_work, task).result()
    except BrokenProcessPool:
        return Failed(task, "its worker process died (out of memory, or never done?)")
    finally:
        _stop(pool)


def _context(job: Job) -> Any:
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    job.warm()
    leave_out()
    return multiprocessing.get_context("fork")


def _pool(job: Job, workers: int, context: Any) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, context, _begin, (job, os.getpid()))


def _begin(job: Job, parent: int) -> None:
    """A worker's first act. An interrupt is for its parent to handle; it never outlives that."""
    global _job
    _job = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    search_seldom()
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


def _work(task: Any) -> Any:
    assert _job is not None
    return _job(task)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the workers now, whatever they do."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
    for process in processes:
        process.join()
