"""The recipe of the language classifier: from folders of plain text to `data/language.npz`.

    python -m kzcorpus.normalise.train_language --data DIR [--messages DIR] [--out FILE]

`--data` is a folder with `text/` and `ud/` as `data/README.md` names them. `--messages` is a folder
of program translations (`LANG/LC_MESSAGES/*.mo`), the source of the languages that are none of
ours. The same folders and seed give the same file. Takes a few minutes on one core.
"""

from __future__ import annotations

import argparse
import gettext
import logging
import lzma
import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from kzcorpus.normalise.ngrams import BUCKETS, features_of
from kzcorpus.normalise.variants import VARIANTS

#: Lines that a source gives to a language: file under the data folder, first line, last line.
#: The second half of ntrex128 (parallel in all languages), the UD test files and half of the
#: common voice sentences are kept for `benchmarks/language_id.py`.
NTREX_TRAINS = 1000
_NTREX = "text/ntrex128/newstest2019-{}.txt"
SOURCES: dict[str, tuple[str, ...]] = {
    "tr": (
        _NTREX.format("ref.tur"),
        "text/tbmm_recent.txt.xz",
        "text/parlamint_tr.txt",
        "text/tr_laws_1980plus.txt.xz",
        "text/opusmt_testsets/tr.flores200.txt",
        "text/opusmt_testsets/tr.tatoeba.txt",
        "text/common_voice_cc0/tr/covost_v3.de-DE_tr.tsv",
    ),
    "az": (
        _NTREX.format("ref.aze-Latn"),
        "text/az_codes.txt.xz",
        "text/az_wiki_sent/sent_gold_actual.txt",
        "text/opusmt_testsets/az.flores200.txt",
        "text/opusmt_testsets/az.tatoeba.txt",
    ),
    "kk": (
        _NTREX.format("ref.kaz"),
        "text/kk_passages.txt",
        "text/common_voice_cc0/kk/sentence-collector.txt",
        "text/opusmt_testsets/kk.flores200.txt",
        "text/opusmt_testsets/kk.tatoeba.txt",
    ),
    "ru": (_NTREX.format("ref.rus"),),
    "en": (_NTREX.format("src.eng"), _NTREX.format("ref.eng-GB")),
    "ky": (
        _NTREX.format("ref.kir"),
        "text/opusmt_testsets/ky.flores200.txt",
        "ud/Kyrgyz-KTMU/ky_ktmu-ud-train.conllu",
    ),
    "uz": (_NTREX.format("ref.uzb"), "text/opusmt_testsets/uz.flores200.txt"),
    "tt": (_NTREX.format("ref.tat"),),
    "tk": (_NTREX.format("ref.tuk"),),
}
#: Languages taken from translations of programs: ar is ours, the rest makes up "other".
MESSAGES = [
    "tr",
    "az",
    "kk",
    "ru",
    "ar",
    "ky",
    "uz",
    "tt",
    "tk",
    "fa",
    "ug",
    "uk",
    "be",
    "bg",
    "sr",
    "mn",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "cs",
    "hu",
    "ro",
    "sv",
    "fi",
    "hr",
    "ku",
]
_LINES = 30_000
_LOG = logging.getLogger(__name__)
OURS = ("tr", "az", "kk", "ru", "en", "ar")


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a text, or the sentences of a CoNLL-U file, without the parts kept for tests."""
    opener: Any = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(islice(file, 100_000)):
            if "ntrex128" in path.parts and number >= NTREX_TRAINS:
                return
            if path.suffix == ".conllu":
                if not line.startswith("# text = "):
                    continue
                line = line.removeprefix("# text = ")
            if "sentence-collector" in path.name and number % 2:
                continue
            line = unicodedata.normalize("NFC", line.strip())
            if sum(map(str.isalpha, line)) > 3:
                yield line


def messages_of(folder: Path, lang: str) -> tuple[list[str], list[str]]:
    """Translated messages of a language, and the English ones that they translate."""
    theirs: list[str] = []
    english: list[str] = []
    for path in sorted(folder.glob(f"{lang}/LC_MESSAGES/*.mo")):
        if path.name.startswith("iso"):
            continue  # names of languages and countries, no sentences
        with path.open("rb") as file:
            try:
                catalog = vars(gettext.GNUTranslations(file))["_catalog"]
            except (OSError, ValueError, IndexError):
                continue  # not in UTF-8, or damaged
        for key, value in catalog.items():
            if isinstance(key, str) and isinstance(value, str) and key and key != value:
                for text, where in ((value, theirs), (key, english)):
                    text = re.sub(r"%\S+|\S*[_<>=/\\|@]\S*|--?\S+|\b[A-Z_]{2,}\b", " ", text)
                    text = " ".join(text.split())
                    if len(text) > 15:
                        where.append(text)
    return theirs, english


def collect(data: Path, messages: Path, rng: random.Random) -> dict[str, list[str]]:
    """Lines of text by language, and by variant of script ("kk-Latn")."""
    texts: dict[str, list[str]] = {}
    for lang, files in SOURCES.items():
        texts[lang] = []
        for name in files:
            lines = list(lines_of(data / name))
            texts[lang] += rng.sample(lines, min(len(lines), _LINES // 3))
    for lang in MESSAGES:
        theirs, english = messages_of(messages, lang)
        share = 2000 if lang in SOURCES else 6000
        texts.setdefault(lang, []).extend(rng.sample(theirs, min(len(theirs), share)))
        if lang == "fr":
            texts["en"] += rng.sample(english, min(len(english), 6000))
    return texts


def name_pools(texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """Words with a capital inside a sentence, of all our languages together, by script.

    Examples get some of them at random places, so that the model learns to look away from names:
    "Deniz" is no evidence of Turkish, "Toronto" none of English.
    """
    pools: dict[str, list[str]] = {"latin": [], "cyrillic": []}
    for lang in ("tr", "az", "kk", "ru", "en", "ky", "uz"):
        found = []
        for line in texts[lang][:20_000]:
            found += re.findall(r"(?<=[a-zа-яəçşğıöüқғңһ,] )[A-ZƏÇŞĞİÖÜА-ЯҚҒҢӘ]\w{2,}", line)
        # Without the letters that tell languages: those shall stay evidence.
        found = [name for name in found if not re.search("[əƏxXqQәғқңөұүһіӘҒҚҢӨҰҮҺІıİğş]", name)]
        for name in found[:6_000]:
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
    lines: Sequence[str], number: int, pools: dict[str, list[str]], rng: random.Random
) -> Iterator[str]:
    """Texts of every length from one word to some sentences."""
    for _ in range(number):
        line = rng.choice(lines)
        kind = rng.random()
        if kind < 0.5:
            words = line.split()
            size = rng.choice((1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 12))
            start = rng.randrange(max(1, len(words) - size + 1))
            line = " ".join(words[start : start + size])
        elif kind < 0.65:
            line = " ".join((line, rng.choice(lines), rng.choice(lines)))
        if rng.random() < 0.35:
            line = _with_names(line, pools, rng)
        if rng.random() < 0.06:
            line = line.replace("ı", "i")  # set in capitals
        yield line[:600]


def examples(texts: dict[str, list[str]], rng: random.Random) -> tuple[list[str], list[int], Any]:
    """Snippets and the numbers of their languages, ours more often than the others."""
    languages = [*OURS, *sorted(set(texts) - set(OURS)), "xx"]
    pools = name_pools(texts)
    found, labels = [], []

    def add(lang: str, lines: Sequence[str], number: int) -> None:
        for snippet in snippets(lines, number, pools, rng):
            found.append(snippet)
            labels.append(languages.index(lang))

    for lang, lines in texts.items():
        number = 20_000 if lang in ("tr", "az", "kk") else 14_000 if lang in OURS else 5_000
        add(lang, lines, number)
    for variant in VARIANTS:
        lines = [line.translate(variant.letters) for line in texts[variant.lang]]
        add(variant.lang, lines, variant.examples)
    signs = [" ".join("ქ" * rng.randint(1, 9) for _ in range(rng.randint(1, 9))) for _ in range(99)]
    add("xx", signs, 500)
    return found, labels, languages


def train(found: Sequence[str], labels: Sequence[int], n_languages: int, seed: int) -> Any:
    """Weights of n-grams and of telling letters, by Adam on the cross-entropy of minibatches."""
    from scipy import sparse

    rng = np.random.default_rng(seed)
    rows, scales, present = [], [], []
    for text in found:
        features = features_of([text])
        flat = features.rows.ravel()
        rows.append(flat[flat < BUCKETS].astype(np.uint16))
        scales.append(1 / np.sqrt(len(flat)))
        present.append(features.telling[0] > 0)
    wanted, letters = np.asarray(labels), np.array(present)
    n_rows = BUCKETS + letters.shape[1]
    weights = np.zeros((n_rows, n_languages), dtype=np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    step, epochs, batch = 0, 6, 1024
    for epoch in range(epochs):
        order = rng.permutation(len(rows))
        loss = 0.0
        for begin in range(0, len(order), batch):
            picked = order[begin : begin + batch]
            lengths = np.array([len(rows[i]) for i in picked])
            ngrams = sparse.csr_matrix(
                (
                    np.repeat([scales[i] for i in picked], lengths).astype(np.float32),
                    np.concatenate([rows[i] for i in picked]).astype(np.int32),
                    np.concatenate([[0], np.cumsum(lengths)]),
                ),
                shape=(len(picked), BUCKETS),
            )
            x = sparse.hstack(
                [ngrams, sparse.csr_matrix(letters[picked], dtype=np.float32)]
            ).tocsr()
            logits = x @ weights
            logits -= logits.max(axis=1, keepdims=True)
            p = np.exp(logits)
            p /= p.sum(axis=1, keepdims=True)
            at = np.arange(len(picked))
            loss -= float(np.log(p[at, wanted[picked]] + 1e-9).sum())
            p[at, wanted[picked]] -= 1
            gradient = (x.T @ p) / len(picked) + 2e-8 * weights
            step += 1
            first = 0.9 * first + 0.1 * gradient
            second = 0.999 * second + 0.001 * gradient**2
            rate = 0.03 * (1 - epoch / epochs)
            scaled = first / (1 - 0.9**step)
            weights -= rate * scaled / (np.sqrt(second / (1 - 0.999**step)) + 1e-7)
        _LOG.info("epoch %d: loss %.4f", epoch + 1, loss / len(rows))
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the language classifier.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--messages", type=Path, default=Path("/usr/share/locale"))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data/language.npz")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    rng = random.Random(options.seed)
    texts = collect(options.data, options.messages, rng)
    found, labels, languages = examples(texts, rng)
    weights = train(found, labels, len(languages), options.seed)
    table = weights[:BUCKETS]
    scale = np.float32(np.abs(table).max() / 127)
    np.savez_compressed(
        options.out,
        weights=np.rint(table / scale).astype(np.int8),
        scale=scale,
        telling=weights[BUCKETS:],
        languages=np.array(languages),
    )


if __name__ == "__main__":
    main()
