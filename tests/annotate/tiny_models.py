"""A Stanza package with networks of a few cells and random weights.

It knows nothing, but its answers depend on every character, every state and every padding that it
is shown, so that two ways of running it agree only if they show it the same.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stanza.models import lemmatizer, mwt_expander, ner_tagger, tagger, tokenizer
from stanza.models.common.doc import Document
from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
from stanza.models.lemma.trainer import Trainer as LemmaTrainer
from stanza.models.lemma.vocab import MultiVocab as LemmaVocab
from stanza.models.lemma.vocab import Vocab as LetterVocab
from stanza.models.mwt.trainer import Trainer as ExpanderTrainer
from stanza.models.mwt.vocab import Vocab as ExpanderVocab
from stanza.models.ner.data import DataLoader as NameData
from stanza.models.ner.trainer import Trainer as NameTrainer
from stanza.models.pos.data import Dataset as TaggerData
from stanza.models.pos.trainer import Trainer as TaggerTrainer
from stanza.models.tokenization.trainer import Trainer as TokenizerTrainer
from stanza.models.tokenization.vocab import Vocab as CharacterVocab

LETTERS = " ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZabcçdefgğhıijklmnoöprsştuüvyz0123456789.,;:!?()-’"
#: Weights are drawn from -SPREAD to SPREAD: enough for answers of many kinds. The biases make the
#: tokenizer end a token every few characters, and a sentence every few tokens.
SPREAD, TOKEN_BIAS, SENTENCE_BIAS = 2.0, -3.0, -2.0
#: form, upos, xpos, feats, name
WORDS = [
    ("Astana", "PROPN", "Prop", "Case=Nom|Number=Sing", "B-GPE"),
    ("Almatı", "PROPN", "Prop", "Case=Nom|Number=Sing", "I-GPE"),
    ("ve", "CCONJ", "_", "_", "O"),
    ("kentler", "NOUN", "Noun", "Case=Nom|Number=Plur", "O"),
    ("Nursultan", "PROPN", "Prop", "Case=Nom|Number=Sing", "B-PERSON"),
    ("Nazarbayev", "PROPN", "Prop", "Case=Nom|Number=Sing", "I-PERSON"),
    ("kuruldu", "VERB", "Verb", "Number=Sing|Tense=Past", "O"),
    (".", "PUNCT", "Stop", "_", "O"),
]


def make_package(folder: Path, seed: int = 1, **changes: dict[str, Any]) -> Path:
    """Write the package "tiny" of the language "tr".

    Args:
        folder: where; becomes a Stanza resources directory.
        changes: other settings of a processor, by its name.
    """
    import torch

    torch.manual_seed(seed)
    makers = {
        "tokenize": _tokenizer,
        "mwt": _expander,
        "pos": _tagger,
        "lemma": _lemmatizer,
        "ner": _name_tagger,
    }
    vectors = _vectors(folder / "tr/pretrain/tiny.pt")
    for name, maker in makers.items():
        trainer = maker(vectors, changes.get(name, {}))
        with torch.no_grad():
            for parameter in trainer.model.parameters() if trainer.model else ():
                parameter.uniform_(-SPREAD, SPREAD)
            if name == "tokenize":
                trainer.model.tok_clf.bias.fill_(TOKEN_BIAS)
                trainer.model.sent_clf.bias.fill_(SENTENCE_BIAS)
        path = folder / "tr" / name / "tiny.pt"
        path.parent.mkdir(parents=True)
        trainer.save(str(path))
    needs = {"dependencies": [{"model": "pretrain", "package": "tiny"}]}
    entry: dict[str, Any] = {name: {"tiny": {}} for name in makers}
    entry |= {"pos": {"tiny": needs}, "ner": {"tiny": needs}, "pretrain": {"tiny": {}}}
    entry |= {"packages": {"tiny": dict.fromkeys(makers, "tiny")}, "lang_name": "Turkish"}
    entry |= {"default_processors": dict.fromkeys(makers, "tiny"), "default_dependencies": {}}
    (folder / "resources.json").write_text(json.dumps({"tr": entry, "url": ""}), encoding="utf-8")
    return folder


def _vectors(path: Path) -> Pretrain:
    import torch

    words = sorted({word[0] for word in WORDS} | {word[0].lower() for word in WORDS})
    made = Pretrain(str(path), save_to_file=False)
    made._vocab = PretrainedWordVocab(words, lang="tr")
    made._emb = torch.randn(len(made._vocab), 6)
    made.save(str(path))
    return made


def _document() -> Document:
    names = ("text", "upos", "xpos", "feats", "ner")
    sentence = [
        {"id": (number,), **dict(zip(names, word, strict=True))}
        for number, word in enumerate(WORDS, start=1)
    ]
    return Document([sentence])


def _settings(module: Any) -> dict[str, Any]:
    """The settings of one of Stanza's training programs, as they are if nothing is asked for."""
    made = module.parse_args(["--shorthand", "tr_tiny"])
    return (made if isinstance(made, dict) else vars(made)) | {"lang": "tr"}


