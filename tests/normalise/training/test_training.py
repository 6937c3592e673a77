"""The recipe of the language classifier reads what it says, and fits what it reads."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from kzcorpus.errors import ConfigError
from kzcorpus.normalise.ngrams import NgramModel
from kzcorpus.normalise.training.fit import feature_matrix, train
from kzcorpus.normalise.training.snippets import snippets
from kzcorpus.normalise.training.sources import Source, collect, lines_of, load_recipe

RECIPE = Path(__file__).parents[3] / "pipelines/train/language.toml"
TURKISH = ["Bozkır geniştir ve rüzgârlıdır.", "Çocuklar bugün okula gitti.", "Yağmur yağıyor mu?"]
KAZAKH = ["Дала кең әрі желді.", "Балалар бүгін мектепке барды.", "Жаңбыр жауып тұр ма?"]


def test_no_test_file_of_the_benchmark_is_learned_from() -> None:
    recipe = load_recipe(RECIPE)
    for sources in recipe.sources.values():
        for source in sources:
            assert "-ud-test" not in source.file
            # The second half of these parallel texts is the benchmark's.
            assert "ntrex128" not in source.file or source.first == 1000


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text('messages = {}\n[[tr]]\nfile = "a.txt"\nfrist = 3\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"\[\[tr\]\] has no 'frist'"):
        load_recipe(path)


@pytest.mark.parametrize(
    ("name", "text", "source", "want"),
    [
        ("a.txt", "\n".join(TURKISH), Source("a.txt", first=2), TURKISH[:2]),
        ("a.txt", "\n".join(TURKISH), Source("a.txt", every=2), TURKISH[::2]),
        ("a.conllu", "# text = Bozkır geniş.\n1\tBozkır\n", Source("a.conllu"), ["Bozkır geniş."]),
        ("a.tsv", "göl\tgölün\tN\n", Source("a.tsv", column=1), ["gölün"]),
        ("a.txt", "# hiç\n[Astana|GPE]’da\n", Source("own:a.txt"), ["Astana’da"]),
    ],
)
def test_lines_of_a_source(
    tmp_path: Path, name: str, text: str, source: Source, want: list[str]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(lines_of(source, tmp_path / name)) == want


def test_what_was_read_is_told_by_digest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join(TURKISH), encoding="utf-8")
    (tmp_path / "r.toml").write_text(
        '[messages]\n[[tr]]\nfile = "a.txt"\nmost = 2\ncopies = 3\n', encoding="utf-8"
    )
    read = [
        collect(load_recipe(tmp_path / "r.toml"), tmp_path, tmp_path, tmp_path, random.Random(1))
        for _ in range(2)
    ]
    assert read[0] == read[1]
    texts, (taken,) = read[0]
    assert (len(texts["tr"]), taken.lines, len(taken.digest)) == (6, 2, 64)


def test_snippets_are_of_every_length() -> None:
    made = list(snippets(TURKISH, 400, (1, 2), {"latin": ["Deniz"]}, random.Random(1)))
    lengths = {len(text.split()) for text in made}
    assert {1, 2} < lengths
    assert max(lengths) > 8


def test_what_is_learned_is_what_the_model_computes() -> None:
    texts = (TURKISH + KAZAKH) * 40
    labels = [0, 0, 0, 1, 1, 1] * 40
    weights = train(texts, labels, 2, seed=1)
    table, telling = weights[: 1 << 16], weights[1 << 16 :]
    model = NgramModel(["tr", "kk"], table, telling)
    logits = feature_matrix(texts[:6]) @ weights
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    wanted = powers / powers.sum(axis=1, keepdims=True)
    assert model.probabilities(texts[:6]) == pytest.approx(wanted, abs=1e-4)
    assert wanted.argmax(axis=1).tolist() == labels[:6]
