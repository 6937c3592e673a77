"""The bundled models by the fast path, by Stanza's own, and by the naive loop: one answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzcorpus.annotate.stanza_backend import StanzaBackend
from kzcorpus.models import find_package
from tests.annotate.stanza_fast.conftest import Answer, naive, ours

pytestmark = pytest.mark.models

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def bundled() -> StanzaBackend:
    package = find_package("tr", "kz")
    return StanzaBackend(package.folder, package.lang, package.package, threads=1, device="cpu")


@pytest.fixture(scope="module")
def answered(bundled: StanzaBackend) -> list[tuple[str, Answer]]:
    """Paragraphs of the Turkish sample, line breaks and all, one text whole; and the answers."""
    files = sorted((ROOT / "data/raw/tr").glob("*.txt"))
    whole = [path.read_text(encoding="utf-8-sig") for path in files]
    texts = [part for text in whole for part in text.split("\n\n")] + whole[:1]
    return list(zip(texts, naive(bundled, texts), strict=True))


def test_the_bundled_models_take_the_fast_path(bundled: StanzaBackend) -> None:
    assert bundled.why_plain == []


@pytest.mark.parametrize("size", [1, 7, None])
def test_every_word_is_as_in_the_naive_loop(
    bundled: StanzaBackend, answered: list[tuple[str, Answer]], size: int | None
) -> None:
    found = [part for _, parts in answered if not isinstance(parts, str) for part in parts]
    assert sum(len(sentence.tokens) for sentence in found) > 4000
    for pairs in (answered, answered[::-1]):
        assert ours(bundled, [text for text, _ in pairs], size) == [found for _, found in pairs]


def test_every_word_is_as_by_stanza_s_own_path(answered: list[tuple[str, Answer]]) -> None:
    package = find_package("tr", "kz")
    plain = StanzaBackend(package.folder, "tr", "kz", threads=1, device="cpu", plain=True)
    assert ours(plain, [text for text, _ in answered]) == [found for _, found in answered]
