"""Steps that train tokenizer, multiword expander, tagger and lemmatizer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzcorpus.models.training.lemma_table import extend_lemmatizer
from kzcorpus.models.training.lemmatizer_tune import tune_lemmatizer
from kzcorpus.models.training.steps import Step, logged, stanza_command
from kzcorpus.models.training.tagger_steps import tagger_steps
from kzcorpus.models.training.text_steps import ALIASED, VECTORS
from kzcorpus.models.training.tokenizer_silver import write_silver
from kzcorpus.models.training.tokenizer_tune import tune_tokenizer
from kzcorpus.models.training.ud_files import write_ud_data
from kzcorpus.models.training.vector_aliases import add_lower_aliases

if TYPE_CHECKING:
    from kzcorpus.models.training.plan import Plan


def ud_steps(plan: Plan) -> list[Step]:
    """The treebank steps in order; they leave tokenizer.pt, mwt.pt, tagger.pt, lemmatizer.pt."""
    work = plan.work / "ud"
    vectors = plan.work / VECTORS
    aliased = plan.work / ALIASED
    contexts = sorted((plan.own / "ner").glob("*.txt"))
    treebanks = plan.section("treebanks")
    files = [treebanks["boun"], *(f for names in treebanks["others"].values() for f in names)]
    lexicons = plan.data / "lexicon"

    def write_data(log: Path) -> None:
        with logged(log):
            write_ud_data(plan, work, contexts)

    def add_aliases(log: Path) -> None:
        with logged(log):
            add_lower_aliases(vectors, aliased, most=plan.section("tagger")["lower_aliases"])

    data = Step(
        name="ud-data",
        inputs=(
            *(plan.data / file for file in files),
            *contexts,
            lexicons,
            plan.work / "vectors.txt",
        ),
        outputs=(
            *(work / name for name in ("tokenizer.txt", "tokenizer-registers.txt")),
            *(work / name for name in ("tokenizer-tune.txt", "tagger", "dev.conllu")),
            *(work / f"{name}.conllu" for name in ("lemmas", "lemmas-more", "lemma-table")),
        ),
        settings={
            "treebanks": treebanks,
            "lemmatizer": plan.section("lemmatizer"),
            "tokenizer": plan.section("tokenizer"),
            "seed": plan.seed,
        },
        action=write_data,
    )
    alias = Step(
        name="vector-aliases",
        inputs=(vectors,),
        outputs=(aliased,),
        settings={"most": plan.section("tagger")["lower_aliases"]},
        action=add_aliases,
    )
    steps = [data, _tokenizer(plan, work), *_tokenizer_phases(plan, work), _mwt(plan, work)]
    return [*steps, alias, *tagger_steps(plan), *_lemmatizer(plan, work)]


def _tokenizer(plan: Plan, work: Path) -> Step:
    options = {
        "txt_file": work / "tokenizer.txt",
        "label_file": work / "tokenizer.labels",
        "mwt_json_file": work / "tokenizer-dev.mwt.json",
        "dev_txt_file": work / "tokenizer-dev.txt",
        "dev_label_file": work / "tokenizer-dev.labels",
        "dev_conll_gold": work / "dev.conllu",
        "save_dir": plan.work,
        "save_name": "tokenizer-first.pt",
    }
    return _training(plan, "tokenizer", options, ("txt_file", "dev_txt_file"))


def _tokenizer_phases(plan: Plan, work: Path) -> list[Step]:
    """Silver sentences cut by the first phase's tokenizer, a phase on them, one on BOUN."""
    first, second, out = (plan.work / f"tokenizer{name}.pt" for name in ("-first", "-second", ""))
    tokenizer = plan.section("tokenizer")
    silver = {"run_sentences": tokenizer["run_sentences"], **tokenizer["silver"]}
    text = work / "tokenizer-silver.txt"

    def label(log: Path) -> None:
        with logged(log):
            write_silver(plan.data, first, work, silver, seed=plan.seed, device=plan.device)

    def phase(name: str, begin: Path, end: Path) -> Step:
        settings, stem = tokenizer[name], work / f"tokenizer-{name}"

        def tune(log: Path) -> None:
            with logged(log):
                devs = [work / "tokenizer-dev", work / "tokenizer-own-dev"]
                tune_tokenizer(
                    begin, stem, devs, end, settings=settings, seed=plan.seed, device=plan.device
                )

        inputs = (begin, stem.with_suffix(".txt"), work / "tokenizer-dev.txt")
        return Step(f"tokenizer-{name}", inputs, (end,), {**settings, "seed": plan.seed}, tune)

    sources = (plan.data / source["path"] for source in silver["sources"])
    inputs = (first, work / "tokenizer-registers.txt", *sources)
    labelling = Step("silver-data", inputs, (text,), {**silver, "seed": plan.seed}, label)
    return [labelling, phase("silver", first, second), phase("tune", second, out)]


