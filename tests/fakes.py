"""An annotator that needs no model, and documents for it: it knows a handful of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kzcorpus.annotate import Router, Segment, SentenceDraft, TokenDraft, annotate_documents
from kzcorpus.annotate.bioes import encode
from kzcorpus.annotate.labels import label_map
from kzcorpus.build.whole import marked
from kzcorpus.config import PipelineConfig
from kzcorpus.entities import Canon, Found, Gazetteer, Linker, resolve_nil, settled
from kzcorpus.letters import fold, name_part
from kzcorpus.normalise import Marks
from kzcorpus.offsets import OffsetMap
from kzcorpus.records import (
    AnnotatedDocument,
    Block,
    DocumentMeta,
    NormalisedDocument,
    RawDocument,
    Word,
)
from kzcorpus.tables import SCHEMA_VERSION, TABLES, Manifest, RowBuilder, TableWriter

#: Names by their folded words; the labels are a model's own, so that mapping them is seen.
NAMES: Mapping[tuple[str, ...], str] = {
    ("kazakistan",): "GPE",
    ("qazaxıstan",): "GPE",
    ("astana",): "GPE",
    ("астана",): "GPE",
    ("almatı",): "GPE",
    ("ankara",): "GPE",
    ("orta", "asya"): "LOC",
    ("hazar", "denizi"): "LOCATION",
    ("kasım", "cömert", "tokayev"): "PER",
    ("tokayev",): "PER",
    ("nursultan", "nazarbayev"): "PER",
    ("türk", "devletleri", "teşkilatı"): "ORG",
    ("türkiye",): "GPE",
    ("30", "ağustos", "1995"): "DATE",
}
LONGEST = max(len(words) for words in NAMES)

#: A surface token and the words that it is made of.
MULTIWORD = {"başkentteki": ("başkentte", "ki")}

_TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")


class FakeBackend:
    """Sentences end at full stops; words are their own lemmas; names come from a dictionary."""

    def __init__(self, names: Mapping[tuple[str, ...], str] = NAMES, name: str = "fake-1") -> None:
        self.name = name
        self._names = names

    def annotate(self, segments: Sequence[Segment]) -> list[list[SentenceDraft]]:
        return [list(self._sentences(segment.text)) for segment in segments]

    def _sentences(self, text: str) -> Iterator[SentenceDraft]:
        spans = [match.span() for match in _TOKEN.finditer(text)]
        first = 0
        for last, (start, end) in enumerate(spans):
            if text[start:end] == "." or last == len(spans) - 1:
                yield self._sentence(text, spans[first : last + 1])
                first = last + 1

    def _sentence(self, text: str, spans: Sequence[tuple[int, int]]) -> SentenceDraft:
        forms = [text[start:end] for start, end in spans]
        tags = encode(len(forms), self._found([fold(name_part(form)) for form in forms]))
        tokens = []
        number = 1
        for (start, end), form, tag in zip(spans, forms, tags, strict=True):
            parts = MULTIWORD.get(fold(form), (form,))
            words = tuple(
                Word(number + index, part, lemma=fold(name_part(part)), upos="X")
                for index, part in enumerate(parts)
            )
            number += len(parts)
            tokens.append(TokenDraft(start, end, words, tag))
        return SentenceDraft(tuple(tokens))

    def _found(self, keys: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """The longest names, from left to right."""
        start = 0
        while start < len(keys):
            for length in range(min(LONGEST, len(keys) - start), 0, -1):
                label = self._names.get(tuple(keys[start : start + length]))
                if label:
                    yield start, start + length, label
                    start += length - 1
                    break
            start += 1


def router_of(backend: FakeBackend) -> Router:
    """A router that sends every language to one fake."""
    return Router({"*": backend}, {backend.name: label_map(set(NAMES.values()), backend.name)})


def fake_router(config: PipelineConfig) -> Router:
    """What `build_corpus(router=...)` takes, without a model."""
    return router_of(FakeBackend())


class Factory:
    """Makes routers, and counts how often it was asked for one."""

    def __init__(self, backend: FakeBackend | None = None) -> None:
        self.calls = 0
        self._backend = backend or FakeBackend()

    def __call__(self, config: PipelineConfig) -> Router:
        self.calls += 1
        return router_of(self._backend)


def normalised(doc_id: str, *texts: str, lang: str = "tr") -> NormalisedDocument:
    """A document whose blocks are these texts; nothing was changed in it."""
    text = "\n\n".join(texts)
    blocks = []
    start = 0
    for piece in texts:
        blocks.append(Block(start, start + len(piece), "paragraph", 1, lang, 1.0))
        start += len(piece) + 2
    raw = RawDocument(doc_id, f"{doc_id}.txt", "0" * 64, text)
    return NormalisedDocument(
        raw, text, OffsetMap.identity(len(text)), tuple(blocks), (), lang, 1.0
    )


def annotated(
    doc_id: str,
    *texts: str,
    lang: str = "tr",
    date: str = "",
    backend: FakeBackend | None = None,
) -> AnnotatedDocument:
    """The same, annotated by a fake; `date` is the document's."""
    document = normalised(doc_id, *texts, lang=lang)
    document = replace(document, raw=replace(document.raw, meta=DocumentMeta(date=date)))
    (result,) = annotate_documents([document], router_of(backend or FakeBackend()))
    assert isinstance(result, AnnotatedDocument), result
    return result


#: The key of every part that `staged` writes.
KEY = "0" * 12


def staged(
    folder: Path, *documents: AnnotatedDocument, duplicates: Mapping[str, Marks] | None = None
) -> tuple[TableWriter, Manifest]:
    """Documents written into a corpus folder's staging, and the manifest to commit them with."""
    rows, canon = RowBuilder(), Canon()
    linker = Linker(Gazetteer())
    links = [linker.link(one, [Found(mention) for mention in one.mentions]) for one in documents]
    names = resolve_nil(link.pending for some in links for link in some if link and link.pending)
    for document, some in zip(documents, links, strict=True):
        rows.add_document(document, [link and settled(link, names) for link in some])
    entities = rows.take("entities")
    canon.add(entities)
    annotators = {one.annotator for document in documents for one in document.sentences}
    for entry in canon.entries():
        rows.add_canon(entry)
    writer = TableWriter(folder)
    files = []
    for table, schema in TABLES.items():
        made = entities if table == "entities" else rows.take(table)
        if table in ("documents", "blocks"):
            made = marked(made, table, duplicates or {})
        files.append(writer.write(table, KEY, 0, schema, [made]))
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        code_version="0",
        code_fingerprint="",
        config={},
        config_fingerprint="",
        input_fingerprint="",
        models={},
        annotators=tuple(sorted(annotators)),
        files=tuple(files),
    )
    return writer, manifest


def write_corpus(
    folder: Path, *documents: AnnotatedDocument, duplicates: Mapping[str, Marks] | None = None
) -> None:
    """A corpus of these documents, with the duplicates marked that are named by doc_id."""
    writer, manifest = staged(folder, *documents, duplicates=duplicates)
    writer.commit(manifest)
