"""python -m tests.fuzz [TARGET...] --seconds 60: each target for so long, and what was found.

Inputs are kept in build/fuzz/TARGET/inputs, so that the next run goes on from them; what broke a
target lies in build/fuzz/TARGET/found. Once it is repaired, it belongs into tests/cases/fuzz.
Inputs are added up over runs in build/fuzz/counts.json; no run repeats those of another.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.counting import Counts
from tests.fuzz.driving import SECONDS, has_atheris
from tests.fuzz.seeds import SEEDS

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "fuzz"


@dataclass(frozen=True)
class Outcome:
    """What came of one target."""

    target: str
    inputs: int
    seconds: float
    found: tuple[str, ...]


def run(target: str, *, seconds: int, runs: int, seed: int, by: str, folder: Path) -> Outcome:
    """One target in a process of its own; a crash of the process is a finding as well."""
    home = folder.resolve() / target
    home.mkdir(parents=True, exist_ok=True)
    known = set((home / "found").glob("*")) if (home / "found").is_dir() else set()
    log = home / "log"
    command = [sys.executable, "-m", "tests.fuzz.driving", target, str(home), "--by", by]
    options = ["--seconds", str(seconds), "--runs", str(runs), "--seed", str(seed)]
    begun = time.monotonic()
    try:
        with log.open("w", encoding="utf-8") as handle:
            done = subprocess.run(
                [*command, *options],
                stdout=handle,
                stderr=handle,
                cwd=ROOT,
                check=False,
                # Native code that never comes back hears no signal; its input is in /dev/shm.
                timeout=seconds + 30 * SECONDS,
            ).returncode
    except subprocess.TimeoutExpired:
        done = -1
    said = log.read_text(encoding="utf-8", errors="replace")
    found = [path.name for path in sorted(set((home / "found").glob("*")) - known)]
    if done and (by == "mutations" or not found):
        how = "never ended" if done == -1 else f"ended with {done}"
        found += [f"the process {how}; see {log}"]
    return Outcome(target, executed(said), time.monotonic() - begun, tuple(found))


def executed(said: str) -> int:
    """How many inputs a log speaks of."""
    units = re.findall(r"stat::number_of_executed_units: +(\d+)", said)
    if units:
        return int(units[-1])
    counted = re.findall(r"^#(\d+)\t", said, re.M)
    last = said.strip().splitlines()[-1] if said.strip() else ""
    if last.startswith("{"):
        return int(json.loads(last)["inputs"])
    return int(counted[-1]) if counted else 0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", help=f"among: {', '.join(SEEDS)}; left out: all")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--runs", type=int, default=0, help="inputs for each target; 0: no limit")
    parser.add_argument(
        "--until", type=int, default=0, help="go on in turns until each has had so many inputs"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--by", choices=("atheris", "mutations"))
    parser.add_argument("--folder", type=Path, default=BUILD)
    parser.add_argument("--counts", action="store_true", help="only show the inputs so far")
    chosen = parser.parse_args()
    unknown = set(chosen.targets) - set(SEEDS)
    if unknown:
        parser.error(f"no target {', '.join(sorted(unknown))}")
    counts = Counts(chosen.folder / "counts.json")
    targets = chosen.targets or list(SEEDS)
    if chosen.counts:
        print("\n".join(f"{target:<18}{counts.of(target):>12,}" for target in targets))
        return
    by = chosen.by or ("atheris" if has_atheris() else "mutations")
    print(f"by {by}\n{'target':<18}{'inputs':>12}{'a second':>10}{'so far':>12}  found", flush=True)
    broken: set[str] = set()
    while targets:
        for target in targets:
            so_far = counts.of(target)
            if chosen.until and so_far >= chosen.until:
                continue
            outcome = run(
                target,
                seconds=chosen.seconds,
                runs=chosen.runs or max(0, chosen.until - so_far),
                seed=chosen.seed + so_far,
                by=by,
                folder=chosen.folder,
            )
            counts.add(target, outcome.inputs)
            rate = outcome.inputs / outcome.seconds if outcome.seconds else 0
            told = "; ".join(outcome.found) or "nothing"
            so_far += outcome.inputs
            print(
                f"{target:<18}{outcome.inputs:>12,}{rate:>10,.0f}{so_far:>12,}  {told}", flush=True
            )
            if outcome.found:
                broken.add(target)
        targets = [t for t in targets if t not in broken and counts.of(t) < chosen.until]
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
