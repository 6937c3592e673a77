"""A document in a notebook: its names marked, its text escaped."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kzcorpus
from kzcorpus.errors import UsageError
from tests.report.hostile import write_hostile

pytest.importorskip("spacy")


class Tags(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_document_is_shown_with_its_names(built: Path) -> None:
    shown = kzcorpus.open(built).render("tr/enerji")
    read = Tags(shown._repr_html_())
    assert "mark" in read.tags
    assert "Kazakistan petrolünün" in re.sub(r"\s+", " ", read.text.replace(" GPE ", " "))
    marks = shown.html.count('<mark class="entity"')
    assert repr(shown) == f"<Rendering of tr/enerji: {marks} mentions>"
    # Its styles are about itself alone.
    (style,) = re.findall(r"<style>(.*?)</style>", shown.html, re.S)
    rules = [rule for rule in style.split("}") if rule.strip()]
    assert all(
        part.strip().startswith(".kzcorpus-text")
        for r in rules
        for part in r.split("{")[0].split(",")
    )


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    write_hostile(tmp_path)
    shown = kzcorpus.open(tmp_path / "corpus").render("<svg onload=window.harmed=1>")
    read = Tags(shown.html)
    assert not read.tags & {"script", "img", "svg", "a", "iframe"}
    assert not any(name.startswith("on") for name in read.attributes)
    assert "window.harmed=1" in read.text


@pytest.mark.parametrize("doc_id", ["tr", "nowhere"])
def test_what_is_no_document_is_an_error(built: Path, doc_id: str) -> None:
    with pytest.raises(UsageError, match=doc_id):
        kzcorpus.open(built).render(doc_id)
