"""Small character language models, forward and backward, that read words for the taggers.

The models and their files are Stanza's own. The text and the loop are not: Stanza's taggers show a
character model one sentence of tokens, each followed by a space, so it is trained on sentences
that look like that; and Stanza's loop lowers its rate only when the loss stops falling, which on a
processor is never reached. Here the rate falls along a cosine to the last step (Adam), so that a
model of a few million characters is a finished one.
"""

from __future__ import annotations

import logging
import math
import os
import random
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kzcorpus.letters import bridge_az, plain_apostrophes, upper_tr
from kzcorpus.models.training.plain_tokens import tokens
from kzcorpus.models.training.vectors import holds_any, read_lines, shingles

log = logging.getLogger(__name__)

DIRECTIONS = ("forward", "backward")
#: A sentence ends behind such a token, where a capital or an opening mark follows.
_END = frozenset({".", "!", "?", "…", "...", ":"})
_TEXT = "# text = "


def write_text(
    sources: Sequence[Mapping[str, Any]],
    out: Path,
    *,
    held_out: Sequence[str],
    dev_share: float,
    capitals: float,
    seed: int,
) -> tuple[Path, Path]:
    """Write `train.txt` and `dev.txt` under `out`: a sentence of tokens a line, shuffled.

    Every source has `path` and `times` (0.2 draws a fifth of its lines); of a CoNLL-U file the
    sentences' texts are read. Azerbaijani (`lang` "az") goes over the bridge, paragraphs with
    held-out text are left out, and a share of `capitals` is written in capitals, as headings are.
    """
    rng = random.Random(seed)
    banned = shingles(held_out)
    rows: list[str] = []
    for source in sources:
        before = len(rows)
        for line in _drawn(source, rng):
            if not holds_any(line, banned):
                rows += sentences(bridge_az(line) if source.get("lang") == "az" else line)
        log.info("%s: %d sentences", source["path"], len(rows) - before)
    rng.shuffle(rows)
    rows = [upper_tr(row) if rng.random() < capitals else row for row in rows]
    out.mkdir(parents=True, exist_ok=True)
    cut = max(1, round(len(rows) * dev_share))
    train, dev = out / "train.txt", out / "dev.txt"
    dev.write_text("".join(f"{row}\n" for row in rows[:cut]), encoding="utf-8")
    train.write_text("".join(f"{row}\n" for row in rows[cut:]), encoding="utf-8")
    log.info("%d characters in %d sentences", sum(map(len, rows)) + len(rows), len(rows))
    return train, dev


def _drawn(source: Mapping[str, Any], rng: random.Random) -> Iterator[str]:
    path = Path(source["path"])
    whole, part = divmod(float(source.get("times", 1)), 1)
    treebank = path.suffix == ".conllu"
    for line in read_lines(path):
        if treebank and not line.startswith(_TEXT):
            continue
        line = plain_apostrophes(line.removeprefix(_TEXT) if treebank else line)
        for _ in range(int(whole) + (rng.random() < part)):
            yield line


def sentences(text: str, most: int = 80) -> Iterator[str]:
    """The sentences of `text` as tokens between spaces, cut after `most` tokens at the latest.

    >>> list(sentences("Dr. Ali geldi. O, Astana’da."))
    ['Dr. Ali geldi .', 'O , Astana’da .']
    """
    row: list[str] = []
    for token in tokens(text):
        if row and (len(row) >= most or (row[-1] in _END and re.match(r"[^a-zçğıöşü,;)]", token))):
            yield " ".join(row)
            row = []
        row.append(token)
    if row:
        yield " ".join(row)


