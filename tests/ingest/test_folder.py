"""A folder becomes documents and refusals; what can be read is read as it is."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
import tracemalloc
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcorpus.config import IngestConfig
from kzcorpus.errors import MissingPackageError
from kzcorpus.ingest import MetadataSheet, ingest_folder, read_sheet
from kzcorpus.records import RawDocument, Reject
from tests.ingest.samples import docx, paragraph, pdf

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


def test_ids_are_composed_whatever_the_file_system_says(tmp_path: Path) -> None:
    write(tmp_path, unicodedata.normalize("NFD", "görüş/çağrı.txt"))
    assert [document.doc_id for document in ingest(tmp_path)[0]] == ["görüş/çağrı"]


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


def test_a_link_to_a_folder_is_refused_where_everybody_sees_it(tmp_path: Path) -> None:
    write(tmp_path, "tr/a.txt")
    (tmp_path / "yeni").symlink_to("tr", target_is_directory=True)
    documents, (reject,) = ingest(tmp_path)
    assert [document.doc_id for document in documents] == ["tr/a"]
    assert (reject.path, reject.reason) == ("yeni", "link to a folder")
    (tmp_path / "yeni").unlink()
    (tmp_path / "yeni").symlink_to("/", target_is_directory=True)
    assert [reject.reason for reject in ingest(tmp_path)[1]] == ["link out of the folder"]


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


def test_a_document_knows_its_format_and_encoding(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "Türkiye’nin dış ilişkileri".encode("cp1254"))
    write(tmp_path, "b.htm", "<p>Astana.</p>")
    write(tmp_path, "c.pdf", pdf(["Astana."]))
    write(tmp_path, "d.docx", docx(paragraph("Astana.")))
    write(tmp_path, "e.jsonl.gz", gzip.compress(b'{"id": 1, "text": "Astana."}'))
    assert [(d.doc_id, d.path, d.format, d.encoding) for d in ingest(tmp_path)[0]] == [
        ("a", "a.txt", "txt", "cp1254"),
        ("b", "b.htm", "html", "utf-8"),
        ("c", "c.pdf", "pdf", ""),
        ("d", "d.docx", "docx", ""),
        ("e/1", "e.jsonl.gz", "jsonl", "utf-8"),
    ]


def test_documents_of_tables_stand_in_order_among_the_others(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", '{"id": "z", "text": "x"}\n{"id": "b", "text": "x"}\n')
    write(tmp_path, "a.txt")
    write(tmp_path, "a-b.txt")
    write(tmp_path, "b/c.csv", "id,text\n2,x\n10,y\n")
    ids = [document.doc_id for document in ingest(tmp_path)[0]]
    assert ids == ["a", "a-b", "a/b", "a/z", "b/c/10", "b/c/2"]
    assert ids == sorted(ids)


@pytest.mark.parametrize("other", ["a.csv", "a/b.txt", "a/b/c.txt"])
def test_a_table_shares_its_name_with_nothing(tmp_path: Path, other: str) -> None:
    write(tmp_path, other, "id,text\n1,x\n")
    write(tmp_path, "a.jsonl", '{"id": "1", "text": "x"}\n')
    documents, (reject,) = ingest(tmp_path)
    assert len(documents) == 1
    assert (reject.path, reject.reason) == ("a.jsonl", "duplicate doc_id")


def test_rows_of_the_sheet_are_for_documents_of_tables_too(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", '{"id": "1", "text": "x", "title": "own"}\n')
    write(tmp_path, "metadata.csv", "doc_id,title\na/1,sheet\na/2,nobody\n")
    (document,), (reject,) = ingest(tmp_path)
    assert document.meta.title == "sheet"
    assert reject.detail.startswith("row 'a/2' names no document")


def test_a_bad_row_is_a_refusal_of_its_own(tmp_path: Path) -> None:
    rows = [{"id": 1, "text": " "}, {"id": 2, "text": "a\0"}, {"id": 3, "text": "x", "lang": "?"}]
    write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    (document,), rejects = ingest(tmp_path)
    assert document.doc_id == "a/3"
    assert [(reject.reason, reject.detail) for reject in rejects] == [
        ("empty", "line 1: no text in it"),
        ("binary", "line 2: a NUL character in the text"),
        ("wrong metadata", "line 3: lang '?' is not an ISO 639 code such as tr"),
    ]


def test_mojibake_is_told_and_built_as_it_is(tmp_path: Path) -> None:
    text = "Astana\n" + "Türkiye’nin dış politikası".encode().decode("cp1254")
    write(tmp_path, "a.txt", text)
    (document,), (reject,) = ingest(tmp_path)
    assert document.text == text
    assert (reject.path, reject.reason) == ("a.txt", "mojibake")
    assert reject.detail.startswith("text line 2: 'TÃ¼rkiyeâ€™ni' looks like UTF-8 read as Western")


def test_documents_come_one_at_a_time(tmp_path: Path) -> None:
    """Nothing of a later document is read before an earlier one was taken."""
    for name in ("a.txt", "b.txt", "c.txt"):
        write(tmp_path, name)
    items = ingest_folder(tmp_path, CONFIG, MetadataSheet({}))
    assert isinstance(next(items), RawDocument)
    (tmp_path / "b.txt").unlink()
    later = list(items)
    assert [type(item) for item in later] == [Reject, RawDocument]


def test_memory_does_not_grow_with_the_number_of_documents(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        folder = tmp_path / str(count)
        for number in range(count):
            write(folder, f"{number}.txt", "Astana bir kenttir. " * 2_000)
        tracemalloc.start()
        for _ in ingest_folder(folder, CONFIG, MetadataSheet({})):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(2)  # what is made once
    assert peak(200) < peak(20) + 200 * 1_000


def test_a_line_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as handle:
        handle.truncate(200_000_000)
    tracemalloc.start()
    assert refusal(tmp_path).reason == "too large"
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_row_of_a_long_line_is_refused_within_its_limit(tmp_path: Path) -> None:
    config = IngestConfig(max_bytes=100_000)
    long = b'{"id": 1, "text": "' + b"Astana " * 3_000_000 + b'"}\n'
    write(tmp_path, "a.jsonl", long + b'{"id": 2, "text": "Astana"}\n')
    del long
    tracemalloc.start()
    documents, (reject,) = ingest(tmp_path, config)
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()
    assert [document.doc_id for document in documents] == ["a/2"]
    assert reject.reason == "too large"


def test_a_missing_library_is_named_with_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, library, data in [
        ("a.pdf", "pypdfium2", pdf(["Astana"])),
        ("a.html", "trafilatura", b"<p>Astana"),
        ("a.docx", "lxml", docx(paragraph("Astana"))),
    ]:
        monkeypatch.setitem(sys.modules, library, None)
        write(tmp_path, name, data)
        with pytest.raises(MissingPackageError, match=rf"{library}: pip install 'kzcorpus\[nlp\]'"):
            ingest(tmp_path)
        (tmp_path / name).unlink()


@given(
    st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.jsonl", "a.csv", "a.txt.gz"]),
    st.binary(max_size=300),
)
def test_any_bytes_are_a_document_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    heads = {"a.pdf": pdf(["Astana"])[:200], "a.docx": docx(paragraph("Astana"))[:200]}
    write(folder, name, heads.get(name, b"") + data)
    documents, rejects = ingest(folder)
    assert documents or rejects or not data.strip()
    assert all("\n" not in reject.detail for reject in rejects)
