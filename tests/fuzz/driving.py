"""One target in a process of its own: by Atheris, or by our own mutations where it is not there.

An input may take so many seconds and the process so much memory; more is a finding too.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import importlib.util
import json
import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType
from typing import Any

#: What one input may take: seconds of the processor (by Atheris, of the clock, so three times as
#: many), and megabytes of the whole process.
SECONDS, MEGABYTES = 20, 2_000
#: Inputs of Atheris, the shortest first, that blind mutations go on from.
_MOST_INPUTS = 2_000


class TooSlowError(Exception):
    """An input took longer than it may."""


def drive(
    name: str, folder: Path, *, seconds: int, runs: int, seed: int, by: str
) -> dict[str, Any]:
    """Run a target; what broke it is written into `folder`/found.

    With Atheris the process ends here: libFuzzer does not return.
    """
    folder = folder.resolve()
    (folder / "found").mkdir(parents=True, exist_ok=True)
    if by == "atheris":
        _by_atheris(name, folder, seconds, runs, seed)
    return _by_mutations(name, folder, seconds, runs, seed)


def _by_atheris(name: str, folder: Path, seconds: int, runs: int, seed: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["kzcorpus"]):
        from tests.fuzz.seeds import SEEDS, words
        from tests.fuzz.targets import TARGETS, home, sound_bytes
    corpus, begin = folder / "inputs", folder / "seeds"
    for made in (corpus, begin):
        made.mkdir(exist_ok=True)
    for number, data in enumerate((*SEEDS[name], *sound_bytes(name))):
        (begin / str(number)).write_bytes(data)
    listed = folder / "words"
    quoted = ("".join(f"\\x{byte:02x}" for byte in word) for word in words(name))
    listed.write_text("".join(f'"{word}"\n' for word in quoted), encoding="ascii")
    arguments = [
        *(sys.argv[0], str(corpus), str(begin)),
        *(f"-dict={listed}", f"-artifact_prefix={folder / 'found'}/"),
        *(f"-max_total_time={seconds}", f"-runs={runs or -1}", f"-seed={seed or 1}"),
        *(
            f"-timeout={3 * SECONDS}",
            f"-rss_limit_mb={MEGABYTES}",
            "-max_len=8192",
            "-len_control=20",
        ),
        *("-print_final_stats=1", "-reload=0", "-verbosity=1"),
    ]
    os.chdir(home())
    atheris.Setup(arguments, TARGETS[name], internal_libfuzzer=True)
    atheris.Fuzz()


def _by_mutations(name: str, folder: Path, seconds: int, runs: int, seed: int) -> dict[str, Any]:
    from tests.fuzz.mutating import mutations
    from tests.fuzz.seeds import SEEDS, words
    from tests.fuzz.targets import TARGETS, home, sound_bytes

    _bound()
    os.chdir(home())
    target, chance = TARGETS[name], random.Random(seed)
    begun = time.monotonic()
    done, found = 0, {}
    seeds = [*SEEDS[name], *sound_bytes(name), *_collected(folder)]
    for data in mutations(seeds, words(name), chance):
        if (runs and done >= runs) or time.monotonic() - begun > seconds:
            break
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            target(data)
        except Exception as error:
            # One of each kind: the same mistake is met a thousand times.
            where = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
            if kind not in found:
                digest = hashlib.sha256(data).hexdigest()[:16]
                (folder / "found" / f"crash-{digest}").write_bytes(data)
                found[kind] = digest
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        done += 1
    return {"inputs": done, "found": found}


def _collected(folder: Path) -> list[bytes]:
    paths = (folder / "inputs").glob("*") if (folder / "inputs").is_dir() else ()
    listed = sorted((path.stat().st_size, path) for path in paths)
    return [path.read_bytes() for _, path in listed[:_MOST_INPUTS]]


def _bound() -> None:
    def late(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {SECONDS} seconds")

    faulthandler.enable()
    signal.signal(signal.SIGPROF, late)
    import resource

    most = (MEGABYTES + 4_000) << 20  # address space, of which much is never touched
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def has_atheris() -> bool:
    return importlib.util.find_spec("atheris") is not None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--by", choices=("atheris", "mutations"), required=True)
    chosen = parser.parse_args()
    result = drive(
        chosen.target,
        chosen.folder,
        seconds=chosen.seconds,
        runs=chosen.runs,
        seed=chosen.seed,
        by=chosen.by,
    )
    print(json.dumps(result))


if __name__ == "__main__":
    main()
