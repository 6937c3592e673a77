"""Versions are compared as numbers, and extras as pip writes them."""

from __future__ import annotations

import pytest

from kzcorpus.requirements import Extra, Requirement, fits, installed_extras, installed_version


@pytest.mark.parametrize(
    ("version", "wanted", "good"),
    [
        ("1.10", ">=1.9", True),
        ("1.9", ">=1.10", False),
        ("2", "==2.0.0", True),
        ("2.13.0+cpu", "==2.13.0", True),
        ("2.13.1", "==2.13.0", False),
        ("2.13.1", "==2.13.*", True),
        ("2.14", "==2.13.*", False),
        ("1.16.0", "<1.16,>=1.15", False),
        ("1.15.9", "<1.16,>=1.15", True),
        ("1.5", ">1.5", False),
        ("1.5", "<=1.5,!=1.4", True),
        ("1.4", "!=1.4", False),
        ("1.4.5", "~=1.4.2", True),
        ("1.5", "~=1.4.2", False),
        ("1.4.1", "~=1.4.2", False),
        ("0.1", "", True),
    ],
)
def test_a_version_fits_or_not(version: str, wanted: str, good: bool) -> None:
    assert fits(version, wanted) is good


def test_extras_have_their_requirements_and_kzcorpus_its_own() -> None:
    lines = ["pytest>=1", 'no-such-package>=2; extra == "nlp"', 'pytest<1; extra == "nlp"', "???"]
    assert installed_extras(lines) == [
        Extra("", (Requirement("pytest", ">=1", installed_version("pytest")),)),
        Extra(
            "nlp",
            (
                Requirement("no-such-package", ">=2", ""),
                Requirement("pytest", "<1", installed_version("pytest")),
            ),
        ),
    ]


def test_what_is_wrong_and_what_nobody_asked_for() -> None:
    own, nlp = installed_extras(["pytest", 'no-such-package; extra == "nlp"'])
    assert (own.wrong, own.absent) == ((), False)
    assert [r.name for r in nlp.wrong] == ["no-such-package"]
    assert nlp.absent


def test_kzcorpus_says_what_it_needs_itself() -> None:
    own, *extras = installed_extras()
    assert {"duckdb", "pyarrow"} <= {r.name for r in own.requirements}
    assert own.wrong == ()
    assert {"nlp", "dev"} <= {extra.name for extra in extras}
