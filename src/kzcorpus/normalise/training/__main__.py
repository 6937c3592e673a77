"""Train the language classifier."""

from __future__ import annotations

import argparse
import csv
import logging
import random
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np

from kzcorpus.normalise.ngrams import BUCKETS
from kzcorpus.normalise.training.fit import train
from kzcorpus.normalise.training.snippets import examples
from kzcorpus.normalise.training.sources import Taken, collect, load_recipe

_RECIPE = Path("pipelines/train")
_OUT = Path(__file__).parents[1] / "data/language.npz"


def main() -> None:
    """Write the weights, and beside them a table of the lines that they were learned from."""
    parser = argparse.ArgumentParser(prog="python -m kzcorpus.normalise.training")
    parser.add_argument("--data", type=Path, required=True, help="the folder of texts")
    parser.add_argument("--own", type=Path, default=_RECIPE / "data", help="our own sentences")
    parser.add_argument("--messages", type=Path, default=Path("/usr/share/locale"))
    parser.add_argument("--recipe", type=Path, default=_RECIPE / "language.toml")
    parser.add_argument("--out", type=Path, default=_OUT)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    rng = random.Random(options.seed)
    recipe = load_recipe(options.recipe)
    texts, taken = collect(recipe, options.data, options.own, options.messages, rng)
    found, labels, languages = examples(texts, rng)
    weights = train(found, labels, len(languages), options.seed)
    table = weights[:BUCKETS]
    scale = np.float32(np.abs(table).max() / 127)
    np.savez_compressed(
        options.out,
        weights=np.rint(table / scale).astype(np.int8),
        scale=scale,
        telling=weights[BUCKETS:],
        languages=np.array(languages),
    )
    with options.out.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([field.name for field in fields(Taken)])
        rows.writerows(map(astuple, taken))


if __name__ == "__main__":
    main()