def _mwt(plan: Plan, work: Path) -> Step:
    options = {
        "train_file": work / "mwt.conllu",
        "eval_file": work / "dev.conllu",
        "gold_file": work / "dev.conllu",
        "save_dir": plan.work,
        "save_name": "mwt.pt",
    }
    return _training(plan, "mwt", options, ("train_file", "eval_file"), module="mwt_expander")


def _lemmatizer(plan: Plan, work: Path) -> list[Step]:
    own = (
        *("known", "names", "most_names", "unimorph", "most_unimorph", "trust", "repeat"),
        *("least_noun", "least_verb", "most_attested", "hint_weight", "table_from_dev"),
    )
    options = {
        "train_file": work / "lemmas.conllu",
        "eval_file": work / "dev.conllu",
        "save_dir": plan.work,
        "save_name": "lemmatizer-first.pt",
    } | dict.fromkeys(own)
    first, tuned = plan.work / "lemmatizer-first.pt", plan.work / "lemmatizer-tuned.pt"
    last, table = plan.work / "lemmatizer.pt", work / "lemma-table.conllu"
    train, dev = work / "lemmas.conllu", work / "dev.conllu"
    more = work / "lemmas-more.conllu"
    settings = plan.section("lemmatizer")["tune"]

    def tune(log: Path) -> None:
        with logged(log):
            tune_lemmatizer(
                *(first, train, dev, tuned),
                settings=settings,
                seed=plan.seed,
                more_conllu=more,
                device=plan.device,
            )

    def add(log: Path) -> None:
        with logged(log):
            extend_lemmatizer(tuned, train, table, last)

    seeded = {**settings, "seed": plan.seed}
    return [
        _training(plan, "lemmatizer", options, ("train_file", "eval_file")),
        Step("lemmatizer-tune", (first, train, more, dev), (tuned,), seeded, tune),
        Step("lemmatizer-table", (tuned, train, table), (last,), {}, add),
    ]


def _training(
    plan: Plan,
    section: str,
    options: dict[str, Any],
    inputs: tuple[str | Path, ...],
    *,
    module: str | None = None,
) -> Step:
    """A step that runs one of Stanza's modules; `options` override and null the section's keys."""
    own = {"alike", "run_sentences", "boun_passes", "silver", "tune"}
    chosen = {key: value for key, value in plan.section(section).items() if key not in own}
    arguments = chosen | options | plan.device_flags
    arguments |= {"shorthand": "tr_kz", "seed": plan.seed}
    if section != "lemmatizer":  # which takes the language from the shorthand
        arguments["lang"] = "tr"
    paths = tuple(Path(options[i]) if isinstance(i, str) else i for i in inputs)
    return Step(
        name=section,
        inputs=paths,
        outputs=(plan.work / str(options["save_name"]),),
        settings=chosen | {"seed": plan.seed, "device": plan.device},
        command=stanza_command(module or section, arguments),
    )
