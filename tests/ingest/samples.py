"""Files of every format, made here: small, ours, and broken where a test needs it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(*pages: Sequence[str], encrypted: bool = False) -> bytes:
    """A PDF of pages of lines, in whatever letters: each has a code of its own in one font."""
    letters = sorted({letter for page in pages for line in page for letter in line})
    codes = {letter: number for number, letter in enumerate(letters, start=33)}
    names = "".join(f"<{c:02x}> <{x.encode('utf-16-be').hex()}>\n" for x, c in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{names}endbfchar endcmap end end"
    )
    widths = " ".join(["600"] * len(codes))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        _stream(cmap),
        "<</Type/Font/Subtype/Type1/BaseFont/Courier/FirstChar 33"
        f"/LastChar {32 + len(codes)}/Widths[{widths}]/ToUnicode 3 0 R>>",
    ]
    kids = []
    for page in pages:
        lines = (bytes(codes[letter] for letter in line).hex() for line in page)
        shown = "".join(f"<{line}> Tj T*\n" for line in lines)
        objects.append(_stream(f"BT /F 10 Tf 12 TL 50 780 Td\n{shown}ET"))
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            f"/Resources<</Font<</F 4 0 R>>>>/Contents {len(objects)} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    # Keys that no empty password opens.
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'00' * 32}>/U<{'11' * 32}>/P -4>>/ID[<00><00>]"
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(f"{len(data):010} 00000 n \n")
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{''.join(places)}"
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R{lock if encrypted else ''}>>"
    return data + f"{table}{trailer}\nstartxref\n{len(data)}\n%%EOF\n".encode()


def _stream(body: str) -> str:
    return f"<</Length {len(body)}>>stream\n{body}\nendstream"


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this body; `parts` are its other files (styles, numbering, footnotes)."""
    main = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    named = {name: f"<w:{name} {_W}>{inner}</w:{name}>" for name, inner in parts.items()}
    return zipped({f"word/{name}.xml": text for name, text in {"document": main, **named}.items()})


def zipped(files: dict[str, str]) -> bytes:
    """A zip of texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def paragraph(*runs: str, style: str = "", numbered: str = "") -> str:
    """A paragraph of runs: plain words, or XML where a run begins with a bracket."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        number, _, level = numbered.partition(":")
        properties += (
            f'<w:numPr><w:ilvl w:val="{level or 0}"/><w:numId w:val="{number}"/></w:numPr>'
        )
    inner = "".join(run if run.startswith("<") else _run(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
