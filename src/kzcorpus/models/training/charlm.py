"""Small character language models, forward and backward, with Stanza's own trainer.

Two of them replace the NER tagger's character network. They cost two to five megabytes and about
half of the tagger's speed, so the recipe trains them only when [charlm] is switched on.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kzcorpus.letters import bridge_az, plain_apostrophes
from kzcorpus.models.training.vectors import holds_any, read_lines, shingles

log = logging.getLogger(__name__)

DIRECTIONS = ("forward", "backward")


def write_text(
    sources: Sequence[Mapping[str, Any]],
    out: Path,
    *,
    held_out: Sequence[str],
    characters: int,
    dev_share: float,
    seed: int,
) -> tuple[Path, Path]:
    """Write `train.txt` and `dev.txt` under `out`, about `characters` characters together.

    Every source gives the share of its lines that its `times` and size ask for; lines are drawn
    and shuffled with `seed`, Azerbaijani goes over the bridge, held-out text is left out.
    """
    rng = random.Random(seed)
    banned = shingles(held_out)
    lines: list[str] = []
    for source in sources:
        lines += list(_versions(source, banned)) * int(source.get("times", 1))
    rng.shuffle(lines)
    kept, size = [], 0
    for line in lines:
        if size >= characters:
            break
        kept.append(line)
        size += len(line) + 1
    out.mkdir(parents=True, exist_ok=True)
    cut = max(1, round(len(kept) * dev_share))
    train, dev = out / "train.txt", out / "dev.txt"
    dev.write_text("\n".join(kept[:cut]) + "\n", encoding="utf-8")
    train.write_text("\n".join(kept[cut:]) + "\n", encoding="utf-8")
    log.info("%d characters for the character models, of %d lines", size, len(lines))
    return train, dev


def _versions(source: Mapping[str, Any], banned: set[int]) -> Iterator[str]:
    for line in read_lines(Path(source["path"])):
        if not holds_any(line, banned):
            line = plain_apostrophes(line)
            yield bridge_az(line) if source.get("lang") == "az" else line


def train_charlm(
    train: Path, dev: Path, out: Path, *, direction: str, settings: Mapping[str, Any], device: str
) -> Path:
    """Train one direction; returns the file to hand to the tagger (`charlm_forward_file`, ...).

    Settings: hidden, emb, batch_size, bptt, epochs, lr, cutoff (how often a character must occur
    to be known), eval_steps, seed. A checkpoint beside the model lets an interrupted run go on.
    """
    from stanza.models import charlm

    if direction not in DIRECTIONS:
        raise ValueError(f"direction must be forward or backward, not {direction!r}")
    out.mkdir(parents=True, exist_ok=True)
    name = f"{direction}.pt"
    charlm.main(
        [
            *("--train_file", str(train), "--eval_file", str(dev), "--shorthand", "tr_kz"),
            *("--direction", direction, "--save_dir", str(out), "--save_name", name),
            *("--checkpoint_save_name", f"{direction}.checkpoint.pt"),
            *("--vocab_save_name", "vocab.pt"),
            *("--char_hidden_dim", str(settings["hidden"])),
            *("--char_emb_dim", str(settings["emb"])),
            *("--batch_size", str(settings["batch_size"])),
            *("--bptt_size", str(settings["bptt"])),
            *("--epochs", str(settings["epochs"])),
            *("--lr0", str(settings["lr"])),
            *("--cutoff", str(settings["cutoff"])),
            *("--eval_steps", str(settings["eval_steps"])),
            *("--seed", str(settings["seed"])),
            *("--device", device),
        ]
    )
    return out / name
