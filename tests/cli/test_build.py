"""kzcorpus build, with spaCy's tokenisers: no model is needed."""

from pathlib import Path

import pytest

from kzcorpus.tables import Corpus
from tests.cli.conftest import Ran, Run, refusal
from tests.conftest import contents


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """A pipeline file that sends every language to spaCy."""
    path = tmp_path / "spacy.toml"
    path.write_text('[annotate.routes]\n"*" = "spacy"\n', encoding="utf-8")
    return path


@pytest.fixture
def build(run: Run, raw: Path, tmp_path: Path, settings: Path) -> Run:
    """Build the small raw folder, without the file that would be refused."""
    (raw / "tr/tarama.pdf").unlink()

    def call(*arguments: object) -> Ran:
        return run("build", raw, "--out", tmp_path / "out", "--pipeline", settings, *arguments)

    return call


def test_a_build_says_what_it_made_and_what_to_type_next(build: Run, tmp_path: Path) -> None:
    ran = build()
    assert (ran.code, ran.err) == (0, "")
    first, next_, *lines = ran.out.splitlines()
    assert first.startswith(f"Built {tmp_path / 'out'} in ")
    assert ": 4 documents, " in first
    assert next_ == "Next:"
    assert len(lines) == 4
    assert all(f"{tmp_path / 'out'}" in line for line in lines)


def test_a_second_build_says_that_nothing_changed(build: Run, tmp_path: Path) -> None:
    build()
    ran = build()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{tmp_path / 'out'} is up to date: nothing changed\n"
    assert build("--force").out.startswith("Built ")


def test_refused_files_are_told_and_exit_with_4(build: Run, raw: Path, tmp_path: Path) -> None:
    (raw / "bad\x1b[31m.txt").write_bytes(b"\0")
    ran = build()
    assert ran.code == 4
    assert ran.err.splitlines() == [
        "Refused: 1 (all of them: kzcorpus rejects)",
        "  bad [31m.txt: binary: a NUL byte at byte 0; not a text file",
    ]
    assert len(Corpus(tmp_path / "out").documents) == 4


def test_a_build_that_does_nothing_still_exits_with_4(build: Run, raw: Path) -> None:
    (raw / "empty.txt").touch()
    assert [build().code, build().code] == [4, 4]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[annotate]\nbatch_char = 3\n", "broken.toml:2: annotate.batch_char: unknown key; "),
        ("[annotate]\nthreads = 'two'\n", "broken.toml:2: annotate.threads: must be a whole"),
        ("[annotate\n", "broken.toml: not a TOML file: "),
        ('[annotate.routes]\ntr = "zemberek"\n', "[annotate.routes] tr: no annotator 'zemberek'"),
    ],
)
def test_a_broken_pipeline_file_is_one_line_with_its_place(
    run: Run, raw: Path, tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    ran = run("build", raw, "--out", tmp_path / "out", "--pipeline", path)
    assert message in refusal(ran, 2)
    assert not (tmp_path / "out").exists()


def test_a_missing_pipeline_file_is_one_line(run: Run, raw: Path, tmp_path: Path) -> None:
    ran = run("build", raw, "--out", tmp_path / "out", "--pipeline", tmp_path / "none.toml")
    assert "none.toml: cannot read the pipeline file: No such file" in refusal(ran, 2)


def test_a_missing_model_is_one_line_and_exits_with_1(run: Run, raw: Path, tmp_path: Path) -> None:
    path = tmp_path / "kk.toml"
    path.write_text('[annotate.routes]\n"*" = "stanza:kk-ktb"\n', encoding="utf-8")
    ran = run("build", raw, "--out", tmp_path / "out", "--pipeline", path)
    assert "no model kk-ktb; `kzcorpus models list` shows" in refusal(ran, 1)


def test_a_missing_folder_is_one_line(run: Run, tmp_path: Path) -> None:
    ran = run("build", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert "nowhere: no such folder; put your texts there" in refusal(ran, 2)


def test_a_file_in_the_place_of_the_corpus_is_one_line(build: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    assert "no folder can be made there" in refusal(build(), 2)


def test_the_documents_are_left_alone(build: Run, raw: Path) -> None:
    before = contents(raw)
    build()
    assert contents(raw) == before
