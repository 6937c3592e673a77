"""A report as one page: everything that its folder holds, inside one file to send on.

The browser is told the digests of the style and the script that belong to the page, and runs no
other: what a folder's report is safe of, this one is too.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kzcorpus.errors import KzcorpusError, UsageError

#: Bytes of data from which a page takes too long to open.
_MOST = 25_000_000
#: By this line a file is known to be a report.
_MARK = '<meta name="generator" content="kzcorpus report">'
_SCRIPT = re.compile(r'<script src="(app/\w+\.js)"></script>\n')
_STYLE = '<link rel="stylesheet" href="app/style.css">'
_POLICY = "script-src 'self' file:; style-src 'self' file:;"


def is_single(target: Path) -> bool:
    """Whether a report goes into one file: its name ends in .html."""
    return target.suffix.lower() == ".html"


@contextmanager
def replacing_page(target: Path) -> Iterator[Path]:
    """A folder to write a report into, which becomes the file `target` once that has gone well.

    Raises:
        UsageError: `target` is something that is no report, or the report is too large for a page.
        KzcorpusError: it cannot be written.
    """
    check_page(target)
    staging = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        with tempfile.TemporaryDirectory(prefix="kzcorpus-report-") as folder:
            yield Path(folder)
            page = _bundled(Path(folder), target)
        target.parent.mkdir(parents=True, exist_ok=True)
        staging.write_bytes(page)
        os.replace(staging, target)
    except OSError as error:
        raise KzcorpusError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        staging.unlink(missing_ok=True)


def check_page(target: Path) -> None:
    """Whether a report may be written there.

    Raises:
        UsageError: it is a folder, or a file that is no report.
    """
    if not os.path.lexists(target):
        return
    if target.is_dir():
        raise UsageError(f"{target}: is a folder; a report in one file needs a new name")
    try:
        with target.open(encoding="utf-8", errors="replace") as file:
            head = file.read(4096)
    except OSError as error:
        raise UsageError(f"{target}: cannot be read: {error.strerror or error}") from error
    if _MARK not in head:
        raise UsageError(f"{target}: is something that is no report; name another file")


def _bundled(folder: Path, target: Path) -> bytes:
    data = sorted((folder / "data").rglob("*.js"))
    size = sum(path.stat().st_size for path in data)
    if size > _MOST:
        raise UsageError(
            f"{target}: {size / 1e6:.0f} MB are too much for one page (at most "
            f"{_MOST / 1e6:.0f}); give a folder to -o"
        )
    page = (folder / "index.html").read_text(encoding="utf-8")
    style = (folder / "app" / "style.css").read_text(encoding="utf-8")
    # The last script starts the page, and needs the data.
    *first, last = (folder / name for name in _SCRIPT.findall(page))
    script = "".join(path.read_text(encoding="utf-8") for path in [*first, *data, last])
    policy = f"script-src '{_digest(script)}'; style-src '{_digest(style)}';"
    page = page.replace(_POLICY, policy).replace(_STYLE, f"{_MARK}\n<style>{style}</style>")
    body, _, _ = page.partition("<script src=")
    return f"{body}<script>{script}</script>\n</body>\n</html>\n".encode()


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
