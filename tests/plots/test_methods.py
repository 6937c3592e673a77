"""Plots show the figures of their questions, and can be shown, saved and gone on with."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kzcorpus
from kzcorpus.errors import MissingPackageError, UsageError

PNG = b"\x89PNG\r\n"


def the_axes(plot: Any) -> Any:
    """The one part of a picture; matplotlib's types know less of it than its readers do."""
    (axes,) = plot.axes
    return axes


def labels(axes: Any) -> list[str]:
    return [text.get_text() for text in axes.get_yticklabels()]


def test_a_ranking_has_the_bars_of_its_question(drawn: kzcorpus.Corpus) -> None:
    plot = drawn.plot.ranking(limit=3, lang="tr")
    wanted = drawn.list_entities(limit=3, lang="tr")
    axes = the_axes(plot)
    assert [bar.get_width() for bar in axes.patches] == wanted.mentions.tolist()
    assert labels(axes) == wanted.name.tolist()
    assert plot.commands == (wanted.attrs["command"],)
    assert plot.rows.equals(wanted)
    assert axes.get_title(loc="left") == "Most mentioned"
    assert axes.get_xlabel() == "Mentions"
    # The longest bar is on top.
    assert axes.yaxis_inverted()


def test_languages_have_the_words_of_their_question(drawn: kzcorpus.Corpus) -> None:
    plot = drawn.plot.languages(unique=True)
    wanted = drawn.freq(by="lang", unique=True)
    axes = the_axes(plot)
    assert [bar.get_width() for bar in axes.patches] == wanted.n.tolist()
    assert set(labels(axes)) == {"Turkish", "Azerbaijani", "English"}
    assert any("%" in text.get_text() for text in axes.texts)


def test_a_timeline_has_a_line_for_each_entity(drawn: kzcorpus.Corpus) -> None:
    plot = drawn.plot.timeline("Astana", "Ankara")
    axes = the_axes(plot)
    periods = [p for p in drawn.timeline().period if p != "undated"]
    ticks = [text.get_text() for text in axes.get_xticklabels()]
    assert ticks == periods
    for line, query in zip(axes.lines, ("Astana", "Ankara"), strict=True):
        found = drawn.timeline(query).set_index("period").mentions
        assert list(line.get_ydata()) == [found.get(period, 0) for period in periods]
    assert [text.get_text() for text in plot.legends[0].get_texts()] == ["Astana", "Ankara"]
    # Of Ankara one mention is in a document without a date.
    assert "Without a date, not drawn: 1." in axes.get_xlabel()
    assert len(plot.commands) == 2
    assert set(plot.rows.name) == {"Astana", "Ankara"}


def test_shares_leave_periods_without_anything_open(drawn: kzcorpus.Corpus) -> None:
    line = the_axes(drawn.plot.timeline("Astana", by="month", share=True)).lines[0]
    values = dict(zip(drawn.timeline(by="month").period, line.get_ydata(), strict=False))
    assert values["2021-05"] == pytest.approx(1000)
    assert values["2021-06"] != values["2021-06"]


def test_a_network_has_the_connections_of_its_question(drawn: kzcorpus.Corpus) -> None:
    plot = drawn.plot.network(least=1, within="document", lang="tr")
    wanted = drawn.network(least=1, within="document", lang="tr", limit=60)
    axes = the_axes(plot)
    edges, *nodes = axes.collections
    assert len(edges.get_segments()) == len(wanted) > 2
    names = {*wanted.source_name, *wanted.target_name}
    assert sum(len(node.get_offsets()) for node in nodes) == len(names)
    assert {text.get_text() for text in axes.texts} == names
    assert plot.rows.equals(wanted)
    # The same data, the same picture.
    again = drawn.plot.network(least=1, within="document", lang="tr")
    assert again._repr_mimebundle_() == plot._repr_mimebundle_()


def test_a_notebook_shows_a_sharp_picture_and_says_what_it_shows(drawn: kzcorpus.Corpus) -> None:
    plot = drawn.plot.timeline("Astana")
    data, metadata = plot._repr_mimebundle_()
    assert data["image/png"].startswith(PNG)
    width = int.from_bytes(data["image/png"][16:20])
    told = metadata["image/png"]
    assert width == 2 * told["width"]
    assert told["alt"].startswith("Mentions by year: Astana: Astana most in 2023 (")
    assert repr(plot) == f"<Plot: {told['alt']}>"


def test_a_user_may_go_on_with_a_plot(drawn: kzcorpus.Corpus, tmp_path: Path) -> None:
    plot = drawn.plot.ranking()
    plot.axes[0].set_title("Kim kaç kez?", loc="left")
    plot.savefig(tmp_path / "plot.svg")
    assert "<svg" in (tmp_path / "plot.svg").read_text(encoding="utf-8")


@pytest.mark.filterwarnings("error")
def test_letters_of_all_our_languages_have_a_shape(drawn: kzcorpus.Corpus) -> None:
    """For a letter that the font lacks matplotlib warns, and readers see an empty box."""
    from kzcorpus.plots.bars import Bar, draw_bars
    from kzcorpus.plots.figure import finish

    names = [
        "İĞŞÇÖÜ ığşçöü",
        "Əə Xx Qq",
        "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі",
        "Ёё Ъъ",
        "قازاقستان العربية",
    ]
    plot = draw_bars([Bar(name, 1) for name in names], "$x$ $\\frac$", "")
    plot = finish(plot, drawn.freq(), [], "")
    assert plot._repr_mimebundle_()[0]["image/png"].startswith(PNG)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "draw",
    [
        lambda p: p.ranking("nowhere"),
        lambda p: p.languages(doc="nowhere"),
        lambda p: p.network(least=99),
        lambda p: p.timeline(doc="nowhere"),
    ],
)
def test_where_nothing_is_found_the_picture_says_so(drawn: kzcorpus.Corpus, draw: Any) -> None:
    plot = draw(drawn.plot)
    assert "Nothing found" in [text.get_text() for text in plot.axes[0].texts]
    assert plot.told.endswith(": nothing found")
    assert plot._repr_mimebundle_()[0]["image/png"].startswith(PNG)


@pytest.mark.parametrize(
    ("draw", "error", "told"),
    [
        (lambda p: p.ranking(limit=0), UsageError, "limit=0"),
        (lambda p: p.ranking(langs="tr"), TypeError, "has no option 'langs'"),
        (lambda p: p.timeline(*"abcdefg"), UsageError, "at most 6"),
        (lambda p: p.timeline("Astana", share=True, dates="text"), UsageError, "share=True"),
        (lambda p: p.timeline("Bişkek"), UsageError, "nothing is called"),
        (lambda p: p.network(within="page"), UsageError, "--within page"),
    ],
)
def test_what_cannot_be_drawn_is_an_error(
    drawn: kzcorpus.Corpus, draw: Any, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        draw(drawn.plot)


def test_without_matplotlib_the_message_names_the_extra(
    drawn: kzcorpus.Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [*sys.modules]:
        if name.startswith(("kzcorpus.plots.bars", "kzcorpus.plots.figure", "matplotlib")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingPackageError, match=r"pip install 'kzcorpus\[notebook\]'"):
        drawn.plot.ranking()


def test_opening_a_corpus_loads_no_plotting_library(drawn: kzcorpus.Corpus) -> None:
    code = (
        f"import json, sys, kzcorpus; c = kzcorpus.open({str(drawn.folder)!r}); c.plot; "
        "print(json.dumps([n for n in sys.modules if n in ('matplotlib', 'networkx', 'spacy')]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert json.loads(done.stdout) == []
