"""The recipe of the language classifier: from folders of plain text to `data/language.npz`.

    python -m kzcorpus.normalise.training --data DIR [--messages DIR] [--own DIR] [--out FILE]

`sources.py` reads the texts that `pipelines/train/language.toml` names, `snippets.py` cuts them to
examples of every length, `fit.py` learns the weights. `data/README.md` tells what the sources are.
"""
