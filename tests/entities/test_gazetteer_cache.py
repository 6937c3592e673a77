"""The compiled gazetteer that is kept: it is what was read, and never the reason for a failure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kzcorpus.entities import Gazetteer, Recogniser, gazetteer_cache
from kzcorpus.entities.gazetteer_cache import cache_folder, load_gazetteer
from tests.entities.small import ROWS, as_table, document_of, small_gazetteer

TEXTS = (
    ("Kasım Cömert Tokayev, Ankara’da KGAÖ’yü anlattı. Tokayev Kazakistanlıdır.", "tr"),
    ("Токаев приехал из Анкары в Центральную Азию.", "ru"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache, and a gazetteer of ours that is small."""
    ours = tmp_path / "small.csv"
    ours.write_text(ROWS, encoding="utf-8")
    monkeypatch.setattr("kzcorpus.entities.gazetteer.bundled_files", lambda: [ours])
    monkeypatch.setattr(gazetteer_cache, "cache_folder", lambda: tmp_path / "cache")
    gazetteer_cache._loaded.cache_clear()
    yield tmp_path / "cache"
    gazetteer_cache._loaded.cache_clear()


def again() -> Gazetteer:
    """As another process would load it."""
    gazetteer_cache._loaded.cache_clear()
    return load_gazetteer()


def read_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer_cache, "read_gazetteer", None)


def found_by(gazetteer: Gazetteer) -> list[object]:
    recogniser = Recogniser(gazetteer)
    return [as_table(recogniser.recognise(document_of(text, lang=lang))) for text, lang in TEXTS]


def test_what_is_kept_is_what_was_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = again()
    (path,) = folder.iterdir()
    read_nothing(monkeypatch)
    kept = again()
    assert dict(kept.entries) == dict(fresh.entries) == dict(small_gazetteer().entries)
    assert list(kept.entries) == sorted(fresh.entries)
    assert kept.digest == fresh.digest
    assert "gpe/ankara" in kept.entries
    assert "gpe/nowhere" not in kept.entries
    assert found_by(kept) == found_by(fresh) == found_by(small_gazetteer())
    assert path.name.startswith("gazetteer-")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def change(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Ankara", b"Angara"))


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [cut, change, empty])
def test_a_damaged_file_is_made_anew(folder: Path, damage: Callable[[Path], None]) -> None:
    again()
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    damage(path)
    assert again().entries["gpe/ankara"].names[0].text == "Ankara"
    assert path.read_bytes() == whole


def test_a_change_of_the_gazetteer_is_seen(folder: Path, tmp_path: Path) -> None:
    again()
    (tmp_path / "small.csv").write_text(ROWS.replace("Anka", "Anga"), encoding="utf-8")
    assert again().entries["gpe/ankara"].names[0].text == "Angara"
    own = tmp_path / "own.csv"
    own.write_text("id,type,en\ngpe/ankara,GPE,Engürü\n", encoding="utf-8")
    assert load_gazetteer(own).entries["gpe/ankara"].names[0].text == "Engürü"
    assert len(list(folder.iterdir())) == 3


def test_few_files_are_kept_and_the_newest_is_among_them(folder: Path, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / "small.csv").write_text(ROWS.replace("Anka", f"A{number}"), encoding="utf-8")
        again()
    assert len(list(folder.iterdir())) == 4
    before = {path.name for path in folder.iterdir()}
    assert again().entries["gpe/ankara"].names[0].text == "A5ra"
    assert {path.name for path in folder.iterdir()} == before


def test_without_a_place_to_keep_it_nothing_is_lost(folder: Path) -> None:
    folder.write_text("a file stands where the folder should be", encoding="utf-8")
    assert "gpe/ankara" in again().entries


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert cache_folder() is None
