"""The gazetteer read and compiled once, and kept as a file for the next process.

Reading 5,000 entities with 47,000 names and compiling them takes a second, and every build would
pay it before its first word. What is kept is data alone, as JSON in the user's folder for such
things, under a name that stands for the files of the gazetteer and the code of this room, with its
own digest in front. A file that is missing, damaged or cannot be written costs that second.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from kzcorpus.entities.compiling import compile_names
from kzcorpus.entities.gazetteer import (
    Entry,
    Gazetteer,
    Name,
    NameTable,
    Relation,
    gazetteer_digest,
    read_gazetteer,
)

#: Files that are kept: those of a few gazetteers and versions of the program.
_KEPT = 4
#: Characters of the digest in front, and the line end.
_HEAD = 65


def load_gazetteer(own: Path | None = None, *, bundled: bool = True) -> Gazetteer:
    """What `read_gazetteer` gives, compiled; from the cache if it is there.

    Raises:
        ConfigError: the user's file is missing, or a row breaks a rule.
    """
    return _loaded(own, bundled, gazetteer_digest(own, bundled=bundled))


@lru_cache(maxsize=4)
def _loaded(own: Path | None, bundled: bool, digest: str) -> Gazetteer:
    folder = cache_folder() if bundled else None
    path = folder / f"gazetteer-{_key(digest)}.json" if folder else None
    data = _read(path) if path else None
    if data is None:
        read = read_gazetteer(own, bundled=bundled)
        names = compile_names(read)
        data = {
            "entries": [_row(entry) for entry in read.entries.values()],
            "names": {field.name: getattr(names, field.name) for field in fields(names)},
        }
        if path:
            _keep(path, data)
    return Gazetteer(_Entries(data["entries"]), digest, NameTable(**data["names"]))


class _Entries(Mapping[str, Entry]):
    """Entries by id, made of their rows when somebody asks for them: a build needs few."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self._rows = {row[0]: row for row in rows}
        self._made: dict[str, Entry] = {}

    def __getitem__(self, key: str) -> Entry:
        if key not in self._made:
            self._made[key] = _entry(*self._rows[key])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _row(entry: Entry) -> tuple[Any, ...]:
    """The values of an entry, in their order; `_entry` takes them."""
    return (
        entry.id,
        entry.type,
        [(name.text, name.lang, name.ambiguous, name.alone) for name in entry.names],
        entry.context,
        [(relation.kind, relation.target, relation.years) for relation in entry.relations],
        entry.prominent,
        entry.qid,
        entry.qid_source,
        entry.lat,
        entry.lon,
    )


def _entry(
    id: str,
    type: str,
    names: Sequence[Sequence[Any]],
    context: Sequence[str],
    relations: Sequence[Sequence[str]],
    *rest: Any,
) -> Entry:
    made = tuple([Name(*name) for name in names])
    return Entry(id, type, made, tuple(context), tuple(Relation(*r) for r in relations), *rest)


def cache_folder() -> Path | None:
    """Where programs of this system keep what they can make again; None where nobody has a home."""
    with suppress(RuntimeError):
        if sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        elif os.name == "nt":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        else:
            base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return base / "kzcorpus"
    return None


def _key(digest: str) -> str:
    """What the data depend on: the files of the gazetteer, and the code that reads them."""
    summed = hashlib.sha256(digest.encode())
    here = Path(__file__).parent
    for path in sorted((*here.glob("*.py"), here.parent / "letters.py")):
        summed.update(path.name.encode() + b"\0" + path.read_bytes())
    return summed.hexdigest()[:24]


def _read(path: Path) -> dict[str, Any] | None:
    """The data of a file, if it is as it was written."""
    with suppress(OSError):
        content = path.read_bytes()
        body = content[_HEAD:]
        if content[:_HEAD] == f"{hashlib.sha256(body).hexdigest()}\n".encode():
            data: dict[str, Any] = json.loads(body)
            return data
    return None


def _keep(path: Path, data: Mapping[str, Any]) -> None:
    """Write the file under a name of this process's own, then rename it; the oldest others go."""
    with suppress(OSError, UnicodeEncodeError):
        body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(".tmp", path.stem, path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(f"{hashlib.sha256(body).hexdigest()}\n".encode() + body)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        kept = sorted(path.parent.glob("gazetteer-*.json"), key=lambda p: p.stat().st_mtime)
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)
