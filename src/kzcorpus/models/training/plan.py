"""What the steps of a training run are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kzcorpus.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Plan:
    """What steps are made from.

    `data` is the folder of training data, `own` the folder of the project's own gold sentences
    (beside train.toml), `work` where everything in between goes, `out` the finished resources.
    """

    data: Path
    own: Path
    work: Path
    out: Path
    config: Mapping[str, Any]
    device: str

    def section(self, name: str) -> dict[str, Any]:
        """A section of train.toml. Raises ConfigError where it is missing."""
        try:
            return dict(self.config[name])
        except KeyError:
            raise ConfigError(f"train.toml has no section [{name}]") from None

    @property
    def seed(self) -> int:
        """The one seed of the run."""
        return int(self.section("run")["seed"])

    @property
    def device_flags(self) -> dict[str, Any]:
        """Options that tell Stanza where to compute."""
        return {"cpu": True} if self.device == "cpu" else {"device": self.device}
