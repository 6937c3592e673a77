"""Whether everybody can read the report: small and dark screens, keyboards, axe-core's rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.driving import VIEWS, Site

pytestmark = pytest.mark.browser

#: Where `make test-browser` puts axe-core (MPL-2.0; it is not part of the repository).
AXE = Path(__file__).parents[2] / "build" / "axe" / "package" / "axe.min.js"
#: Widths in CSS pixels: a desk, a phone.
WIDTHS = (1280, 390)
#: What is wider than its place. Tables may scroll where they must, but none of ours needs to.
CUT = """
    return [document.documentElement, ...document.querySelectorAll('.scroll')]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.textContent.slice(0, 60))
"""


@pytest.fixture(params=["light", "dark"])
def scheme(site: Site, request: pytest.FixtureRequest) -> Any:
    site.scheme(request.param)
    yield request.param
    site.scheme("light")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_wider_than_the_screen(site: Site, view: str, width: int) -> None:
    site.resize(width)
    site.go(VIEWS[view])
    wide, seen = site.js("return [document.documentElement.scrollWidth, innerWidth]")
    assert wide <= seen == width
    assert site.js(CUT) == []


@pytest.mark.parametrize("lang", ["tr", "ru"])
def test_longer_words_fit_a_phone_too(site: Site, lang: str) -> None:
    site.resize(390)
    for address in VIEWS.values():
        site.go(address)
        site.find(f".language option[value={lang}]").click()
        site.wait("return document.documentElement.lang === arguments[0]", lang)
        site.go(address)
        assert site.js(CUT) == [], address


@pytest.mark.parametrize("view", VIEWS)
def test_controls_have_names_and_pages_one_heading(site: Site, view: str) -> None:
    site.go(VIEWS[view])
    nameless = site.js(
        "return [...document.querySelectorAll('input, select, button, a[href], [role=button]')]"
        ".filter((e) => !(e.labels?.length || e.ariaLabel || e.textContent.trim()))"
        ".map((e) => e.outerHTML)"
    )
    assert nameless == []
    assert len(site.texts("h1")) == 1
    assert site.js("return document.documentElement.lang") == "en"


def test_texts_carry_their_language_and_direction(site: Site) -> None:
    site.go("#/document/1")
    assert site.js("return document.querySelector('.pane.clean .block').lang") == "ru"
    site.go("#/entity/0")
    undirected = "return document.querySelectorAll('.sentence:not([dir=auto][lang])').length"
    assert site.js(undirected) == 0


def test_the_first_tab_skips_to_the_content(site: Site) -> None:
    from selenium.webdriver.common.keys import Keys

    site.go("#/entities")
    site.js("document.getElementById('skip').focus()")
    site.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert site.js("return document.activeElement.id") == "main"
    assert site.js("return location.hash").startswith("#/entities")


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there: make test-browser")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(site: Site, scheme: str, view: str, width: int) -> None:
    site.resize(width)
    site.go(VIEWS[view])
    if view == "document":
        site.js("document.querySelector('mark.m').click()")
        site.wait("return !document.querySelector('.panel').hidden")
    site.js(AXE.read_text(encoding="utf-8"))
    found = site.driver.execute_async_script(
        "const done = arguments[0];"
        "axe.run({ preload: false }).then((result) => done(result.violations.map((rule) =>"
        " `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => node.html).join(' ')}`)),"
        " (error) => done([String(error)]))"
    )
    assert found == []
