"""Tags of other Turkish treebanks rewritten into the convention of UD_Turkish-BOUN.

What BOUN (as released now) writes, read off its development part:

* nouns, proper nouns: Case, Number, Person=3 always, and the possessor's Number and Person;
* adjectives: nothing (a case-marked one is a noun);
* finite verbs: no Mood=Ind, no VerbForm=Fin; -DI is Aspect=Perf, Evident=Fh, Tense=Past; -mIş is
  Evident=Nfh, Tense=Past without Aspect; future is Aspect=Imp; imperative, optative, necessitative
  and -sA carry a Mood and neither Aspect nor Tense;
* verbal nouns, participles, converbs: UPOS VERB, with VerbForm, never Mood=Ind.

A second step, `Lexicon`, takes words that BOUN itself attests (bu, bir, olarak, var) from there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kzcorpus.letters import lower_tr
from kzcorpus.models.training.conllu import Word, format_feats, parse_feats
from kzcorpus.models.training.ud_verbal import PSOR, told_by_form, verbal_kind

#: Features that no BOUN word carries, or that BOUN writes otherwise.
DROPPED = frozenset(
    {"Polite", "Reflex", "Echo", "Foreign", "Definite", "Proper", "Degree", "Typo", "Abbr"}
)
#: Compound voices; BOUN names the outermost one.
VOICES = {
    "CauPass": "Pass",
    "CauCau": "Cau",
    "CauPassRcp": "Pass",
    "PassPass": "Pass",
    "CauRcp": "Cau",
    "PassRfl": "Pass",
    "PassRcp": "Pass",
    "CauCauPass": "Pass",
}
PRONOUNS = {"Pers": "Prs", "Demons": "Dem", "Ques": "Int", "Quant": "Ind", "Reflex": "Prs"}
INDEFINITE = frozenset({"bir", "birkaç", "birçok", "bazı", "kimi", "çoğu", "herhangi"})


def convert_word(word: Word, *, verbs: frozenset[str]) -> Word:
    """Rewrite UPOS and features; `verbs` are known verbal lemmas.

    Closed classes that BOUN lists exhaustively are corrected later from its own words.
    """
    feats = {k: v for k, v in parse_feats(word.feats).items() if k not in DROPPED}
    if "Voice" in feats:
        feats["Voice"] = VOICES.get(feats["Voice"], feats["Voice"])
    upos = word.upos
    if "Definite=Ind" in word.feats:
        feats["PronType"] = "Ind"
    if upos in {"NOUN", "ADJ", "ADV"} and lower_tr(word.lemma) in verbs:
        found = verbal_kind(word.form, word.lemma)
        if found is not None and not (found[0] == "Vnoun" and upos == "ADJ"):
            kind, middle, tail = found
            tail = tail if kind in {"PartPast", "PartFut"} else ""
            return _nonfinite(word, told_by_form(middle, tail, feats), kind)
    if upos == "AUX" and lower_tr(word.form).startswith("ol"):
        upos = "VERB"  # olmak is a main verb in BOUN
    if upos == "VERB":
        if "Opened=Yes" in word.misc:
            return _opened(word, feats)
        return _verb(replace(word, upos="VERB"), feats)
    if upos == "AUX":
        return _copula(word, feats)
    return _nominal(word, upos, feats)


def _nominal(word: Word, upos: str, feats: dict[str, str]) -> Word:
    for key in ("Polarity", "VerbForm", "Mood", "Aspect", "Tense", "Evident"):
        feats.pop(key, None)
    if upos == "ADJ":
        inflected = any(k in feats for k in PSOR) or feats.get("Number") == "Plur"
        if inflected or feats.get("Case", "Nom") != "Nom":
            upos = "NOUN"
        else:
            feats = {}
    if upos in {"NOUN", "PROPN"}:
        kept = {"Case": feats.get("Case", "Nom"), "Number": feats.get("Number", "Sing")}
        kept |= {"Person": "3"} | {k: feats[k] for k in PSOR if k in feats}
        feats = kept
    elif upos == "PRON":
        feats.setdefault("Case", "Nom")
        feats.setdefault("Number", "Sing")
        feats.setdefault("Person", "3")
        if word.xpos in PRONOUNS:
            feats["PronType"] = PRONOUNS[word.xpos]
    elif upos == "NUM":
        case, number = feats.get("Case"), feats.get("Number", "Sing")
        if word.form.isdigit():
            feats = {"NumType": "Card"}
        elif case is None or (case == "Nom" and not any(k in feats for k in PSOR)):
            feats = {"NumType": feats.get("NumType", "Card")}
        else:
            psor = {k: feats[k] for k in PSOR if k in feats}
            feats = {"Case": case, "Number": number, "Person": "3"} | psor
    elif upos == "DET":
        indefinite = feats.get("PronType") == "Ind" or lower_tr(word.form) in INDEFINITE
        feats = {"PronType": "Ind" if indefinite else "Dem"}
    elif upos in {"ADV", "ADP", "CCONJ", "SCONJ", "PUNCT", "INTJ", "PART", "SYM", "X"}:
        feats = {}
    return replace(word, upos=upos, feats=format_feats(feats))


def _copula(word: Word, feats: dict[str, str]) -> Word:
    number = {"Number": feats.get("Number", "Sing"), "Person": feats.get("Person", "3")}
    form = lower_tr(word.form)
    if re.match(r"^m[ıiuü](y[ıiuü]m|y[ıiuü]z|s[ıiuü]n|s[ıiuü]n[ıiuü]z)?$", form):
        return replace(word, feats=format_feats({"Aspect": "Imp", **number, "Tense": "Pres"}))
    if re.match(r"^’?y?[dt][ıiuü](?!r)", form) or form.startswith("idi"):
        return replace(
            word, feats=format_feats({"Aspect": "Perf", "Evident": "Fh", **number, "Tense": "Past"})
        )
    if re.match(r"^’?[dt][ıiuü]r", form):
        return replace(
            word, feats=format_feats({"Aspect": "Perf", "Mood": "Gen", **number, "Tense": "Pres"})
        )
    if re.match(r"^’?y?m[ıiuü]ş", form):
        return replace(
            word,
            feats=format_feats({"Evident": "Nfh", **number, "Polarity": "Pos", "Tense": "Past"}),
        )
    if re.match(r"^y?s[ae]", form):
        return replace(
            word, feats=format_feats({"Aspect": "Perf", "Mood": "Cnd", **number, "Tense": "Pres"})
        )
    for key in ("VerbForm", "PronType", "Case"):
        feats.pop(key, None)
    if feats.get("Mood") == "Ind":
        feats.pop("Mood")
    return replace(word, feats=format_feats(feats))


def _nonfinite(word: Word, feats: Mapping[str, str], kind: str) -> Word:
    out = {"Polarity": feats.get("Polarity", "Pos")}
    low = lower_tr(word.form)
    if re.search(r"(?<=\w\w)m[ae](?:y[ae]n|d[ıiuü][ğk]|y[ae]c[ae][ğk]|m[ae]|m[ıiuü]ş)", low):
        out["Polarity"] = "Neg"
    if "Voice" in feats:
        out["Voice"] = feats["Voice"]
    case = feats.get("Case")
    psor = {k: feats[k] for k in PSOR if k in feats}
    head = {"Number": feats.get("Number", "Sing"), "Person": "3"}
    if kind.startswith("Conv"):
        out["VerbForm"] = "Conv"
        if kind == "ConvNeg":
            out |= {"Case": "Abl", **head, "Polarity": "Neg"}
        elif kind == "ConvKen":
            out |= {"Aspect": "Hab", "Mood": "Imp", **head, "Tense": "Pres"}
        xpos = "Conv"
    elif kind == "Vnoun":
        out |= {"VerbForm": "Vnoun", "Case": case or "Nom", **psor}
        if not re.search(r"m[ae]k(?:t[ae]n?|l[ae])?$", low):
            out |= head
        xpos = "Vnoun"
    elif kind == "PartNfh":
        out |= {"Evident": "Nfh", "Tense": "Past", **head}
        xpos = "_"
    else:
        tense = {"PartPres": "Pres", "PartPast": "Past", "PartFut": "Fut"}[kind]
        out |= {"VerbForm": "Part", "Tense": tense, **psor}
        if kind != "PartPres":
            out["Aspect"] = "Perf" if kind == "PartPast" else "Imp"
        if case is not None and (case != "Nom" or head["Number"] == "Plur"):
            out |= {"Case": case, **head}
        xpos = "Ptcp"
    return replace(word, upos="VERB", xpos=xpos, feats=format_feats(out))


def _verb(word: Word, feats: dict[str, str]) -> Word:
    low = lower_tr(word.form)
    if low.startswith("değil"):
        out = {"Number": feats.get("Number", "Sing"), "Person": feats.get("Person", "3")}
        out |= {"Polarity": "Neg", "Tense": "Pres"}
        return replace(word, upos="AUX", xpos="Overt", feats=format_feats(out))
    form = feats.get("VerbForm", "Fin")
    if form == "Part":
        if re.search(r"m[ıiuü]ş$", low):
            kind = "PartNfh"
        else:
            kind = {"Past": "PartPast", "Fut": "PartFut"}.get(feats.get("Tense", ""), "PartPres")
        return _mood(_nonfinite(word, feats, kind), feats)
    if form in {"Vnoun", "Conv"}:
        if form == "Conv" and low.endswith("ken"):
            return _nonfinite(word, feats, "ConvKen")
        if form == "Conv" and re.search(r"m[ae]d[ae]n$", low):
            return _nonfinite(word, feats, "ConvNeg")
        return _mood(_nonfinite(word, feats, form), feats)
    return _finite(word, feats, low)


def _opened(word: Word, feats: Mapping[str, str]) -> Word:
    """The verb before a copula of its own: BOUN calls it a participle (olmuş|tu, olacak|tır)."""
    low = lower_tr(word.form)
    out = {"Aspect": "Imp" if re.search(r"m[ıiuü]ş(?:l[ae]r)?$", low) else "Prosp"}
    out |= {"Number": "Plur" if low.endswith(("lar", "ler")) else "Sing", "Person": "3"}
    out |= {"Polarity": feats.get("Polarity", "Pos"), "VerbForm": "Part"}
    if "Voice" in feats:
        out["Voice"] = feats["Voice"]
    return _mood(replace(word, xpos="Ptcp", feats=format_feats(out)), feats)


def _mood(word: Word, feats: Mapping[str, str]) -> Word:
    """Keep the potential, the only mood that BOUN writes on nonfinite verbs."""
    if "Pot" not in feats.get("Mood", ""):
        return word
    return replace(word, feats=format_feats(parse_feats(word.feats) | {"Mood": "Pot"}))


def _finite(word: Word, feats: dict[str, str], low: str) -> Word:
    out = {"Number": feats.get("Number", "Sing"), "Person": feats.get("Person", "3")}
    out["Polarity"] = feats.get("Polarity", "Pos")
    if "Voice" in feats:
        out["Voice"] = feats["Voice"]
    mood, aspect, tense = feats.get("Mood", "Ind"), feats.get("Aspect"), feats.get("Tense", "Pres")
    conditional = "Cnd" in mood or mood == "Des"
    if "Pot" in mood:
        out["Mood"] = "Pot"
    if mood.startswith(("Imp", "Opt")):
        out["Mood"] = mood[:3]
    elif "Nec" in mood:
        out["Mood"] = "Nec"
    elif aspect == "Prog" or re.search(r"yor|m[ae]kt[ae]", low):
        out |= {"Aspect": "Prog", "Tense": "Pres"}
        if re.search(r"yord[ıu]|m[ae]kt[ae]yd", low):
            out |= {"Aspect": "Perf", "Evident": "Fh", "Tense": "Past"}
        if conditional:
            out["Mood"] = "Cnd"
    elif aspect == "Hab":
        out |= {"Aspect": "Hab", "Tense": "Pres"}
        if tense == "Past" or re.search(r"[rz]l?[ae]?r?d[ıiuü]\w{0,3}$", low):
            out["Evident"] = "Nfh" if feats.get("Evident") == "Nfh" else "Fh"
        if conditional or re.search(r"[rz]s[ae]\w{0,3}$", low):
            out["Mood"] = "Cnd"
    elif conditional:
        out["Mood"] = "Des"
    elif tense.startswith("Fut"):
        out |= {"Aspect": "Imp", "Tense": "Fut"}
    elif feats.get("Evident") == "Nfh" or re.search(r"m[ıiuü]ş\w{0,5}$", low):
        out |= {"Evident": "Nfh", "Tense": "Past"}
    elif tense in {"Past", "Pqp"}:
        out |= {"Aspect": "Perf", "Evident": "Fh", "Tense": "Past"}
    else:
        out |= {"Aspect": aspect or "Perf", "Tense": tense}
    return replace(word, feats=format_feats(out))
