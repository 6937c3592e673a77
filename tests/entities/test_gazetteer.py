"""A gazetteer is read strictly: what is wrong in a file is one error with its place."""

from pathlib import Path

import pytest

from kzcorpus.entities import load_gazetteer
from kzcorpus.entities.gazetteer import Name, bundled_files, read_entries
from kzcorpus.errors import ConfigError

HEADER = "id,type,en,tr,aliases,relations,prominent,qid,qid_source,lat\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_becomes_an_entry() -> None:
    row = "person/xi-jinping,PERSON,/Xi/ Jinping,?/Şi/ Cinping,,head_of:gpe/china:2013-,yes,,,\n"
    (entry,) = read_entries((HEADER + row).encode(), "x.csv")
    assert entry.names == (
        Name("Xi Jinping", "en", False, "Xi"),
        Name("Şi Cinping", "tr", True, "Şi"),
    )
    assert entry.names[0].given == "Jinping"
    assert (entry.prominent, str(entry.relations[0])) == (True, "head_of:gpe/china:2013-")
    assert entry.labels == {"en": "Xi Jinping", "tr": "Şi Cinping"}


def test_only_people_have_surnames() -> None:
    row = "org/rferl,ORG,RFE/RL Kazakh Service,,,,,,,\n"
    (entry,) = read_entries((HEADER + row).encode(), "x.csv")
    assert entry.names == (Name("RFE/RL Kazakh Service", "en"),)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Gpe/X,GPE,X,,,,,,,", "no id 'Gpe/X'"),
        ("gpe/x,PLACE,X,,,,,,,", "no type 'PLACE'"),
        ("loc/x,GPE,X,,,,,,,", "begins with gpe/"),
        ("gpe/x,GPE,,,,,,,,", "has no name"),
        ("gpe/x,GPE,A||B,,,,,,,", "an empty part in en"),
        ("gpe/x,GPE,?,,,,,,,", "no name '?'"),
        ("person/x,PERSON,A /B,,,,,,,", "no name 'A /B'"),
        ("gpe/x,GPE,X,,,friend_of:gpe/y,,,,", "no relation 'friend_of:gpe/y'"),
        ("gpe/x,GPE,X,,,part_of:gpe/y:soon,,,,", "no years 'soon'"),
        ("gpe/x,GPE,X,,,,maybe,,,", "prominent must be yes or empty"),
        ("gpe/x,GPE,X,,,,,X7,list,", "no Wikidata id 'X7'"),
        ("gpe/x,GPE,X,,,,,Q7,,", "qid and qid_source go together"),
        ("gpe/x,GPE,X,,,,,,,91", "lat must be decimal degrees"),
        ("gpe/x,GPE,X", "3 cells in place of 10"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    good = "gpe/a,GPE,A,,,,,,,\n"
    path = write(tmp_path, "own.csv", HEADER + good + row + "\n")
    with pytest.raises(ConfigError) as refusal:
        load_gazetteer(path, bundled=False)
    assert str(refusal.value).startswith(f"{path}:3: ")
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_an_id_stands_once(tmp_path: Path) -> None:
    path = write(tmp_path, "own.csv", HEADER + "gpe/a,GPE,A,,,,,,,\n" * 2)
    with pytest.raises(ConfigError, match=r"own\.csv:3: gpe/a stands in .*own\.csv:2 already"):
        load_gazetteer(path, bundled=False)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("own.csv", "id,type,english\n", ":1: no column 'english'"),
        ("own.csv", "id,en\n", ":1: a gazetteer needs the columns id and type"),
        (
            "own.toml",
            "[[entity]]\nid='gpe/a'\ntype='GPE'\nname='A'\n",
            ":1: no column 'name'",
        ),
        ("own.toml", "entity = 3\n", "list of [[entity]] tables"),
        ("own.toml", "[[entity\n", "not a TOML file"),
        ("own.toml", "\n[[entity]]\nid='gpe/a'\ntype='GPE'\nen=3\n", ":2: en must be a string"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = write(tmp_path, name, text)
    with pytest.raises(ConfigError) as refusal:
        load_gazetteer(path, bundled=False)
    assert message in str(refusal.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read the gazetteer"):
        load_gazetteer(tmp_path / "none.csv")


def test_toml_says_the_same_as_csv(tmp_path: Path) -> None:
    table = write(tmp_path, "a.csv", HEADER + "gpe/a,GPE,A|B,,C,,yes,,,1.5\n")
    tables = write(
        tmp_path,
        "a.toml",
        "[[entity]]\nid='gpe/a'\ntype='GPE'\nen=['A','B']\naliases='C'\nprominent=true\nlat=1.5\n",
    )
    one, other = (load_gazetteer(path, bundled=False) for path in (table, tables))
    assert one.entries == other.entries
    assert one.digest != other.digest


def test_a_row_of_the_users_changes_one_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = write(tmp_path, "ours.csv", HEADER + "gpe/a,GPE,A,Aa,X,part_of:gpe/b,,,,\n")
    monkeypatch.setattr("kzcorpus.entities.gazetteer.bundled_files", lambda: [ours])
    own = write(tmp_path, "own.csv", HEADER + "gpe/a,GPE,,Aya,Y,,yes,,,\ngpe/c,GPE,C,,,,,,,\n")
    gazetteer = load_gazetteer(own)
    entry = gazetteer.entries["gpe/a"]
    assert [name.text for name in entry.names] == ["A", "Aya", "X", "Y"]
    assert entry.prominent
    assert sorted(gazetteer.entries) == ["gpe/a", "gpe/c"]
    assert gazetteer.digest != load_gazetteer().digest


def test_a_row_of_the_users_does_not_change_a_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = write(tmp_path, "ours.csv", "id,type,en\ngpe/a,GPE,A\n")
    monkeypatch.setattr("kzcorpus.entities.gazetteer.bundled_files", lambda: [ours])
    own = write(tmp_path, "own.csv", "id,type,en\ngpe/a,LOC,A\n")
    with pytest.raises(ConfigError, match=r"own\.csv:2: gpe/a: the id of a LOC begins with loc/"):
        load_gazetteer(own)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    own = write(tmp_path, "own.csv", "id,type,en\ngpe/a,GPE,A\n")
    before = load_gazetteer(own, bundled=False)
    write(tmp_path, "own.csv", "id,type,en\ngpe/a,GPE,B\n")
    after = load_gazetteer(own, bundled=False)
    assert (before.entries["gpe/a"].names[0].text, after.entries["gpe/a"].names[0].text) == (
        "A",
        "B",
    )


def test_our_own_files_are_sound() -> None:
    gazetteer = load_gazetteer()
    targets = {r.target for entry in gazetteer.entries.values() for r in entry.relations}
    assert sorted(targets - set(gazetteer.entries)) == []
    assert len(gazetteer.entries) >= 1500 * bool(bundled_files())
