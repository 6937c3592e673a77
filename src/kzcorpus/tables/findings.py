"""What checks of a corpus report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong: in which table or file, and what."""

    where: str
    what: str
