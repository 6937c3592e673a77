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
}

#: Joiners steer the shape of letters in Arabic and Indic scripts: invisible noise only elsewhere.
JOINERS = "\u200c\u200d"

#: Blocks of combining marks in the scripts of our languages (and the generic ones).
COMBINING_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)

DOT_ABOVE = "\u0307"
