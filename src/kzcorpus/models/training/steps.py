"""Steps of a training run that can be resumed: each is done once for its inputs and settings."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kzcorpus.errors import KzcorpusError

logger = logging.getLogger(__name__)

_CHUNK = 1 << 20


class TrainingError(KzcorpusError):
    """A training step failed or cannot begin; the message names the step and its log."""


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work.

    `inputs` and `outputs` are files or folders; `settings` is everything else that the result
    depends on and must be plain JSON (a seed belongs here). Exactly one of `action` (called with
    the step's log file) and `command` (arguments of a subprocess) is given. `version` is raised
    by hand when the code of the step changes what it makes.
    """

    name: str
    inputs: tuple[Path, ...]
    outputs: tuple[Path, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    action: Callable[[Path], None] | None = None
    command: tuple[str, ...] = ()
    version: int = 1

    def __post_init__(self) -> None:
        if (self.action is None) == (not self.command):
            raise TrainingError(f"step {self.name}: give either an action or a command")


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, or of a folder's file names and bytes.

    Raises TrainingError where nothing is at `path`.
    """
    if path.is_dir():
        listing = "\n".join(
            f"{file.relative_to(path).as_posix()} {digest(file)}"
            for file in sorted(path.rglob("*"))
            if file.is_file()
        )
        return hashlib.sha256(listing.encode()).hexdigest()
    if not path.is_file():
        raise TrainingError(f"{path} is missing")
    value = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            value.update(chunk)
    return value.hexdigest()


def fingerprint(step: Step) -> str:
    """What the step's result depends on, as one SHA-256.

    Paths do not count, only contents: a run can be moved to another folder.
    """
    state = {
        "name": step.name,
        "version": step.version,
        "settings": step.settings,
        "inputs": [digest(path) for path in step.inputs],
    }
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()


def run_step(step: Step, work: Path) -> bool:
    """Do the step unless it was done with the same inputs and settings; True if it was done now.

    The record `<work>/<name>.done.json` holds the fingerprint and the outputs' digests, so that a
    damaged or edited output is made again. The log goes to `<work>/<name>.log`. Raises
    TrainingError where the step fails or leaves an output out.
    """
    work.mkdir(parents=True, exist_ok=True)
    record = work / f"{step.name}.done.json"
    log = work / f"{step.name}.log"
    try:
        mark = fingerprint(step)
    except TrainingError as error:
        raise TrainingError(f"step {step.name} cannot begin: {error}") from error
    if _is_done(step, record, mark):
        logger.info("%s: done before, skipped", step.name)
        return False
    logger.info("%s: begins, log in %s", step.name, log)
    record.unlink(missing_ok=True)
    for output in step.outputs:
        output.parent.mkdir(parents=True, exist_ok=True)
    if step.action is not None:
        step.action(log)
    else:
        run_command(step.command, log, name=step.name)
    missing = [str(path) for path in step.outputs if not path.exists()]
    if missing:
        raise TrainingError(f"step {step.name} ended without {', '.join(missing)}; see {log}")
    state = {"fingerprint": mark, "outputs": [digest(path) for path in step.outputs]}
    temporary = record.with_suffix(".tmp")
    temporary.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
    os.replace(temporary, record)
    return True


def _is_done(step: Step, record: Path, mark: str) -> bool:
    try:
        state = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if state.get("fingerprint") != mark or not all(path.exists() for path in step.outputs):
        return False
    return bool(state.get("outputs") == [digest(path) for path in step.outputs])


def run_command(
    command: Sequence[str], log: Path, *, name: str, threads: int = 1, cwd: Path | None = None
) -> None:
    """Run a command with its output appended to `log` and `threads` numeric threads.

    Raises TrainingError with the last line that it printed where it fails.
    """
    environment = os.environ | {
        "OMP_NUM_THREADS": str(threads),
        "MKL_NUM_THREADS": str(threads),
        "PYTHONHASHSEED": "0",
    }
    with log.open("a", encoding="utf-8") as out:
        out.write("$ " + " ".join(command) + "\n")
        out.flush()
        done = subprocess.run(  # noqa: S603 - arguments come from our own step list
            list(command),
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=cwd,
            check=False,
        )
    if done.returncode:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise TrainingError(f"step {name} failed ({done.returncode}): {lines[-1]}; see {log}")


def stanza_command(module: str, options: Mapping[str, Any]) -> tuple[str, ...]:
    """Arguments that run one of Stanza's training modules.

    An option that is True becomes a bare flag; False and None are left out.

    >>> stanza_command("tagger", {"seed": 1, "cpu": True, "charlm": False})[1:]
    ('-m', 'stanza.models.tagger', '--seed', '1', '--cpu')
    """
    command = [sys.executable, "-m", f"stanza.models.{module}"]
    for key, value in options.items():
        if value is True:
            command.append(f"--{key}")
        elif value is not None and value is not False:
            command += [f"--{key}", str(value)]
    return tuple(command)


@contextmanager
def logged(path: Path) -> Iterator[None]:
    """Send this package's and gensim's and Stanza's log lines to the file `path` as well."""
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    loggers = [logging.getLogger(name) for name in ("kzcorpus", "gensim", "stanza")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
        handler.close()
