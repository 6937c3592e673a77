"""Character tables of the normaliser: which characters change, and why.

Each table is data with its reason; the logic is in `characters.py`.
"""

from __future__ import annotations

#: Ends of lines other than "\n", the longest first. PDF tools and old editors write them.
LINE_ENDS = {
    "\r\n": "Windows line end",
    "\r": "old Mac line end",
    "\v": "vertical tab, Word's manual line break",
    "\x85": "next line, from EBCDIC and cp1252 sources",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
}

#: Blanks that are not the plain space; one for one, so that no offset moves.
SPACES = {
    "\t": "tab, which PDF extraction sets between words of wide headings",
    "\u00a0": "no-break space",
    "\u1680": "Ogham space mark",
    **{chr(code): "typographic space of some width" for code in range(0x2000, 0x200B)},
    "\u202f": "narrow no-break space, a thousands separator in Russian and Kazakh",
    "\u205f": "medium mathematical space",
    "\u3000": "ideographic space",
}

#: Characters that no reader sees and that split a word in two for a machine.
INVISIBLE = {
    "\u00ad": "soft hyphen: a place where a line may break, not a hyphen",
    "\u200b": "zero-width space",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark inside a text that was glued together",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "pop directional formatting",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "first strong isolate",
    "\u2069": "pop directional isolate",
    "\u061c": "Arabic letter mark",
    "\u180e": "Mongolian vowel separator, once used as a zero-width space",
    "\u2061": "function application, from formulas",
    "\u2062": "invisible times, from formulas",
    "\u2063": "invisible separator, from formulas",
    "\u2064": "invisible plus, from formulas",
    **{chr(code): "deprecated mark of formatting" for code in range(0x206A, 0x2070)},
}

#: Joiners steer the shape of letters in Arabic and Indic scripts: invisible noise only elsewhere.
JOINERS = "\u200c\u200d"

#: Blocks of combining marks in the scripts of our languages (and the generic ones).
COMBINING_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)

DOT_ABOVE = "\u0307"

#: Characters without a sign, except tab, line ends and the form feed.
CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"

#: Single characters that hide letters from a search: each is a font's way of drawing plain letters,
#: and becomes what Unicode's compatibility form says. Signs with a meaning of their own stay as
#: they are: ², ½, №, ™, ª, ℃ (`KEPT_FORMS` names those inside the ranges).
HIDING_FORMS = {
    "\ufb00-\ufb06": ("ligature", "ﬁ, ﬂ, ﬀ: books set them, PDF extraction keeps them"),
    "\u0132-\u0133\u01c4-\u01cc\u01f1-\u01f3": ("ligature", "two letters on one type: ǆ, ǈ, ĳ"),
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a": (
        "full-width letter",
        "Latin letters and digits from East Asian fonts",
    ),
    "\u2160-\u217f": ("Roman numeral sign", "Ⅻ, which nobody finds by XII"),
    "\U0001d400-\U0001d7ff": ("styled letter", "𝐁𝐨𝐥𝐝 from web posts that want to stand out"),
    "\ufb50-\ufdff\ufe70-\ufefc": (
        "Arabic presentation form",
        "the shape of a letter in its place, from PDF files; the letter itself is meant",
    ),
}
#: Inside those ranges: religious formulas drawn as one sign, and the sign of the rial.
KEPT_FORMS = "\ufdf0-\ufdff"

TATWEEL = "\u0640"

#: Letters of Latin and of Cyrillic that look alike, by the Latin one. A keyboard in the wrong
#: layout puts one into a word of the other script, where no search finds it.
LOOKALIKES = dict(
    zip(
        "acehikopxyəɵëABCEHIKMOPTXƏƟË",
        "асеһікорхуәөёАВСЕНІКМОРТХӘӨЁ",
        strict=True,
    )
)
#: Cyrillic letters that only get into Latin words: in a Cyrillic word of our languages nobody means
#: them. They come from keyboards of other languages, and Һ resembles h in size only.
STRAY_CYRILLIC = dict(zip("јЈѕЅїЇӧӦӓӒӱӰҫҪԛԜԝҺ", "jJsSïÏöÖäÄüÜçÇqWwH", strict=True))

#: Latin Y in a Cyrillic word looks like Ү and like У. Only a letter that is Kazakh alone tells:
#: beside it, it is Ү.
KAZAKH_LETTERS = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"

#: Letters of our scripts, as ranges. Latin and Cyrillic get mixed up.
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff"
CYRILLIC = "\u0400-\u0481\u048a-\u052f"
ARABIC = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f"

#: Every character that `characters.py` takes a look at.
SUSPECTS = "".join(
    (
        *(end for end in LINE_ENDS if len(end) == 1),
        *SPACES,
        *INVISIBLE,
        JOINERS,
        CONTROLS,
        COMBINING_MARKS,
        *HIDING_FORMS,
        TATWEEL,
    )
)
