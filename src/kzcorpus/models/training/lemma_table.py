"""Adds words to a trained lemmatizer's table, which is asked before its network."""

from __future__ import annotations

import gzip
import io
import json
import logging
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kzcorpus.letters import lower_tr
from kzcorpus.models.training.conllu import Sentence, Token, Word, read_conllu, write_conllu

logger = logging.getLogger(__name__)

#: Stanza's mark for entries of any part of speech.
ANY = "*"


def extend(
    table: dict[str, dict[str, str]], words: Iterable[Word], *, known: frozenset[tuple[str, str]]
) -> int:
    """Give each of `words` its lemma under its part of speech unless (form, UPOS) is in `known`.

    Returns how many entries are new. The first of two words with one form counts.

    >>> table = {"*": {"yazın": "yaz"}, "NOUN": {}}
    >>> extend(table, [Word("yazın", "yazın", "NOUN"), Word("ev", "ev", "NOUN")], known=frozenset())
    2
    >>> table["NOUN"]
    {'yazın': 'yazın', 'ev': 'ev'}
    """
    added = 0
    for word in words:
        entries = table.setdefault(word.upos, {})
        if (word.form, word.upos) in known or word.form in entries:
            continue
        if table.get(ANY, {}).get(word.form) != word.lemma:
            entries[word.form] = word.lemma
            added += 1
    return added


def extend_lemmatizer(model: Path, trained_on: Path, extra: Path, out: Path) -> int:
    """Write `model` with the words of the CoNLL-U file `extra` in its table to `out`.

    What the model was trained on keeps its lemmas. Returns the number of new entries.
    """
    import torch

    state = torch.load(model, map_location="cpu", weights_only=True)
    table = json.loads(gzip.decompress(state["dicts"]))
    known = frozenset((w.form, w.upos) for s in read_conllu(trained_on) for w in s.words)
    words = [word for sentence in read_conllu(extra) for word in sentence.words]
    added = extend(table, words, known=known)
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as stream:
        stream.write(json.dumps(table, ensure_ascii=False).encode("utf-8"))
    state["dicts"] = buffer.getvalue()
    torch.save(state, out, _use_new_zipfile_serialization=False)
    logger.info("%d words more in the lemmatizer's table", added)
    return added


def write_extra(path: Path, gold: Iterable[Word], others: Iterable[Word]) -> int:
    """Write words for `extend_lemmatizer`; a form's most frequent gold lemma is its lemma.

    A capital that only the annotators wrote (`üzerinde`: Üzer) is left out.
    """
    votes: Counter[tuple[str, str, str]] = Counter()
    for word in gold:
        if word.lemma not in ("", "_"):
            small = word.form.islower() and word.upos != "PROPN"
            votes[word.form, word.upos, lower_tr(word.lemma) if small else word.lemma] += 1
    lemmas: dict[tuple[str, str], str] = {}
    for (form, upos, lemma), _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        lemmas.setdefault((form, upos), lemma)
    words = [Word(form, lemma, upos) for (form, upos), lemma in lemmas.items()]
    words += [word for word in others if (word.form, word.upos) not in lemmas]
    rows = [Sentence((Token(word.form, (word,)),), "w") for word in words]
    return write_conllu(path, rows)
