"""How far a build is, on stderr: a bar in a terminal, lines elsewhere, JSON if it is asked for."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kzcorpus.cli.output import printable

if TYPE_CHECKING:
    from kzcorpus.build import BuildEvent

#: Seconds between two lines where there is no terminal.
_PAUSE = 10.0


class ProgressLog:
    """Told of each event of a build; a context, so that the bar goes when the build does."""

    def __init__(self, *, as_json: bool = False) -> None:
        self._json = as_json
        self._bar: Any = None
        self._started = self._told = time.monotonic()
        self._last: BuildEvent | None = None

    def __enter__(self) -> ProgressLog:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
        if self._json and self._last is not None:
            self._line(self._last)

    def __call__(self, event: BuildEvent) -> None:
        self._last = event
        if not self._json and sys.stderr.isatty():
            self._draw(event)
        elif time.monotonic() - self._told >= (1.0 if self._json else _PAUSE):
            self._told = time.monotonic()
            self._line(event)

    def _line(self, event: BuildEvent) -> None:
        seconds = time.monotonic() - self._started
        if self._json:
            facts = {"event": "progress", "seconds": round(seconds, 1), **asdict(event)}
            text = json.dumps(facts)
        else:
            text = f"{event.files_read}/{event.files} files, {_facts(event, seconds)}"
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    def _draw(self, event: BuildEvent) -> None:
        seconds = time.monotonic() - self._started
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            # Without a thread of its own: processes are forked while it is shown.
            self._bar = Progress(
                BarColumn(),
                TextColumn("{task.percentage:>3.0f}%"),
                TextColumn("{task.description}", markup=False),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
                auto_refresh=False,
            )
            self._bar.start()
            self._bar.add_task("", total=event.n_bytes)
        description = f"{_facts(event, seconds)}  {printable(event.path[:40])}"
        self._bar.update(self._bar.task_ids[0], completed=event.bytes_read, description=description)
        self._bar.refresh()


def _facts(event: BuildEvent, seconds: float) -> str:
    speed = event.tokens / seconds if seconds else 0.0
    return f"{event.documents:,} documents, {event.tokens:,} tokens, {speed:,.0f} tokens/s"
