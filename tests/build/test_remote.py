"""Builds from a store and into one: the same tables, never half of them, never twice the work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import kzcorpus
from kzcorpus.build import BuildReport, build_corpus
from kzcorpus.errors import CorpusError, KzcorpusError, RemoteError, UsageError
from kzcorpus.remote import Store, cache_folder, full_address, lock, locked, open_store
from kzcorpus.tables import Corpus, validate_corpus
from kzcorpus.tables.store import MANIFEST
from tests.build.test_resume import SMALL
from tests.conftest import contents
from tests.fakes import Factory
from tests.stores import KINDS, empty_address


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KZCORPUS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    return tmp_path / "cache"


@pytest.fixture(params=KINDS)
def bucket(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with empty_address(request.param, tmp_path) as address:
        yield address


@pytest.fixture
def documents(raw: Path, bucket: str) -> str:
    """The small raw folder, in a store."""
    send(raw, open_store(f"{bucket}/raw"))
    return f"{bucket}/raw"


def send(folder: Path, store: Store) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            store.write(path.relative_to(folder).as_posix(), path.read_bytes())


def build(raw: str | Path, out: str | Path, factory: Factory | None = None) -> BuildReport:
    return build_corpus(raw, out, config=SMALL, router=factory or Factory())


def there(address: str) -> dict[str, bytes]:
    """The files in a store."""
    store = open_store(address)
    return {name: store.read(name) for name in store.listing()}


def rows(corpus: Corpus) -> dict[str, Any]:
    return {name: corpus.table(name).to_pylist() for name in corpus.counts()}


def test_a_corpus_in_a_store_is_the_corpus_of_a_folder(
    raw: Path, documents: str, bucket: str, tmp_path: Path
) -> None:
    build(raw, tmp_path / "local")
    report = build(documents, f"{bucket}/corpus")
    assert report.place == f"{bucket}/corpus"
    local = contents(tmp_path / "local")
    files = {path: (tmp_path / "local" / path).read_bytes() for path in local}
    assert there(f"{bucket}/corpus") == files
    corpus = kzcorpus.open(f"{bucket}/corpus")
    assert rows(corpus) == rows(Corpus(tmp_path / "local"))
    assert list(validate_corpus(corpus)) == []
    assert f"--corpus {bucket}/corpus" in corpus.freq().attrs["command"]


def test_a_path_of_an_address_is_that_address(documents: str, bucket: str) -> None:
    build(Path(documents), Path(f"{bucket}/corpus"))
    assert Corpus(Path(f"{bucket}/corpus")).place == full_address(f"{bucket}/corpus")


def test_incremental_here_and_on_another_machine(
    documents: str, bucket: str, cache: Path, tmp_path: Path
) -> None:
    out = f"{bucket}/corpus"
    assert build(documents, out).work.annotated == 4
    factory = Factory()
    assert not build(documents, out, factory).changed
    shutil.rmtree(cache)  # another machine has no copies
    assert not build(documents, out, factory).changed
    store = open_store(documents)
    store.write("az/dost.txt", "Qazaxıstan böyük ölkədir.".encode())
    shutil.rmtree(cache)
    assert build(documents, out, factory).work.annotated == 1
    store.remove(["az/dost.txt"])
    report = build(documents, out, factory)
    assert report.work.annotated == 0
    assert report.manifest.rows("documents") == 3
    assert Corpus(out).counts()["documents"] == 3


def test_only_parts_that_changed_are_sent(
    documents: str, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kzcorpus.build.parts.PART_CHARS", 1)  # a part for each document
    out, sent = f"{bucket}/corpus", list[str]()
    build(documents, out)
    send_it = Store.send

    def counted(self: Store, path: Path, name: str) -> None:
        sent.append(name)
        send_it(self, path, name)

    monkeypatch.setattr(Store, "send", counted)
    # It stands before all others, so that every part gets another number.
    open_store(documents).write("a.txt", "Astana büyük bir kenttir.".encode())
    build(documents, out)
    tokens = [name for name in sent if name.startswith("tokens/")]
    assert len(tokens) == 1
    assert tokens[0].startswith("tokens/00000-")
    assert list(validate_corpus(Corpus(out))) == []
    assert len(Corpus(out).files("tokens")) == 5


CALLS = ["send", "write", "copy", "remove", "listing", "read", "create", "entry"]


def faults(monkeypatch: pytest.MonkeyPatch, at: int, address: str) -> list[str]:
    """Let the call number `at` to the store of the corpus fail, half done if it writes."""
    told: list[str] = []

    def wrapped(name: str) -> Any:
        original = getattr(Store, name)

        def call(self: Store, *arguments: Any) -> Any:
            if self.address != address:
                return original(self, *arguments)
            told.append(name)
            if len(told) - 1 >= at:  # the network does not come back
                if name == "send" and len(told) - 1 == at:
                    path, target = arguments
                    self._fs.pipe_file(self._path(target), path.read_bytes()[:100])
                raise RemoteError(f"{self}: cannot be reached")
            return original(self, *arguments)

        return call

    for name in CALLS:
        monkeypatch.setattr(Store, name, wrapped(name))
    return told


@pytest.mark.parametrize("bucket", ["memory"], indirect=True)
def test_resume_after_a_fault_at_any_call(
    raw: Path, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever fails: readers find the old corpus or the new one, and the next build ends it."""
    for name in ("ru/stolitsa.txt", "tr/enerji.md", "tr/tarama.pdf", "metadata.csv"):
        (raw / name).unlink()
    out = full_address(f"{bucket}/corpus")
    build(raw, out)
    old, before, home = rows(Corpus(out)), there(out), cache_folder(out)
    shutil.copytree(home, tmp_path / "home")
    (raw / "az" / "dost.txt").write_text("Qazaxıstan böyük ölkədir.", encoding="utf-8")
    build(raw, tmp_path / "local")
    new = rows(Corpus(tmp_path / "local"))
    wanted = {
        name: (tmp_path / "local" / name).read_bytes() for name in contents(tmp_path / "local")
    }
    seen = set()
    for at in range(0, 200, 2):
        store = open_store(out)
        store.remove(store.listing())
        for name, data in before.items():
            store.write(name, data)
        shutil.rmtree(home)
        shutil.copytree(tmp_path / "home", home)
        with monkeypatch.context() as patch:
            told = faults(patch, at, out)
            # What fails while the lock is given back costs nothing but that lock.
            with suppress(RemoteError):
                build(raw, out)
        found = rows(Corpus(out))
        assert found in (old, new), f"torn by call {at}: {told[at]}"
        seen.add(found == new)
        if len(told) <= at:
            assert there(out) == wanted
            break
        build(raw, out)
        assert there(out) == wanted
    assert seen == {False, True}
    assert at > 20


