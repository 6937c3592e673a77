"""Reading a report's data as its pages do."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_CALL = re.compile(r'KZ\.load\("([a-z]+(?:/\d+)?)",(.*)\);\n', re.S)


def loaded(script: str) -> tuple[str, Any]:
    """The key and the value of a data file."""
    match = _CALL.fullmatch(script)
    assert match, script[:80]
    return match[1], json.loads(match[2])


def chunk(report: Path, key: str) -> Any:
    """The value that a report holds under a key."""
    found, value = loaded((report / "data" / f"{key}.js").read_text(encoding="utf-8"))
    assert found == key
    return value
