"""Where the CPU time of a build goes: one worker, in this process, with a clock at each stage.

A stage's time is its own: what it calls of the others is counted there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import build_sides

from kzcorpus.build import build_corpus

#: Stages by the functions that do them; those of a class are named with it.
STAGES = {
    "loading models": ("kzcorpus.annotate.stanza_backend:StanzaBackend.__init__",),
    "loading the gazetteer": ("kzcorpus.build.workshop:load_gazetteer",),
    "reading files": (
        "kzcorpus.build.run:folder_digests",
        "kzcorpus.build.reading:read_documents",
    ),
    "normalising": ("kzcorpus.build.workshop:normalise_text",),
    "languages": ("kzcorpus.build.workshop:detect_languages",),
    "model: tokens, sentences": ("kzcorpus.annotate.stanza_fast.pipeline:Tokenizer.__call__",),
    "model: multiword tokens": ("kzcorpus.annotate.stanza_fast.pipeline:Expander.__call__",),
    "model: parts of speech": ("kzcorpus.annotate.stanza_fast.pipeline:Tagger.__call__",),
    "model: lemmas": ("kzcorpus.annotate.stanza_fast.pipeline:Lemmatizer.__call__",),
    "model: names": ("kzcorpus.annotate.stanza_fast.pipeline:NameTagger.__call__",),
    "around the models": ("kzcorpus.build.workshop:annotate_documents",),
    "gazetteer": ("kzcorpus.entities:Recogniser.recognise", "kzcorpus.entities:Linker.link"),
    "rows": ("kzcorpus.build.workshop:Workshop._rows", "kzcorpus.build.workshop:pack"),
    "writing tables": ("kzcorpus.build.work:write_tables",),
}
REST = "the rest"


class Clock:
    """Gives every moment of CPU time to the stage that was entered last."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys([*STAGES, REST], 0.0)
        self._open = [REST]
        self._since = time.process_time()

    @contextmanager
    def within(self, stage: str) -> Iterator[None]:
        self._turn()
        self._open.append(stage)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def _turn(self) -> None:
        now = time.process_time()
        self.seconds[self._open[-1]] += now - self._since
        self._since = now

    def ended(self) -> dict[str, float]:
        self._turn()
        return self.seconds

    def watch(self, stage: str, place: str) -> None:
        """Put the clock at a function, or at every step of one that gives one result at a time."""
        module, _, path = place.partition(":")
        *owners, name = path.split(".")
        owner = import_module(module)
        for part in owners:
            owner = getattr(owner, part)
        setattr(owner, name, self._timed(stage, getattr(owner, name)))

    def _timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def steps(found: Iterator[Any]) -> Iterator[Any]:
            while True:
                with self.within(stage):
                    try:
                        item = next(found)
                    except StopIteration:
                        return
                yield item

        @wraps(function)
        def timed(*arguments: Any, **options: Any) -> Any:
            with self.within(stage):
                found = function(*arguments, **options)
            return steps(found) if isinstance(found, Iterator) else found

        return timed


def show(folder: Path) -> None:
    """Print each stage's share of the CPU time of a build."""
    import torch

    torch.set_num_threads(1)
    clock = Clock()
    for stage, places in STAGES.items():
        for place in places:
            clock.watch(stage, place)
    with TemporaryDirectory() as out:
        report = build_corpus(folder, Path(out), config=build_sides.CONFIG)
    seconds = clock.ended()
    whole, tokens = sum(seconds.values()), report.manifest.rows("tokens")
    print(f"{'stage':28}{'CPU s':>10}{'share':>8}{'us a token':>12}")
    for stage, spent in [*seconds.items(), ("all", whole)]:
        print(f"{stage:28}{spent:10.1f}{spent / whole:8.0%}{spent / tokens * 1e6:12.1f}")
