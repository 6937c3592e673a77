"""A folder becomes documents and refusals; what can be read is read as it is."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from kzcorpus.config import IngestConfig
from kzcorpus.errors import UsageError
from kzcorpus.ingest import folder_fingerprint, ingest_folder, list_files, read_sheet
from kzcorpus.records import RawDocument, Reject

CONFIG = IngestConfig()


def write(folder: Path, name: str, content: str | bytes = "Astana.\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def ingest(folder: Path, config: IngestConfig = CONFIG) -> tuple[list[RawDocument], list[Reject]]:
    """The documents of a folder and what was refused, each in order."""
    items = list(ingest_folder(folder, config, read_sheet(folder, config.metadata)))
    documents = [item for item in items if isinstance(item, RawDocument)]
    return documents, [item for item in items if isinstance(item, Reject)]


def refusal(folder: Path, config: IngestConfig = CONFIG) -> Reject:
    """Why the one bad file beside a good one was refused."""
    write(folder, "zz-good.txt")
    documents, rejects = ingest(folder, config)
    assert [document.doc_id for document in documents] == ["zz-good"]
    (reject,) = rejects
    assert reject.stage == "ingest"
    return reject


def test_documents_come_in_order_of_their_id(tmp_path: Path) -> None:
    for name in ("tr/b.txt", "tr/a.md", "tr-ek/c.txt", "zeyl.txt", "az/x/y.txt"):
        write(tmp_path, name)
    assert [document.doc_id for document in ingest(tmp_path)[0]] == [
        "az/x/y",
        "tr-ek/c",
        "tr/a",
        "tr/b",
        "zeyl",
    ]


def test_a_document_keeps_its_path_digest_and_text(tmp_path: Path) -> None:
    data = "Nur-Sultan 2022’de yeniden Astana oldu.\n".encode()
    write(tmp_path, "tr/ad.txt", data)
    (document,) = ingest(tmp_path)[0]
    assert (document.doc_id, document.path) == ("tr/ad", "tr/ad.txt")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.text == data.decode()
    assert document.body_start == 0


def test_only_the_last_suffix_goes(tmp_path: Path) -> None:
    write(tmp_path, "v1.2/rapor.son.TXT")
    assert [document.doc_id for document in ingest(tmp_path)[0]] == ["v1.2/rapor.son"]


def test_hidden_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, ".DS_Store", b"\0")
    write(tmp_path, ".git/notes.txt")
    write(tmp_path, "tr/.taslak.txt")
    assert list_files(tmp_path, CONFIG) == []


def test_the_sheet_is_no_document(tmp_path: Path) -> None:
    write(tmp_path, "metadata.csv", "doc_id\n")
    write(tmp_path, "tr/metadata.csv", "doc_id\n")
    assert [file.path for file in list_files(tmp_path, CONFIG)] == ["tr/metadata.csv"]


def test_ids_are_composed_whatever_the_file_system_says(tmp_path: Path) -> None:
    write(tmp_path, unicodedata.normalize("NFD", "görüş/çağrı.txt"))
    assert [document.doc_id for document in ingest(tmp_path)[0]] == ["görüş/çağrı"]


def test_a_folder_that_is_not_there_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="none: no such folder"):
        list_files(tmp_path / "none", CONFIG)


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"\xef\xbb\xbfAstana.")
    assert ingest(tmp_path)[0][0].text == "Astana."


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"Astana,\r\nAlmat\xc4\xb1\r\f\n")
    assert ingest(tmp_path)[0][0].text == "Astana,\r\nAlmatı\r\f\n"


def test_a_link_inside_the_folder_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert [document.doc_id for document in ingest(tmp_path)[0]] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "data", "reason", "detail"),
    [
        ("a.txt", b"", "empty", "no text in it"),
        ("a.txt", b"\xef\xbb\xbf \t\r\n\f\xc2\xa0\n", "empty", "no text in it"),
        ("a.md", b"---\ntitle: Astana\n---\n \n", "empty", "no text in it"),
        ("a.txt", b"PK\x03\x04\0\0", "binary", "a NUL byte at byte 4; not a text file"),
        ("a.txt", b"Almat\xa4", "unknown encoding", "save the file as UTF-8"),
        ("a.txt", b"\xef\xbb\xbfAlmat\xc4", "damaged UTF-8", "byte 0xc4 at byte 8 in UTF-8 text"),
        ("a.doc", b"%DOC", "unsupported format", ".doc; supported: .txt .md .html"),
        ("README", b"Astana", "unsupported format", "no suffix; supported: .txt .md .html"),
        (os.fsdecode(b"\xfe.txt"), b"Astana", "undecodable name", "rename it"),
    ],
    ids=[
        "empty file",
        "file of spaces",
        "front matter only",
        "binary file",
        "another encoding",
        "cut off in a letter",
        "another format",
        "no suffix",
        "name in another encoding",
    ],
)
def test_what_is_no_text_is_refused(
    tmp_path: Path, name: str, data: bytes, reason: str, detail: str
) -> None:
    write(tmp_path, name, data)
    reject = refusal(tmp_path)
    assert (reject.path, reject.reason) == (name, reason)
    assert detail in reject.detail


def test_two_files_of_one_id_are_one_document(tmp_path: Path) -> None:
    write(tmp_path, "tr/a.md")
    write(tmp_path, "tr/a.txt")
    documents, (reject,) = ingest(tmp_path)
    assert [document.path for document in documents] == ["tr/a.md"]
    assert (reject.path, reject.reason) == ("tr/a.txt", "duplicate doc_id")
    assert reject.detail == "'tr/a' is tr/a.md already; rename"


def test_a_refused_file_does_not_take_the_id(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "")
    write(tmp_path, "a.txt")
    documents, rejects = ingest(tmp_path)
    assert [document.path for document in documents] == ["a.txt"]
    assert [reject.reason for reject in rejects] == ["empty"]


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    reject = refusal(tmp_path)
    assert (reject.reason, reject.detail) == ("unreadable", "not a regular file")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "secret.txt")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert refusal(tmp_path / "raw").reason == "link out of the folder"


@pytest.mark.parametrize("target", ["nothing.txt", "a.txt"], ids=["nowhere", "to itself"])
def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "a.txt").symlink_to(target)
    assert refusal(tmp_path).reason == "unreadable"


def test_a_file_of_too_many_bytes_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"A" * 21)
    write(tmp_path, "b.txt", b"B" * 20)
    documents, (reject,) = ingest(tmp_path, IngestConfig(max_bytes=20))
    assert [document.doc_id for document in documents] == ["b"]
    assert (reject.reason, reject.detail) == (
        "too large",
        "more than 20 bytes; raise [ingest] max_bytes",
    )


def test_supported_suffixes_are_a_setting(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    reject = refusal(tmp_path, IngestConfig(suffixes=(".txt",)))
    assert reject.detail == ".md; supported: .txt"


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    write(tmp_path, "tr/a.txt")
    write(tmp_path, "scan.pdf", b"%PDF")
    write(tmp_path, "metadata.csv", "doc_id,title\ntr/a,Astana\n")
    return tmp_path


def test_a_fingerprint_does_not_see_times(filled: Path) -> None:
    before = folder_fingerprint(filled, CONFIG)
    os.utime(filled / "tr/a.txt", (0, 0))
    assert folder_fingerprint(filled, CONFIG) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: write(raw, "tr/a.txt", "Almatı.\n"),
        lambda raw: (raw / "tr/a.txt").rename(raw / "tr/b.txt"),
        lambda raw: write(raw, "tr/b.txt"),
        lambda raw: (raw / "tr/a.txt").unlink(),
        lambda raw: write(raw, "scan.pdf", b"%PDF-1.7"),
        lambda raw: write(raw, "metadata.csv", "doc_id,title\ntr/a,Almatı\n"),
        lambda raw: (raw / "metadata.csv").unlink(),
        lambda raw: os.mkfifo(raw / "pipe.txt"),
    ],
    ids=["edit", "rename", "add", "remove", "refused file", "sheet", "no sheet", "pipe"],
)
def test_a_fingerprint_sees_every_change(filled: Path, change: Callable[[Path], object]) -> None:
    before = folder_fingerprint(filled, CONFIG)
    change(filled)
    assert folder_fingerprint(filled, CONFIG) != before


def test_a_fingerprint_does_not_see_what_is_never_read(filled: Path) -> None:
    before = folder_fingerprint(filled, CONFIG)
    write(filled, ".cache/a.txt")
    assert folder_fingerprint(filled, CONFIG) == before
