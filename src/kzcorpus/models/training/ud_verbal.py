"""Forms derived from verbs, told by their endings alone.

The Starlang treebanks call participles adjectives, converbs adverbs and verbal nouns nouns, and
leave out voice and possessor. BOUN calls them verbs: what follows the verb's stem says which.
"""

from __future__ import annotations

import re

from kzcorpus.letters import lower_tr

PSOR = ("Number[psor]", "Person[psor]")

_VERBAL = [
    # remainder of the form after a verbal stem, and what it makes of the verb; first match wins
    (re.compile(r"^y?[ae]r[ae]k(?:t[ae]n)?$"), "Conv"),
    (re.compile(r"^y?[ıiuü]p$"), "Conv"),
    (re.compile(r"^y?[ıiuü]nc[ae]$"), "Conv"),
    (re.compile(r"^m[ae]d[ae]n$"), "ConvNeg"),
    (re.compile(r"^(?:m[ae]z|[ıiuüae]?r)ken$"), "ConvKen"),
    (re.compile(r"^m[ae]k(?P<tail>\w*)$"), "Vnoun"),
    (re.compile(r"^m[ae](?P<tail>(?:s[ıi]|l[ae]r|y|n)?\w*)$"), "Vnoun"),
    (re.compile(r"^y?[ıiuü]ş(?P<tail>\w*)$"), "Vnoun"),
    (re.compile(r"^y?[ae]n(?P<tail>\w*)$"), "PartPres"),
    (re.compile(r"^[dt][ıiuü][ğk](?P<tail>\w*)$"), "PartPast"),
    (re.compile(r"^y?[ae]c[ae][ğk](?P<tail>\w*)$"), "PartFut"),
    (re.compile(r"^m[ıiuü]ş$"), "PartNfh"),
]


def verbal_kind(form: str, lemma: str) -> tuple[str, str, str] | None:
    """What a form derived from a verb is, told by what follows the verb's stem.

    Returns the kind, what stands between stem and ending (voice, negation), and what follows
    the ending (possessor, case); None where the form is no derivation of `lemma`.

    >>> verbal_kind("yapılan", "yap"), verbal_kind("ettiği", "et")
    (('PartPres', 'ıl', ''), ('PartPast', '', 'i'))
    """
    low, stem = lower_tr(form), lower_tr(lemma)
    for shape in (stem, stem[:-1] + "d" if stem.endswith("t") else stem, stem[:-1]):
        if len(shape) < 1 or not low.startswith(shape):
            continue
        rest = low[len(shape) :]
        # voice and negation stand between the stem and the ending that decides
        for cut in range(min(len(rest), 9)):
            for pattern, kind in _VERBAL:
                match = pattern.match(rest[cut:])
                if match and _MIDDLE.match(rest[:cut]):
                    return kind, rest[:cut], match.groupdict().get("tail") or ""
    return None


_MIDDLE = re.compile(
    r"^(?:[ıiuü]?[lnş]|t|[dt][ıiuü]r|[ıiuüae]r|[ae]t|y?[ae]bil|y?[ae]m[ae]|m[ae]|l[ae]n|l[ae]ş"
    r"|l[ae]|[ıiuü]n)*$"
)

_POSSESSORS = [
    (re.compile(r"^(?:l[ae]r[ıi])"), ("Plur", "3")),
    (re.compile(r"^[ıiuü]m[ıiuü]z"), ("Plur", "1")),
    (re.compile(r"^[ıiuü]n[ıiuü]z"), ("Plur", "2")),
    (re.compile(r"^[ıiuü]m"), ("Sing", "1")),
    (re.compile(r"^[ıiuü]n$"), ("Sing", "2")),
    (re.compile(r"^[ıiuü](?:$|n)"), ("Sing", "3")),
]


def told_by_form(middle: str, tail: str, feats: dict[str, str]) -> dict[str, str]:
    """Voice and possessor read off the form, for treebanks that leave them out."""
    out = dict(feats)
    if "Voice" not in out and re.search(r"[ıiuü][ln]$|^n$", middle):
        out["Voice"] = "Pass"
    elif "Voice" not in out and re.search(r"[dt][ıiuü]r$|[^m][ae]t$|^t$", middle):
        out["Voice"] = "Cau"
    if tail and not any(key in out for key in PSOR):
        for pattern, values in _POSSESSORS:
            if pattern.match(tail):
                out |= dict(zip(PSOR, values, strict=True))
                break
    return out
