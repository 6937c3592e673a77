"""Sentences with names that entity recognition found: silver training data for the tagger.

The treebanks name few people and places of Central Asia, so that the tagger takes `Astana` or
`Bişkek` at the beginning of a sentence for a common noun. Entity recognition has learned them from
other text. What it calls a person or a country or town is a proper noun here, whatever the tagger
says; all other tags are the tagger's own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kzcorpus.models.training.conllu import Sentence, Token, Word, write_conllu
from kzcorpus.models.training.pack import PACKAGE, pack
from kzcorpus.models.training.tokenizer_silver import distinct_lines, drawn

#: Types whose words are proper nouns; institutions and works are made of common ones too.
NAMED = frozenset({"PERSON", "GPE"})
#: What the tagger calls a name that it does not know.
MISTAKEN = frozenset({"NOUN", "ADJ", "VERB", "ADV", "X"})
_PLAIN = "Case=Nom|Number=Sing|Person=3"
#: Texts that the models read at once.
_BATCH = 200


def write_named(
    data: Path,
    files: Mapping[str, Path],
    vectors: Path,
    work: Path,
    out: Path,
    *,
    charlms: Mapping[str, Path],
    settings: Mapping[str, Any],
    seed: int,
    device: str = "cpu",
) -> int:
    """Write the sentences that name somebody to the CoNLL-U file `out`; return how many.

    `settings`: sources (path under `data`; most lines, drawn; `tagged` for a token a line). Each
    line is read by itself. `files` are the trained models of tokenize, mwt, pos and ner, which are
    put together under `work`.
    """
    import stanza

    package = pack(files, vectors, work, charlms=charlms)
    annotate = stanza.Pipeline(
        "tr",
        dir=str(package),
        package=PACKAGE,
        processors=",".join(files),
        download_method=None,
        device=device,
        logging_level="ERROR",
    )
    rng = random.Random(seed)
    named: list[Sentence] = []
    for chosen in drawn(data, settings["sources"], rng, distinct_lines):
        for start in range(0, len(chosen), _BATCH):
            document = annotate("\n\n".join(chosen[start : start + _BATCH]))
            named.extend(sentences_that_name(document))
    write_conllu(out, named)
    return len(named)


def sentences_that_name(document: Any) -> Iterator[Sentence]:
    """Sentences of an annotated Stanza document with a person, country or town in them."""
    for sentence in document.sentences:
        names = {
            token.id[0]
            for entity in sentence.ents
            if entity.type in NAMED
            for token in entity.tokens
            if is_name(token.text)
        }
        if names:
            yield Sentence(tuple(_token(token, token.id[0] in names) for token in sentence.tokens))


def is_name(form: str) -> bool:
    """Whether a token of a name is written like one; in capitals every word is.

    >>> [is_name(form) for form in ("Bişkek’te", "ve", "ABD", "C.")]
    [True, False, False, False]
    """
    return len(form) > 2 and form[0].isupper() and not form.isupper()


def _token(token: Any, named: bool) -> Token:
    words: Sequence[Word] = [
        Word(word.text, "_", word.upos, word.xpos or "_", word.feats or "_") for word in token.words
    ]
    first = words[0]
    if named and first.upos in MISTAKEN:
        feats = first.feats if first.upos == "NOUN" else _PLAIN
        words = [Word(first.form, "_", "PROPN", "_", feats), *words[1:]]
    return Token(token.text, tuple(words), bool(token.spaces_after))
