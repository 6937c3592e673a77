"""The report as a reader uses it, in Chromium, from the disk."""

from __future__ import annotations

import pytest

from kzcorpus.letters import search_key
from tests.browser.driving import VIEWS, Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_from_the_disk(site: Site, view: str) -> None:
    site.go(VIEWS[view])
    assert site.js("return document.getElementById('main').dataset.ready") == view
    assert site.texts("h1")[0]
    assert "Küçük derlem" in site.driver.title


@pytest.mark.parametrize("typed", ["kazakıstan", "KAZAKISTAN", "kaz"])
def test_searching_entities_as_one_types(site: Site, typed: str) -> None:
    site.go("#/entities")
    assert len(site.texts(".ranking tbody tr")) > 3
    site.find("input[type=search]").send_keys(typed)
    site.wait(
        "const names = [...document.querySelectorAll('.ranking .name a')];"
        "return names.length && names.every((a) => a.textContent.startsWith('Kaz'))"
    )
    assert "q=" in site.driver.current_url


def test_filters_change_the_figures(site: Site) -> None:
    site.go("#/entities?lang=az")
    named = site.texts(".ranking .name a")
    assert "Qazaxıstan" in named
    assert "Kazakistan" not in named
    site.go("#/entities?from=2024&to=2024&type=GPE")
    assert set(site.texts(".ranking .badge")) == {"State or town"}
    assert "Qazaxıstan" not in site.texts(".ranking .name a")
    site.go("#/entities?type=EVENT&q=nothing")
    assert site.texts("[role=status]") == ["Nothing found"]


def test_from_an_entity_to_the_original(site: Site) -> None:
    site.go("#/entities")
    site.click(".ranking .name a")
    assert site.texts("h1") == ["Kazakistan"]
    sentences = site.texts(".mentions .sentence")
    assert len(sentences) == 4
    assert all("azakistan" in text or "KAZAKİSTAN" in text for text in sentences)
    assert all("azakistan" in text or "KAZAKİSTAN" in text for text in site.texts(".mentions mark"))
    site.click(".mentions .source a")
    site.wait("return document.querySelectorAll('mark[aria-pressed]').length === 2")
    clean, raw = site.texts("mark[aria-pressed]")
    assert clean[:10] == raw[:10] == "Kazakistan"
    assert site.texts(".panel a") == ["Kazakistan"]


def test_choosing_a_name_on_one_side_shows_it_on_the_other(site: Site) -> None:
    site.go("#/documents?q=Başkent")
    site.click(".documents a")
    # "Nursultan Nazarbayev" goes over the end of a line in the file.
    for side, other in (("raw", "clean"), ("clean", "raw")):
        site.js(
            "[...document.querySelectorAll(arguments[0])]"
            ".find((mark) => mark.textContent.startsWith('Nursultan')).click()",
            f".pane.{side} mark",
        )
        (shown,) = site.texts(f".pane.{other} mark[aria-pressed]")
        assert shown.split() == ["Nursultan", "Nazarbayev"]
    assert "\n" in site.texts(".pane.raw mark[aria-pressed]")[0]
    # A reader who sends the address on sends the place.
    site.go(site.driver.current_url.partition("index.html")[2])
    site.wait("return document.querySelectorAll('mark[aria-pressed]').length === 2")


def test_marks_are_reached_by_the_keyboard(site: Site) -> None:
    from selenium.webdriver.common.keys import Keys

    site.go("#/document/2")
    first = site.find(".pane.clean mark[tabindex='0']")
    first.send_keys(Keys.ARROW_RIGHT)
    second = site.driver.switch_to.active_element
    assert second.get_attribute("data-no") != first.get_attribute("data-no")
    second.send_keys(Keys.ENTER)
    assert len(site.texts("mark[aria-pressed]")) == 2


def test_types_can_be_hidden_in_a_document(site: Site) -> None:
    site.go("#/document/2")
    site.find(".legend input").click()
    hidden = site.js("return document.querySelectorAll('mark.off').length")
    assert hidden > 0
    assert hidden < site.js("return document.querySelectorAll('mark.m').length")


def test_the_network_can_be_dragged_and_filtered(site: Site) -> None:
    from selenium.webdriver import ActionChains

    site.go("#/network")
    node = site.find(".network .node")
    before = node.get_attribute("transform")
    ActionChains(site.driver).click_and_hold(node).move_by_offset(20, -30).release().perform()
    assert site.find(".network .node").get_attribute("transform") != before
    assert site.texts(".told a")
    edges = site.texts("tbody tr")
    assert len(edges) == len(site.driver.find_elements("css selector", ".network .edge"))
    site.go("#/network?type=GPE")
    assert 0 < len(site.texts("tbody tr")) < len(edges)


