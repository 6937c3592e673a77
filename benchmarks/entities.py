"""Entity queries on a million made-up mentions, as whole processes from a cold start.

    python benchmarks/entities.py [--documents 10000] [--mentions 100] [--runs 3]

Beside some queries: the same figures by pandas over the same files, in a line.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated import write_generated

QUERIES = {
    "list": ["list"],
    "list, by words of a name": ["list", "to"],
    "show": ["show", "person/ka-0"],
    "mentions": ["mentions", "person/ka-0"],
    "cooccur": ["cooccur", "person/ka-0"],
    "timeline": ["timeline", "person/ka-0"],
    "network": ["network", "--min", "500", "--limit", "20"],
}
PANDAS = {
    "list": "e.groupby(['canonical_name','type']).doc_id.agg(['size','nunique'])"
    ".sort_values('size',ascending=False).head(20)",
    "cooccur": "e[['doc_id','sent_id','canonical_id']].drop_duplicates().pipe(lambda b: b.merge("
    "b[b.canonical_id=='person/ka-0'][['doc_id','sent_id']])).canonical_id.value_counts().head(20)",
}


def seconds(command: list[str]) -> float:
    """Wall seconds of a command that must succeed."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--mentions", type=int, default=100)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_generated(Path(folder), documents=options.documents, mentions=options.mentions)
        print(f"{options.documents * options.mentions:,} mentions; seconds of wall time, medians")
        for name, query in QUERIES.items():
            command = [sys.executable, "-m", "kzcorpus", "entities", *query, "-c", folder]
            ours = statistics.median(seconds(command) for _ in range(options.runs))
            line = f"{name:26}{ours:6.2f}"
            if name in PANDAS:
                script = (
                    f"import pandas as pd; e = pd.read_parquet({folder + '/entities'!r}); "
                    f"print({PANDAS[name]})"
                )
                theirs = statistics.median(
                    seconds([sys.executable, "-c", script]) for _ in range(options.runs)
                )
                line += f"   pandas {theirs:6.2f}   ratio {ours / theirs:.2f}"
            print(line)


if __name__ == "__main__":
    main()
