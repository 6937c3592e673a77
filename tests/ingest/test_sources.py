"""Bytes come bounded, from regular files, and from one version of them."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import IO

import pytest

from kzcorpus.errors import IngestError
from kzcorpus.ingest.sources import Source, split_suffix


def source(path: Path, data: bytes, most: int = 1_000) -> Source:
    path.write_bytes(data)
    return Source(path.name, path, most)


def refusal(read: Source) -> tuple[str, str]:
    with pytest.raises(IngestError) as caught:
        read.read()
    return caught.value.reason, caught.value.detail


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("a.txt", ("a", ".txt", False)),
        ("a.b/c", ("a.b/c", "", False)),
        ("a.TXT.GZ", ("a", ".txt", True)),
        ("a.gz", ("a", "", True)),
        (".txt", (".txt", "", False)),
    ],
)
def test_a_suffix_may_stand_before_gz(path: str, parts: tuple[str, str, bool]) -> None:
    assert split_suffix(path) == parts


def test_packed_files_are_unpacked_and_their_digest_is_of_the_file(tmp_path: Path) -> None:
    packed = gzip.compress(b"Astana.") + gzip.compress(b" Almaty.")
    read = source(tmp_path / "a.txt.gz", packed)
    assert read.read() == b"Astana. Almaty."
    plain = source(tmp_path / "a.txt", packed)
    plain.read()
    assert read.sha256 == plain.sha256


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(b"x" * 1_001), "too large"),
        (gzip.compress(b"Astana is a city." * 3)[:-12], "damaged"),
        (b"no gzip", "damaged"),
        (gzip.compress(b"Astana")[:-8] + b"\0" * 8, "damaged"),
    ],
    ids=["bomb", "cut", "not packed", "wrong sum"],
)
def test_what_cannot_be_unpacked_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    assert refusal(source(tmp_path / "a.txt.gz", data))[0] == reason


def test_a_large_file_is_refused_before_it_is_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    os.truncate(path, 200_000_000_000)  # sparse; nobody has the memory to read it
    assert refusal(Source("a.txt", path, 1_000))[0] == "too large"


def test_rows_of_a_bomb_are_refused(tmp_path: Path) -> None:
    read = source(tmp_path / "a.jsonl.gz", gzip.compress(b" " * 3_000_000))
    with pytest.raises(IngestError, match="unpacks to more than"), read.rows():
        pass


def test_utf16_rows_are_recoded(tmp_path: Path) -> None:
    read = source(tmp_path / "a.csv", "id,text\n1,Алматы\n".encode("utf-16"))
    with read.rows() as handle:
        assert handle.read().decode() == "id,text\n1,Алматы\n"


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = source(tmp_path / "a.txt", b"Astana.")
    opened = os.fdopen

    def opening(descriptor: int, mode: str) -> _Moving:
        return _Moving(opened(descriptor, mode), read.full)

    monkeypatch.setattr("kzcorpus.ingest.sources.os.fdopen", opening)
    assert refusal(read)[0] == "changed while it was read"


class _Moving:
    """A file to which somebody else writes as soon as it is read."""

    def __init__(self, handle: IO[bytes], path: Path) -> None:
        self._handle = handle
        self._path = path
        self.fileno = handle.fileno

    def read(self, size: int) -> bytes:
        data = self._handle.read(size)
        with self._path.open("ab") as writer:
            writer.write(b" Almaty.")
        return data

    def __enter__(self) -> _Moving:
        return self

    def __exit__(self, *_: object) -> None:
        self._handle.close()


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert refusal(Source("a.txt", tmp_path / "a.txt", 10)) == ("unreadable", "not a regular file")


def test_a_device_is_refused() -> None:
    assert refusal(Source("zero", Path("/dev/zero"), 10)) == ("unreadable", "not a regular file")
