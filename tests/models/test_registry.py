"""Which packages there are, and which digests are on record for them."""

import json
from pathlib import Path
from typing import Any

import pytest

from kzcorpus.errors import ModelError
from kzcorpus.models import bundled_packages, find_package, folder_packages, user_folder
from kzcorpus.models.registry import bundled_folder, read_sums

DIGEST = "ab" * 32


@pytest.fixture(autouse=True)
def no_models_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("KZCORPUS_MODELS", str(tmp_path / "user"))
    return tmp_path / "user"


def write_models(
    folder: Path, resources: Any, sums: str | None = f"{DIGEST}  tr/ner/x.pt\n"
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "resources.json").write_text(json.dumps(resources), encoding="utf-8")
    if sums is not None:
        (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")
    return folder


TURKISH = {"tr": {"lang_name": "Turkish", "packages": {"x": {"ner": "x"}}}}


def test_the_bundled_package_is_turkish_with_five_processors() -> None:
    package = find_package("tr", "kz")
    assert (package.name, package.origin, package.licence) == ("tr-kz", "bundled", "CC BY-SA 4.0")
    processors = {name.split("/")[1] for name in package.files if "/" in name}
    assert {"tokenize", "mwt", "pos", "lemma", "ner"} <= processors
    assert package.size > 1_000_000


def test_the_bundled_kazakh_package_is_small_and_has_five_processors() -> None:
    package = find_package("kk", "kz")
    assert (package.name, package.origin, package.licence) == ("kk-kz", "bundled", "CC BY-SA 4.0")
    processors = {name.split("/")[1] for name in package.files if "/" in name}
    assert {"tokenize", "mwt", "pos", "lemma", "ner"} <= processors
    assert 1_000_000 < package.size < 16_000_000


def test_every_bundled_file_is_on_record() -> None:
    folder = bundled_folder()
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert there == {name for package in bundled_packages() for name in package.files}


def test_digests_are_sha256() -> None:
    for package in bundled_packages():
        for digest in package.files.values():
            assert len(bytes.fromhex(digest)) == 32


def test_a_folder_of_somebody_s_own(tmp_path: Path) -> None:
    (package,) = folder_packages(write_models(tmp_path / "own", TURKISH))
    assert (package.name, package.origin, package.description) == ("tr-x", "local", "Turkish")
    assert package.files == {"tr/ner/x.pt": DIGEST}


def test_a_package_has_the_files_of_its_language_and_the_index(tmp_path: Path) -> None:
    sums = "".join(f"{DIGEST}  {name}\n" for name in ("resources.json", "az/a.pt", "tr/b.pt"))
    az, tr = folder_packages(
        write_models(tmp_path, TURKISH | {"az": {"packages": {"y": {}}}}, sums)
    )
    assert set(az.files) == {"resources.json", "az/a.pt"}
    assert set(tr.files) == {"resources.json", "tr/b.pt"}


def test_what_is_no_language_in_the_index_is_left_out(tmp_path: Path) -> None:
    resources = TURKISH | {"url": "https://example.org", "tur": {"alias": "tr"}}
    assert [p.name for p in folder_packages(write_models(tmp_path, resources))] == ["tr-x"]


def test_models_without_digests_are_no_packages(tmp_path: Path) -> None:
    assert folder_packages(write_models(tmp_path, TURKISH, sums=None)) == []


def test_a_folder_that_is_not_there_has_no_packages(tmp_path: Path) -> None:
    assert folder_packages(tmp_path / "nowhere") == []


@pytest.mark.parametrize("content", ["{", "[]", "3", "\ud800"])
def test_a_damaged_index_is_one_clear_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "resources.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(ModelError, match=r"resources\.json: "):
        folder_packages(tmp_path)


def test_digests_as_sha256sum_writes_them(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text(
        f"{DIGEST}  tr/a.pt\n{DIGEST} *tr/b.pt\n\n{DIGEST}  ./tr/c d.pt\n", encoding="utf-8"
    )
    assert read_sums(tmp_path) == dict.fromkeys(("tr/a.pt", "tr/b.pt", "tr/c d.pt"), DIGEST)


@pytest.mark.parametrize("content", [b"one\n", b"\xff \xfe\n"])
def test_damaged_digests_are_one_clear_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "SHA256SUMS").write_bytes(content)
    with pytest.raises(ModelError, match="SHA256SUMS: cannot be read"):
        read_sums(tmp_path)


def test_own_models_come_before_bundled_ones_of_the_same_name(tmp_path: Path) -> None:
    own = write_models(tmp_path / "own", {"tr": {"packages": {"kz": {}}}})
    assert find_package("tr", "kz", own).folder == own
    assert find_package("tr", "kz").origin == "bundled"


def test_bundled_ones_are_found_beside_own_ones(tmp_path: Path) -> None:
    own = write_models(tmp_path / "own", TURKISH)
    assert find_package("tr", "kz", own).origin == "bundled"


def test_fetched_ones_are_found_too(no_models_of_the_user: Path) -> None:
    write_models(no_models_of_the_user, TURKISH)
    assert find_package("tr", "x").folder == no_models_of_the_user


def test_an_unknown_package_is_refused_with_what_to_do() -> None:
    with pytest.raises(ModelError, match=r"no model kk-ktb; .*models list.* fetch kk") as refusal:
        find_package("kk", "ktb")
    assert refusal.value.exit_code == 1


@pytest.mark.parametrize("there", [True, False])
def test_a_named_folder_without_digests_is_refused(tmp_path: Path, there: bool) -> None:
    if there:
        write_models(tmp_path / "own", TURKISH, sums=None)
    with pytest.raises(ModelError, match="own: no models with a SHA256SUMS file there"):
        find_package("tr", "kz", tmp_path / "own")


def test_the_user_s_folder_follows_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert user_folder() == tmp_path / "user"
    monkeypatch.delenv("KZCORPUS_MODELS")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert user_folder() == tmp_path / "data/kzcorpus/models"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert user_folder() == tmp_path / "home/.local/share/kzcorpus/models"
    monkeypatch.setattr("sys.platform", "darwin")
    assert user_folder() == tmp_path / "home/Library/Application Support/kzcorpus/models"
