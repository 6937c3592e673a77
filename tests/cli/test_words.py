"""kzcorpus kwic, freq, collocates, keywords, ngrams, dispersion"""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run, refusal

COMMANDS = [
    ["kwic", "Kazakistan"],
    ["kwic", "astana", "--lemma", "--sentence", "--sort", "right"],
    ["freq"],
    ["freq", "[]{2} başkenti", "--by", "form,doc"],
    ["collocates", "Kazakistan", "--min", "1"],
    ["keywords", "--lang", "tr", "--min", "1"],
    ["keywords", "--lang", "tr", "--against", "ru", "--min", "1"],
    ["keywords", "--doc", "tr/baskent", "--against", "tr/enerji", "--min", "1"],
    ["ngrams", "--min", "1"],
    ["dispersion", "--min", "2"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_formats_agree(ask: Run, command: list[str]) -> None:
    rows = json.loads(ask(*command, "--format", "json").out)
    assert rows
    lines = [json.loads(line) for line in ask(*command, "--format", "jsonl").out.splitlines()]
    assert lines == rows
    table = list(csv.DictReader(io.StringIO(ask(*command, "--format", "csv").out)))
    assert [list(row) for row in table] == [list(row) for row in rows]
    assert len(ask(*command).out.splitlines()) == 1 + len(rows)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_limit_of_nought_means_all(ask: Run, command: list[str], tmp_path: Path) -> None:
    everything = json.loads(ask(*command, "-n", 0, "-f", "json").out)
    assert json.loads(ask(*command, "-n", 2, "-f", "json").out) == everything[:2]
    path = tmp_path / "all.csv"
    assert ask(*command, "-n", 0, "-f", "csv", "-o", path).out == ""
    with path.open(encoding="utf-8", newline="") as handle:
        assert len(list(csv.reader(handle))) == 1 + len(everything)


def test_a_concordance_on_the_screen(ask: Run) -> None:
    lines = ask("kwic", "Kazakistan", "--context", 2, "--kind", "paragraph").out.splitlines()
    assert lines[0].split() == ["docname", "pre", "keyword", "post"]
    assert lines[1].split()[:2] == ["tr/baskent", "Kazakistan’ın"]


def test_another_corpus_as_reference(ask: Run, built: Path, tmp_path: Path) -> None:
    other = shutil.copytree(built, tmp_path / "other")
    ran = ask("keywords", "--lang", "ru", "--against", other, "--min", 1, "-f", "json")
    assert all(row["n"] <= row["n_against"] for row in json.loads(ran.out))


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["kwic", '[lemma="dış"'], 'the pattern breaks at character 13: [lemma="dış"»HERE»'),
        (["kwic", "kent |"], "the pattern breaks at character 7: kent |»HERE»"),
        (["kwic", '[colour="red"]'], "no attribute 'colour' in patterns; there are: form, lemma"),
        (["kwic", '[form="("]'], "no regular expression: '('"),
        (["kwic", "[]{3}"], "the pattern would match any text"),
        (["kwic", ""], "an empty pattern; try: kzcorpus kwic"),
        (["kwic", "a", "--sort", "up"], "--sort up: must be one of text, left, right, node"),
        (["kwic", "a", "--context", "-1"], "--context -1: must be 0 or more"),
        (["kwic", "a", "--limit", "-1"], "--limit -1: must be 0 (all) or more"),
        (["kwic", "a", "--kind", "title"], "no kind of block 'title'; there are: paragraph"),
        (["kwic", "a", "--since", "May"], "--since May: must be YYYY"),
        (["freq", "--by", "colour"], "--by colour: must be one of form, ner, lang, lemma"),
        (["freq", "--by", ""], "--by: name each column once"),
        (["collocates", "a", "--window", "0"], "--window 0: must be 1 or more"),
        (["collocates", "a", "--measure", "z"], "--measure z: must be one of log_likelihood"),
        (["keywords", "--lang", "ar"], "nothing to compare: 0 words against"),
        (["ngrams", "--size", "9"], "--size 9: must be 2 to 6"),
        (["dispersion", "--by", "upos"], "--by upos: must be one of lemma, form"),
        (
            ["freq", "--by", "lema"],
            "--by lema: must be one of form, ner, lang, lemma, upos, xpos, "
            "feats, doc, year; did you mean lemma?",
        ),
        (
            ["kwic", '[lema="a"]'],
            "no attribute 'lema' in patterns; there are: form, lemma, upos, "
            "xpos, feats, ner, lang, entity, type; did you mean lemma?",
        ),
        (["entities", "--type", "persn"], "no entity type 'persn'; there are: PERSON, GPE"),
        (["freq", "--lang", "turkish"], "--lang turkish: no language here; there are: "),
        (["freq", "--doc", "tr/baskend"], "--doc tr/baskend: no such document; "),
        (["sql", "select * from read_csv('/x.csv')"], "SQL: Permission Error: Cannot access"),
        (["sql", "select lema from words"], "SQL: Binder Error: Referenced column"),
        (["sql", "select colour from tokens"], "SQL: Binder Error"),
        (["sql", "selec 1"], "SQL: Parser Error"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_questions_are_usage_errors(
    run: Run, built: Path, command: list[str], told: str
) -> None:
    line = refusal(run(*command, "--corpus", built), 2)
    assert line.startswith(f"kzcorpus: {told}")


def test_a_refused_statement_is_told_as_it_was_written(run: Run, built: Path) -> None:
    line = refusal(run("sql", "select * from read_csv('/x.csv')", "--corpus", built), 2)
    assert line.endswith("select * from read_csv('/x.csv')\n")


@pytest.mark.parametrize("command", COMMANDS[::2], ids=" ".join)
def test_a_corpus_by_a_newer_schema(run: Run, copy: Path, command: list[str]) -> None:
    manifest = copy / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(told | {"schema_version": 99}), encoding="utf-8")
    line = refusal(run(*command, "--corpus", copy), 3)
    assert f"{copy}: made by a newer kzcorpus (schema 99, this one reads " in line


@pytest.mark.parametrize("command", COMMANDS[::2], ids=" ".join)
def test_a_missing_table(run: Run, copy: Path, command: list[str]) -> None:
    for table in ("tokens", "words"):
        shutil.rmtree(copy / table)
    line = refusal(run(*command, "--corpus", copy), 3)
    assert line.endswith("missing; build again with --force\n")


@pytest.mark.parametrize("command", COMMANDS[::2], ids=" ".join)
def test_a_document_that_is_not_there(run: Run, built: Path, command: list[str]) -> None:
    kept = [word for word in command if word not in ("--doc", "tr/baskent")]
    line = refusal(run(*kept, "--doc", "tr/baskend", "--corpus", built), 2)
    assert "--doc tr/baskend: no such document" in line


def test_no_corpus(run: Run, tmp_path: Path) -> None:
    line = refusal(run("kwic", "a", "--corpus", tmp_path / "none"), 3)
    assert "no corpus here; make one with `kzcorpus build`" in line
