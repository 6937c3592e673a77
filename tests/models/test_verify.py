"""Model files are compared with their digests before anything opens them."""

from dataclasses import replace
from pathlib import Path

import pytest

from kzcorpus.errors import ModelError
from kzcorpus.files import sha256_file
from kzcorpus.models import ModelPackage, bundled_packages, problems, verify


@pytest.fixture
def package(tmp_path: Path) -> ModelPackage:
    """Two model files and their digests."""
    files = {}
    for name in ("tr/ner/x.pt", "tr/pos/x.pt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_bytes(name.encode())
        files[name] = sha256_file(path)
    return ModelPackage("tr", "x", tmp_path, files, "local", "", "")


def test_intact_files_pass(package: ModelPackage) -> None:
    assert list(problems(package)) == []
    verify(package)


def test_the_bundled_models_are_intact() -> None:
    for package in bundled_packages():
        assert list(problems(package)) == []


def test_a_missing_file_is_named(package: ModelPackage) -> None:
    (package.folder / "tr/ner/x.pt").unlink()
    assert list(problems(package)) == [f"{package.folder}/tr/ner/x.pt: missing"]


def test_a_tampered_file_is_named(package: ModelPackage) -> None:
    path = package.folder / "tr/pos/x.pt"
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(ModelError) as refusal:
        verify(package)
    assert str(refusal.value) == (
        f"{path}: SHA-256 is not the one on record, so the file was changed; "
        "nothing was loaded; `kzcorpus models fetch tr` again"
    )


def test_a_bundled_file_is_mended_by_installing_again(package: ModelPackage) -> None:
    (package.folder / "tr/pos/x.pt").unlink()
    with pytest.raises(ModelError, match="missing; nothing was loaded; install kzcorpus again"):
        verify(replace(package, origin="bundled"))


def test_a_folder_in_the_place_of_a_file_is_a_missing_file(package: ModelPackage) -> None:
    (package.folder / "tr/pos/x.pt").unlink()
    (package.folder / "tr/pos/x.pt").mkdir()
    assert [problem.rpartition(": ")[2] for problem in problems(package)] == ["missing"]


def test_every_problem_is_told(package: ModelPackage) -> None:
    (package.folder / "tr/ner/x.pt").unlink()
    (package.folder / "tr/pos/x.pt").write_bytes(b"")
    assert len(list(problems(package))) == 2


def test_a_package_without_digests_never_passes(package: ModelPackage) -> None:
    with pytest.raises(ModelError, match="tr-x: no digests known"):
        verify(replace(package, files={}))


def test_size_counts_the_files_that_are_there(package: ModelPackage) -> None:
    assert package.size == len("tr/ner/x.pt") * 2
    (package.folder / "tr/ner/x.pt").unlink()
    assert package.size == len("tr/pos/x.pt")
