"""The questions as methods of a corpus: same rows as the commands, and the commands to get them."""

import inspect
import json
import math
import shlex
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import typer

import kzcorpus
from kzcorpus import options
from kzcorpus.cli import app
from kzcorpus.errors import UsageError
from kzcorpus.notebook import FLAGS
from kzcorpus.results import Result
from tests.cli.conftest import Run, run  # noqa: F401  (a fixture)
from tests.query.running import write_running

Question = Callable[[kzcorpus.Corpus], Result]

QUESTIONS: dict[str, Question] = {
    "kwic": lambda c: c.kwic("büyük"),
    "kwic of lemmas": lambda c: c.kwic("büyük astana", lemma=True, context=2, sort="left", limit=3),
    "kwic in sentences": lambda c: c.kwic('[form="a.*"]', sentence=True, lang="tr", unique=True),
    "kwic of nothing": lambda c: c.kwic("yok"),
    "freq": lambda c: c.freq(),
    "freq of a pattern": lambda c: c.freq("büyük []", by=["form", "lang"], since="2020"),
    "freq by a list": lambda c: c.freq(by="lemma, year", punctuation=True, limit=5, until="2023"),
    "collocates": lambda c: c.collocates("astana", least=1),
    "collocates by": lambda c: c.collocates("astana", by="form", measure="mi3", window=1, limit=2),
    "keywords": lambda c: c.keywords(doc="news", least=1),
    "keywords against": lambda c: c.keywords(lang="tr", against="az", by="form", least=1),
    "ngrams": lambda c: c.ngrams(size=3, least=1, kind="paragraph"),
    "dispersion": lambda c: c.dispersion(least=2, by="form"),
    "sql": lambda c: c.sql("select doc_id, count(*) as n from tokens group by 1 order by 1"),
    "sql with quotes": lambda c: c.sql("select '$HOME \"x\"' as a, null as b", limit=1),
    "entities": lambda c: c.list_entities(type="GPE", limit=2),
    "entities by name": lambda c: c.list_entities("kazakistan"),
    "mentions": lambda c: c.mentions("astana", lang="tr"),
    "show": lambda c: c.show("Astana", lang="tr"),
    "cooccur": lambda c: c.cooccur("Astana", within="document", by="pmi", type="GPE"),
    "passages": lambda c: c.cooccur("Astana", mentions=True),
    "timeline": lambda c: c.timeline("Astana", by="month"),
    "dated mentions": lambda c: c.timeline(mentions=True, type="GPE"),
    "one companion": lambda c: c.cooccur("Astana", companion="Ankara", within="document"),
    "passages of one": lambda c: c.cooccur(
        "Astana", companion="Ankara", within="document", mentions=True
    ),
    "some periods": lambda c: c.timeline(by="month", limit=2),
    "sql in time": lambda c: c.sql("select 1 as one", timeout=20),
    "network": lambda c: c.network(least=1, within="document"),
    "explain": lambda c: c.explain("news/bir#1"),
    "unlinked": lambda c: c.unlinked(limit=3, type="GPE"),
    "stats": lambda c: c.stats(),
    "status": lambda c: c.status(),
    "rejects": lambda c: c.rejects(),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> kzcorpus.Corpus:
    """A corpus in a folder whose name a shell would take apart."""
    folder = tmp_path_factory.mktemp("of") / "my $corpus's"
    write_running(folder)
    return kzcorpus.open(folder)


def plain(value: Any) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return pytest.approx(value) if isinstance(value, float) else value


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_command_of_a_result_prints_the_same_rows(
    opened: kzcorpus.Corpus,
    name: str,
    run: Run,  # noqa: F811
) -> None:
    found = QUESTIONS[name](opened)
    program, *arguments = shlex.split(found.attrs["command"])
    assert program == "kzcorpus"
    ran = run(*arguments)
    assert ran.code == 0, ran.err
    printed = json.loads(ran.out)
    rows = [{k: plain(v) for k, v in row.items()} for row in found.to_dict(orient="records")]
    assert rows == printed
    assert bool(rows) == (name not in ("kwic of nothing", "rejects"))


#: Commands that ask nothing of a corpus; `corpus.render` and `kzcorpus.export` do for some of them.
NO_QUESTIONS = {
    *("ingest", "build", "validate", "schema", "export", "report", "doctor"),
    *("models list", "models verify", "models fetch", "models evaluate", "models train"),
}
#: Methods that are not called as their command is.
METHODS = {"entities list": "list_entities"}


def questions() -> Iterator[tuple[str, Any]]:
    """Every command that asks a corpus something, such as `entities show`."""
    group = typer.main.get_group(app)
    for name, command in group.commands.items():
        subcommands = getattr(command, "commands", None)
        if subcommands is None:
            yield name, command
        else:
            yield from ((f"{name} {sub}", found) for sub, found in subcommands.items())


@pytest.mark.parametrize(
    ("name", "command"), [one for one in questions() if one[0] not in NO_QUESTIONS]
)
def test_every_question_is_a_method_with_the_same_options(name: str, command: Any) -> None:
    method = getattr(kzcorpus.Corpus, METHODS.get(name, name.rpartition(" ")[2]))
    taken: dict[str, Any] = {}
    for parameter in inspect.signature(method).parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            # As it is written: "Unpack[TextFilters]".
            filters = getattr(options, parameter.annotation[len("Unpack[") : -1])
            taken |= dict.fromkeys(typing.get_type_hints(filters))
        elif parameter.name != "self":
            empty = parameter.default is parameter.empty
            taken[parameter.name] = None if empty else parameter.default
    asked = {}
    for option in command.params:
        flags = {flag: name for name, flag in FLAGS.items()}
        long = [flag for flag in option.opts if flag.startswith("--")]
        asked[flags.get(long[0], long[0][2:]) if long else option.name] = option.default
    # A method has its corpus, and gives a DataFrame.
    for outside in ("help", "corpus", "format", "output", "folder"):
        asked.pop(outside, None)
    assert set(taken) == set(asked)
    for option, value in asked.items():
        if option != "limit":
            assert (taken[option] or None) == (value or None), option


def test_commands_that_are_no_questions_exist() -> None:
    assert {name for name, _ in questions()} >= NO_QUESTIONS


def test_a_pattern_that_begins_with_a_dash(opened: kzcorpus.Corpus, run: Run) -> None:  # noqa: F811
    found = opened.freq("-dan")
    _, *arguments = shlex.split(found.attrs["command"])
    assert (run(*arguments).out, len(found)) == ("[]\n", 0)


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda c: c.kwic("a", langs="tr"), "kwic() has no option 'langs'; filters are: doc, kind"),
        (lambda c: c.freq(type="GPE"), "freq() has no option 'type'"),
        (lambda c: c.mentions(min=2), "mentions() has no option 'min'"),
        (lambda c: c.sql("select 1", lang="tr"), "unexpected keyword argument 'lang'"),
    ],
)
def test_an_option_that_is_none_is_a_type_error(
    opened: kzcorpus.Corpus, ask: Callable[[Any], Any], told: str
) -> None:
    with pytest.raises(TypeError) as raised:
        ask(opened)
    assert told in str(raised.value)


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.kwic("[lemma="),
        lambda c: c.kwic("a", sort="up"),
        lambda c: c.freq(by="colour"),
        lambda c: c.mentions(type="ANIMAL"),
        lambda c: c.keywords(lang="tr", against="nowhere"),
        lambda c: c.sql("drop table x"),
        lambda c: c.show("Bişkek"),
    ],
)
def test_bad_values_are_usage_errors(
    opened: kzcorpus.Corpus, ask: Callable[[kzcorpus.Corpus], Any]
) -> None:
    with pytest.raises(UsageError):
        ask(opened)


