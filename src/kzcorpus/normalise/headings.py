"""Which lines are set like headings, and which belong to one heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzcorpus.letters import lower_tr
from kzcorpus.normalise.lines import CLOSERS, Line

#: The longest run of lines that can still be one heading.
HEADING_LINES = 3

_MARKDOWN = re.compile(r"#{1,6}[ ]+\S")
_SECTION_NUMBER = re.compile(r"(?:§[ ]*\d{1,2}\.?|\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.)[ ]+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
#: Signs that a noun phrase goes on: the Turkish and Azerbaijani genitive of a name, a dash.
_OPEN_END = re.compile(r"(?:[’'][ny]?[ıiuüİ]n|[’']N?[IİUÜ]N|[–-])$")

#: Words that a title may leave in lower case, by language.
_FUNCTION_WORDS = {
    "tr": ("ve", "ile", "için", "ya", "da", "de", "veya", "ki", "bir", "olarak"),
    "az": ("və", "ilə", "üçün", "bu"),
    "kk": ("мен", "және", "пен", "бен"),
    "ru": ("и", "в", "на", "о", "об", "с", "к", "по", "для"),
    "en": ("of", "the", "and", "in", "on", "for", "to", "a", "an", "at", "by", "from", "with"),
}
FUNCTION_WORDS = frozenset(word for words in _FUNCTION_WORDS.values() for word in words)


def looks_like_title(text: str, *, continued: bool = False) -> bool:
    """Whether a short text without final punctuation is set like a heading.

    A `continued` one is the rest of a heading: it may begin with a function word.

    >>> looks_like_title("2. Tarihsel Arka Plan ve Temel Kavramlar"), looks_like_title("GİRİŞ")
    (True, True)
    >>> looks_like_title("ve bu nedenle Astana’daki görüşmeler")
    False
    """
    if len(text) > 160:
        return False
    rest = text.lstrip("# ").strip("* ")
    if ". " in rest or rest[:1] == "§":
        rest = _SECTION_NUMBER.sub("", rest)
    if rest.rstrip(CLOSERS).endswith((".", ",", ";", "…")):
        return False
    words = _WORD.findall(rest)
    if not words:
        return False
    if not words[0][0].isupper() and not (continued and lower_tr(words[0]) in FUNCTION_WORDS):
        return False
    capital = small = 0
    for word in words:
        if word[0].isupper():
            capital += lower_tr(word) not in FUNCTION_WORDS
        else:
            small += lower_tr(word) not in FUNCTION_WORDS
    return capital > 0 and capital >= 3 * small


def wants_more(text: str) -> bool:
    """Whether a line plainly goes on: it ends in a comma, a hyphen, "and"."""
    return text[-1] in ",-–—(/" or lower_tr(text.rsplit(" ", 1)[-1]) in FUNCTION_WORDS


def has_section_number(text: str) -> bool:
    return _SECTION_NUMBER.match(text) is not None


def is_markdown_heading(line: Line) -> bool:
    return line.text[0] == "#" and _MARKDOWN.match(line.text) is not None


def in_capitals(group: Sequence[Line]) -> bool:
    return group[-1].text.isupper() and text_of(group).isupper()


def text_of(group: Sequence[Line]) -> str:
    return " ".join(line.text for line in group)


def is_heading(group: Sequence[Line], line: Line) -> bool:
    """Whether the group is a whole heading and `line` begins something else."""
    if len(group) > HEADING_LINES or not looks_like_title(text_of(group)):
        return False
    return not line.starts_lower or has_section_number(group[0].text) or in_capitals(group)


def heading_goes_on(group: Sequence[Line], line: Line, following: Line | None, width: int) -> bool:
    """Whether `line` has a heading's last words: short, and running text below.

    The heading is known by its number, its capitals, or by an end that wants something after it
    ("Bağımsızlık Sonrasında Kazakistan’ın"); two lines in title case may be a title and its author.
    """
    if len(line.text) >= 0.8 * width or len(group) >= HEADING_LINES or following is None:
        return False
    if line.page_start or line.page_hint or line.is_numbered:
        return False
    if following.blank_before and line.blank_before:
        return False
    if not looks_like_title(line.text, continued=True) or not looks_like_title(text_of(group)):
        return False
    if in_capitals(group) != in_capitals([line]):
        return False
    if has_section_number(group[0].text) or in_capitals(group):
        return True
    last = group[-1].text
    words = _WORD.findall(last)
    open_end = _OPEN_END.search(last) is not None
    return not line.blank_before and (open_end or lower_tr(words[-1]) in FUNCTION_WORDS)


def is_bare_heading(line: Line) -> bool:
    """A short line between empty lines that is no sentence, set in sentence case."""
    text = line.text.lstrip("*")
    starts = bool(text) and (text[0].isalnum() or text[0] == "§") and not text[0].islower()
    open_end = not line.ends_clause and not line.bare.endswith((",", "-"))
    return starts and open_end and len(text) <= 80
