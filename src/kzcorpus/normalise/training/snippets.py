"""Examples for the language classifier: snippets of every length, some with names of elsewhere."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from kzcorpus.normalise.training.variants import VARIANTS

OURS = ("tr", "az", "kk", "ru", "en", "ar")
#: Text in none of the scripts that the classifier tells apart; it has a label of its own.
NO_LANGUAGE = "xx"
_EXAMPLES = {
    "tr": 44_000,
    "az": 44_000,
    "kk": 30_000,
    "en": 34_000,
    "ky": 16_000,
    "tt": 12_000,
    "uz": 12_000,
}
_OURS, _OTHERS = 20_000, 6_000
#: Sizes of snippets in words. A word or two of a language that is rarely met are no evidence for
#: it: "nane" is Turkish before it is Kazakh in Latin letters.
_SIZES = (1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 12)
_LONGER = tuple(size for size in _SIZES if size > 3)
_LONGEST = 600

_NAME = re.compile(r"(?<=[a-zа-яəçşğıöüқғңһ,] )[A-ZƏÇŞĞİÖÜА-ЯҚҒҢӘ]\w{2,}")
#: Letters that tell languages shall stay evidence, so a name with one of them is no filler.
_TELLING = re.compile("[əƏxXqQәғқңөұүһіӘҒҚҢӨҰҮҺІıİğş]")


def name_pools(texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """Words with a capital inside a sentence, of all our languages together, by script.

    Examples get some of them at random places, so that the model learns to look away from names:
    "Deniz" is no evidence of Turkish, "Toronto" none of English.
    """
    pools: dict[str, list[str]] = {"latin": [], "cyrillic": []}
    for lang in ("tr", "az", "kk", "ru", "en", "ky", "uz"):
        found = [name for line in texts[lang][:20_000] for name in _NAME.findall(line)]
        for name in [name for name in found if not _TELLING.search(name)][:6_000]:
            pools["cyrillic" if name[1] > "\u0400" else "latin"].append(name)
    return pools


def _with_names(line: str, pools: dict[str, list[str]], rng: random.Random) -> str:
    words = line.split()
    middle = line[len(line) // 2 : len(line) // 2 + 1]
    if "\u0600" <= middle < "\u0700":
        return line
    pool = pools["cyrillic" if "\u0400" <= middle < "\u0600" else "latin"]
    for _ in range(rng.choice((1, 1, 2, 3)) if len(words) > 2 else 1):
        words.insert(rng.randint(0, len(words)), rng.choice(pool))
    return " ".join(words)


def snippets(
    lines: Sequence[str],
    number: int,
    sizes: Sequence[int],
    pools: dict[str, list[str]],
    rng: random.Random,
) -> Iterator[str]:
    """Texts of every length from one word to some sentences."""
    for _ in range(number):
        line = rng.choice(lines)
        kind = rng.random()
        if kind < 0.5:
            words = line.split()
            size = rng.choice(sizes)
            start = rng.randrange(max(1, len(words) - size + 1))
            line = " ".join(words[start : start + size])
        elif kind < 0.65:
            line = " ".join((line, rng.choice(lines), rng.choice(lines)))
        if rng.random() < 0.35:
            line = _with_names(line, pools, rng)
        if rng.random() < 0.06:
            line = line.replace("ı", "i")  # set in capitals
        yield line[:_LONGEST]


def examples(
    texts: dict[str, list[str]], rng: random.Random
) -> tuple[list[str], list[int], list[str]]:
    """Snippets, the numbers of their languages, and the languages; ours most often."""
    languages = [*OURS, *sorted(set(texts) - set(OURS)), NO_LANGUAGE]
    pools = name_pools(texts)
    found: list[str] = []
    labels: list[int] = []

    def add(lang: str, lines: Sequence[str], number: int, sizes: Sequence[int]) -> None:
        made = list(snippets(lines, number, sizes, pools, rng))
        found.extend(made)
        labels.extend([languages.index(lang)] * len(made))

    for lang, lines in texts.items():
        ours = lang in OURS
        number = _EXAMPLES.get(lang, _OURS if ours else _OTHERS)
        add(lang, lines, number, _SIZES if lang in _EXAMPLES or ours else _LONGER)
    for variant in VARIANTS:
        lines = [line.translate(variant.letters) for line in texts[variant.lang]]
        add(variant.lang, lines, variant.examples, _LONGER if variant.lang == "kk" else _SIZES)
    signs = [" ".join("ქ" * rng.randint(1, 9) for _ in range(rng.randint(1, 9))) for _ in range(99)]
    add(NO_LANGUAGE, signs, 500, _SIZES)
    return found, labels, languages
