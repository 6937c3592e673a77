"""The Hugging Face folder: a card whose YAML parses and names every table, and the corpus."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml

from kzcorpus.errors import CorpusError, UsageError
from kzcorpus.export import export_corpus
from kzcorpus.export.card import card
from kzcorpus.query import Filters
from kzcorpus.tables import TABLES, Corpus, validate_corpus
from tests.conftest import part
from tests.fakes import annotated, write_corpus


def head(text: str) -> dict[str, Any]:
    """The YAML of a card."""
    _, front, _ = text.split("---\n", 2)
    loaded: dict[str, Any] = yaml.safe_load(front)
    return loaded


def test_the_folder_loads_as_the_card_says(any_corpus: Corpus, written: Path) -> None:
    counts = export_corpus(any_corpus, "hf", written)
    assert counts == any_corpus.counts()
    configs = head((written / "README.md").read_text(encoding="utf-8"))["configs"]
    unloadable = {name for name in TABLES if name == "canon" or not counts[name]} - {"sentences"}
    names = [config["config_name"] for config in configs]
    assert names == [name for name in TABLES if name not in unloadable]
    assert [c["config_name"] for c in configs if c.get("default")] == ["sentences"]
    for config in configs:
        (files,) = config["data_files"]
        rows = sum(pq.read_metadata(path).num_rows for path in written.glob(files["path"]))
        assert rows == counts[config["config_name"]]


def test_the_folder_is_still_a_sound_corpus(corpus: Corpus, written: Path) -> None:
    export_corpus(corpus, "hf", written)
    assert list(validate_corpus(Corpus(written))) == []


def test_the_head_of_the_card(corpus: Corpus) -> None:
    front = head(card(corpus))
    assert sorted(front["language"]) == ["az", "ru", "tr"]
    assert front["size_categories"] == ["n<1K"]
    # One document states no licence, so that the whole has none.
    assert (front["license"], front["license_name"]) == ("other", "by-document")
    assert "none stated: ask before you pass it on | 1 |" in card(corpus)


def test_a_known_licence_is_named_as_the_hub_names_it(tmp_path: Path) -> None:
    document = annotated("a", "Kazakistan büyük.")
    raw = document.norm.raw
    free = replace(raw, meta=replace(raw.meta, licence="CC0-1.0"))
    write_corpus(tmp_path / "c", replace(document, norm=replace(document.norm, raw=free)))
    front = head(card(Corpus(tmp_path / "c")))
    assert front["license"] == ["cc0-1.0"]


def test_hostile_metadata_is_no_markup(hostile_corpus: Corpus) -> None:
    text = card(hostile_corpus)
    assert head(text)["license"] == "other"
    assert '| "\\>\\<img src=x onerror=alert(5)\\> | 1 |' in text


def test_norwegian_is_a_language_and_not_a_no(tmp_path: Path) -> None:
    write_corpus(tmp_path / "c", annotated("a", "Astana.", lang="no"))
    assert head(card(Corpus(tmp_path / "c")))["language"] == ["no"]


def test_a_later_build_does_not_change_what_was_exported(copy: Path, written: Path) -> None:
    export_corpus(Corpus(copy), "hf", written)
    before = part(written, "tokens").read_bytes()
    write_corpus(copy, annotated("a", "Astana."))
    assert part(written, "tokens").read_bytes() == before


def test_filters_are_refused(corpus: Corpus, written: Path) -> None:
    with pytest.raises(UsageError, match="hf holds the tables as they are"):
        export_corpus(corpus, "hf", written, Filters(lang="tr"))


def test_a_missing_file_is_one_line(copy: Path, written: Path) -> None:
    opened = Corpus(copy)
    part(copy, "words").unlink()
    with pytest.raises(CorpusError, match="missing; build again with --force"):
        export_corpus(opened, "hf", written)
    assert not written.exists()
