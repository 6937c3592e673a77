"""What loads what: questions never load torch, Stanza or spaCy, and help loads nothing heavy."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kzcorpus

MODELS = {"torch", "stanza", "spacy", "transformers", "py3langid"}
HEAVY = MODELS | {"pandas", "pyarrow", "duckdb", "numpy"}

#: Runs commands one after another; tells the exit code of each, and what is loaded after it.
RUNNER = """
import contextlib, io, json, sys
from kzcorpus.cli import main
told = []
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["kzcorpus", *arguments]
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            main()
        except SystemExit as ended:
            told.append((ended.code or 0, sorted(sys.modules)))
print(json.dumps(told))
"""

QUESTIONS = [
    ["--help"],
    ["entities", "--help"],
    ["schema"],
    ["status"],
    ["stats"],
    ["rejects"],
    ["entities"],
    ["entities", "list", "kazakistan", "--type", "GPE", "--format", "json"],
    ["entities", "mentions", "kazakistan", "--format", "csv"],
    ["entities", "show", "kazakistan"],
    ["entities", "cooccur", "kazakistan", "--within", "document"],
    ["entities", "timeline"],
    ["entities", "network", "--min", "1"],
    ["entities", "explain", "tr/baskent#1"],
    ["entities", "unlinked"],
    ["sql", "select count(*) from tokens"],
    ["export", "conllu"],
    ["export", "csv", "--table", "tokens", "--lang", "tr"],
    ["kwic", '[lemma="astana"] []{0,3}'],
    ["freq", "--by", "lemma,year"],
    ["collocates", "astana"],
    ["keywords", "--lang", "tr"],
    ["ngrams"],
    ["dispersion"],
    ["validate"],
    ["models", "list"],
    ["build"],
]


def python(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def told(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, set[str]]]:
    """Exit code and loaded modules after each question, all asked of the small corpus."""
    home = tmp_path_factory.mktemp("questions")
    raw, corpus = (shutil.copytree(built.parent / name, home / name) for name in ("raw", "corpus"))
    commands = []
    for question in QUESTIONS:
        match question:
            case ["build"]:
                commands.append(["build", str(raw), "--out", str(corpus)])
            case [*_, "--help"] | ["schema"] | ["models", *_]:
                commands.append(question)
            case _:
                commands.append([*question, "--corpus", str(corpus)])
    answers = json.loads(python("-c", RUNNER, json.dumps(commands)))
    return {
        " ".join(question): (code, set(modules))
        for question, (code, modules) in zip(QUESTIONS, answers, strict=True)
    }


def test_importing_kzcorpus_loads_nothing_heavy() -> None:
    loaded = set(
        json.loads(python("-c", "import json, sys, kzcorpus; print(json.dumps([*sys.modules]))"))
    )
    assert "kzcorpus" in loaded
    assert not loaded & HEAVY
    assert not any(name.startswith("kzcorpus.") for name in loaded)


@pytest.mark.parametrize("question", [" ".join(question) for question in QUESTIONS])
def test_no_question_loads_a_model_or_its_library(
    told: dict[str, tuple[int, set[str]]], question: str
) -> None:
    code, loaded = told[question]
    # The small corpus has a rejected file, so a build that does nothing exits with 4.
    assert code == (4 if question == "build" else 0)
    assert "kzcorpus.cli" in loaded
    assert not loaded & MODELS


def test_answers_do_not_wait_for_pandas(built: Path) -> None:
    """It takes half a second to import: see `query.engine.from_rows`."""
    questions = [
        ["entities"],
        ["entities", "show", "kazakistan"],
        ["entities", "cooccur", "kazakistan"],
        ["entities", "timeline", "kazakistan"],
        ["entities", "explain", "tr/baskent#1"],
        ["entities", "mentions", "kazakistan", "--format", "jsonl"],
        ["entities", "network", "--min", "1"],
        ["entities", "unlinked"],
        ["kwic", "astana"],
        ["freq"],
        ["collocates", "astana"],
        ["keywords", "--lang", "tr"],
        ["ngrams"],
        ["dispersion"],
        ["sql", "from canon", "--format", "csv"],
        ["status"],
        ["stats"],
        ["export", "conllu"],
        ["export", "csv", "--table", "canon"],
    ]
    commands = [[*question, "--corpus", str(built)] for question in questions]
    *_, (code, loaded) = json.loads(python("-c", RUNNER, json.dumps(commands)))
    assert code == 0
    assert "pandas" not in loaded


def test_a_build_with_nothing_to_do_does_not_wait_for_pandas(built: Path, tmp_path: Path) -> None:
    raw, corpus = (
        shutil.copytree(built.parent / name, tmp_path / name) for name in ("raw", "corpus")
    )
    commands = [["build", str(raw), "--out", str(corpus)]]
    ((code, loaded),) = json.loads(python("-c", RUNNER, json.dumps(commands)))
    assert code == 4  # one file of the small corpus is refused
    assert "kzcorpus.build.run" in loaded
    assert "pandas" not in loaded


@pytest.mark.parametrize("question", ["--help", "entities --help"])
def test_help_loads_nothing_heavy(told: dict[str, tuple[int, set[str]]], question: str) -> None:
    _, loaded = told[question]
    assert not loaded & HEAVY


def test_public_names_are_there_and_only_those() -> None:
    for name in kzcorpus.__all__:
        assert getattr(kzcorpus, name)
    with pytest.raises(AttributeError, match="module 'kzcorpus' has no attribute 'oepn'"):
        _ = kzcorpus.oepn
