"""A store's faults are one clear line each, and its names stay below its folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from kzcorpus.errors import KzcorpusError, MissingPackageError, RemoteError, UsageError
from kzcorpus.remote import Store, open_store
from tests.stores import without_s3


def test_files_come_and_go(store: Store, tmp_path: Path) -> None:
    assert store.listing() == {}
    store.write("az/dost.txt", "Bakı".encode())
    (tmp_path / "x").write_bytes(b"12345")
    store.send(tmp_path / "x", "tr/rapor.txt")
    store.copy("tr/rapor.txt", "tr/kopya.txt")
    assert {name: entry.size for name, entry in store.listing().items()} == {
        "az/dost.txt": 5,
        "tr/kopya.txt": 5,
        "tr/rapor.txt": 5,
    }
    store.fetch("az/dost.txt", tmp_path / "y")
    assert (tmp_path / "y").read_text(encoding="utf-8") == "Bakı"
    store.remove(["az/dost.txt", "az/dost.txt"])
    with pytest.raises(FileNotFoundError):
        store.read("az/dost.txt")


def test_a_file_is_created_once(store: Store) -> None:
    assert store.create("kilit", b"1")
    assert not store.create("kilit", b"2")
    assert store.read("kilit") == b"1"


@pytest.mark.parametrize(
    "name", ["../disari", "a/../../b", "/etc", "a\\..\\b", "a//b", "C:b", "a\nb"]
)
def test_a_name_that_leads_out_is_refused(store: Store, name: str) -> None:
    class Hostile:
        def invalidate_cache(self) -> None: ...

        def find(self, root: str, detail: bool) -> dict[str, Any]:
            return {f"{root}/{name}": {"name": name, "size": 1, "type": "file"}}

    hostile = Store("s3://kova/ham", Hostile(), "kova/ham")
    with pytest.raises(RemoteError, match="cannot be the name of a file below a folder"):
        hostile.listing()


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "x.txt").symlink_to("/etc/hostname")
    with pytest.raises(RemoteError, match=r"'x\.txt' is a link"):
        open_store(f"file://{tmp_path}/store").listing()


class Faulty:
    """A file system that answers everything with one fault."""

    protocol = ("s3", "s3a")

    def __init__(self, fault: Exception) -> None:
        self._fault = fault

    def __getattr__(self, name: str) -> Any:
        def fail(*arguments: Any, **options: Any) -> None:
            raise self._fault

        return fail


class NoCredentialsError(Exception):
    """As botocore calls it."""


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (NoCredentialsError("Unable to locate credentials"), "no access .*AWS_PROFILE"),
        (PermissionError("Forbidden"), "no access .*AWS_ACCESS_KEY_ID"),
        (ConnectionError("to https://me:secret@host/\nrefused"), "cannot be .*//host/ refused"),
        (TimeoutError(), r"cannot be .*\(TimeoutError\); look at the address, the network"),
        (ValueError("odd answer"), r"cannot be .*\(ValueError: odd answer\)"),
    ],
)
def test_a_fault_is_one_line_without_secrets(fault: Exception, line: str, tmp_path: Path) -> None:
    store = Store("s3://kova/ham", Faulty(fault), "kova/ham")
    calls = [
        store.listing,
        lambda: store.read("x"),
        lambda: store.entry("x"),
        lambda: store.fetch("x", tmp_path / "x"),
        lambda: store.send(tmp_path / "x", "x"),
        lambda: store.write("x", b""),
        lambda: store.create("x", b""),
        lambda: store.copy("x", "y"),
        lambda: store.remove(["x"]),
    ]
    for call in calls:
        with pytest.raises(RemoteError, match=f"s3://kova/ham.*{line}") as told:
            call()
        assert "secret" not in str(told.value)
        assert "\n" not in str(told.value)


def test_s3_says_in_its_own_way_that_a_file_is_there() -> None:
    fault = OSError("PreconditionFailed: At least one of the pre-conditions did not hold")
    store = Store("s3://kova/ham", Faulty(fault), "kova/ham")
    store._fs.__dict__["invalidate_cache"] = lambda: None
    assert store.create("kilit", b"") is False


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    without_s3(monkeypatch)
    with pytest.raises(MissingPackageError, match=r"needs s3fs: pip install 'kzcorpus\[remote\]'"):
        open_store("s3://kova/ham")
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(MissingPackageError, match=r"needs fsspec: pip install 'kzcorpus\[remote"):
        open_store("memory:///ham")


def test_an_unknown_store_is_a_mistake_of_the_user() -> None:
    with pytest.raises(UsageError, match="no store is called bulut://"):
        open_store("bulut://ham")
    with pytest.raises(KzcorpusError):
        open_store("s3a4://ham")


def test_a_bucket_that_is_not_there_is_empty_and_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    store = Store("s3://yok/ham", Faulty(FileNotFoundError("yok")), "yok/ham")
    store._fs.__dict__["invalidate_cache"] = lambda: None
    assert store.listing() == {}
    for call in (
        lambda: store.create("x", b""),
        lambda: store.write("x", b""),
        lambda: store.send(tmp_path / "x", "x"),
    ):
        with pytest.raises(RemoteError, match=r"s3://yok/ham/x: cannot be written; .* no such b"):
            call()