def _tokenizer(vectors: Pretrain, changes: dict[str, Any]) -> Any:
    features = ["space_before", "capitalized", "numeric", "end_of_para", "start_of_para"]
    args = _settings(tokenizer)
    args |= {"emb_dim": 5, "hidden_dim": 6, "feat_funcs": features, "batch_size": 4}
    args |= {"max_seqlen": 400}
    args |= {"use_dictionary": False, "charlm_forward_file": None} | changes
    args["feat_dim"] = len(args["feat_funcs"])
    vocab = CharacterVocab([[(letter, 0) for letter in LETTERS]], lang="tr")
    return TokenizerTrainer(args | {"vocab_size": len(vocab)}, vocab=vocab, device="cpu")


def _expander(vectors: Pretrain, changes: dict[str, Any]) -> Any:
    args = _settings(mwt_expander)
    args |= {"emb_dim": 5, "hidden_dim": 6, "num_layers": 1, "max_dec_len": 8} | changes
    vocab = ExpanderVocab([(LETTERS, LETTERS)], "tr")
    trainer = ExpanderTrainer(args | {"vocab_size": len(vocab)}, vocab=vocab, device="cpu")
    trainer.train_dict([("kentler", "kent ler"), ("Astana", "Astana")])
    return trainer


def _tagger(vectors: Pretrain, changes: dict[str, Any]) -> Any:
    args = _settings(tagger)
    args |= {"hidden_dim": 6, "char_hidden_dim": 5, "deep_biaff_hidden_dim": 7, "word_cutoff": 0}
    args |= {"composite_deep_biaff_hidden_dim": 4, "word_emb_dim": 4, "char_emb_dim": 3}
    args |= {"tag_emb_dim": 3, "transformed_dim": 4, "charlm": False, "rec_dropout": 0}
    args |= {"char_rec_dropout": 0} | changes
    vocab = TaggerData.init_vocab([_document()], args)
    return TaggerTrainer(args, vocab=vocab, pretrain=vectors, device="cpu")


def _lemmatizer(vectors: Pretrain, changes: dict[str, Any]) -> Any:
    args = _settings(lemmatizer)
    args |= {"emb_dim": 5, "hidden_dim": 6, "pos_dim": 5, "max_dec_len": 8, "num_edit": 3}
    args |= {"charlm": False, "num_layers": 1, "pos": True, "edit": True, "copy": True} | changes
    letters = LetterVocab(LETTERS, "tr")
    tags = LetterVocab([word[1] for word in WORDS], "tr")
    args |= {"vocab_size": len(letters), "pos_vocab_size": len(tags)}
    vocab = LemmaVocab({"char": letters, "pos": tags})
    trainer = LemmaTrainer(args, vocab=vocab, device="cpu")
    trainer.train_dict([("kuruldu", "VERB", "kur"), ("kentler", "NOUN", "kent")])
    return trainer


def _name_tagger(vectors: Pretrain, changes: dict[str, Any]) -> Any:
    args = _settings(ner_tagger)
    args |= {"hidden_dim": 6, "char_hidden_dim": 4, "char_emb_dim": 3, "word_emb_dim": 6}
    args |= {"charlm": False, "scheme": "bioes", "pretrain": True} | changes
    vocab = NameData(_document(), 8, args, vectors, evaluation=False).vocab
    return NameTrainer(args, vocab=vocab, pretrain=vectors, device="cpu")
