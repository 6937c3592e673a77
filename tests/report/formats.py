"""A raw folder with a document in every format that we read."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

from tests.ingest.samples import docx, paragraph, pdf

TEXT = (
    "Kazakistan Orta Asya’nın en büyük ülkesidir; başkenti Astana bozkırın ortasındadır. "
    "Tokayev 2019 yılında göreve geldi ve komşularıyla iyi geçinmeye çalıştı."
)
_PAGE = f"""<!doctype html><html lang="tr"><head><title>Ülke</title></head><body>
<nav><a href="/">Ana sayfa</a></nav><article><h1>Ülke</h1><p>{TEXT}</p>
<p>{TEXT.replace("Astana", "Almatı")}</p></article></body></html>"""


def write_formats(folder: Path) -> None:
    """Fill `folder`; `rows.jsonl` and `tablo.csv` hold two documents each."""
    folder.mkdir(parents=True)
    rows = [{"id": f"satir-{n}", "text": TEXT.replace("2019", str(2010 + n))} for n in (2, 1)]
    table = io.StringIO()
    writer = csv.DictWriter(table, ["id", "text"])
    writer.writeheader()
    writer.writerows(rows)
    files: dict[str, str | bytes] = {
        "belge.docx": docx(paragraph(TEXT) + paragraph(TEXT.replace("Astana", "Ankara"))),
        "duz.txt": TEXT,
        "isaretli.md": f"---\ntitle: Ülke\n---\n# Ülke\n\n{TEXT}\n",
        "paket.txt.gz": gzip.compress(TEXT.encode()),
        "rapor.pdf": pdf(
            ["Kazakistan", "Tokayev Astana kentinde konustu ve", "yurda selam etti."],
            ["Ankara ile Astana dosttur, Kazakistan", "bunu bilir."],
        ),
        "rows.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows),
        "sayfa.html": _PAGE,
        "tablo.csv": table.getvalue(),
    }
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
