"""spaCy's own documents: a DocBin for training and matching, or one Doc to look at.

A surface token is a token of spaCy's, so that names stay whole; one that holds several syntactic
words has the lemma and the tags of the first, which carries the meaning. Its words are in
`doc.user_data["multiword"]`. Tokens are joined by one space where the text has any white space,
so `doc.user_data["start_char"]` tells where each begins in the normalised text.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kzcorpus.errors import MissingPackageError, UsageError
from kzcorpus.export.documents import Document, Token, documents, selected
from kzcorpus.export.targets import write_file
from kzcorpus.query import Filters
from kzcorpus.tables import Corpus

#: What a DocBin keeps of a token. Sentences are kept as beginnings, for want of heads.
ATTRIBUTES = (
    "ORTH",
    "LEMMA",
    "POS",
    "TAG",
    "MORPH",
    "ENT_IOB",
    "ENT_TYPE",
    "ENT_KB_ID",
    "SENT_START",
)
_WORD = ("form", "lemma", "upos", "xpos", "feats")


def load_spacy() -> Any:
    """The package spaCy.

    Raises:
        MissingPackageError: it is not installed.
    """
    try:
        import spacy
    except ImportError as error:
        raise MissingPackageError("this export needs spaCy: pip install 'kzcorpus[nlp]'") from error
    return spacy


def to_spacy(corpus: Corpus, doc_id: str) -> Any:
    """One document of a corpus as a `spacy.tokens.Doc`.

    Raises:
        UsageError: there is no such document.
    """
    chosen = selected(corpus, Filters(doc=doc_id))
    if doc_id not in chosen:
        raise UsageError(f"{doc_id}: is a folder of documents; name one of {', '.join(chosen)}")
    (document,) = documents(corpus, {doc_id: chosen[doc_id]})
    return spacy_doc(document, load_spacy().blank("xx").vocab)


def write_docbin(documents: Iterable[Document], path: Path) -> dict[str, int]:
    """Write documents as a DocBin; returns how many documents, tokens and names.

    `spacy.tokens.DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab)` reads it.
    A DocBin is put together in memory.
    """
    spacy = load_spacy()
    from spacy.tokens import DocBin

    vocab = spacy.blank("xx").vocab
    made = DocBin(attrs=ATTRIBUTES, store_user_data=True)
    counts = {"documents": 0, "tokens": 0, "mentions": 0}
    for document in documents:
        doc = spacy_doc(document, vocab)
        made.add(doc)
        counts["documents"] += 1
        counts["tokens"] += len(doc)
        counts["mentions"] += len(doc.ents)
    with write_file(path) as temporary:
        made.to_disk(temporary)
    return counts


def spacy_doc(document: Document, vocab: Any) -> Any:
    """A document as a `spacy.tokens.Doc` with the words of `vocab`."""
    from spacy.tokens import Doc

    tokens = list(document.tokens())
    heads = [token.words[0] for token in tokens]
    doc = Doc(
        vocab,
        words=[token.row["form"] for token in tokens],
        spaces=[token.row["space_after"] for token in tokens],
        lemmas=[word["lemma"] or "" for word in heads],
        pos=[_pos(word["upos"]) for word in heads],
        tags=[word["xpos"] or "" for word in heads],
        morphs=[word["feats"] or "" for word in heads],
        sent_starts=[token.row["token_id"] == 1 for token in tokens],
    )
    doc.ents = _entities(document, tokens, doc)
    doc.user_data.update(
        doc_id=document.doc_id,
        lang=document.row["lang"],
        title=document.row["title"],
        date=document.row["date"],
        start_char=[token.row["start_char"] for token in tokens],
        multiword=[
            {"token": index, "words": [{name: word[name] for name in _WORD} for word in some]}
            for index, some in enumerate(token.words for token in tokens)
            if len(some) > 1
        ],
    )
    return doc


def _entities(document: Document, tokens: list[Token], doc: Any) -> list[Any]:
    from spacy.tokens import Span

    places = {
        (token.row["sent_id"], token.row["token_id"]): index for index, token in enumerate(tokens)
    }
    spans = []
    for mention in document.mentions:
        start = places[mention["sent_id"], mention["token_start"]]
        length = mention["token_end"] - mention["token_start"]
        kb_id = mention["canonical_id"] or ""
        spans.append(Span(doc, start, start + length, mention["type"], kb_id=kb_id))
    return spans


def _pos(upos: str | None) -> str:
    """A part of speech that spaCy knows: it refuses any other."""
    from spacy.parts_of_speech import IDS

    return "" if upos is None else upos if upos in IDS else "X"
