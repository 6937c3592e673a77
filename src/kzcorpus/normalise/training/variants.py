"""The same language in other letters, to train the classifier on: few such texts are at hand.

Letter for letter, as people write; the exact rules of each orthography do not matter here.
"""

from __future__ import annotations

from dataclasses import dataclass


def _letters(pairs: str) -> dict[int, str]:
    """A table for `str.translate` from "аa шsh ъ-": a letter and what it becomes, with capitals."""
    table: dict[int, str] = {}
    for pair in pairs.split():
        letter, target = pair[0], pair[1:].replace("-", "")
        table[ord(letter)] = target
        if len(letter.upper()) == 1:
            table.setdefault(ord(letter.upper()), target.capitalize())
    return table


@dataclass(frozen=True, slots=True)
class Variant:
    """A language, the letters that it is rewritten in, and how many examples it gets."""

    lang: str
    letters: dict[int, str]
    examples: int


_KK = "аa бb вv гg дd еe жj зz кk қq лl мm нn оo пp рr сs тt фf хh ъ- ь- эe "
_RU = "аa бb вv гg дd еe зz иi кk лl мm нn оo пp рr сs тt уu фf ъ- эe "

VARIANTS = (
    # Kazakh in the Latin alphabets of 2021 and 2018, as typed every day, and in Arabic letters.
    Variant(
        "kk",
        _letters(_KK + "әä ғğ иi йi ңñ өö уu ұū үü шş һh цts чç щş ыy іi юiu яia ёio"),
        6000,
    ),
    Variant(
        "kk",
        _letters(_KK + "әá ғǵ иı йı ңń өó уý ұu үú шsh һh цts чch щsh ыy іi юıý яıa ёıo"),
        3000,
    ),
    Variant(
        "kk",
        _letters(_KK + "әa ғg иi йi ңn өo уw ұu үu шsh һh цts чch щsh ыy іi юyu яya ёyo"),
        3000,
    ),
    Variant(
        "kk",
        _letters(
            "аا әءا бب вۆ гگ ғع дد еە жج зز иي йي кك қق лل мم нن ңڭ оو өءو пپ рر сس тت уۋ ұۇ үءۇ "
            "фف хح һھ цتس чچ шش щشش ыى іءى эە юيۋ яيا ъ- ь- ёيو"
        ),
        3000,
    ),
    # Russian titles in the letters of Turkish and of English books.
    Variant("ru", _letters(_RU + "жj йy хh цts чç шş щşç ыı ь- юyu яya ёyo"), 6000),
    Variant("ru", _letters(_RU + "жzh йi хkh цts чch шsh щshch ыy ь' юiu яia ёe"), 6000),
    Variant("ru", _letters(_RU + "жzh йy хh цc чch шsh щsch ыy ь- юyu яya ёyo"), 5000),
    # Azerbaijani and Uzbek as they were printed in Soviet times.
    Variant(
        "az",
        _letters(
            "aа bб cҹ çч dд eе əә fф gҝ ğғ hһ xх ıы iи İИ jж kк qг lл mм nн oо öө pп rр sс şш tт "
            "uу üү vв yј zз"
        ),
        4000,
    ),
    Variant(
        "uz",
        _letters("aа bб dд eе fф gг hҳ iи jж kк lл mм nн oо pп qқ rр sс tт uу vв xх yй zз 'ъ cц"),
        3000,
    ),
)
