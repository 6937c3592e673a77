"""The page of a model's figures."""

from pathlib import Path

import pytest

from kzcorpus.models.registry import ModelPackage
from kzcorpus.models.report import Evaluation, Result, Speed, write_report
from kzcorpus.models.scoring import Score


def page(tmp_path: Path, lang: str) -> str:
    weights = tmp_path / lang / "ner" / "x.pt"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"0" * 1_500_000)
    files = {"resources.json": "", f"{lang}/ner/x.pt": "", f"{lang}/pos/gone.pt": ""}
    package = ModelPackage(lang, "x", tmp_path, files, "local", "", "")
    results = (Result("gold.jsonl", "names", Score(gold=1200, system=1000, correct=900)),)
    path = tmp_path / "page.md"
    write_report(path, package, Evaluation(results, Speed(3000, 2.0)))
    return path.read_text(encoding="utf-8")


def test_figures_speed_and_sizes_are_on_the_page(tmp_path: Path) -> None:
    text = page(tmp_path, "tr")
    assert "# Model tr-x" in text
    assert "Speed: 1,500 words a second" in text
    assert "| gold.jsonl | names | 81.8 | 90.0 | 75.0 | 1,200 |" in text
    assert "| ner | 1.5 |" in text
    assert "gone" not in text


@pytest.mark.parametrize(("lang", "system"), [("tr", "UDPipe 2, BOUN"), ("kk", "Stanza, KTB")])
def test_published_figures_are_of_the_same_language(tmp_path: Path, lang: str, system: str) -> None:
    text = page(tmp_path, lang)
    assert system in text
    assert text.count("| Stanza, ") == (2 if lang == "tr" else 1)


def test_a_language_without_published_figures_has_no_empty_table(tmp_path: Path) -> None:
    assert "Published" not in page(tmp_path, "xx")
