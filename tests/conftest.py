"""Fixtures for all tests: a small raw folder of our own, and the corpus built from it."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

from kzcorpus.build import build_corpus
from kzcorpus.entities import Gazetteer, gazetteer_digest, load_gazetteer
from kzcorpus.files import sha256_file
from kzcorpus.normalise import load_detector
from kzcorpus.tables import Corpus
from tests.fakes import fake_router
from tests.offline import guard

# A busy machine is no failure.
settings.register_profile("kzcorpus", deadline=None, max_examples=50)
#: pytest --hypothesis-profile thorough
settings.register_profile("thorough", deadline=None, max_examples=2000)
#: For mutation testing: the same examples every time; what fails need not be made small.
settings.register_profile(
    "mutation",
    deadline=None,
    max_examples=50,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("kzcorpus")

CASES = Path(__file__).parent / "cases"

#: A wrapped text with a heading, a multiword token, suffixes and a name over a line end.
BASKENT = """\
BAŞKENT ASTANA

Kazakistan’ın başkenti Astana, bozkırın ortasında, İşim Nehri'nin iki yakasında kurulu bir
kenttir. Başkentteki ilk büyük binalar doksanlı yılların sonunda yükseldi. Nursultan
Nazarbayev ülkenin ilk cumhurbaşkanıydı ve başkenti Almatı’dan buraya taşıdı.

Kasım Cömert Tokayev 2019 yılında göreve geldi. Tokayev, Türk Devletleri Teşkilatı
toplantılarına katılır. Anayasa 30 Ağustos 1995 günü kabul edildi.
"""

ENERJI = """\
---
title: Enerji <b>notları</b> & sayılar
author: "=2+3"
date: 2024-05
lang: tr
licence: CC0-1.0
---
# Enerji Yolları

Kazakistan petrolünün bir bölümü Hazar Denizi üzerinden taşınır. KAZAKİSTAN'IN komşuları
arasında Çin ve Rusya bulunur. Orta Asya’nın en büyük ekonomisi Kazakistan ekonomisidir.
"""

DOST = """\
Qazaxıstan 1991-ci ildə müstəqilliyini elan etdi. Qazaxıstan və Azərbaycan Xəzər dənizinin
sahilində yerləşən qonşu ölkələrdir.
"""

STOLITSA = """\
Астана стоит на реке Ишим, в центре страны. Столицу перенесли из Алматы на север в конце
девяностых годов прошлого века.
"""

SHEET = """\
doc_id,title,author,date,source_url,licence,lang
tr/baskent,Başkent,Proje,2024-01-15,,CC0-1.0,tr
ru/stolitsa,Столица,Проект,2024,,CC0-1.0,ru
"""


def write_documents(folder: Path) -> Path:
    """The small raw folder: four documents in three languages, a sheet, and a file to refuse."""
    texts = {
        "tr/baskent.txt": BASKENT,
        "tr/enerji.md": ENERJI,
        "az/dost.txt": DOST,
        "ru/stolitsa.txt": STOLITSA,
        "metadata.csv": SHEET,
        "tr/tarama.pdf": "%PDF-1.7\n",
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def cases(file: str, group: str) -> list[Any]:
    """Language cases as parameters; one that is known to fail is a strict xfail."""
    entries = json.loads((CASES / file).read_text(encoding="utf-8"))[group]
    return [
        pytest.param(
            entry,
            id=entry["label"],
            marks=[pytest.mark.xfail(reason=entry["xfail"], strict=True)]
            if "xfail" in entry
            else [],
        )
        for entry in entries
    ]


def part(folder: Path, table: str) -> Path:
    """The file of a table that has one part."""
    (path,) = (folder / table).glob("*.parquet")
    return path


def contents(folder: Path) -> dict[str, str]:
    """The files of a corpus with their digests, without the lock."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"]
    return {path.relative_to(folder).as_posix(): sha256_file(path) for path in paths}


@pytest.fixture(scope="session", autouse=True)
def on_this_machine() -> Iterator[None]:
    """No test asks the network: whoever would, fails."""
    with pytest.MonkeyPatch.context() as patch:
        guard(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What programs keep between runs, they keep in a folder of this session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """All builds of a session share the language detector (a second).

    They know no gazetteer but one that a test names: compiling ours takes seconds, and what stands
    in it is the business of tests/entities.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kzcorpus.build.workshop.load_detector", functools.cache(load_detector))
        patch.setattr("kzcorpus.build.workshop.load_gazetteer", without_ours)
        yield


def without_ours(own: Path | None = None) -> Gazetteer:
    """A user's gazetteer alone, or an empty one, under the digest of what a build would load."""
    return replace(load_gazetteer(own, bundled=False), digest=gazetteer_digest(own))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small corpus; tests only read it."""
    home = tmp_path_factory.mktemp("small")
    build_corpus(write_documents(home / "raw"), home / "corpus", router=fake_router)
    return home / "corpus"


@pytest.fixture(scope="session")
def corpus(built: Path) -> Corpus:
    """The small corpus, opened."""
    return Corpus(built)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A copy of the small raw folder that a test may change."""
    return write_documents(tmp_path / "raw")


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """A copy of the built corpus that a test may damage."""
    return Path(shutil.copytree(built, tmp_path / "copy"))


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    """The corpus of that raw folder: a second build of it finds nothing to do."""
    return Path(shutil.copytree(built, tmp_path / "out"))
