"""Language identification beside py3langid, on sentences that neither was trained on.

    python benchmarks/language_id.py --data DIR

`DIR` holds `ud/` and `text/ntrex128/` (see src/kzcorpus/normalise/data/README.md). Scored are the
UD test sentences of tr, az and kk, for every language the second half of ntrex128 (parallel news,
all at the same lines; the first half is training data), and blocks of at least 200 characters, made
by joining consecutive Azerbaijani sentences. Each side runs in a process of its own, so that
peak memory is its own too; py3langid is restricted to the six languages, as it would have to be.
Arabic has no test set in the folder: it is told by its script, and the sentences are our own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kzcorpus.edits import apply_edits
from kzcorpus.normalise import load_detector
from kzcorpus.normalise.characters import repair_characters

#: Lines of each ntrex128 file that are training data (see pipelines/train/language.toml).
NTREX_TRAINS = 1000

SIX = ("tr", "az", "kk", "ru", "en", "ar")
UD = {
    "tr": "BOUN/tr_boun-ud-test",
    "az": "Azerbaijani-TueCL/az_tuecl-ud-test",
    "kk": "Kazakh-KTB/kk_ktb-ud-test",
    "ky": "Kyrgyz-KTMU/ky_ktmu-ud-test",
    "uz": "Uzbek-UT/uz_ut-ud-test",
    "tt": "Tatar-NMCTT/tt_nmctt-ud-test",
}
NTREX = {
    "tr": "ref.tur",
    "az": "ref.aze-Latn",
    "kk": "ref.kaz",
    "ru": "ref.rus",
    "en": "src.eng",
    "ky": "ref.kir",
    "uz": "ref.uzb",
    "tt": "ref.tat",
    "tk": "ref.tuk",
}
ARABIC = (
    "تقع المدينة على ضفتي النهر.",
    "افتتحت مكتبة جديدة في العاصمة أمس.",
    "ما رأيك؟",
    "وصل الوفد إلى المطار مساء الأحد وكان في استقباله عدد من الوزراء.",
    "الشتاء هنا بارد جدا.",
    "كتب الرحالة عن أسواق السهوب ومدنها القديمة.",
)
#: The sets of the macro average: UD where there is one.
MACRO = ("tr UD", "az UD", "kk UD", "ru NTREX", "en NTREX", "ar own")

Classify = Callable[[Sequence[str]], list[str]]


def sentences(data: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Name, language and texts of each set, with their letters repaired as a build does."""
    for lang, name in UD.items():
        lines = (data / "ud" / f"{name}.conllu").read_text(encoding="utf-8").splitlines()
        found = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
        yield f"{lang} UD", lang, [repaired(text) for text in found]
    for lang, name in NTREX.items():
        path = data / "text" / "ntrex128" / f"newstest2019-{name}.txt"
        lines = path.read_text(encoding="utf-8").splitlines()[NTREX_TRAINS:]
        yield f"{lang} NTREX", lang, [repaired(line) for line in lines if line.strip()]
    yield "ar own", "ar", list(ARABIC)


def repaired(text: str) -> str:
    return apply_edits(text, list(repair_characters(text)))[0].strip()


def blocks(texts: Sequence[str], least: int = 200) -> list[str]:
    """Consecutive sentences joined to blocks of at least so many characters."""
    joined = [""]
    for text in texts:
        joined[-1] = f"{joined[-1]} {text}".strip()
        if len(joined[-1]) >= least:
            joined.append("")
    return [text for text in joined if len(text) >= least]


def ours(languages: Sequence[str]) -> Classify:
    detect = load_detector(languages)

    def classify(texts: Sequence[str]) -> list[str]:
        return [max(row, key=row.__getitem__) for row in detect(texts)]

    return classify


def py3langid(languages: Sequence[str]) -> Classify:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(languages))
    return lambda texts: [identifier.classify(text)[0] for text in texts]


SIDES: dict[str, Callable[[], Classify]] = {
    "py3langid": lambda: py3langid(SIX),
    "ours, six": lambda: ours(SIX),
    "ours, and other": lambda: ours((*SIX, "other")),
}


def run(side: str, data: Path) -> dict[str, float]:
    """Accuracy in percent by set, and speed and memory."""
    sets = list(sentences(data))
    classify = SIDES[side]()
    results: dict[str, float] = {}
    number, characters, seconds = 0, 0, 0.0
    for name, lang, texts in sets:
        wanted = lang if lang in SIX else "other"
        if wanted == "other" and "other" not in side:
            continue
        started = time.process_time()
        found = classify(texts)
        seconds += time.process_time() - started
        number, characters = number + len(texts), characters + sum(map(len, texts))
        results[name] = 100 * found.count(wanted) / len(texts)
    results["macro of six"] = sum(results[name] for name in MACRO) / len(MACRO)
    for source in ("UD", "NTREX"):
        (azeri,) = (texts for name, _, texts in sets if name == f"az {source}")
        found = classify(blocks(azeri))
        results[f"az {source}, blocks >= 200"] = 100 * found.count("az") / len(found)
    results["sentences/s"] = number / seconds
    results["MB of characters/s"] = characters / seconds / 1e6
    results["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with ud/ and text/")
    parser.add_argument("--side", choices=tuple(SIDES), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        print(json.dumps(run(options.side, options.data)))
        return
    results = {}
    for side in SIDES:
        command = [sys.executable, __file__, "--data", str(options.data), "--side", side]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        results[side] = json.loads(done.stdout.splitlines()[-1])
    print(f"{'':26}" + "".join(f"{side:>18}" for side in SIDES))
    for name in results["ours, and other"]:
        figures = (results[side].get(name) for side in SIDES)
        print(
            f"{name:26}" + "".join(f"{f:18,.2f}" if f is not None else f"{'':18}" for f in figures)
        )


if __name__ == "__main__":
    main()
