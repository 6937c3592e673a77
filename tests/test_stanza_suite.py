"""The bundled models on the sample corpus: the main job, for real."""

import ast
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import kzcorpus
from kzcorpus.annotate import Segment, SentenceDraft, TokenDraft
from kzcorpus.annotate.stanza_backend import StanzaBackend
from kzcorpus.build import build_corpus
from kzcorpus.entities import load_gazetteer
from kzcorpus.models import find_package
from kzcorpus.query import Filters, list_entities, list_mentions
from kzcorpus.tables import Corpus, validate_corpus
from tests.conftest import cases

pytestmark = pytest.mark.models

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module", autouse=True)
def our_gazetteer(read_once: None) -> Iterator[None]:
    """Builds here know the bundled gazetteer, which those of other tests do without."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kzcorpus.build.workshop.load_gazetteer", load_gazetteer)
        yield


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample corpus built in data/processed, as after `make build`."""
    home = tmp_path_factory.mktemp("home")
    report = build_corpus(ROOT / "data/raw", home / "data/processed")
    assert report.changed
    assert report.n_rejects == 0
    return home


@pytest.fixture(scope="module")
def corpus(home: Path) -> Corpus:
    return kzcorpus.open(home / "data/processed")


@pytest.fixture(scope="module")
def backend() -> StanzaBackend:
    package = find_package("tr", "kz")
    return StanzaBackend(package.folder, package.lang, package.package, threads=1)


def tokens(backend: StanzaBackend, text: str) -> Iterator[TokenDraft]:
    sentences: list[SentenceDraft]
    (sentences,) = backend.annotate([Segment(text, "tr")])
    for sentence in sentences:
        yield from sentence.tokens


def test_all_sample_documents_are_in_the_corpus(corpus: Corpus) -> None:
    documents = corpus.documents
    languages = documents.lang.astype(str).value_counts().to_dict()
    assert languages == {"tr": 5, "az": 2, "kk": 1, "ru": 1, "en": 1}
    assert documents.licence.eq("CC0-1.0").all()
    assert documents.title.notna().all()
    assert documents.date.notna().all()


def test_the_corpus_keeps_every_promise(corpus: Corpus) -> None:
    assert list(validate_corpus(corpus)) == []


def test_every_mention_is_found_again_in_its_file(corpus: Corpus) -> None:
    paths = corpus.documents.set_index("doc_id").path
    for doc_id, mentions in corpus.entities.groupby("doc_id"):
        path = ROOT / "data/raw" / paths[doc_id]
        raw = path.read_bytes().decode("utf-8-sig")
        for mention in mentions.to_dict("records"):
            original = raw[mention["raw_start"] : mention["raw_end"]]
            assert letters(original) == letters(mention["text"])
            assert raw.count("\n", 0, mention["raw_start"]) + 1 == mention["raw_line"]


def letters(text: str) -> str:
    """What layout repair may not change: letters and digits, without combining marks."""
    return "".join(ch for ch in text if ch.isalnum())


def test_no_word_of_the_sample_is_broken_by_a_line_end(corpus: Corpus) -> None:
    forms = set(corpus.tokens.form)
    assert {"ekonomik", "bölgesel"} <= forms
    assert not any("\n" in form or "\f" in form for form in forms)


def test_running_headers_stand_outside_the_sentences_of_the_text(corpus: Corpus) -> None:
    blocks = corpus.frame("blocks")
    headers = blocks[blocks.kind == "header"]
    assert {"e-Makale | Kazakistan’ın Çok Yönlü Dış Politikası", "2", "14"} <= set(headers.text)
    paragraphs = blocks[blocks.kind == "paragraph"]
    assert not paragraphs.text.str.contains("e-Makale |", regex=False).any()


def test_every_row_says_who_made_it(corpus: Corpus) -> None:
    rows = corpus.tokens[["lang", "annotator"]].astype(str).drop_duplicates()
    made = {(lang, name.partition("-")[0]) for lang, name in rows.itertuples(index=False)}
    spacy = {(lang, "spacy") for lang in ("ru", "en")}
    assert made == {("tr", "stanza"), ("az", "stanza"), ("kk", "stanza"), *spacy}


