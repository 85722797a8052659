"""A slip in a conversation file is an error with its line, never a test that quietly checks nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversation_files import load, name_of, scripts

from magdat.files.problems import DocumentError

GOOD = """beschrijving: Iemand vraagt iets.
beurten:
  - zeg: mag dat
    verwacht:
      onderwerp: gebruik_werkuren
"""


def write(folder: Path, text: str, name: str = "iemand_vraagt_iets.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    script = load(write(tmp_path, GOOD))
    assert script.turns[0].typed == "mag dat"
    assert script.turns[0].expected.topic == "gebruik_werkuren"


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("onderwerp:", "onderwerpen:", 5, "onbekende sleutel"),
        ("onderwerp: gebruik_werkuren", "context: {moment: middag}", 5, "middag"),
        ("onderwerp: gebruik_werkuren", "context: {weer: zon}", 5, "weer"),
        ("onderwerp: gebruik_werkuren", "vraag: leeftijd", 5, "leeftijd"),
        ("onderwerp: gebruik_werkuren", "gevaar: misschien", 5, "niet bestaat"),
        ("- zeg: mag dat", "- druk: Ja\n    zeg: ja", 3, "«druk»"),
        ("- zeg: mag dat", "- maal: 2", 3, "«druk»"),
        ("beurten:", "beleid: nergens.yml\nbeurten:", 2, "nergens.yml"),
        ("beschrijving: Iemand vraagt iets.\n", "", 1, "ontbreekt"),
    ],
)
def test_a_slip_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, word: str) -> None:
    with pytest.raises(DocumentError) as caught:
        load(write(tmp_path, GOOD.replace(old, new)))
    assert any(item.line == line and word in f"{item.message} {item.remedy}" for item in caught.value.problems), (
        caught.value
    )


def test_a_turn_that_expects_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        load(write(tmp_path, GOOD.replace("    verwacht:\n      onderwerp: gebruik_werkuren\n", "    verwacht: {}\n")))


def test_the_name_of_a_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="geen zin"):
        load(write(tmp_path, GOOD, "test1.yml"))


@pytest.mark.parametrize("path", scripts(), ids=name_of)
def test_every_conversation_can_be_read(path: Path) -> None:
    assert load(path).turns
