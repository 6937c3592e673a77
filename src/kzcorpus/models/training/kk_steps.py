"""Steps that train the Kazakh models: vectors, tokenizer, tagger, lemmatizer, names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzcorpus.models.training import vectors
from kzcorpus.models.training.kk_data import part_of, read_kaznerd, tokens
from kzcorpus.models.training.kk_files import held_out, read_kazakh, write_kazakh
from kzcorpus.models.training.ner_train import train_ner
from kzcorpus.models.training.pack import TRAINED
from kzcorpus.models.training.steps import Step, logged, stanza_command
from kzcorpus.models.training.tagger_train import LOOP, train_tagger
from kzcorpus.models.training.text_steps import ALIASED, VECTORS
from kzcorpus.models.training.vector_aliases import add_lower_aliases

if TYPE_CHECKING:
    from kzcorpus.models.training.plan import Plan

LANG = "kk"


def kazakh_steps(plan: Plan) -> list[Step]:
    """All steps in order; they leave the files of `TRAINED` and the vectors in `plan.work`."""
    return [*_data(plan), *_vectors(plan), *_words(plan), _tagger(plan), _names(plan)]


def _data(plan: Plan) -> list[Step]:
    settings, work = plan.section("kazakh"), plan.work / LANG
    lexicons = plan.data / "lexicon"

    def write(_log: Path) -> None:
        kazakh = read_kazakh(plan.data, settings)
        write_kazakh(kazakh, work, lexicons, settings, seed=plan.seed)

    files = [settings["names"], settings["names_test"], *settings["treebank"]]
    inputs = [plan.data / file for file in files]
    inputs += [lexicons / file for file in settings["unimorph"]]
    names = ["own.txt", "tok-train.txt", "tok-dev.txt", "lemmas.conllu", "train.conllu"]
    names += ["mwt.conllu", "dev.conllu", "names-test.jsonl"]
    outputs = tuple(work / name for name in names)
    return [Step("kk-data", tuple(inputs), outputs, {**settings, "seed": plan.seed}, write)]


def _vectors(plan: Plan) -> list[Step]:
    settings, plain = plan.section("vectors"), plan.work / VECTORS
    aliases = settings.pop("lower_aliases")
    own = {"path": plan.work / LANG / "own.txt", "times": settings.pop("own_times")}
    rows = settings.pop("sources")
    sources = [own, *({"times": 1, **row, "path": plan.data / row["path"]} for row in rows)]
    corpus = plan.work / "vectors.txt"

    def write(log: Path) -> None:
        with logged(log):
            banned = held_out(read_kazakh(plan.data, plan.section("kazakh")))
            vectors.write_corpus(sources, corpus, held_out=banned, seed=plan.seed, tokenise=tokens)

    def train(log: Path) -> None:
        with logged(log):
            chosen = {**settings, "seed": plan.seed}
            vectors.train_vectors(corpus, plain, settings=chosen)

    def add_aliases(log: Path) -> None:
        with logged(log):
            add_lower_aliases(plain, plan.work / ALIASED, most=aliases)

    inputs = tuple(source["path"] for source in sources)
    times = {"times": [source["times"] for source in sources], "seed": plan.seed}
    return [
        Step("vectors_text", inputs, (corpus,), times, write),
        Step("vectors", (corpus,), (plain,), {**settings, "seed": plan.seed}, train),
        Step("vector-aliases", (plain,), (plan.work / ALIASED,), {"most": aliases}, add_aliases),
    ]


def _words(plan: Plan) -> list[Step]:
    """Stanza's own training of tokenizer, expander and lemmatizer."""
    work = plan.work / LANG
    tokenizer = {
        "txt_file": work / "tok-train.txt",
        "label_file": work / "tok-train.labels",
        "mwt_json_file": work / "tok-dev.mwt.json",
        "dev_txt_file": work / "tok-dev.txt",
        "dev_label_file": work / "tok-dev.labels",
        "dev_conll_gold": work / "tok-dev.conllu",
        "save_name": TRAINED["tokenize"],
        "lang": LANG,
    }
    mwt = {
        "train_file": work / "mwt.conllu",
        "eval_file": work / "mwt.conllu",
        "gold_file": work / "mwt.conllu",
        "dict_only": True,
        # The tokenizer finds none; but a whole pipeline is expected to have an expander.
        "save_name": TRAINED["mwt"],
        "lang": LANG,
    }
    lemmatizer = {
        "train_file": work / "lemmas.conllu",
        "eval_file": work / "dev.conllu",
        "save_name": TRAINED["lemma"],
    }
    return [
        _module(plan, "tokenizer", tokenizer, ("txt_file", "dev_txt_file")),
        _module(plan, "mwt", mwt, ("train_file",), module="mwt_expander"),
        _module(plan, "lemmatizer", lemmatizer, ("train_file", "eval_file")),
    ]


def _module(
    plan: Plan,
    name: str,
    options: Mapping[str, Any],
    inputs: tuple[str, ...],
    *,
    module: str | None = None,
) -> Step:
    chosen = plan.section(name)
    arguments = chosen | dict(options) | plan.device_flags
    arguments |= {"shorthand": f"{LANG}_kz", "seed": plan.seed, "save_dir": plan.work}
    return Step(
        name,
        tuple(options[key] for key in inputs),
        (plan.work / str(options["save_name"]),),
        chosen | {"seed": plan.seed, "device": plan.device},
        command=stanza_command(module or name, arguments),
    )


def _tagger(plan: Plan) -> Step:
    settings, work, out = plan.section("tagger"), plan.work / LANG, plan.work / TRAINED["pos"]
    pretrain = plan.work / ALIASED

    def action(log: Path) -> None:
        with logged(log):
            train_tagger(
                None,
                pretrain,
                {work / "train.conllu": 1.0},
                work / "dev.conllu",
                out,
                settings={key: settings[key] for key in LOOP},
                options={key: value for key, value in settings.items() if key not in LOOP},
                seed=plan.seed,
                lang=LANG,
                device=plan.device,
            )

    inputs = (pretrain, work / "train.conllu", work / "dev.conllu")
    return Step("tagger", inputs, (out,), {**settings, "seed": plan.seed}, action)


def _names(plan: Plan) -> Step:
    settings = {**plan.section("ner"), "seed": plan.seed, "lang": LANG, "schemes": ["kz"]}
    source = plan.data / plan.section("kazakh")["names"]
    pretrain, out = plan.work / ALIASED, plan.work / TRAINED["ner"]

    def action(log: Path) -> None:
        rows = read_kaznerd(source)
        train = [row for row in rows if part_of(row) == "train"]
        groups = {
            "named": [row for row in train if set(row.tags) != {"O"}],
            "bare": [row for row in train if set(row.tags) == {"O"}],
        }
        dev = {LANG: [row for row in rows if part_of(row) == "dev"]}
        with logged(log):
            train_ner(
                groups, dev, out, pretrain_file=pretrain, settings=settings, device=plan.device
            )

    return Step("ner", (source, pretrain), (out,), settings, action)