@pytest.mark.parametrize("name", ["Kazakistan", "KAZAKİSTAN", "kazakistan", "kazakıstan"])
def test_a_country_is_found_however_it_is_typed(corpus: Corpus, name: str) -> None:
    found = list_entities(corpus, name, filters=Filters(type="GPE")).to_pylist()
    assert found[0]["canonical_id"] == "gpe/kazakhstan"
    occurrences = corpus.tokens.form_key.str.fullmatch("kazakistan(’.*)?").sum()
    assert found[0]["mentions"] > 0.8 * occurrences


@pytest.mark.parametrize(
    ("doc_id", "least", "apart"),
    [
        ("az/orta-dehliz", 0.9, set()),
        ("az/qazaxistan-turkiye", 0.9, set()),
        # Its name in the accusative is found by the model, but not known for the acronym's.
        ("kk/astana-tarihy", 0.88, {"CICA"}),
    ],
)
def test_names_are_those_of_the_gold(
    corpus: Corpus, doc_id: str, least: float, apart: set[str]
) -> None:
    """Strict spans and types of our own documents, annotated by hand; and who is who in them."""
    core = ("PERSON", "GPE", "LOC", "ORG")
    path = ROOT / "tests/gold" / f"{doc_id.partition('/')[2]}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gold = {(r["start"], r["end"], r["type"]): r["canon"] for r in rows if r["type"] in core}
    mine = corpus.entities[(corpus.entities.doc_id == doc_id) & corpus.entities.type.isin(core)]
    columns = zip(mine.raw_start, mine.raw_end, mine.type, mine.canonical_id, strict=True)
    found = {(start, end, kind): str(named) for start, end, kind, named in columns}
    both = gold.keys() & found.keys()
    assert 2 * len(both) / (len(gold) + len(found)) >= least
    ids: dict[str, set[str]] = {}
    for span in both:
        ids.setdefault(gold[span], set()).add(found[span])
    assert {canon for canon, names in ids.items() if len(names) > 1} == apart


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Nursultan Nazarbayev", "PERSON"),
        ("Kasım Cömert Tokayev", "PERSON"),
        ("Türkiye", "GPE"),
        ("Moskova", "GPE"),
        ("Hazar", "LOC"),
        ("Türk Devletleri Teşkilatı", "ORG"),
    ],
)
def test_known_entities_of_the_sample(corpus: Corpus, name: str, kind: str) -> None:
    types = {row["type"] for row in list_entities(corpus, name).to_pylist()}
    assert kind in types


def test_a_mention_comes_with_its_sentence_and_line(corpus: Corpus) -> None:
    rows = list_mentions(corpus, "Tokayev", Filters(doc="tr/tokayev-portresi")).to_pylist()
    assert rows
    for row in rows:
        assert row["text"] in row["sentence"]
        assert row["path"] == "tr/tokayev-portresi.txt"


def test_lemmas_of_the_sample(corpus: Corpus) -> None:
    key = ["doc_id", "sent_id", "token_id"]
    words = corpus.words.merge(corpus.tokens[[*key, "lang"]], on=key)
    turkish = words[words.lang == "tr"]
    assert turkish.lemma.notna().all()
    lemmas = turkish.groupby("form").lemma.agg(set)
    assert lemmas["politikayı"] == {"politika"}
    assert lemmas["Kazakistan’ın"] == {"Kazakistan"}


@pytest.mark.parametrize("case", cases("turkish_models.json", "words"))
def test_words(backend: StanzaBackend, case: dict[str, Any]) -> None:
    found = {word.form: word for token in tokens(backend, case["input"]) for word in token.words}
    for form, wanted in case["want"].items():
        word, want = found[form], dict(wanted)
        features = set(filter(None, want.pop("feats", "").split("|")))
        assert features <= set((word.feats or "").split("|"))
        assert {key: getattr(word, key) for key in want} == want


@pytest.mark.parametrize("case", cases("turkish_models.json", "names"))
def test_names(backend: StanzaBackend, case: dict[str, Any]) -> None:
    text = case["input"]
    found = [
        [text[token.start : token.end], token.ner]
        for token in tokens(backend, text)
        if token.ner != "O"
    ]
    assert found == case["want"]


@pytest.mark.parametrize("mark", ["’", "'", "`", "ʼ", "´"])
def test_apostrophes_are_all_one_to_the_models(backend: StanzaBackend, mark: str) -> None:
    def analysis(text: str) -> list[tuple[str, str, str, str]]:
        return [
            (word.form.replace(mark, "’"), word.lemma, word.upos, token.ner)
            for token in tokens(backend, text)
            for word in token.words
        ]

    text = "Tokayev’in Ankara’daki görüşmesi Kazakistan’ın dış politikasını belirledi."
    assert analysis(text.replace("’", mark)) == analysis(text)


