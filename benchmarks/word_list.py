"""Write the word list of the hyphen rules from the vocabulary of the bundled word vectors."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import kzcorpus
from kzcorpus.letters import lower_tr

LETTERS = frozenset("abcçdefgğhıijklmnoöprsştuüvyzqwxəâîû")
HOME = Path(kzcorpus.__file__).parent
LIST = HOME / "normalise" / "data" / "words_tr.txt.gz"


def main() -> None:
    from stanza.models.common.pretrain import Pretrain

    units = Pretrain(str(HOME / "models" / "stanza" / "tr" / "pretrain" / "kz.pt")).vocab
    words = {lower_tr(unit) for unit in units._id2unit if unit.isalpha() and len(unit) > 1}
    kept = sorted(word for word in words if LETTERS.issuperset(word))
    packed = io.BytesIO()
    # Neither name nor time, so that the same words give the same bytes.
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", mtime=0) as file:
        file.write(("\n".join(kept) + "\n").encode("utf-8"))
    LIST.write_bytes(packed.getvalue())
    print(f"{len(kept):,} words, {len(packed.getvalue()):,} bytes: {LIST}")


if __name__ == "__main__":
    main()
