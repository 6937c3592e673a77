"""XPOS as BOUN writes it (a finer part of speech, not scored by the shared task)."""

from __future__ import annotations

import re
from dataclasses import replace

from kzcorpus.letters import lower_tr
from kzcorpus.models.training.conllu import Word, parse_feats

PUNCTUATION = {".": "Stop", ",": "Comma", "?": "Ques", "!": "Excl", "...": "TDots", "(": "OPar"}


def settle_xpos(word: Word) -> Word:
    """XPOS as BOUN writes it, told by UPOS, features and form."""
    feats = parse_feats(word.feats)
    form = lower_tr(word.form)
    by_upos = {"CCONJ": "Conj", "ADJ": "Adj" if not feats else "_", "AUX": "Zero"}
    if word.upos == "PUNCT":
        xpos = PUNCTUATION.get(form, "Punc")
    elif word.upos == "VERB":
        xpos = {"Part": "Ptcp", "Conv": "Conv", "Vnoun": "Vnoun"}.get(
            feats.get("VerbForm", ""), "_"
        )
    elif word.upos == "DET":
        xpos = "Indef" if form in {"bir", "herhangi"} else "Det"
    elif word.upos == "NUM":
        xpos = "NNum" if "Case" in feats else "ANum"
    elif word.upos == "PRON":
        kinds = {"Prs": "Pers", "Dem": "Demons", "Int": "Ques", "Ind": "Quant"}
        xpos = "Reflex" if form.startswith("kend") else kinds.get(feats.get("PronType", ""), "_")
    elif word.upos == "ADV":
        xpos = "Emph" if form in {"da", "de"} else "_"
    elif word.upos == "ADP":
        xpos = "PCNom"
    elif word.upos == "AUX" and re.match(r"^m[ıiuü](?!ş)", form):
        xpos = "Ques"
    else:
        xpos = by_upos.get(word.upos, "_")
    return replace(word, xpos=xpos)
