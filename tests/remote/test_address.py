"""Addresses, as they are typed and as Path leaves them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzcorpus.errors import UsageError
from kzcorpus.remote import cache_folder, full_address, is_remote


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("s3://kova/ham", "s3://kova/ham"),
        ("s3://kova/ham/", "s3://kova/ham"),
        ("S3://kova/ham", "s3://kova/ham"),
        ("s3://kova", "s3://kova"),
        ("file:///srv/derlem", "file:///srv/derlem"),
        ("memory://derlem", "memory:///derlem"),
        ("gs://kova/Қазақстан мәтіндері", "gs://kova/Қазақстан мәтіндері"),
    ],
)
def test_an_address_is_the_same_as_text_and_as_path(typed: str, full: str) -> None:
    assert is_remote(typed)
    assert is_remote(Path(typed))
    assert full_address(typed) == full_address(Path(typed)) == full_address(full) == full


@pytest.mark.parametrize("path", ["data/raw", "/srv/raw", ".", "C:/raw", "a:b", "rapor:2024/x", ""])
def test_a_path_is_no_address(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rapor:2024").mkdir()
    assert not is_remote(path)


def test_a_folder_of_this_machine_may_be_called_like_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s3:").mkdir()
    assert not is_remote("s3:/kova")


@pytest.mark.parametrize("wrong", ["s3://", "s3://a/../b", "s3://a//b", "zip://x::s3://a/b"])
def test_what_names_no_one_folder_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError, match="name one folder of one store"):
        full_address(wrong)


def test_addresses_have_copies_of_their_own() -> None:
    addresses = ["s3://a/derlem", "s3://b/derlem", "gs://a/derlem", "s3://a/Derlem", "s3://a/д"]
    folders = {cache_folder(address) for address in addresses}
    assert len(folders) == len(addresses)
    assert len({folder.parent for folder in folders}) == 1
