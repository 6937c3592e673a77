"""Pipeline files override what they set; a mistake in one fails with its place."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from kzcorpus.config import PipelineConfig, load_config
from kzcorpus.errors import ConfigError

Load = Callable[[str], PipelineConfig]
DEFAULT = Path(__file__).parents[1] / "pipelines" / "default.toml"


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Settings from the text of a pipeline file."""

    def load(text: str) -> PipelineConfig:
        path = tmp_path / "run.toml"
        path.write_text(text, encoding="utf-8")
        return load_config(path)

    return load


def test_no_file_means_the_defaults() -> None:
    assert load_config(None) == PipelineConfig()


def test_an_empty_file_means_the_defaults(load: Load) -> None:
    assert load("# nothing yet\n") == PipelineConfig()


def test_the_default_file_spells_out_the_defaults() -> None:
    assert load_config(DEFAULT) == PipelineConfig()


def test_the_default_file_leaves_no_key_out() -> None:
    spelt = tomllib.loads(DEFAULT.read_text(encoding="utf-8"))
    known = dataclasses.asdict(PipelineConfig())
    assert {table: set(keys) for table, keys in spelt.items()} == {
        table: set(keys) for table, keys in known.items()
    }


def test_only_the_keys_that_are_set_change(load: Load) -> None:
    config = load('[ingest]\nmax_bytes = 1000\n\n[language]\ncandidates = ["kk", "ru"]\n')
    defaults = PipelineConfig()
    assert config.ingest == dataclasses.replace(defaults.ingest, max_bytes=1000)
    assert config.language.candidates == ("kk", "ru")
    assert (config.annotate, config.models) == (defaults.annotate, defaults.models)


def test_a_whole_number_will_do_for_a_number(load: Load) -> None:
    assert load("[duplicates]\nthreshold = 1\n").duplicates.threshold == 1.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[duplicates]\nthreshold = 0\n", r"threshold: must be above 0 and at most 1, not 0"),
        ("[duplicates]\nthreshold = 1.5\n", r"threshold: must be above 0 and at most 1"),
        ("[duplicates]\nmin_words = 2\n", r"min_words: must be 3 or more, not 2"),
    ],
)
def test_duplicates_have_bounds(load: Load, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load(text)


def test_routes_are_replaced_as_a_whole(load: Load) -> None:
    assert load('[annotate.routes]\n"*" = "spacy"\n').annotate.routes == {"*": "spacy"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[ingest]\nmax_byte = 1\n", "run.toml:2: ingest.max_byte: unknown key; did you mean "),
        ("\n\n[ingst]\nmax_bytes = 1\n", "run.toml:3: ingst: unknown key; did you mean 'ingest'?"),
        ("[annotate.route]\ntr = 'spacy'\n", "run.toml:1: annotate.route: unknown key; did you "),
        ("threads = 1\n", "run.toml:1: threads: unknown key; known keys: ingest, language, "),
        ("[models]\ndir = 'm'\nxyz = 1 # ?\n", "run.toml:3: models.xyz: unknown key; known keys:"),
        ("[ingest]\n'max byte' = 1\n", "run.toml:2: ingest.max byte: unknown key"),
        (
            "[models]\nxyz = ''\n[ingest]\n  max_bytes = 1\n  dir = ''\n",
            "run.toml:2: models.xyz: unknown key",
        ),
    ],
)
def test_an_unknown_key_is_refused_with_its_place(load: Load, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[ingest]\nmax_bytes = '1'\n", "run.toml:2: ingest.max_bytes: must be a whole number"),
        ("[ingest]\nmax_bytes = 1.5\n", "ingest.max_bytes: must be a whole number, not 1.5"),
        ("[annotate]\nthreads = true\n", "annotate.threads: must be a whole number, not True"),
        ("[ingest]\nmetadata = 1\n", "ingest.metadata: must be a string, not 1"),
        ("[ingest]\nsuffixes = '.txt'\n", "ingest.suffixes: must be a list of strings"),
        ("[ingest]\nsuffixes = ['.txt', 1]\n", "ingest.suffixes: must be a list of strings"),
        ("[annotate]\nroutes = 'spacy'\n", "annotate.routes: must be a table of strings"),
        ("[annotate.routes]\ntr = 1\n", "run.toml:1: annotate.routes: must be a table of strings"),
        ("ingest = 1\n", "run.toml:1: ingest: must be a table"),
    ],
)
def test_a_value_of_a_wrong_type_is_refused_with_its_place(
    load: Load, text: str, message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(text)
    assert message in str(caught.value)


def test_what_is_not_toml_is_refused(load: Load) -> None:
    with pytest.raises(ConfigError, match=r"run\.toml: not a TOML file: .*line 1"):
        load("ingest:\n  max_bytes: 1\n")


def test_what_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run.toml").write_bytes("# ş".encode("cp1254"))
    with pytest.raises(ConfigError, match="not a TOML file"):
        load_config(tmp_path / "run.toml")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: cannot read the pipeline file: No such"):
        load_config(tmp_path / "none.toml")


def test_a_folder_is_no_pipeline_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read the pipeline file: Is a directory"):
        load_config(tmp_path)


def test_the_fingerprint_is_that_of_the_values(load: Load) -> None:
    assert load("[ingest]\nmax_bytes = 50_000_000\n").fingerprint == PipelineConfig().fingerprint
    one = load('[annotate.routes]\ntr = "spacy"\n"*" = "spacy"\n')
    other = load('[annotate]\nroutes = {"*" = "spacy", tr = "spacy"}\n')
    assert one.fingerprint == other.fingerprint


@pytest.mark.parametrize(
    "text",
    [
        "[ingest]\nsuffixes = ['.md', '.txt']\n",
        "[ingest]\nmax_bytes = 50_000_001\n",
        "[annotate]\nthreads = 0\n",
        "[annotate.routes]\ntr = 'spacy'\n",
        "[models]\ndir = 'models'\n",
    ],
)
def test_any_other_value_is_another_fingerprint(load: Load, text: str) -> None:
    assert load(text).fingerprint != PipelineConfig().fingerprint


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("[ingest]\nmax_bytes = 0", "max_bytes"),
        ("[annotate]\nbatch_chars = -1", "batch_chars"),
        ("[annotate]\nthreads = -1", "threads"),
    ],
)
def test_a_number_out_of_range_is_refused(tmp_path: Path, line: str, place: str) -> None:
    path = tmp_path / "run.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ConfigError, match=place):
        load_config(path)
