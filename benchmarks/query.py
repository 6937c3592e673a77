"""`kzcorpus entities` against the same count written with pandas, as whole processes.

    python benchmarks/query.py [--corpus FOLDER] [--runs N]

Prints CPU seconds (user and system) of each, from a cold start, medians over the runs.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

PANDAS = """
import sys
import pandas as pd
entities = pd.read_parquet(sys.argv[1] + "/entities")
people = entities[entities.type == "PERSON"]
print(people.groupby("canonical_name").size().sort_values(ascending=False).head(10))
"""


def cpu_seconds(command: list[str]) -> float:
    """User and system seconds of a command that must succeed."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return (
        after.children_user - before.children_user + after.children_system - before.children_system
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("data/processed"))
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    program = [sys.executable, "-m", "kzcorpus"]
    query = ["entities", "--type", "PERSON", "--limit", "10", "--corpus", str(options.corpus)]
    commands = {
        "kzcorpus entities": [*program, *query],
        "pandas, the same": [sys.executable, "-c", PANDAS, str(options.corpus)],
        "kzcorpus --help": [*program, "--help"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(options.runs):  # in turn, so that a drifting machine is fair to all
        for name, command in commands.items():
            times[name].append(cpu_seconds(command))
    for name, seconds in times.items():
        print(f"{name:20}{statistics.median(seconds):8.2f} s CPU")
    ratio = statistics.median(times["kzcorpus entities"]) / statistics.median(
        times["pandas, the same"]
    )
    print(f"ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