def test_a_concordance_reads_as_one(opened: kzcorpus.Corpus) -> None:
    found = opened.kwic("ankara", doc="news")
    lines = repr(found).splitlines()
    assert lines[0].split() == ["docname", "pre", "keyword", "post"]
    # What stands before the key word ends at it, what stands after begins there.
    assert {line.index("Ankara") for line in lines[1:-1]} == {lines[1].index("Ankara")}
    assert lines[-1] == "[2 rows × 12 columns]"
    html = found._repr_html_()
    assert "<code>kzcorpus kwic " in html
    assert "td:nth-of-type(2) { text-align: left }" not in html
    assert "td:nth-of-type(4) { text-align: left }" in html


def test_a_long_result_shows_its_ends(opened: kzcorpus.Corpus) -> None:
    found = opened.sql("select range as n, 'x ' || range as text from range(50)")
    lines = repr(found).splitlines()
    assert len(lines) == 1 + 10 + 1 + 10 + 1
    assert lines[11] == "…"
    assert lines[-2].split() == ["49", "49", "x", "49"]


def test_what_is_selected_of_a_result_is_one(opened: kzcorpus.Corpus) -> None:
    found = opened.freq()
    part = found[found.n > 2]
    assert isinstance(part, Result)
    assert part.attrs["command"] == found.attrs["command"]
    assert repr(part[["n"]]).splitlines()[0].split() == ["n"]
    assert "[0 rows × 4 columns]" in repr(found[found.n < 0])


def test_whole_numbers_stay_whole_where_some_are_missing(opened: kzcorpus.Corpus) -> None:
    found = opened.show("Astana")
    assert found.mentions.dtype == "Int64"
    assert found.columns.tolist() == ["what", "value", "mentions"]


def test_opening_loads_neither_pandas_nor_models(built: Path) -> None:
    from tests.test_imports import HEAVY, python

    opening = f"import json, sys, kzcorpus; kzcorpus.open({str(built)!r})"
    code = f"{opening}; print(json.dumps([*sys.modules]))"
    loaded = set(json.loads(python("-c", code)))
    assert not loaded & (HEAVY - {"pyarrow", "numpy"})