def train_charlm(
    train: Path, dev: Path, out: Path, *, direction: str, settings: Mapping[str, Any], device: str
) -> Path:
    """Train one direction; returns the file to hand to the tagger (`charlm_forward_file`, ...).

    Settings: hidden, emb, batch_size (rows), bptt (characters a row and step), steps, lr (the
    highest), warmup (steps), dropout, cutoff (how often a character must occur to be known),
    eval_steps, seed. `<direction>.checkpoint.pt` beside the model lets an interrupted run go on;
    the model itself is written with each checkpoint. The text is read again from its start where
    it ends before the steps do.
    """
    if direction not in DIRECTIONS:
        raise ValueError(f"direction must be forward or backward, not {direction!r}")
    import torch
    from stanza.models.common.char_model import CharacterLanguageModel, build_charlm_vocab
    from stanza.models.common.utils import set_random_seed

    set_random_seed(settings["seed"])
    out.mkdir(parents=True, exist_ok=True)
    model_file, checkpoint = out / f"{direction}.pt", out / f"{direction}.checkpoint.pt"
    vocab = {"char": build_charlm_vocab(str(train), cutoff=settings["cutoff"])}
    args = {
        "char_emb_dim": settings["emb"],
        "char_hidden_dim": settings["hidden"],
        "char_num_layers": 1,
        "char_dropout": settings["dropout"],
        "char_rec_dropout": 0.0,
        "char_unit_dropout": 0.0,
    }
    model = CharacterLanguageModel(args, vocab, is_forward_lm=direction == "forward").to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=settings["lr"], weight_decay=0.0)
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["step"]
    rows = _rows(train, vocab["char"], direction, settings["batch_size"])
    dev_rows = _rows(dev, vocab["char"], direction, settings["batch_size"])
    log.info("%d characters in the alphabet, %s a row", len(vocab["char"]), rows.shape[1])
    width, steps, hidden, started, loss_sum = settings["bptt"], settings["steps"], None, 0.0, 0.0
    started = time.monotonic()
    places = max(1, (rows.shape[1] - 1) // width)
    model.train()
    for step in range(done + 1, steps + 1):
        at = (step - 1) % places * width
        if at == 0:
            hidden = None
        for group in optimizer.param_groups:
            group["lr"] = rate(step, steps, settings["lr"], settings["warmup"])
        optimizer.zero_grad()
        loss, hidden = _loss(model, rows[:, at : at + width + 1].to(device).long(), hidden)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        loss_sum += loss.item()
        if step % settings["eval_steps"] and step != steps:
            continue
        bits = _dev_bits(model, dev_rows, width, device)
        mean = loss_sum / settings["eval_steps"]
        log.info(
            "%s step %d, %.0f s, train %.4f, dev %.4f bits a character",
            *(direction, step, time.monotonic() - started, mean / math.log(2), bits),
        )
        loss_sum = 0.0
        model.save(str(model_file))
        fresh = checkpoint.with_suffix(".new")
        kept = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
        torch.save(kept, fresh)
        os.replace(fresh, checkpoint)
    return model_file


def rate(step: int, steps: int, peak: float, warmup: int) -> float:
    """A linear rise to `peak`, then a cosine down to a hundredth of it."""
    if step < warmup:
        return peak * step / warmup
    share = (step - warmup) / max(1, steps - warmup)
    return max(0.01, 0.5 * (1 + math.cos(math.pi * share))) * peak


def _rows(path: Path, vocab: Any, direction: str, count: int) -> Any:
    """The characters of a file as numbers, in `count` rows; backwards for the backward model."""
    import numpy as np
    import torch

    points = np.frombuffer(path.read_text(encoding="utf-8").encode("utf-32-le"), dtype="<u4")
    seen = np.unique(points)
    table = np.zeros(int(seen.max()) + 1, dtype=np.int16)
    table[seen] = [vocab.unit2id(chr(point)) for point in seen]
    numbers = table[points]
    if direction == "backward":
        numbers = numbers[::-1].copy()
    width = len(numbers) // count
    return torch.from_numpy(numbers[: width * count].reshape(count, width))


def _loss(model: Any, piece: Any, hidden: Any) -> tuple[Any, Any]:
    """Mean cross entropy of the next characters, and the detached state behind the piece.

    Stanza's own forward packs the rows first, which on a processor halves the speed; rows of one
    length need no packing.
    """
    import torch

    embedded = model.dropout(model.char_emb(piece[:, :-1]))
    if hidden is None:
        shape = (-1, piece.shape[0], -1)
        inits = (model.charlstm_h_init, model.charlstm_c_init)
        hidden = tuple(init.expand(*shape).contiguous() for init in inits)
    output, state = model.charlstm.lstm(embedded, hidden)
    decoded = model.decoder(model.dropout(output))
    wanted = piece[:, 1:].reshape(-1)
    loss = torch.nn.functional.cross_entropy(decoded.reshape(wanted.shape[0], -1), wanted)
    return loss, tuple(part.detach() for part in state)


def _dev_bits(model: Any, rows: Any, width: int, device: str) -> float:
    import torch

    model.eval()
    total, hidden, pieces = 0.0, None, max(1, (rows.shape[1] - 1) // width)
    with torch.no_grad():
        for at in range(0, pieces * width, width):
            loss, hidden = _loss(model, rows[:, at : at + width + 1].to(device).long(), hidden)
            total += loss.item()
    model.train()
    return float(total / pieces / math.log(2))
