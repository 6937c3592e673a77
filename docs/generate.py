"""Write the pages that come from the code: python docs/generate.py [--check]

- commands.md: every command with its help;
- tables.md: the columns of every table, between the two marks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from kzcorpus.cli import app
from kzcorpus.tables import TABLES

DOCS = Path(__file__).parent
BEGIN = "<!-- columns: from the code, by `make docs` -->"
END = "<!-- end of columns -->"


def commands_page() -> str:
    """The reference of the command line."""
    lines = [
        "# Commands",
        "",
        "Every command with its arguments and options, from the program's own help (`make docs`",
        "writes this page). `kzcorpus COMMAND --help` says the same.",
        "",
    ]
    for name, command in _commands(typer.main.get_group(app), "kzcorpus"):
        lines += [f"## {name}", "", _plain(command.help or ""), ""]
        rows = [row for option in command.params if (row := _row(option))]
        if rows:
            lines += ["| | | default |", "|---|---|---|", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def _commands(group: Any, name: str) -> Iterator[tuple[str, Any]]:
    for sub, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{name} {sub}")
        else:
            yield f"{name} {sub}", command


def _row(option: Any) -> str:
    """One argument or option; nothing for `--help`."""
    if option.name == "help":
        return ""
    if option.param_type_name == "argument":
        shown = option.name.upper() if option.required else f"[{option.name.upper()}]"
    else:
        shown = ", ".join([*option.opts, *option.secondary_opts])
    default = option.default
    if default is None or default is False or callable(default) or option.required:
        default = ""
    help_text = _plain(getattr(option, "help", "") or "").replace("|", "\\|")
    default = getattr(default, "value", default)
    return f"| `{shown}` | {help_text} | {f'`{default}`' if default != '' else ''} |"


def _plain(text: str) -> str:
    return " ".join(text.split())


def tables_page() -> str:
    """docs/tables.md with the columns of every table as they are now."""
    page = (DOCS / "tables.md").read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    lines = [BEGIN, ""]
    for name, schema in TABLES.items():
        lines += [f"### {name}", "", "| column | type | meaning |", "|---|---|---|"]
        for field in schema:
            meaning = field.metadata[b"description"].decode().replace("|", "\\|")
            null = ", or null" if field.nullable else ""
            lines.append(f"| {field.name} | {field.type}{null} | {meaning} |")
        lines.append("")
    return before + "\n".join(lines) + END + after


def main() -> None:
    pages = {DOCS / "commands.md": commands_page(), DOCS / "tables.md": tables_page()}
    stale = [
        path
        for path, text in pages.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv and stale:
        sys.exit(f"stale: {', '.join(path.name for path in stale)}; run `make docs`")
    for path in stale:
        path.write_text(pages[path], encoding="utf-8")


if __name__ == "__main__":
    main()
