"""What kzcorpus asks of other packages, by its own metadata, and what is installed of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata

#: "stanza<1.16,>=1.15; extra == \"nlp\"": name, versions, marker.
_REQUIREMENT = re.compile(r"([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*\(?([^;)]*)\)?\s*(?:;(.*))?")
_EXTRA = re.compile(r"extra\s*==\s*[\"']([\w.-]+)[\"']")
_CLAUSE = re.compile(r"(>=|<=|==|!=|~=|>|<)\s*([0-9][\w.+*-]*)")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A package: the versions that are wanted, as pip writes them, and the one that is there."""

    name: str
    wanted: str
    #: Empty where it is not installed.
    version: str

    @property
    def met(self) -> bool:
        return bool(self.version) and fits(self.version, self.wanted)


@dataclass(frozen=True, slots=True)
class Extra:
    """The requirements of an extra of kzcorpus; the unnamed one is kzcorpus itself."""

    name: str
    requirements: tuple[Requirement, ...]

    @property
    def wrong(self) -> tuple[Requirement, ...]:
        """Those that are missing or of another version."""
        return tuple(r for r in self.requirements if not r.met)

    @property
    def absent(self) -> bool:
        """Whether nothing of it is installed: then nobody asked for it."""
        return not any(r.version for r in self.requirements)


def installed_extras(lines: Iterable[str] | None = None) -> list[Extra]:
    """What each extra asks for and what is installed, kzcorpus itself first.

    `lines` are requirements as the metadata of a package has them; None for those of kzcorpus, of
    which there are none where it runs from its source tree without an installation.
    """
    if lines is None:
        try:
            lines = metadata.requires("kzcorpus") or ()
        except metadata.PackageNotFoundError:
            lines = ()
    found: dict[str, list[Requirement]] = {"": []}
    for line in lines:
        match = _REQUIREMENT.fullmatch(line.strip())
        if match is None:
            continue
        name, wanted, marker = match.groups()
        extra = _EXTRA.search(marker or "")
        listed = found.setdefault(extra.group(1) if extra else "", [])
        listed.append(Requirement(name, wanted.strip(), installed_version(name)))
    return [Extra(name, tuple(requirements)) for name, requirements in found.items()]


def installed_version(name: str) -> str:
    """The version of an installed package; empty where there is none."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def fits(version: str, wanted: str) -> bool:
    """Whether a version is among those that a requirement allows.

    Builds of a version ("2.13.0+cpu") are that version; one before it ("2.0rc1") counts as it.

    >>> fits("1.15.2", "<1.16,>=1.15"), fits("1.16", "<1.16,>=1.15"), fits("2.13.0+cpu", "==2.13")
    (True, False, True)
    """
    have = _numbers(version)
    for sign, text in _CLAUSE.findall(wanted):
        bound = _numbers(text)
        size = max(len(have), len(bound))
        mine, theirs = (part + (0,) * (size - len(part)) for part in (have, bound))
        if sign == "~=" and not (mine >= theirs and have[: len(bound) - 1] == bound[:-1]):
            return False
        if sign == "==" and text.endswith("*"):
            mine, theirs = have[: len(bound)], bound
        holds = {
            ">=": mine >= theirs,
            "<=": mine <= theirs,
            ">": mine > theirs,
            "<": mine < theirs,
            "==": mine == theirs,
            "!=": mine != theirs,
        }
        if not holds.get(sign, True):
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers of a release, up to what is not one."""
    match = re.match(r"[0-9]+(?:\.[0-9]+)*", version)
    return tuple(int(part) for part in match.group().split(".")) if match else ()
