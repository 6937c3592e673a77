"""Answers in pieces: the same rows as the whole, in the same order, and nothing held."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from kzcorpus.errors import UsageError
from kzcorpus.query import concordance, kwic, select, stream_kwic, stream_select
from kzcorpus.query.stream import Stream, ordered
from kzcorpus.tables import Corpus
from tests.fakes import annotated, write_corpus
from tests.query.running import write_running

#: What Python's `split` takes for white space.
SPACES = [chr(code) for code in range(0x3001) if chr(code).isspace()]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return write_running(tmp_path_factory.mktemp("running"))


@pytest.mark.parametrize("sort", ["text", "left", "right", "node"])
@pytest.mark.parametrize("limit", [0, 1, 3, 7])
@pytest.mark.parametrize("options", [{"context": 0}, {"context": 2}, {"sentence": True}], ids=str)
def test_small_pieces_are_the_lines_of_large_ones(
    running: Corpus,
    monkeypatch: pytest.MonkeyPatch,
    sort: str,
    limit: int,
    options: dict[str, int],
) -> None:
    whole = kwic(running, '[form=".*a.*"]', sort=sort, limit=limit, **options)  # type: ignore[arg-type]
    monkeypatch.setattr(concordance, "FIRST", 1)
    monkeypatch.setattr(concordance, "BATCH", 2)
    pieces = list(
        stream_kwic(running, '[form=".*a.*"]', sort=sort, limit=limit, **options).pieces  # type: ignore[arg-type]
    )
    assert pa.concat_tables(pieces).to_pylist() == whole.to_pylist()
    assert whole.num_rows == (limit or whole.num_rows) > 0
    if sort == "text":
        assert [piece.num_rows for piece in pieces[:2]] == ([1] if limit == 1 else [1, 2])


def test_words_are_what_python_splits(tmp_path: Path) -> None:
    write_corpus(
        tmp_path,
        *(
            annotated(f"d{at:02}", f"bir iki{space}üç Astana dört{space}beş{space}altı")
            for at, space in enumerate(SPACES)
            if space not in "\n\r"
        ),
    )
    lines = kwic(Corpus(tmp_path), "Astana", context=2).to_pylist()
    assert len(lines) > 20
    for line in lines:
        assert (line["pre"], line["post"]) == ("iki üç", "dört beş")


def test_a_question_is_judged_before_it_is_asked(running: Corpus) -> None:
    with pytest.raises(UsageError):
        stream_kwic(running, "[lemma=")
    with pytest.raises(UsageError):
        stream_select(running, "selec 1")


def test_sql_in_pieces(running: Corpus) -> None:
    statement = "select range as n from range(120_000)"
    stream = stream_select(running, statement, timeout=60)
    first = next(stream.pieces)
    assert 0 < first.num_rows < 120_000
    numbers = [first, *stream.pieces]
    assert pa.concat_tables(numbers)["n"].to_pylist() == list(range(120_000))
    assert select(running, statement, limit=7).num_rows == 7


@pytest.mark.parametrize(
    ("statement", "timeout", "told"),
    [
        (
            "select if(range = 300000, ('x' || range)::int, 1) as n from range(400000)",
            0,
            "SQL: Conversion Error: Could not convert string 'x300000'",
        ),
        ("select a.range from range(300000) a, range(300000) b", 0.3, "SQL: stopped after 0.3 sec"),
    ],
)
def test_what_goes_wrong_late_is_a_usage_error_too(
    running: Corpus, statement: str, timeout: float, told: str
) -> None:
    stream = stream_select(running, statement, timeout=timeout)
    with pytest.raises(UsageError) as raised:
        for _ in stream.pieces:
            pass
    assert str(raised.value).startswith(told)


def test_what_the_reader_does_meanwhile_is_not_the_statements_time(running: Corpus) -> None:
    import time

    stream = stream_select(running, "select range as n from range(120_000)", timeout=1)
    next(stream.pieces)
    time.sleep(1.2)
    assert sum(piece.num_rows for piece in stream.pieces) > 0


def test_an_order_holds_no_more_than_its_limit() -> None:
    held: list[int] = []

    def pieces() -> Iterator[pa.Table]:
        for at in range(50):
            held.append(at)
            yield pa.table({"n": [at, 99 - at], "text": [f"{at:03}", f"{99 - at:03}"]})

    schema = pa.schema([("n", pa.int64()), ("text", pa.string())])
    found = ordered(Stream(schema, pieces()), lambda piece: piece["text"], 3).table()
    assert found["n"].to_pylist() == [0, 1, 2]
    assert len(held) == 50


def test_equal_keys_stay_as_they_came() -> None:
    table = pa.table({"n": list(range(3_000)), "text": ["b", "a", "b"] * 1_000})
    found = ordered(Stream.of(table), lambda piece: piece["text"], 0).table()
    numbers = found["n"].to_pylist()
    assert numbers == sorted(range(3_000), key=lambda n: (table["text"][n].as_py(), n))
