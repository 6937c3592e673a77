"""Documentation says what the program does: every command, every table, every setting."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from kzcorpus.cli import app
from kzcorpus.tables import TABLES

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands() -> Iterator[str]:
    """All commands of the program, such as `models list`."""
    group = typer.main.get_group(app)
    for name, command in group.commands.items():
        subcommands = getattr(command, "commands", None)
        yield from [name] if subcommands is None else (f"{name} {sub}" for sub in subcommands)


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_is_in_the_readme_and_has_help(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    *group, name = command.split()
    rows = [line for line in readme.splitlines() if line.startswith("| `kzcorpus ")]
    assert (
        any(re.search(rf"\b{name}\b", row) and all(part in row for part in group) for row in rows)
        or command == "entities list"
    )  # which is `entities` without a subcommand
    found = typer.main.get_group(app)
    for part in command.split():
        found = found.commands[part]  # type: ignore[assignment]
    assert found.help


def test_every_table_is_documented() -> None:
    page = (ROOT / "docs/tables.md").read_text(encoding="utf-8")
    for table in TABLES:
        assert f"| {table} |" in page


def test_pages_from_the_code_are_fresh() -> None:
    """`make docs` writes them."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs/generate.py"), "--check"],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "## kzcorpus entities cooccur\n" in (ROOT / "docs/commands.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_that_pages_name_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:^    |`)make ([a-z-]+)", page.read_text(encoding="utf-8"), re.M):
        assert re.search(rf"^{target}:.*##", makefile, re.M), target
