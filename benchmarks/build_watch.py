"""CPU time and peak memory of a process and of all that it starts, whoever their parent is then.

Linux only: every process inherits the environment of the one that was watched, with a mark in it.
A cluster's daemons and workers are found that way too; what they do is part of what a build costs.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

#: Seconds between two looks: what a process does after the last one is not seen.
PAUSE = 0.25
MARK = "KZCORPUS_BENCHMARK"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Watch:
    """What was seen of the processes: CPU seconds and peak memory in MB, by process."""

    pid: int
    cpu: dict[int, float] = field(default_factory=dict)
    memory: dict[int, float] = field(default_factory=dict)

    @property
    def own(self) -> float:
        return self.memory.get(self.pid, 0.0)

    @property
    def largest_other(self) -> float:
        return max((size for pid, size in self.memory.items() if pid != self.pid), default=0.0)

    def look(self, mark: str, known: dict[int, bool]) -> None:
        """Note what each marked process has used until now."""
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            pid = int(folder.name)
            with suppress(OSError, ValueError, IndexError):
                if pid not in known:
                    known[pid] = f"{MARK}={mark}".encode() in (folder / "environ").read_bytes()
                if known[pid]:
                    fields = (folder / "stat").read_text().rpartition(")")[2].split()
                    self.cpu[pid] = (int(fields[11]) + int(fields[12])) / _TICKS
                    status = (folder / "status").read_text()
                    peak = status.partition("VmHWM:")[2].split()[0]
                    self.memory[pid] = max(self.memory.get(pid, 0.0), int(peak) / 1024)


def watched(command: list[str]) -> tuple[str, Watch]:
    """Run a command; what it printed, and what it and its processes used.

    Raises:
        subprocess.CalledProcessError: it failed; its last words are in `stderr`.
    """
    mark = secrets.token_hex(8)
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {MARK: mark},
    ) as process:
        watch, known, ended = Watch(process.pid), dict[int, bool](), threading.Event()

        def look() -> None:
            while not ended.wait(PAUSE):
                watch.look(mark, known)

        looking = threading.Thread(target=look, daemon=True)
        looking.start()
        printed, errors = process.communicate()
        ended.set()
        looking.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed, errors)
    return printed, watch
