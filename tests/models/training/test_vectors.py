"""The text side of the word vectors; training itself needs gensim and is not run here."""

from pathlib import Path

from kzcorpus.letters import bridge_az
from kzcorpus.models.training.vectors import choose_words, write_corpus


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_bridge_keeps_the_length() -> None:
    text = "Qazaxıstanın Xəzər sahili, QƏZET"
    assert bridge_az(text) == "Kazahıstanın Hezer sahili, KEZET"
    assert len(bridge_az(text)) == len(text)


def test_suffixed_names_are_written_whole_and_apart(tmp_path: Path) -> None:
    source = {"path": write(tmp_path / "a.txt", "Bugün Astana'da toplandı."), "times": 40}
    out = tmp_path / "corpus.txt"
    write_corpus([source], out, held_out=[], seed=1)
    text = out.read_text(encoding="utf-8")
    assert "Astana’da" in text
    assert "Astana ’da" in text


def test_azerbaijani_is_written_both_ways(tmp_path: Path) -> None:
    source = {"path": write(tmp_path / "a.txt", "Xalq və dövlət"), "lang": "az"}
    out = tmp_path / "corpus.txt"
    write_corpus([source], out, held_out=[], seed=1)
    assert out.read_text(encoding="utf-8").split("\n")[:2] == ["Xalq və dövlət", "Halk ve dövlet"]


def test_held_out_text_is_left_out(tmp_path: Path) -> None:
    held = "Bu cümle on bir kelimeden uzun olsun diye yazıldı ve sınamada durur."
    path = write(tmp_path / "a.txt", f"Önce şu var. {held} Sonra da.", "Başka satır var.")
    source = {"path": path}
    out = tmp_path / "corpus.txt"
    write_corpus([source], out, held_out=[held], seed=1)
    assert out.read_text(encoding="utf-8") == "Başka satır var .\n"


def test_names_earn_a_row_sooner() -> None:
    counts = {"ve": 100, "Semey": 5, "gelmişti": 8, "’ın": 90, "’": 50}
    assert choose_words(counts, size=3, name_bonus=3.0) == ["ve", "’", "Semey"]