def test_a_batch_gives_what_single_segments_give(backend: StanzaBackend) -> None:
    segments = [
        Segment("Astana, Kazakistan'ın başkentidir. Nüfusu bir milyonu aştı.", "tr"),
        Segment("GİRİŞ", "tr"),
        Segment("Tokayev 2019’da göreve başladı.", "tr"),
    ]
    assert backend.annotate(segments) == [backend.annotate([s])[0] for s in segments]


def test_pandas_reads_the_tables_without_us(home: Path) -> None:
    frame = pd.read_parquet(home / "data/processed/tokens")
    assert {"doc_id", "form", "form_key", "ner", "raw_start"} <= set(frame.columns)
    assert len(frame) > 7000


def readme_commands() -> list[str]:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.startswith("    .venv/bin/kzcorpus ")]


@pytest.mark.parametrize("command", [c for c in readme_commands() if "my-corpus" not in c])
def test_commands_of_the_readme_run(home: Path, command: str) -> None:
    _, *arguments = command.split()
    done = subprocess.run(
        [sys.executable, "-m", "kzcorpus", *arguments],
        cwd=home,
        capture_output=True,
        text=True,
        env=os.environ | {"NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) > 2  # a heading and two rows at least


def tutorial_commands() -> list[str]:
    """The commands of the tutorial: lines of its console blocks that begin with a dollar sign."""
    page = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```$", page, re.M | re.S)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("command", tutorial_commands())
def test_commands_of_the_tutorial_run(home: Path, command: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == "kzcorpus"
    done = subprocess.run(
        [sys.executable, "-m", "kzcorpus", *arguments],
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    if "-o" in arguments:
        assert (home / arguments[arguments.index("-o") + 1]).stat().st_size > 100
    else:
        assert len(done.stdout.splitlines()) > 2


def show(value: Any) -> None:
    """Ask a value for what a notebook asks it for."""
    for method in ("_repr_mimebundle_", "_repr_html_", "__repr__"):
        if hasattr(value, method):
            assert getattr(value, method)()
            return


def run_notebook(name: str) -> dict[str, Any]:
    """Run the cells of a notebook in order, and show what each ends in."""
    pytest.importorskip("matplotlib").use("agg")
    notebook = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            body = ast.parse("".join(cell["source"])).body
            last = body[-1]
            if isinstance(last, ast.Expr):
                exec(compile(ast.Module(body[:-1], []), name, "exec"), names)
                show(eval(compile(ast.Expression(last.value), name, "eval"), names))
            else:
                exec(compile(ast.Module(body, []), name, "exec"), names)
            assert cell["outputs"] == [], "commit notebooks without outputs"
    return names


def test_the_tour_runs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    names = run_notebook("tour.ipynb")
    assert len(names["people"]) > 50
    assert names["tokayev"].doc_id.nunique() > 2
    assert names["nouns"].lemma.notna().all()
    assert len(names["lines"]) > 5
    assert len(names["company"]) >= 5
    assert len(names["typical"]) == 10
    assert len(names["axes"].patches) == 15
    assert len(names["over_time"].axes[0].lines) == 2
    assert len(names["together"].rows) > 10
    assert names["shown"].mentions > 50


def test_the_notebook_on_partners_runs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    names = run_notebook("partners.ipynb")
    lines = names["lines"]
    assert set(lines.partner) == set(names["PARTNERS"])
    assert names["rates"].shape[1] >= 3
    assert names["by_year"].to_numpy().sum() == names["names"].sum() == len(lines) > 50
    lines_drawn = names["over_time"].legends[0].get_texts()
    assert [text.get_text() for text in lines_drawn] == [
        "Turkey", "Russia", "China", "Azerbaijan", "Uzbekistan",
    ]  # fmt: skip
    assert len(names["together"].rows) == 40
    assert all(command.startswith("kzcorpus kwic ") for command in names["commands"].values())


def test_the_notebook_on_a_gazetteer_runs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "data/raw").symlink_to(ROOT / "data/raw")
    monkeypatch.chdir(home)
    names = run_notebook("gazetteer.ipynb")
    counts = names["counts"]
    assert "Lenin Prize" in names["ranking"].rows.name.tolist()
    assert (counts.before == 0).all()
    assert (counts.after > 0).all()
