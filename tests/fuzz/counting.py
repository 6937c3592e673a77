"""How many inputs each target has had: added up over runs, for the code that read them.

The file counts only what ran through to its end. Inputs count for the code as it was: when a
reader changes, its count begins anew, and the old one stays on record beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "kzcorpus"

_INGEST = ("ingest/*.py", "ingest/readers/__init__.py", "ingest/readers/lines.py")
_PLAIN = (*_INGEST, "ingest/readers/plain.py")
_ROWS = (*_INGEST, "ingest/readers/rows.py")
_WORD = (*_INGEST, "ingest/readers/docx*.py")
_GAZETTEER = ("entities/gazetteer*.py", "entities/datedata.py")
_TABLES = ("tables/*.py",)

#: Target to the files whose code its inputs go through, as patterns under src/kzcorpus.
CODE: dict[str, tuple[str, ...]] = {
    "txt": _PLAIN,
    "md": _PLAIN,
    "html": (*_INGEST, "ingest/readers/web.py"),
    "pdf": (*_INGEST, "ingest/readers/pdf*.py"),
    "docx": _WORD,
    "docx-parts": _WORD,
    "jsonl": _ROWS,
    "csv": _ROWS,
    "gz": _PLAIN,
    "gz-rows": _ROWS,
    "normalise": ("normalise/*.py", "edits.py", "offsets.py"),
    "sheet": _INGEST,
    "pipeline": ("config.py",),
    "gazetteer": _GAZETTEER,
    "gazetteer-toml": _GAZETTEER,
    "pattern": ("query/grammar.py", "query/pattern.py"),
    "kwic": ("query/*.py",),
    "sql": ("query/select.py", "query/engine.py"),
    "conllu": ("export/conllu_reader.py",),
    "conllu-training": ("models/training/conllu.py",),
    "manifest": _TABLES,
    "parquet": _TABLES,
}


def code_of(target: str) -> str:
    """A short digest of the code that a target's inputs go through."""
    summed = hashlib.sha256()
    for path in sorted({path for pattern in CODE[target] for path in SOURCE.glob(pattern)}):
        summed.update(path.relative_to(SOURCE).as_posix().encode() + b"\0" + path.read_bytes())
    return summed.hexdigest()[:12]


class Counts:
    """The counts in a file: target to digest of code to inputs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.all: dict[str, dict[str, int]] = {}
        if path.is_file():
            self.all = json.loads(path.read_text(encoding="utf-8"))

    def of(self, target: str) -> int:
        """Inputs that the target has had with the code that there is now."""
        return self.all.get(target, {}).get(code_of(target), 0)

    def add(self, target: str, inputs: int) -> None:
        by_code = self.all.setdefault(target, {})
        code = code_of(target)
        by_code[code] = by_code.get(code, 0) + inputs
        self._path.parent.mkdir(parents=True, exist_ok=True)
        staged = self._path.with_suffix(".new")
        staged.write_text(json.dumps(self.all, indent=1) + "\n", encoding="utf-8")
        os.replace(staged, self._path)
