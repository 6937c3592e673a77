"""From trained models to a small Stanza resources folder.

Weights are stored in half precision: Stanza builds its modules in single precision and copies
stored weights into them, so they are single again once loaded. Word vectors are the exception
(Stanza uses the stored matrix itself) and stay single, but rounded, which lets archives and git
compress them. Nothing that only training needs is kept.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import logging
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzcorpus.models.training.steps import Step, TrainingError
from kzcorpus.models.training.text_steps import ALIASED

if TYPE_CHECKING:
    from kzcorpus.models.training.plan import Plan

logger = logging.getLogger(__name__)

PACKAGE = "kz"
#: Processor -> file that its training step leaves in the work folder.
TRAINED = {
    "tokenize": "tokenizer.pt",
    "mwt": "mwt.pt",
    "pos": "tagger.pt",
    "lemma": "lemmatizer.pt",
    "ner": "ner.pt",
}
LANG_NAMES = {"tr": "Turkish", "kk": "Kazakh"}
NEEDS_VECTORS = ("pos", "ner")
CHARLMS = {"forward_charlm": "forward.pt", "backward_charlm": "backward.pt"}
#: Keys of a checkpoint that only training reads.
TRAINING_ONLY = frozenset({"optimizer", "optimizer_state_dict", "scheduler", "global_step"})


def pack_steps(plan: Plan, *, lang: str = "tr") -> list[Step]:
    """One step that writes the resources folder `plan.out`."""
    files = {kind: plan.work / name for kind, name in TRAINED.items()}
    vectors = plan.work / ALIASED
    charlms = charlms_of(plan)
    settings = plan.section("pack")

    def action(_log: Path) -> None:
        pack(files, vectors, plan.out, lang=lang, charlms=charlms, card=settings)

    inputs = (*files.values(), vectors, *charlms.values())
    return [Step("pack", inputs, (plan.out,), settings, action)]


def charlms_of(plan: Plan) -> dict[str, Path]:
    """The character models that [charlm] makes, by kind; none where it is off."""
    if not plan.config.get("charlm", {}).get("use"):
        return {}
    return {kind: plan.work / "charlm" / name for kind, name in CHARLMS.items()}


def pack(
    files: Mapping[str, Path],
    vectors: Path,
    out: Path,
    *,
    lang: str = "tr",
    charlms: Mapping[str, Path] | None = None,
    card: Mapping[str, Any] | None = None,
) -> Path:
    """Write a Stanza resources folder that Pipeline(lang, dir=out, package="kz") loads.

    `files` maps processors (tokenize, mwt, pos, lemma, ner) to trained models, `charlms` kinds of
    character models to theirs; `card` gives title, licence and sources of the model card.
    Returns `out`; an earlier folder there is replaced. Raises TrainingError for a missing model.
    """
    charlms = charlms or {}
    needed = (*files.values(), vectors, *charlms.values())
    missing = [str(path) for path in needed if not path.is_file()]
    if missing:
        raise TrainingError(f"nothing to pack at {', '.join(missing)}; train it first")
    fresh = out.with_name(out.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    readers = []
    for kind, path in {**files, **charlms}.items():
        config = store(path, fresh / lang / kind / f"{PACKAGE}.pt", kind)
        if config.get("charlm"):
            readers.append(kind)
    store(vectors, fresh / lang / "pretrain" / f"{PACKAGE}.pt", "pretrain")
    used = {kind: sorted(charlms) for kind in readers}
    index = resources(list(files), lang=lang, charlms=used)
    _write(fresh / "resources.json", json.dumps(index, indent=1, ensure_ascii=False) + "\n")
    _write(fresh / "README.md", model_card(fresh, card or {}))
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(fresh).as_posix()}"
        for path in sorted(fresh.rglob("*"))
        if path.is_file()
    ]
    _write(fresh / "SHA256SUMS", "\n".join(sums) + "\n")
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)
    return out


def store(source: Path, target: Path, kind: str) -> dict[str, Any]:
    """Copy a checkpoint, smaller; returns the model's own settings.

    `kind` is a processor, a character model's kind or pretrain.
    """
    import torch

    state = torch.load(source, map_location="cpu", weights_only=True)
    state = {key: value for key, value in state.items() if key not in TRAINING_ONLY}
    if kind == "pretrain":
        state["emb"] = torch.as_tensor(state["emb"]).to(torch.float16).to(torch.float32)
    else:
        state = _halved(state)
    if kind == "lemma" and isinstance(state.get("dicts"), bytes):
        state["dicts"] = clean_dictionary(state["dicts"])
    if isinstance(state.get("config"), dict):
        state["config"] = _without_paths(state["config"])
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, target, _use_new_zipfile_serialization=False)
    logger.info("%s: %.1f MB -> %.1f MB", kind, _mb(source), _mb(target))
    config = state.get("config")
    return config if isinstance(config, dict) else {}


def _halved(value: Any) -> Any:
    """Single-precision tensors in half precision, anywhere in a checkpoint."""
    import torch

    if isinstance(value, torch.Tensor):
        return value.to(torch.float16) if value.dtype == torch.float32 else value
    if isinstance(value, dict):
        return type(value)((key, _halved(item)) for key, item in value.items())
    return value


def _without_paths(config: dict[str, Any]) -> dict[str, Any]:
    """A model's settings without the training machine's file names."""
    return {
        key: "" if isinstance(value, str) and ("/" in value or "\\" in value) else value
        for key, value in config.items()
    }


def clean_dictionary(packed: bytes) -> bytes:
    """The lemmatizer's dictionary ({upos: {form: lemma}}, gzipped JSON) without empty lemmas.

    Stanza hands a stored null on as the word's lemma instead of asking the network.
    """
    table = json.loads(gzip.decompress(packed))
    kept = {
        upos: {form: lemma for form, lemma in sorted(entries.items()) if lemma and lemma != "_"}
        for upos, entries in table.items()
    }
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as stream:
        stream.write(json.dumps(kept, ensure_ascii=False).encode("utf-8"))
    return buffer.getvalue()


def resources(
    processors: list[str], *, lang: str, charlms: Mapping[str, list[str]]
) -> dict[str, Any]:
    """The index that Stanza reads first: packages and what each model depends on.

    `charlms` names for each processor that reads them the kinds of its character models.

    >>> resources(["tokenize", "pos"], lang="tr", charlms={})["tr"]["pos"]
    {'kz': {'dependencies': [{'model': 'pretrain', 'package': 'kz'}]}}
    """
    chosen = dict.fromkeys(processors, PACKAGE)
    entry: dict[str, Any] = {
        "lang_name": LANG_NAMES.get(lang, lang),
        "default_processors": chosen,
        "default_dependencies": {},
        "packages": {PACKAGE: chosen},
        "pretrain": {PACKAGE: {}},
    }
    for name in processors:
        needs = [{"model": "pretrain", "package": PACKAGE}] if name in NEEDS_VECTORS else []
        needs += [{"model": kind, "package": PACKAGE} for kind in charlms.get(name, [])]
        entry[name] = {PACKAGE: {"dependencies": needs} if needs else {}}
    entry |= {kind: {PACKAGE: {}} for kinds in charlms.values() for kind in kinds}
    return {lang: entry, "url": ""}


def model_card(folder: Path, card: Mapping[str, Any]) -> str:
    """README of the models: what they are, from what, under which licence, how large."""
    models = sorted(path for path in folder.rglob("*.pt"))
    rows = [f"| {path.parent.name} | {_mb(path):.1f} MB |" for path in models]
    sources = [f"- {line}" for line in card.get("sources", [])]
    parts = [
        f"# {card.get('title', 'Stanza models')}",
        card.get("description", ""),
        "\n".join(["| part | size |", "|---|---|", *rows]),
        "Trained on:" if sources else "",
        "\n".join(sources),
        f"Licence: {card['licence']}" if card.get("licence") else "",
        "Figures are in docs/models.md. `sha256sum -c SHA256SUMS` checks the files.",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _mb(path: Path) -> float:
    return path.stat().st_size / 1e6
