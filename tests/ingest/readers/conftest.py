"""Reading one file of bytes with the reader of its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kzcorpus.config import IngestConfig
from kzcorpus.errors import IngestError
from kzcorpus.ingest.drafts import Draft, Problem
from kzcorpus.ingest.readers import READERS
from kzcorpus.ingest.sources import Source, split_suffix


@dataclass(frozen=True)
class Result:
    """What a reader made of a file."""

    drafts: list[Draft]
    problems: list[Problem]

    @property
    def text(self) -> str:
        (draft,) = self.drafts
        return draft.text

    @property
    def refused(self) -> list[tuple[str, str]]:
        return [(problem.reason, problem.detail) for problem in self.problems]


Read = Callable[..., Result]
Refusal = Callable[..., tuple[str, str]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a file of this name and content."""

    def call(name: str, data: bytes | str, config: IngestConfig | None = None) -> Result:
        config = config or IngestConfig()
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        reader = READERS[split_suffix(name)[1]]
        items = list(reader(Source(name, path, config.max_bytes), config))
        drafts = [item for item in items if isinstance(item, Draft)]
        return Result(drafts, [item for item in items if isinstance(item, Problem)])

    return call


@pytest.fixture
def refusal(read: Read) -> Refusal:
    """Reason and detail of a file that is refused as a whole."""

    def call(name: str, data: bytes | str, config: IngestConfig | None = None) -> tuple[str, str]:
        with pytest.raises(IngestError) as caught:
            read(name, data, config)
        assert "\n" not in caught.value.detail
        return caught.value.reason, caught.value.detail

    return call