def test_the_network_is_reached_by_the_keyboard(site: Site) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    site.go("#/network")
    first = site.find(".network .node[tabindex='0']")
    told = first.get_attribute("aria-label")
    place = first.get_attribute("transform")
    site.js("arguments[0].focus()", first)
    keys = ActionChains(site.driver)
    keys.key_down(Keys.SHIFT).send_keys(Keys.ARROW_RIGHT).key_up(Keys.SHIFT).perform()
    assert first.get_attribute("transform") != place
    keys.send_keys(Keys.ARROW_DOWN).perform()
    other = site.driver.switch_to.active_element
    assert other.get_attribute("aria-label") != told
    name = site.texts(".told a")
    assert other.get_attribute("aria-label").startswith(name[0])
    other.send_keys(Keys.ENTER)
    site.wait("return location.hash.startsWith('#/entity/')")
    site.wait("return document.querySelector('h1').textContent === arguments[0]", name[0])


def test_the_network_of_a_language_or_a_year_has_its_own_weights(site: Site) -> None:
    site.go("#/network")
    whole = site.texts("tbody tr")
    assert "Log-likelihood" in site.texts("thead th")
    site.go("#/network?lang=tr&from=2024")
    assert len(site.texts("tbody tr")) == len(whole)
    # The weight is one of the whole corpus.
    assert "Log-likelihood" not in site.texts("thead th")
    for nothing in ("lang=az", "to=2023"):
        site.go(f"#/network?{nothing}")
        assert site.texts("[role=status]") == ["Nothing found"]
        assert site.texts("tbody tr") == site.texts(".network .node") == []


def test_the_map_shows_the_places_that_filters_leave(site: Site) -> None:
    from selenium.webdriver.common.keys import Keys

    site.go("#/map")
    assert site.texts("tbody td:first-child") == ["Kazakistan", "Astana"]
    assert len(site.texts(".map .node")) == 2
    first = site.find(".map .node[tabindex='0']")
    site.js("arguments[0].focus()", first)
    assert site.texts(".told a") == ["Kazakistan"]
    before = first.get_attribute("transform")
    site.find(".zoom button").click()
    assert first.get_attribute("transform") != before
    first.send_keys(Keys.ARROW_RIGHT)
    assert site.texts(".told a") == ["Astana"]
    site.go("#/map?from=2024&to=2024&lang=tr")
    assert "Kazakistan" in site.texts("tbody td:first-child")
    site.go("#/map?lang=az")
    assert site.texts("[role=status]") == ["Nothing found"]
    assert site.texts(".map .node") == []


def test_without_places_there_is_no_map(corpus_only: Site) -> None:
    corpus_only.go("#/map")
    assert corpus_only.texts("h1") == ["Map"]
    assert "Map" not in corpus_only.texts("#top a")
    corpus_only.check_quiet()


def test_every_format_is_shown_beside_its_original(formats: Site) -> None:
    formats.go("#/documents")
    links = formats.js("return [...document.querySelectorAll('.documents a')].map((a) => a.hash)")
    assert len(links) == 10
    for address in links:
        formats.go(address)
        marks = {side: formats.texts(f".pane.{side} mark") for side in ("clean", "raw")}
        assert marks["raw"] == marks["clean"] != []
    formats.go("#/document/0/rapor")
    assert formats.texts(".pane.raw .page") == ["Page 1", "Page 2"]
    assert "PDF" in formats.texts(".pane.raw .quiet")[0]
    formats.js("[...document.querySelectorAll('.pane.raw mark')].pop().click()")
    assert len(formats.texts("mark[aria-pressed]")) == 2


def test_a_report_in_one_page_works_as_one_in_a_folder(page: Site) -> None:
    for view, address in VIEWS.items():
        page.go(address)
        assert page.js("return document.getElementById('main').dataset.ready") == view
    page.go("#/entity/0")
    page.click(".mentions .source a")
    page.wait("return document.querySelectorAll('mark[aria-pressed]').length === 2")
    # There is nothing else that it could have asked for without a complaint.
    assert [path.name for path in page.folder.iterdir()] == ["index.html"]


def test_entities_are_compared_over_time(site: Site) -> None:
    site.go("#/timeline?e=0")
    site.find("input[type=search]").send_keys("astana")
    site.wait("return document.querySelector('.suggestions button')").click()
    site.wait("return document.querySelectorAll('.timelines h2').length === 3")
    assert any("Astana" in text for text in site.texts(".timelines h2"))
    site.js("document.querySelector('.timelines button').click()")
    site.wait("return document.querySelectorAll('.timelines h2').length === 2")


def test_words_lead_to_their_concordance(site: Site) -> None:
    site.go("#/words?lang=tr")
    rows = site.texts("table tbody tr")
    assert rows
    site.click("table tbody a")
    word = site.find("input[type=search]").get_attribute("value")
    found = site.wait("return document.querySelectorAll('.kwic mark').length")
    assert found == len(site.texts(".kwic .source a"))
    assert all(text.lower().startswith(word[:3]) for text in site.texts(".kwic mark"))


