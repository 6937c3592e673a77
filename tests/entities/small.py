"""A small gazetteer of the tests' own, and documents to try it on."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from kzcorpus.annotate import Backend, Router, annotate_documents
from kzcorpus.annotate.labels import ALIASES, label_map
from kzcorpus.annotate.spacy_backend import SpacyBackend
from kzcorpus.entities import Found, Gazetteer, Linker, Recogniser, resolve_nil, settled
from kzcorpus.entities.gazetteer import read_entries
from kzcorpus.records import ENTITY_TYPES, AnnotatedDocument, EntityLink
from tests.fakes import FakeBackend, normalised

#: One spelling of Tokayev in each of two scripts only: the others must follow by rule.
ROWS = """\
id,type,en,tr,az,kk,ru,aliases,context,relations,prominent
gpe/ankara,GPE,Ankara,Ankara,Ankara,,Анкара,,,capital_of:gpe/turkey,
gpe/astana,GPE,Astana|Nur-Sultan,,,Астана|Нұр-Сұлтан,Астана|Нур-Султан,,,capital_of:gpe/kazakhstan,
gpe/bosnia-and-herzegovina,GPE,Bosnia and Herzegovina,Bosna ve Hersek,,,,,,,
gpe/china,GPE,China,Çin,Çin,Қытай,Китай,,,,
gpe/georgia,GPE,?Georgia,Gürcistan,Gürcüstan,,Грузия,,Tiflis|Tbilisi,,
gpe/georgia-us-state,GPE,?Georgia,?Georgia,,,?Джорджия,,Atlanta|ABD,,
gpe/kazakhstan,GPE,Kazakhstan,Kazakistan|Kazakistan Cumhuriyeti,Qazaxıstan,Қазақстан,Казахстан,,,,
gpe/russia,GPE,Russia,Rusya,Rusiya,Ресей,Россия,,,,
gpe/shu,GPE,Shu,Şu,,,,,,,
gpe/turkey,GPE,Turkey,Türkiye,Türkiyə,Түркия,Турция,,,,
gpe/turkistan,GPE,?Turkistan,?Türkistan,?Türküstan,?Түркістан,?Туркестан,,şehri|şəhəri|kenti,,
gpe/turkistan-region,GPE,Turkistan Region,?Türkistan,,,,,bölgesi|eyaleti|облысы,,
gpe/united-states,GPE,United States,ABD,ABŞ,,США,,,,
language/russian,LANGUAGE,Russian language,Rusça,rusca,,,,,,
loc/central-asia,LOC,Central Asia,Orta Asya,Mərkəzi Asiya,Орталық Азия,Центральная Азия,,,,
loc/centre,LOC,?Centre,?Merkez,?Mərkəz,,,,,,
loc/europe,LOC,Europe,Avrupa,Avropa,,Европа,,,,
loc/turkic-world,LOC,Turkic world,Türk Dünyası,Türk dünyası,,,,,,
norp/huns,NORP,Huns,Hunlar,hun,гүн|gün,гунны,,,,
norp/kazakhs,NORP,Kazakhs,Kazak,qazax,қазақ,казахи,,,,
norp/russians,NORP,Russians,Rus,rus,орыс,русские,,,,
norp/turks,NORP,Turk|Turks,Türk,türk,,,,,,
org/csto,ORG,Collective Security Treaty Organization|CSTO,KGAÖ|KGÖ,KTMT,ҰҚШҰ,ОДКБ,,,,
org/ministry-of-foreign-affairs,ORG,Ministry,?Dışişleri Bakanlığı,,,,,Kazakistan,,
org/ots,ORG,Organization of Turkic States,Türk Devletleri Teşkilatı,Türk Dövlətləri Təşkilatı,,,,,,
org/turksoy,ORG,TÜRKSOY,TÜRKSOY,,,,,,,
person/ilham-aliyev,PERSON,Ilham Aliyev,İlham Aliyev,İlham Əliyev,,Ильхам Алиев,,,,yes
person/kassym-jomart-tokayev,PERSON,Kassym-Jomart Tokayev,Kasım Cömert Tokayev,,,,,,,yes
person/kemel-tokayev,PERSON,Kemel Tokayev,Kemel Tokayev,,,,,,,
person/mukhtar-tleuberdi,PERSON,Mukhtar Tleuberdi,Muhtar Tileuberdi,,,,,,,
person/xi-jinping,PERSON,/Xi/ Jinping,/Şi/ Cinping,,,/Си/ Цзиньпин,,,,yes
"""


@functools.cache
def small_gazetteer() -> Gazetteer:
    entries = read_entries(ROWS.encode(), "small.csv")
    return Gazetteer({entry.id: entry for entry in entries}, "small")


@functools.cache
def small_recogniser() -> Recogniser:
    return Recogniser(small_gazetteer())


def recognised(document: AnnotatedDocument) -> list[Found]:
    return small_recogniser().recognise(document)


#: Words of names, folded, and the model's label for each.
Names = Mapping[Any, str]


def found_in(text: str, lang: str = "tr", names: Names | None = None) -> list[Found]:
    """The mentions of a text of which a model knows `names` (none, if left out)."""
    return recognised(document_of(text, lang=lang, names=names))


def document_of(
    *texts: str, lang: str = "tr", names: Names | None = None, doc_id: str = "d"
) -> AnnotatedDocument:
    """A document whose blocks are these texts, annotated by a model that knows `names`;
    by none where they are left out."""
    backend: Backend = SpacyBackend() if names is None else FakeBackend(names)
    router = Router({"*": backend}, {backend.name: label_map((*ENTITY_TYPES, *ALIASES), "fake")})
    (document,) = annotate_documents([normalised(doc_id, *texts, lang=lang)], router)
    assert isinstance(document, AnnotatedDocument)
    return document


def linked(
    documents: Sequence[AnnotatedDocument], gazetteer: Gazetteer | None = None
) -> list[list[EntityLink | None]]:
    """The links of documents, each linked by itself, with the ids of unknown names."""
    links = [pending(document, gazetteer) for document in documents]
    names = resolve_nil(link.pending for some in links for link in some if link and link.pending)
    return [[link and settled(link, names) for link in some] for some in links]


def pending(
    document: AnnotatedDocument, gazetteer: Gazetteer | None = None
) -> list[EntityLink | None]:
    """The links of a document as long as the corpus is unknown."""
    return Linker(gazetteer or small_gazetteer()).link(document, recognised(document))


def as_table(found: Sequence[Found]) -> list[tuple[str, str, str]]:
    """name, type and entity of each mention."""
    return [
        (item.mention.name, item.mention.type, item.choice.canonical_id if item.choice else "")
        for item in found
    ]
