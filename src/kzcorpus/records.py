"""The frozen records that flow through the pipeline, one per stage.

Every record holds its predecessor, so that nothing is mutated and the way back to the file is
never lost. All spans are half-open and counted in Unicode code points. `start`/`end` refer to the
normalised text of the document; the original is reached through its `OffsetMap`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal, NamedTuple

from kzcorpus.edits import Edit
from kzcorpus.offsets import OffsetMap

BlockKind = Literal[
    "paragraph", "heading", "footnote", "header", "list_item", "quotation", "bibliography"
]
BLOCK_KINDS: tuple[BlockKind, ...] = (
    "paragraph",
    "heading",
    "footnote",
    "header",
    "list_item",
    "quotation",
    "bibliography",
)

#: One label set for every language and model (OntoNotes' eighteen types and TITLE).
ENTITY_TYPES: tuple[str, ...] = (
    "PERSON",
    "GPE",
    "LOC",
    "ORG",
    "NORP",
    "FAC",
    "EVENT",
    "LAW",
    "WORK_OF_ART",
    "PRODUCT",
    "LANGUAGE",
    "DATE",
    "TIME",
    "MONEY",
    "PERCENT",
    "QUANTITY",
    "CARDINAL",
    "ORDINAL",
    "TITLE",
)

#: The type and the name of something that no gazetteer knows, before it has an id.
NameKey = tuple[str, str]

Stage = Literal["ingest", "normalise", "annotate", "link", "store"]


@dataclass(frozen=True, slots=True)
class DocumentMeta:
    """What is known about a document besides its text; an empty string means unknown.

    `date` is ISO 8601 as far as it is known: `2023`, `2023-11` or `2023-11-03`.
    `lang` is an ISO 639-1 code that the metadata states, not one that was detected.
    """

    title: str = ""
    author: str = ""
    date: str = ""
    source_url: str = ""
    licence: str = ""
    lang: str = ""


class Place(NamedTuple):
    """Where a line of a document, raw characters `start` to `end`, stands on its page.

    `page` counts from 1. The box is in points (1/72 inch) from the upper left corner of the page as
    it is shown, so that a viewer can be opened there.
    """

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float


_start = attrgetter("start")
_end = attrgetter("end")


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as it was decoded, untouched.

    `path` is relative to the raw folder, `sha256` is the digest of the file's bytes, and the
    text proper begins at `body_start`, after any front matter. `format` is the reader that decoded
    it (txt, md, html, pdf, docx, jsonl, csv) and `encoding` how its bytes were read. Form feeds in
    `text` are page breaks. `places` has a box for each line of a PDF, in the order of the text;
    other formats have none.
    """

    doc_id: str
    path: str
    sha256: str
    text: str
    meta: DocumentMeta = DocumentMeta()
    body_start: int = 0
    format: str = "txt"
    encoding: str = "utf-8"
    places: tuple[Place, ...] = ()

    def places_of(self, start: int, end: int) -> tuple[Place, ...]:
        """Where on its pages a span of the raw text stands: the lines that it touches.

        Empty where the format has no pages to look at, or nothing of the span is to be seen.
        """
        first = bisect_right(self.places, start, key=_end)
        last = bisect_left(self.places, end, lo=first, key=_start)
        return self.places[first:last]


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that was refused, and why: a row of the `rejects` table."""

    path: str
    stage: Stage
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of layout: a paragraph, a heading, a footnote. `page` counts from 1.

    A note or a source carries its `marker` ("12", "*", "[3]"), and `anchor`, the place in the clean
    text where the running text refers to it, if it does.
    """

    start: int
    end: int
    kind: BlockKind
    page: int | None = None
    lang: str = ""
    lang_score: float = 0.0
    marker: str = ""
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class LangSpan:
    """Words inside a block that are in another language than the block: a title, a quotation."""

    start: int
    end: int
    lang: str
    score: float


@dataclass(frozen=True, slots=True)
class NormalisedDocument:
    """Clean text, the map back to raw, and the blocks in reading order.

    `edits` are in raw offsets. `order` holds the spans of the raw text in the order in which the
    clean text has them (a footnote is moved behind the paragraph that it interrupts); empty where
    nothing was moved. The edits of each span, carried out on it, and the results joined give `text`
    again. `spans` are stretches in another language than their block; they do not overlap.
    """

    raw: RawDocument
    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    edits: tuple[Edit, ...]
    lang: str = ""
    lang_share: float = 0.0
    order: tuple[tuple[int, int], ...] = ()
    spans: tuple[LangSpan, ...] = ()

    @property
    def doc_id(self) -> str:
        return self.raw.doc_id

    def lang_at(self, position: int) -> str:
        """The language of the span at a position of the clean text; empty outside all spans."""
        index = bisect_right(self.spans, position, key=lambda span: span.start) - 1
        inside = index >= 0 and position < self.spans[index].end
        return self.spans[index].lang if inside else ""


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word, the row of a CoNLL-U file. `id` counts from 1 within its sentence."""

    id: int
    form: str
    lemma: str = ""
    upos: str = ""
    xpos: str = ""
    feats: str = ""
    misc: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A surface token: it has offsets and carries the BIOES tag; its words carry the grammar."""

    start: int
    end: int
    words: tuple[Word, ...]
    ner: str = "O"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one block. `block` is the block's index in the document."""

    start: int
    end: int
    block: int
    lang: str
    annotator: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A named thing as it stands in the text.

    `sentence` is the sentence's index in the document; `token_start` and `token_end` are a
    half-open range of token indices in that sentence. `name` is the text without the case
    suffix that follows an apostrophe; `ner_native` is the model's own label (empty where only the
    gazetteer found it); `value` is what a date, a number or a sum means, normalised.
    """

    start: int
    end: int
    type: str
    ner_native: str
    sentence: int
    token_start: int
    token_end: int
    name: str
    source: str = "ner"
    value: str = ""


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """Stand-off annotation over the clean text of a document."""

    norm: NormalisedDocument
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = field(default=())

    @property
    def doc_id(self) -> str:
        return self.norm.raw.doc_id

    def tokens(self) -> Iterator[Token]:
        for sentence in self.sentences:
            yield from sentence.tokens

    def words(self) -> Iterator[Word]:
        for token in self.tokens():
            yield from token.words

    @property
    def annotator(self) -> str:
        """The annotators that took part, in order of first use, joined by a plus sign."""
        return "+".join(dict.fromkeys(s.annotator for s in self.sentences))


@dataclass(frozen=True, slots=True)
class EntityLink:
    """Which thing a mention means, how that was found, and how sure it is (0 to 1).

    `evidence` is what spoke for it, in a few words: the alias that matched, the context.

    Only the whole corpus tells the id of a name that no gazetteer knows. Until then the link is
    `pending`: it has the fullest name that the document has for the thing, and no canonical_id
    (`entities.nil.settled` fills it in). Its method is empty where it is to be that of the name
    itself; a link by way of another name (a surname, an acronym) has its own method already.
    """

    mention: Mention
    canonical_id: str
    method: str
    score: float
    evidence: str = ""
    pending: NameKey | None = None
