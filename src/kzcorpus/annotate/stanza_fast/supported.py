"""When the fast path is taken.

It knows the networks that the bundled models have, with any sizes: the tokenizer with features of
single characters, a tagger with words, vectors and a character LSTM whose columns hang on the part
of speech, one name tagger with the same inputs, and the sequence-to-sequence models as Stanza runs
them. Whatever else a package asks for (a character language model, a transformer, a dictionary in
the tokenizer, several name taggers) is left to Stanza itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kzcorpus.annotate.stanza_fast.characters import PLACE_FEATURES

#: The processors of Stanza that the fast path stands for, by their classes' names.
PROCESSORS = {
    "tokenize": "TokenizeProcessor",
    "mwt": "MWTProcessor",
    "pos": "POSProcessor",
    "lemma": "LemmaProcessor",
    "ner": "NERProcessor",
}


def unsupported(pipeline: Any) -> list[str]:
    """What about a loaded Stanza pipeline the fast path does not know; empty if it may be taken."""
    processors = pipeline.processors
    found = {name: type(processor).__name__ for name, processor in processors.items()}
    if found != PROCESSORS:
        return [f"processors {', '.join(sorted(found)) or 'none'}"]
    if any(hasattr(processor, "_variant") for processor in processors.values()):
        return ["a processor of another program"]
    return [
        *_tokenizer(processors["tokenize"]),
        *_tagger(processors["pos"]),
        *_lemmatizer(processors["lemma"]),
        *_name_tagger(processors["ner"]),
    ]


def _tokenizer(processor: Any) -> Iterator[str]:
    from stanza.models.tokenization.data import PER_CHAR_FEAT_FUNCS

    config = processor.config
    if any(config.get(key) for key in ("pretokenized", "no_ssplit", "postprocessor")):
        yield "tokenize: tokens or sentences from elsewhere"
        return
    args, model = processor.trainer.args, processor.trainer.model
    if config.get("speaker_delim"):
        yield "tokenize: speakers"
    if model.charmodel is not None:
        yield "tokenize: a character language model"
    if args["use_dictionary"]:
        yield "tokenize: a dictionary"
    if not set(args["feat_funcs"]) <= {*PER_CHAR_FEAT_FUNCS, *PLACE_FEATURES}:
        yield "tokenize: features of more than one character"
    if args["conv_res"] is not None or args["rnn_layers"] != 1:
        yield "tokenize: convolutions or several layers"
    if args["skip_newline"] or processor.vocab.lang_replaces_spaces:
        yield "tokenize: a script without spaces"
    if args["shorthand"] == "la_ittb":
        yield "tokenize: rules of one treebank"


def _tagger(processor: Any) -> Iterator[str]:
    from stanza.models.common.vocab import CompositeVocab

    model, args, vocab = processor.trainer.model, processor.trainer.args, processor.vocab
    yield from _inputs("pos", model, args)
    columns = {column.name: column.parents for column in model.tag_columns if column.output}
    if columns != {"upos": (), "xpos": ("upos",), "feats": ("upos",)} or args["share_hid"]:
        yield "pos: columns that do not hang on upos alone"
        return
    if len(model.tag_columns) != len(columns) or model.link_mode != "tag_emb":
        yield "pos: columns of its own"
    if isinstance(vocab["xpos"], CompositeVocab) or not isinstance(vocab["feats"], CompositeVocab):
        yield "pos: xpos in parts, or features in one"


def _lemmatizer(processor: Any) -> Iterator[str]:
    if processor.use_identity or processor.config.get("dict_only"):
        yield "lemma: no network"
        return
    trainer = processor.trainer
    if trainer.has_contextual_lemmatizers():
        yield "lemma: by context"
    if trainer.caseless:
        yield "lemma: without case"
    if trainer.model.contextual_embedding is not None:
        yield "lemma: a character language model"


def _name_tagger(processor: Any) -> Iterator[str]:
    if len(processor.trainers) != 1:
        yield "ner: several models"
        return
    trainer = processor.trainers[0]
    yield from _inputs("ner", trainer.model, trainer.args)
    if trainer.args.get("connect_output_layers"):
        yield "ner: label sets that hang on each other"


def _inputs(name: str, model: Any, args: Any) -> Iterator[str]:
    if args.get("charlm"):
        yield f"{name}: a character language model"
    if args.get("bert_model") or model.bert_model is not None:
        yield f"{name}: a transformer"
    if args.get("rec_dropout") or args.get("char_rec_dropout"):
        yield f"{name}: LSTMs with recurrent dropout"