def test_pages_fold_names_as_the_tables_do(site: Site) -> None:
    names = [
        "KAZAKİSTAN'IN", "Kazakistan’ın", "IĞDIR", "ıI iİ", "Qazaxıstan", "Oʻzbekiston",
        "Тоқаев Қасым-Жомарт", "Артём Ёлкин", "Йод", "Åsa Øster Łódź Đorđe Straße", "ﬁnans  №5 ½",
        "‘önce’ — (BM) 2023/24", "العربية قازاقستان", "Ñandú", "😀 Nur-Sultan", "ŞANLIURFA",
    ]  # fmt: skip
    site.go()
    told = site.js("return arguments[0].map(KZ.searchKey)", names)
    assert told == [search_key(name) for name in names]


@pytest.mark.parametrize("typed", ["hazar denizi", "HAZAR DENIZI", "hazar den"])
def test_a_search_finds_words_in_any_spelling(site: Site, typed: str) -> None:
    site.go("#/search")
    site.find("input[type=search]").send_keys(typed)
    site.wait("return document.querySelector('.kwic mark')")
    assert set(site.texts(".kwic mark")) == {"Hazar Denizi"}
    site.click(".kwic .source a")
    assert "Hazar Denizi" in site.texts(".block.found")[0]


@pytest.mark.parametrize(
    ("lang", "entities", "title"),
    [("tr", "Varlıklar", "Ülke ya da kent"), ("ru", "Сущности", "Страна, город")],
)
def test_the_interface_speaks_other_languages(
    site: Site, lang: str, entities: str, title: str
) -> None:
    site.go("#/entities")
    site.find(f".language option[value={lang}]").click()
    site.wait("return document.documentElement.lang === arguments[0]", lang)
    site.wait("return document.querySelector('h1').textContent === arguments[0]", entities)
    assert title in site.texts(".badge")
    # The choice lasts.
    site.go("#/entities")
    assert site.texts("h1") == [entities]


def test_an_address_that_leads_nowhere_says_so(site: Site) -> None:
    for address in ("#/nowhere", "#/entity/9999/none", "#/%E0%A4%A", "#/__proto__"):
        site.go(address)
        assert site.texts("h1") == ["There is no such page"]


def test_an_address_of_an_older_report_still_finds_its_entity(site: Site) -> None:
    site.go("#/entity/5/nil%2Fgpe%2Fkazakistan")
    assert site.texts("h1") == ["Kazakistan"]


def test_the_title_follows_and_the_heading_has_the_focus(site: Site) -> None:
    site.go()
    site.find("#top a[href='#/documents']").click()
    site.wait("return document.activeElement.tagName === 'H1'")
    site.wait("return document.title.startsWith('Documents')")
    assert site.texts("#top a[aria-current]") == ["Documents"]


def test_hostile_texts_run_nothing(hostile: Site) -> None:
    for address in VIEWS.values():
        hostile.go(address.replace("document/1", "document/0"))
        assert hostile.js("return window.harmed") is None
        inside = "#main script, #main img, #main svg[onload], #main [onerror], #main [onload]"
        assert hostile.driver.find_elements("css selector", inside) == []
        links = hostile.js("return [...document.links].map((link) => link.protocol)")
        assert set(links) <= {"file:"}


def test_code_points_are_counted_as_the_tables_count_them(hostile: Site) -> None:
    """Smiles in front of a name are two units each in a browser."""
    hostile.go("#/document/0")
    for side in ("clean", "raw"):
        marks = hostile.texts(f".pane.{side} mark")
        assert marks == ["Kazakistan", "Astana", "Tokayev", "Ankara’da"]
    hostile.go("#/entities?q=ankara")
    hostile.click(".ranking .name a")
    assert hostile.texts(".mentions mark") == ["Ankara’da"]


def test_without_originals_the_page_says_so(corpus_only: Site) -> None:
    corpus_only.go("#/document/1")
    assert "without the folder of" in corpus_only.texts(".pane.raw .note")[0]
    assert corpus_only.texts(".pane.clean mark")
    corpus_only.check_quiet()


@pytest.mark.parametrize("damaged", [False, True])
def test_a_lost_or_damaged_file_is_told(torn: Site, damaged: bool) -> None:
    if damaged:
        (torn.folder / "data" / "network.js").write_text('KZ.load("network",{"nodes"')
    torn.go("#/network")
    assert "data/network.js is missing" in torn.texts("[role=alert]")[0]
    # The rest of the report goes on.
    torn.click("#top a[href='#/entities']")
    assert torn.texts(".ranking .name a")
