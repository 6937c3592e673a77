"""The program as a whole: help, exit codes, and one line for every expected error."""

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

import kzcorpus
from kzcorpus.cli import app
from kzcorpus.tables import SCHEMA_VERSION
from tests.cli.conftest import Run, process, refusal


def commands() -> Iterator[list[str]]:
    """Every command of the program, with the groups that they are in."""
    program = typer.main.get_command(app)
    assert isinstance(program, TyperGroup)
    for name, command in program.commands.items():
        yield [name]
        if isinstance(command, TyperGroup):
            yield from ([name, inner] for inner in command.commands)


def test_the_commands_of_the_contract_are_there() -> None:
    names = {" ".join(command) for command in commands()}
    assert names >= {
        *("build", "status", "validate", "stats", "schema", "rejects"),
        *("entities", "entities list", "entities mentions"),
        *("models", "models list", "models verify", "models fetch"),
    }


@pytest.mark.parametrize("command", [[], *commands()], ids=" ".join)
def test_every_command_has_help(run: Run, command: list[str]) -> None:
    ran = run(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(f"Usage: .*{' '.join(['kzcorpus', *command])} ", ran.out)


@pytest.mark.parametrize("command", [[], ["entities"], ["models"], ["stats"]], ids=" ".join)
def test_h_is_short_for_help(run: Run, command: list[str]) -> None:
    assert run(*command, "-h").out == run(*command, "--help").out


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_every_option_and_argument_is_explained(command: list[str]) -> None:
    found = typer.main.get_command(app)
    for name in command:
        assert isinstance(found, TyperGroup)
        found = found.commands[name]
    assert found.help
    for parameter in found.params:
        assert getattr(parameter, "help", None), parameter.name


def test_version(run: Run) -> None:
    assert run("--version").out == f"kzcorpus {kzcorpus.__version__}\n"
    assert kzcorpus.__version__ == metadata.version("kzcorpus")


@pytest.mark.parametrize(
    "arguments",
    [
        ["entitees"],
        ["stats", "--corpse", "x"],
        ["stats", "--format", "xml"],
        ["entities", "list", "--limit", "many"],
        ["models", "delete"],
        ["schema", "surplus"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_a_usage_error(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["entities"],
        ["entities", "mentions", "Astana"],
        ["stats"],
        ["status"],
        ["validate"],
        ["rejects"],
    ],
    ids=" ".join,
)
def test_without_a_corpus_every_question_says_how_to_make_one(
    run: Run, tmp_path: Path, arguments: list[str]
) -> None:
    line = refusal(run(*arguments, "--corpus", tmp_path / "nowhere"), 3)
    assert "nowhere: no corpus here; make one with `kzcorpus build`" in line


def test_a_corpus_of_a_newer_version_says_to_upgrade(run: Run, copy: Path) -> None:
    manifest = copy / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    newer = text.replace(f'"schema_version": {SCHEMA_VERSION}', '"schema_version": 99')
    manifest.write_text(newer, encoding="utf-8")
    assert f"(schema 99, this one reads {SCHEMA_VERSION}): upgrade kzcorpus" in refusal(
        run("stats", "-c", copy), 3
    )


def test_a_path_in_a_message_cannot_steer_the_screen(run: Run, tmp_path: Path) -> None:
    line = refusal(run("stats", "--corpus", tmp_path / "a\x1b[31m\nb"), 3)
    assert "\x1b" not in line


def test_python_m_is_the_same_program() -> None:
    with process("--version") as program:
        out, err = program.communicate()
    assert (program.returncode, out, err) == (0, f"kzcorpus {kzcorpus.__version__}\n", "")


def test_errors_of_a_process_are_one_line_and_an_exit_code(tmp_path: Path) -> None:
    with process("stats", "--corpus", tmp_path) as program:
        out, err = program.communicate()
    assert (program.returncode, out) == (3, "")
    assert re.fullmatch(r"kzcorpus: .*: no corpus here; make one with `kzcorpus build`\n", err)


def test_a_reader_that_has_seen_enough_gets_no_traceback() -> None:
    with process("schema", "--format", "json") as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        err = program.stderr.read()
    assert (program.returncode, err) == (1, "")


def test_what_the_system_refuses_is_one_line_too(run: Run) -> None:
    assert "File name too long" in refusal(run("build", "x" * 5000), 1)
