"""Notes at the foot of a page, right below the text: no empty line shows where they begin.

A plain number at a line's beginning is a note's only if the page as a whole says so: each number
that its text refers to begins a line below, one after the other, and nothing is missing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import pairwise

from kzcorpus.normalise.lines import Line
from kzcorpus.normalise.markers import Marker

#: "1 Ocak 2020" at a line's beginning is a date.
_MONTHS = {
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "az": "Yanvar Fevral Mart Aprel May İyun İyul Avqust Sentyabr Oktyabr Noyabr Dekabr",
    "en": "January February March April May June July August September October November December",
}
MONTHS = frozenset(month for months in _MONTHS.values() for month in months.split())

#: Candidates of the next page that are looked at.
_NEXT = 5
#: Notes on a page, where a text without pages must not cost the square of its length.
_MOST = 100

Candidate = tuple[Line, str]


def page_feet(
    lines: Sequence[Line],
    candidates: Sequence[Candidate],
    markers: Sequence[Marker],
    furniture: Collection[int],
) -> set[int]:
    """The numbers of the lines that begin a note at the foot of a page.

    `candidates` are lines with the number that they begin with. Where no form feed parts the pages,
    running headers and page numbers do.
    """
    likely = [(line, label) for line, label in candidates if _begins_like_a_note(line)]
    if not likely:
        return set()
    found: set[int] = set()
    before = 0
    open_labels: set[str] = set()
    for start, end in pairwise([*_page_starts(lines, furniture), len(lines)]):
        low, high = (bisect_left(likely, at, key=_number) for at in (start, end))
        page, later = likely[low:high], {label for _, label in likely[high : high + _NEXT]}
        first, last = lines[start].start, lines[end - 1].end
        cited = markers[
            bisect_left(markers, first, key=_start) : bisect_right(markers, last, key=_start)
        ]
        chain: list[Candidate] = []
        labels = {marker.label for marker in cited} | open_labels
        begins = [at for at, (_, label) in enumerate(page) if label in labels]
        for at in begins[:_MOST]:
            if chain := _chain(page[at : at + _MOST], cited, before, open_labels, later):
                found.update(line.number for line, _ in chain)
                before = int(chain[-1][1])
                break
        # A long note pushes those behind it to the next page.
        pushed = {marker.label for marker in cited} if chain else set()
        open_labels = (open_labels | pushed) - {label for _, label in chain}
    return found


def _number(candidate: Candidate) -> int:
    return candidate[0].number


def _start(marker: Marker) -> int:
    return marker.start


def _begins_like_a_note(line: Line) -> bool:
    words = line.text.lstrip("(0123456789) ").split(maxsplit=1)
    if not words or words[0].strip(".,") in MONTHS:
        return False
    word = words[0].lstrip('"“‘«(<')
    # Caseless scripts have no capitals to ask for.
    return bool(word) and (not word[0].islower() or word.startswith(("http", "www")))


def _page_starts(lines: Sequence[Line], furniture: Collection[int]) -> list[int]:
    """The first line of every page."""
    starts = {0} | {line.number for line in lines if line.page_start}
    if len(starts) == 1:
        ends = sorted(number for number in furniture if number + 1 < len(lines))
        starts |= {number + 1 for number in ends if number + 1 not in furniture}
    return sorted(starts)


def _chain(
    page: Sequence[Candidate],
    cited: Sequence[Marker],
    before: int,
    open_labels: Collection[str],
    later: Collection[str],
) -> list[Candidate]:
    """The notes that begin with the first candidate: all that the text above it refers to.

    Nothing where one of them is missing here and on the next page, or the numbers do not go on from
    the page before. `open_labels` were cited there, and had no note yet.
    """
    line, label = page[0]
    wanted = int(label)
    above = {marker.label for marker in cited if marker.end < line.start}.union(open_labels)
    chain: list[Candidate] = []
    for candidate in page:
        if candidate[1] == str(wanted) and (chain or candidate[1] in above):
            chain.append(candidate)
            wanted += 1
    if not chain or (str(wanted) in above and str(wanted) not in later):
        return []
    goes_on = int(label) in (1, before + 1) or (before == 0 and len(chain) > 1)
    return chain if goes_on else []
