"""A real browser, and reports to open in it. Without Chromium and its driver these tests skip."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kzcorpus.build import build_corpus
from kzcorpus.report import write_report
from kzcorpus.tables import Corpus
from tests.browser.driving import Site
from tests.fakes import fake_router
from tests.report.formats import write_formats
from tests.report.hostile import write_hostile

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
#: Entities that no gazetteer knows, as a user gives them a place.
PLACES = """canonical_id,lat,lon
nil/gpe/kazakistan,48.2,67.3
nil/gpe/astana,51.2,71.4
nil/gpe/ankara,39.9,32.9
nil/gpe/cin,36.6,103.8
"""
#: Set to 1 where a missing browser is a failure: `make test-browser` does.
REQUIRED = "KZCORPUS_BROWSER"


def _missing(what: str) -> None:
    told = f"{what} is not installed: make test-browser"
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{what} is not installed; on Debian: apt-get install chromium chromium-driver")
    pytest.skip(told)


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """Chromium without a window; it may open files and nothing else."""
    try:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
    except ImportError:
        _missing("selenium")
    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    chromedriver = shutil.which("chromedriver")
    if browser is None:
        _missing("Chromium")
    if chromedriver is None:
        _missing("chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = str(browser)
    # The sandbox does not start as root, which is what containers run as.
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    opened = webdriver.Chrome(options=options, service=Service(chromedriver))
    yield opened
    opened.quit()


@pytest.fixture(scope="session")
def small(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus as a report beside its originals, with places on the map."""
    home = tmp_path_factory.mktemp("browser")
    (home / "places.csv").write_text(PLACES, encoding="utf-8")
    folder = home / "small"
    raw, places = built.parent / "raw", home / "places.csv"
    write_report(Corpus(built), folder, raw=raw, places=places, title="Küçük derlem")
    return folder


@pytest.fixture(scope="session")
def all_formats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of documents in every format, beside their originals."""
    pytest.importorskip("pypdfium2")
    pytest.importorskip("trafilatura")
    home = tmp_path_factory.mktemp("formats")
    write_formats(home / "raw")
    build_corpus(home / "raw", home / "corpus", router=fake_router)
    write_report(Corpus(home / "corpus"), home / "site", raw=home / "raw")
    return home / "site"


@pytest.fixture(scope="session")
def harm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus that means harm as a report."""
    home = tmp_path_factory.mktemp("harm")
    write_hostile(home)
    (home / "places.csv").write_text(PLACES, encoding="utf-8")
    write_report(
        Corpus(home / "corpus"), home / "site", raw=home / "raw", places=home / "places.csv"
    )
    return home / "site"


@pytest.fixture
def site(driver: Any, small: Path) -> Iterator[Site]:
    """The report of the small corpus in a wide window; nothing may go wrong in it."""
    opened = Site(driver, small)
    opened.resize(1280)
    yield opened
    opened.check_quiet()
    # What a reader chose must not reach the next test.
    driver.execute_script("localStorage.clear()")


@pytest.fixture
def page(driver: Any, built: Path, tmp_path: Path) -> Iterator[Site]:
    """The report of the small corpus in one page; nothing may go wrong in it."""
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    target, raw = tmp_path / "page" / "index.html", built.parent / "raw"
    write_report(Corpus(built), target, raw=raw, places=tmp_path / "places.csv")
    opened = Site(driver, target.parent)
    opened.resize(1280)
    yield opened
    opened.check_quiet()


@pytest.fixture
def formats(driver: Any, all_formats: Path) -> Iterator[Site]:
    """The report of documents in every format; nothing may go wrong in it."""
    opened = Site(driver, all_formats)
    opened.resize(1280)
    yield opened
    opened.check_quiet()


@pytest.fixture
def hostile(driver: Any, harm: Path) -> Iterator[Site]:
    """The report of the corpus that means harm; nothing may go wrong in it."""
    opened = Site(driver, harm)
    opened.resize(1280)
    yield opened
    opened.check_quiet()


@pytest.fixture
def corpus_only(driver: Any, built: Path, tmp_path: Path) -> Site:
    """A report that was made without the raw folder."""
    write_report(Corpus(built), tmp_path / "only")
    return Site(driver, tmp_path / "only")


@pytest.fixture
def torn(driver: Any, small: Path, tmp_path: Path) -> Site:
    """A report of which a file was lost on the way."""
    shutil.copytree(small, tmp_path / "torn")
    (tmp_path / "torn" / "data" / "network.js").unlink()
    return Site(driver, tmp_path / "torn")