def test_a_reader_is_told_when_the_corpus_was_built_again(raw: Path, bucket: str) -> None:
    out = f"{bucket}/corpus"
    build(raw, out)
    reader = Corpus(out)
    assert reader.table("documents").num_rows == 4
    (raw / "az" / "dost.txt").unlink()
    build(raw, out)
    assert reader.table("documents").num_rows == 4  # read before: it is here
    with pytest.raises(CorpusError, match=r"tokens/.* is gone; the corpus was built again"):
        reader.table("tokens")
    assert Corpus(out).table("tokens").num_rows > 0


def test_a_damaged_part_is_refused_and_mended(raw: Path, bucket: str, cache: Path) -> None:
    out = f"{bucket}/corpus"
    build(raw, out)
    good = there(out)
    store = open_store(out)
    (name,) = (name for name in store.listing() if name.startswith("tokens/"))
    store.write(name, good[name][:-1] + b"x")
    with pytest.raises(CorpusError, match="is not what the manifest says"):
        Corpus(out).table("tokens")
    shutil.rmtree(cache)
    build(raw, out)
    assert there(out) == good


def test_a_part_that_is_gone_is_sent_again(raw: Path, bucket: str) -> None:
    out = f"{bucket}/corpus"
    build(raw, out)
    good = there(out)
    store = open_store(out)
    store.remove([name for name in store.listing() if name.startswith("entities/")])
    assert not build(raw, out).changed
    assert there(out) == good


def test_files_of_others_stay(raw: Path, bucket: str) -> None:
    out = f"{bucket}/corpus"
    open_store(out).write("README.md", b"ours")
    open_store(out).write("notes/x.parquet", b"ours")
    build(raw, out)
    (raw / "az" / "dost.txt").unlink()
    build(raw, out)
    assert {"README.md", "notes/x.parquet"} < there(out).keys()


def test_two_builds_on_one_address(raw: Path, bucket: str) -> None:
    out = f"{bucket}/corpus"
    with (
        locked(open_store(out)),
        pytest.raises(CorpusError, match=r"another build \(process \d+ on"),
    ):
        build(raw, out)
    build(raw, out)


@pytest.mark.parametrize("bucket", ["memory"], indirect=True)
def test_a_build_that_lost_its_lock_publishes_nothing(
    raw: Path, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = f"{bucket}/corpus"
    send_it = Store.send

    def stolen(self: Store, path: Path, name: str) -> None:
        self.write(lock.LOCK, b'{"pid": 7, "host": "x", "token": "y", "time": 9e9}')
        send_it(self, path, name)

    monkeypatch.setattr(Store, "send", stolen)
    with pytest.raises(CorpusError, match="the lock was lost; process 7 on x has it"):
        build(raw, out)
    assert MANIFEST not in there(out)


def test_mistakes_are_told_with_the_address(raw: Path, documents: str, bucket: str) -> None:
    with pytest.raises(UsageError, match=f"{bucket}/raw/x is inside {bucket}/raw"):
        build(documents, f"{bucket}/raw/x")
    with pytest.raises(UsageError, match=f"{bucket}/none: no files in it"):
        build(f"{bucket}/none", f"{bucket}/corpus")
    with pytest.raises(CorpusError, match=f"{bucket}/none: no corpus here"):
        Corpus(f"{bucket}/none")
    open_store(f"{bucket}/old").write(MANIFEST, b'{"schema_version": 0}')
    with pytest.raises(CorpusError, match=f"{bucket}/old: made by an older kzcorpus"):
        Corpus(f"{bucket}/old")
    with pytest.raises(KzcorpusError, match="name one folder of one store"):
        Corpus(f"{bucket}/../x")
