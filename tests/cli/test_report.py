"""kzcorpus report"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, refusal
from tests.report.reading import chunk


def test_report_writes_a_site(run: Run, built: Path, tmp_path: Path) -> None:
    raw = built.parent / "raw"
    ran = run("report", "-o", tmp_path / "site", "--corpus", built, "--raw", raw, "--lang", "ru")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Wrote {tmp_path / 'site' / 'index.html'}: 4 documents (4 beside")
    assert chunk(tmp_path / "site", "meta")["lang"] == "ru"


def test_a_report_may_be_one_page_with_places_of_ones_own(
    run: Run, built: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.csv"
    own.write_text("canonical_id,lat,lon\nnil/gpe/astana,51.2,71.4\n", encoding="utf-8")
    page = tmp_path / "site.html"
    ran = run("report", "-o", page, "--corpus", built, "--places", own)
    assert ran.code == 0
    assert ran.out.startswith(f"Wrote {page}: 4 documents")
    assert 'KZ.load("places",{"e":[1],"id":["nil/gpe/astana"]' in page.read_text(encoding="utf-8")


def test_filters_are_those_of_the_other_commands(run: Run, built: Path, tmp_path: Path) -> None:
    ran = run(
        "report", "-o", tmp_path / "site", "--corpus", built, "--doc", "tr", "--since", "2024",
        "--type", "gpe", "--text-lang", "tr",
    )  # fmt: skip
    assert ran.code == 0
    meta = chunk(tmp_path / "site", "meta")
    assert meta["counts"]["documents"] == 2
    assert [name for name, _ in meta["types"]] == ["GPE"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--lang", "az"], 2, "--lang az: must be one of en, tr, ru"),
        (["--raw", "nowhere"], 2, "nowhere: no such folder"),
        (["--places", "nowhere.csv"], 2, "nowhere.csv: cannot be read as a table of places"),
        (["--type", "THING"], 2, "no entity type 'THING'"),
        (["--since", "soon"], 2, "--since soon"),
        (["-o", "."], 2, "holds"),
        (["-o", "pyproject.toml"], 2, "is a file"),
        (["--corpus", "nowhere"], 3, "no corpus here"),
    ],
)
def test_a_wrong_word_is_one_line(
    run: Run, built: Path, tmp_path: Path, arguments: list[str], code: int, told: str
) -> None:
    given = ["-o", str(tmp_path / "site"), "--corpus", str(built), *arguments]
    assert told in refusal(run("report", *given), code)
    assert not (tmp_path / "site").exists()


def test_a_report_loads_no_model(built: Path, tmp_path: Path) -> None:
    code = (
        "import json, sys; from pathlib import Path; from kzcorpus.report import write_report; "
        "from kzcorpus.tables import Corpus; "
        "write_report(Corpus(sys.argv[1]), Path(sys.argv[2])); print(json.dumps([*sys.modules]))"
    )
    command = [sys.executable, "-c", code, str(built), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not set(json.loads(done.stdout)) & {"torch", "stanza", "spacy", "pandas", "py3langid"}
