"""The whole report: pages, scripts and data in one folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from shutil import copyfile
from typing import Any

from kzcorpus.errors import UsageError
from kzcorpus.query import Filters
from kzcorpus.query.engine import one_of
from kzcorpus.report.chunks import ChunkWriter
from kzcorpus.report.documents import LISTED, write_documents
from kzcorpus.report.entities import DETAILED, MENTIONS, RANKED, write_entities
from kzcorpus.report.folders import MARKER, check_target, replacing_folder
from kzcorpus.report.network import write_network
from kzcorpus.report.places import read_places, write_places
from kzcorpus.report.selection import Selection, select
from kzcorpus.report.single import check_page, is_single, replacing_page
from kzcorpus.report.strings import LANGUAGES, strings_script
from kzcorpus.report.words import write_words
from kzcorpus.tables import Corpus

#: Version of the layout of a report.
_VERSION = 1
#: Refusals that the overview lists; it says how many there are in all.
_REFUSALS = 500


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What was written where; `originals` are documents that show their original text."""

    folder: Path
    documents: int
    originals: int
    entities: int
    mentions: int
    bytes: int


def write_report(
    corpus: Corpus,
    target: Path,
    filters: Filters | None = None,
    *,
    raw: Path | None = None,
    places: Path | None = None,
    lang: str = "en",
    title: str = "",
) -> ReportSummary:
    """Write a corpus as a site that a browser opens from the disk: `index.html` in `target`.

    Args:
        target: a folder that is new, empty, or a report, which is replaced; or a file whose name
            ends in .html, for a small corpus: the whole report in one page.
        filters: what to show; documents without any block that the filters leave are left out.
        raw: the folder that the corpus was built from; without it, or where a file has changed,
            a document is shown without its original text.
        places: a CSV file with the columns canonical_id, lat and lon: the user's own places, and
            what they correct of ours.
        lang: the language of the interface that readers meet first: en, tr or ru.
        title: what the report is called.

    Raises:
        UsageError: no such language or raw folder; `places` is no such file; `target` is something
            else, holds the corpus, or is a page for more than a page can hold.
        CorpusError: a table cannot be read.
        KzcorpusError: `target` cannot be written.
    """
    one_of("--lang", lang, LANGUAGES)
    if raw is not None and not raw.is_dir():
        raise UsageError(
            f"{raw}: no such folder; --raw names the one that the corpus was built from"
        )
    for precious in (corpus.folder, raw):
        if precious is not None and precious.resolve().is_relative_to(target.resolve()):
            raise UsageError(f"{target}: holds {precious}; name another folder for the report")
    single = is_single(target)
    (check_page if single else check_target)(target)
    replacing = replacing_page if single else replacing_folder
    positions = read_places(places)
    with select(corpus, filters or Filters()) as selection, replacing(target) as folder:
        _write_app(folder)
        writer = ChunkWriter(folder / "data")
        shown = write_documents(selection, writer, raw)
        entities = write_entities(selection, writer)
        write_network(selection, writer)
        mapped = write_places(selection, writer, positions)
        words = write_words(selection, writer)
        meta = _meta(selection, title=title, lang=lang, words=words)
        meta["counts"] |= {**shown, "entities": entities, "places": mapped}
        writer.write("rejects", _refusals(selection))
        writer.write("meta", meta)
        marker = {"report": _VERSION, "code_version": corpus.manifest.code_version}
        (folder / MARKER).write_text(json.dumps(marker) + "\n", encoding="utf-8")
        mentions = meta["counts"]["mentions"]
    return ReportSummary(
        target, shown["documents"], shown["originals"], entities, mentions, writer.bytes
    )


def _write_app(folder: Path) -> None:
    """The page, its style and its scripts, as they lie in the package."""
    static = files("kzcorpus.report") / "static"
    with as_file(static) as source:
        (folder / "app").mkdir()
        copyfile(source / "index.html", folder / "index.html")
        for path in sorted((source / "app").iterdir()):
            copyfile(path, folder / "app" / path.name)
    (folder / "app" / "strings.js").write_text(strings_script(), encoding="utf-8")


def _refusals(selection: Selection) -> list[tuple[str, ...]]:
    return selection.rows(
        f"select path, stage, reason, detail from rejects order by all limit {_REFUSALS}"
    )


def _meta(
    selection: Selection, *, title: str, lang: str, words: list[dict[str, Any]]
) -> dict[str, Any]:
    """What every page needs: sizes, languages, years, and where the corpus comes from."""
    corpus, filters = selection.corpus, selection.filters
    sentences, tokens = selection.rows(
        "select coalesce(sum(n_sentences), 0)::bigint, coalesce(sum(n_tokens), 0)::bigint from docs"
    )[0]
    by_language = selection.rows("""
        select langs.i, count(*), sum(n_sentences)::bigint, sum(n_tokens)::bigint
        from docs join langs on langs.value = docs.lang group by 1 order by 2 desc, 1
    """)
    of_mentions = """
        select l.i as lang, y.i as year, ment.type, count(*) as n
        from ment join docs using (d) join langs l on l.value = ment.lang
        join years y on y.value = left(coalesce(docs.date, ''), 4) group by all
    """
    of_documents = """
        select l.i, y.i, count(*), sum(n_sentences)::bigint
        from docs join langs l on l.value = docs.lang
        join years y on y.value = left(coalesce(docs.date, ''), 4) group by all order by all
    """
    mentions = selection.rows("select count(*) from ment")[0][0]
    return {
        "title": title,
        "lang": lang,
        "counts": {"sentences": sentences, "tokens": tokens, "mentions": mentions},
        "sizes": {
            "entities": RANKED, "details": DETAILED, "mentions": MENTIONS, "documents": LISTED,
        },
        "langs": selection.langs,
        "years": selection.years,
        "byLanguage": by_language,
        "documentCells": selection.rows(of_documents),
        "mentionCells": selection.rows(
            f"select lang, year, sum(n)::bigint from ({of_mentions}) group by all order by all"
        ),
        "types": selection.rows(
            f"select type, sum(n)::bigint as n from ({of_mentions}) group by 1 order by n desc, 1"
        ),
        "entityTypes": selection.rows(
            "select type, count(*) from ents group by 1 order by 2 desc, 1"
        ),
        "words": words,
        "rejects": corpus.manifest.rows("rejects"),
        "filters": _told(filters),
        "provenance": _provenance(corpus),
    }  # fmt: skip


def _told(filters: Filters) -> list[tuple[str, str]]:
    names = ("type", "lang", "doc", "since", "until", "kind")
    told = [(name, str(value)) for name in names if (value := getattr(filters, name)) is not None]
    return told + ([("unique", "")] if filters.unique else [])


def _provenance(corpus: Corpus) -> list[tuple[str, str]]:
    """Facts of the manifest, by the key of their name in the interface."""
    manifest = corpus.manifest
    return [
        ("code", f"kzcorpus {manifest.code_version}"),
        ("schema", str(manifest.schema_version)),
        ("annotators", ", ".join(manifest.annotators)),
        ("models", ", ".join(manifest.models)),
        ("settings", manifest.config_fingerprint[:16]),
        ("inputs", manifest.input_fingerprint[:16]),
    ]
