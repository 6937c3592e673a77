"""The copy of a folder: the same files, and only what changed travels."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.errors import RemoteError
from kzcorpus.remote import Entry, Store, mirror, open_store


def here(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_only_what_changed_travels(store: Store, tmp_path: Path) -> None:
    store.write("tr/bir.txt", b"bir")
    store.write("tr/iki.txt", b"iki")
    store.write("uc.txt", b"uc")
    store.write(".gizli/x", b"x")
    folder = tmp_path / "copy"
    assert mirror(store, folder) == 3
    assert mirror(store, folder) == 0
    store.write("tr/iki.txt", b"IKI")  # as many bytes as before
    store.remove(["uc.txt"])
    store.write("dort/dort.txt", b"dort")
    assert mirror(store, folder) == 2
    assert here(folder) == {
        "tr/bir.txt": b"bir",
        "tr/iki.txt": b"IKI",
        "dort/dort.txt": b"dort",
    }


def test_a_copy_that_was_changed_is_fetched_again(store: Store, tmp_path: Path) -> None:
    store.write("bir.txt", b"bir")
    mirror(store, tmp_path / "copy")
    (tmp_path / "copy" / "bir.txt").write_bytes(b"BIR")
    os.utime(tmp_path / "copy" / "bir.txt", (0, 0))
    assert mirror(store, tmp_path / "copy") == 1
    assert here(tmp_path / "copy") == {"bir.txt": b"bir"}


def test_a_file_may_become_a_folder_and_a_folder_a_file(store: Store, tmp_path: Path) -> None:
    store.write("a", b"1")
    store.write("b/c/d", b"2")
    mirror(store, tmp_path / "copy")
    store.remove(["a", "b/c/d"])
    if store.address.startswith("file:"):
        for name in ("b/c", "b"):
            Path(store.address.removeprefix("file://"), name).rmdir()
    store.write("a/b", b"3")
    store.write("b", b"4")
    mirror(store, tmp_path / "copy")
    assert here(tmp_path / "copy") == {"a/b": b"3", "b": b"4"}


def test_a_name_that_is_file_and_folder_is_refused(tmp_path: Path) -> None:
    store = open_store("memory:///both")
    store.write("a/b", b"")
    store.write("a", b"")
    both = {"a": Entry(0, ""), "a/b": Entry(0, "")}
    store.listing = lambda: both  # type: ignore[method-assign]
    with pytest.raises(RemoteError, match="'a' is a file and a folder"):
        mirror(store, tmp_path / "copy")


def test_what_was_fetched_before_a_fault_is_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        store.write(f"{number:02}.txt", b"x" * number)
    fetch = Store.fetch

    def failing(self: Store, name: str, target: Path) -> None:
        fetch(self, name, target)
        if name >= "10":
            target.write_bytes(b"half")
            raise RemoteError("the network is gone")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "fetch", failing)
        with pytest.raises(RemoteError, match="the network is gone"):
            mirror(store, tmp_path / "copy")
    whole = here(tmp_path / "copy")
    assert whole
    assert all(data == b"x" * int(name[:2]) for name, data in whole.items())
    assert mirror(store, tmp_path / "copy") == 20 - len(whole)
    assert len(here(tmp_path / "copy")) == 20


def test_a_file_that_grows_meanwhile_is_fetched_as_it_is_then(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write("x.txt", b"one")
    fetch, told = Store.fetch, list[str]()

    def growing(self: Store, name: str, target: Path) -> None:
        if not told:
            self.write(name, b"more than one")
        told.append(name)
        fetch(self, name, target)

    monkeypatch.setattr(Store, "fetch", growing)
    mirror(store, tmp_path / "copy")
    assert told == ["x.txt", "x.txt"]
    assert here(tmp_path / "copy") == {"x.txt": b"more than one"}


NAMES = st.lists(st.sampled_from("abcd"), min_size=1, max_size=3).map("/".join)


@given(states=st.lists(st.dictionaries(NAMES, st.binary(max_size=3), max_size=6), max_size=4))
def test_the_copy_is_always_what_the_store_holds(
    states: list[dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("property") / "copy"
    store = open_store(f"memory:///{folder.parent.name}")
    for state in states:
        wanted = {
            name: data
            for name, data in state.items()
            if not any(other.startswith(f"{name}/") for other in state)
        }
        store.remove(store.listing())
        for name, data in wanted.items():
            store.write(name, data)
        mirror(store, folder)
        assert here(folder) == wanted
