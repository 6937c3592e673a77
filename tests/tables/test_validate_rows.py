"""Every promise that rows make is checked: each kind of damage is found and named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tables.damage import Rows, drop, findings, put, rewrite, twice

DOC = "tr/baskent"
FIRST_TOKEN = {"doc_id": DOC, "sent_id": 2, "token_id": 1}  # Kazakistan’ın, S-GPE
PERSON = {"doc_id": DOC, "name": "Nursultan Nazarbayev"}
DAMAGE: dict[str, tuple[str, Callable[[Rows], Rows | None], str]] = {
    "a block that is longer than its span": (
        "blocks",
        put({"doc_id": DOC, "block_id": 2}, text="Kazakistan"),
        "documents tr/baskent: its blocks do not make up its text",
    ),
    "a sentence that is not its slice": (
        "sentences",
        put({"doc_id": DOC, "sent_id": 1}, text="BAŞKENT ALMATI"),
        "sentences tr/baskent: 'BAŞKENT ALMATI' is not the text at 0..14",
    ),
    "a token that is not its slice": (
        "tokens",
        put(FIRST_TOKEN, form="Özbekistan’ın", form_key="özbekistan’ın"),
        "tokens tr/baskent: 'Özbekistan’ın' is not the text at 16..29",
    ),
    "a mention that is not its slice": (
        "entities",
        put(PERSON, start_char=0, end_char=5),
        "'Nursultan Nazarbayev' is not the text at 0..5",
    ),
    "a span beyond the text": (
        "entities",
        put(PERSON, end_char=100_000),
        "is not the text at",
    ),
    "a span without characters": (
        "tokens",
        put(FIRST_TOKEN, end_char=16, form=""),
        "tokens tr/baskent: '' is not the text at 16..16",
    ),
    "a place beyond the raw text": (
        "tokens",
        put(FIRST_TOKEN, raw_end=100_000),
        "maps to 16..100000, outside the raw text or out of order",
    ),
    "a place in the raw text that goes backwards": (
        "sentences",
        put({"doc_id": DOC, "sent_id": 3}, raw_start=0),
        "outside the raw text or out of order",
    ),
    "a wrong tag": (
        "tokens",
        put(FIRST_TOKEN, ner="B-GPE"),
        "tokens tr/baskent: token 2.1 is tagged B-GPE, its mention says S-GPE",
    ),
    "a tag without a mention": (
        "tokens",
        put({"doc_id": DOC, "form": "başkenti"}, ner="S-LOC"),
        "is tagged S-LOC, its mention says O",
    ),
    "a mention of another type than its tags": (
        "entities",
        put({"doc_id": DOC, "name": "Almatı"}, type="LOC"),
        "is tagged S-GPE, its mention says S-LOC",
    ),
    "a mention on the wrong tokens": (
        "entities",
        put(PERSON, token_start=2, token_end=4),
        "tr/baskent#4 is not its tokens",
    ),
    "a mention that begins inside a token": (
        "entities",
        put({"doc_id": DOC, "text": "ASTANA"}, start_char=9, text="STANA"),
        "tr/baskent#1 is not its tokens",
    ),
    "a mention that ends before its last token": (
        "entities",
        put({"doc_id": DOC, "text": "30 Ağustos 1995"}, end_char=396, text="30 Ağustos"),
        "tr/baskent#9 is not its tokens",
    ),
    "two mentions on one token": (
        "entities",
        lambda rows: [
            *rows[:6],
            {**rows[5], "mention_id": "tr/baskent#2b"},
            *rows[6:],
        ],
        "tr/baskent#2b overlaps another",
    ),
    "a token that lies in another sentence": (
        "tokens",
        put(FIRST_TOKEN, sent_id=3, token_id=99),
        "tokens tr/baskent: 16..29 lies outside its sent_id 3",
    ),
    "a sentence that lies in another block": (
        "sentences",
        put({"doc_id": DOC, "sent_id": 1}, block_id=2),
        "sentences tr/baskent: 0..14 lies outside its block_id 2",
    ),
    "a mention that lies in another block": (
        "entities",
        put(PERSON, block_id=1),
        "lies outside its block_id 1",
    ),
    "a token without its sentence": (
        "tokens",
        put(FIRST_TOKEN, sent_id=99),
        "tokens: 1 rows without their sentences (tr/baskent, 99)",
    ),
    "a block without its document": (
        "documents",
        drop(doc_id="az/dost"),
        "blocks: 1 rows without their documents (az/dost)",
    ),
    "a word without its token": (
        "words",
        put({"doc_id": DOC, "sent_id": 2, "id": 1}, token_id=99),
        "words: 1 rows without their tokens (tr/baskent, 2, 99)",
    ),
    "a mention without its entity": (
        "canon",
        drop(canonical_id="nil/gpe/astana"),
        "entities: 2 rows without their canon (nil/gpe/astana)",
    ),
    "a token twice": (
        "tokens",
        twice(**FIRST_TOKEN),
        "tokens: 1 rows with a repeated doc_id, sent_id, token_id",
    ),
    "a mention id twice": (
        "entities",
        put(PERSON, mention_id="tr/baskent#1"),
        "entities: 1 rows with a repeated mention_id",
    ),
    "an entity twice": (
        "canon",
        twice(canonical_id="nil/gpe/astana"),
        "canon: 1 rows with a repeated canonical_id",
    ),
    "a lost token": (
        "tokens",
        drop(**FIRST_TOKEN),
        "n_tokens is 61, but tokens has 60 rows",
    ),
    "a lost mention": (
        "entities",
        drop(**PERSON),
        "n_mentions is 9, but entities has 8 rows",
    ),
    "a wrong count in documents": (
        "documents",
        put({"doc_id": DOC}, n_sentences=8),
        "n_sentences is 8, but sentences has 7 rows",
    ),
    "a wrong count of words": (
        "tokens",
        put(FIRST_TOKEN, n_words=2),
        "tokens tr/baskent: n_words of token 2.1 is wrong",
    ),
    "a table out of order": (
        "documents",
        lambda rows: rows[::-1],
        "documents: not sorted by doc_id",
    ),
    "sentences out of order": (
        "sentences",
        lambda rows: [rows[1], rows[0], *rows[2:]],
        "sentences: not sorted by doc_id, sent_id",
    ),
    "a gap in the numbers of tokens": (
        "tokens",
        put({"doc_id": DOC, "sent_id": 7, "token_id": 1}, token_id=99),
        "tokens tr/baskent: token_id 99 comes after 0",
    ),
    "words that do not count from 1": (
        "words",
        put({"doc_id": DOC, "sent_id": 2, "id": 1}, id=0),
        "words tr/baskent: id 0 comes after 0",
    ),
    "an unknown kind of block": (
        "blocks",
        put({"doc_id": DOC, "block_id": 1}, kind="poem"),
        "blocks tr/baskent: no kind 'poem' of a block",
    ),
    "an unknown type of mention": (
        "entities",
        put(PERSON, type="HERO"),
        "entities tr/baskent: no type 'HERO' of a mention",
    ),
    "a share beyond the whole": (
        "documents",
        put({"doc_id": DOC}, lang_share=1.5),
        "documents tr/baskent: lang_share is 1.5",
    ),
    "a score below nothing": (
        "entities",
        put(PERSON, link_score=-1.0),
        "entities tr/baskent: link_score is -1.0",
    ),
    "a lemma's key that is not folded": (
        "words",
        put({"doc_id": DOC, "sent_id": 2, "id": 1}, lemma_key="Kazakistan"),
        "words tr/baskent: lemma_key of 'kazakistan'",
    ),
    "a name's key that is not folded": (
        "entities",
        put(PERSON, name_key="Nazarbayev"),
        "entities tr/baskent: name_key of 'Nursultan Nazarbayev'",
    ),
    "a mention under the number of another document": (
        "entities",
        put(PERSON, mention_id="az/dost#99"),
        "entities tr/baskent: mention_id 'az/dost#99' is not of its document",
    ),
    "an entity without its name": (
        "entities",
        put(PERSON, canonical_name=None),
        "has canonical_id or canonical_name, but not both",
    ),
    "a space that is not there": (
        "tokens",
        put({"doc_id": DOC, "sent_id": 2, "form": "Astana"}, space_after=True),
        "tokens tr/baskent: space_after of 'Astana'",
    ),
    "a digest that is none": (
        "documents",
        put({"doc_id": DOC}, sha256="0"),
        "documents tr/baskent: sha256 is '0'",
    ),
    "a note that no block refers to": (
        "blocks",
        put({"doc_id": DOC, "block_id": 2}, anchor_block=99),
        "blocks tr/baskent: anchor_block of block 2",
    ),
    "a duplicate of nothing": (
        "documents",
        put({"doc_id": DOC}, duplicate_of="nowhere"),
        "documents: tr/baskent is a duplicate of nowhere, not there",
    ),
    "a block that is a duplicate of nothing": (
        "blocks",
        put({"doc_id": DOC, "block_id": 1}, duplicate_of="az/dost#7"),
        "blocks: tr/baskent#1 is a duplicate of az/dost#7, not there",
    ),
    "a refusal at no stage": (
        "rejects",
        put({}, stage="lunch"),
        "rejects: no stage 'lunch', of",
    ),
    "a document that leads out of the folder": (
        "documents",
        put({"doc_id": DOC}, doc_id="tr/../../etc"),
        "documents: doc_id 'tr/../../etc' leads out of the folder",
    ),
    "a key that is not folded": (
        "tokens",
        put(FIRST_TOKEN, form_key="Kazakistan’ın"),
        "tokens tr/baskent: form_key of 'Kazakistan’ın'",
    ),
    "a wrong count in canon": (
        "canon",
        put({"canonical_id": "nil/gpe/kazakistan"}, n_documents=1),
        "canon: counts of nil/gpe/kazakistan are not its mentions'",
    ),
    "another name in canon than in entities": (
        "canon",
        put({"canonical_id": "nil/gpe/kazakistan"}, name="Kasachstan"),
        "canon: the name of nil/gpe/kazakistan differs in entities",
    ),
    "an entity that nobody mentions": (
        "canon",
        lambda rows: [*rows, {**rows[0], "canonical_id": "nil/gpe/zhezkazgan"}],
        "canon: counts of nil/gpe/zhezkazgan are not its mentions'",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found(copy: Path, damage: str) -> None:
    table, change, want = DAMAGE[damage]
    rewrite(copy, table, change)
    found = findings(copy)
    assert any(want in finding for finding in found), found
