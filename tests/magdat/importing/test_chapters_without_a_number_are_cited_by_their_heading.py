"""A text without numbers gets some in the file, which no answer may name: nobody could look them up."""

from __future__ import annotations

from pathlib import Path

from made_understanding import Keyed

from magdat.files.yaml_data import read_yaml
from magdat.guidance.library import Library
from magdat.importing.build import import_policy
from magdat.importing.cues import Cues
from magdat.importing.outline import WHOLE, Outline, outline_of
from magdat.importing.reading.opening import read_source

BARE = """# Sociale media bij ons

## Je eigen profiel

Je mag zeggen waar je werkt.

## Foto's

### Van elkaar

Vraag het eerst.

### Van klanten

Die zet je niet online.
"""

COUNTED = "# Beleid\n\n## 1. Profiel\n\n1.1 Dat mag.\n\n1.2 Dat ook.\n\n## 2. Foto's\n\n2.1 Vraag het eerst.\n"


def outline(tmp_path: Path, text: str) -> Outline:
    path = tmp_path / "beleid.md"
    path.write_text(text, encoding="utf-8")
    return outline_of(read_source(path))


def test_chapters_that_got_their_number_here_are_known(tmp_path: Path) -> None:
    read = outline(tmp_path, BARE)
    assert read.unnumbered == frozenset(read.chapters)
    assert outline(tmp_path, COUNTED).unnumbered == frozenset()


def test_the_lowest_heading_is_what_a_clause_is_looked_up_by(tmp_path: Path) -> None:
    assert [clause.part for clause in outline(tmp_path, BARE).clauses] == ["", "Van elkaar", "Van klanten"]
    assert {clause.part for clause in outline(tmp_path, COUNTED).clauses} == {""}


def test_a_text_without_any_heading_is_cited_by_its_title(tmp_path: Path) -> None:
    read = outline(tmp_path, "# Onze afspraken\n\nJe gsm ligt in je locker.\n\nFilmen mag niet.\n")
    assert set(read.chapters.values()) == {"Onze afspraken"}
    assert set(outline(tmp_path, "Je gsm ligt in je locker.\n\nFilmen mag niet.\n").chapters.values()) == {WHOLE}


def test_a_chapter_that_counts_nothing_among_others_that_do_is_no_introduction(
    library: Library, cues: Cues, tmp_path: Path
) -> None:
    counted = "\n\n".join(f"{number} Dat mag." for number in ("1.1", "1.2", "1.3"))
    path = tmp_path / "beleid.md"
    above = f"# Beleid\n\n## 1. Profiel\n\nHet profiel is van jou.\n\n{counted}\n\n"
    path.write_text(f"{above}## Foto's\n\nDe foto's staan op de schijf van HR.\n", encoding="utf-8")
    data = read_yaml(import_policy(path, library, cues, Keyed).text).data
    assert [chapter.get("tekst") for chapter in data["artikels"]] == ["Het profiel is van jou.", None]
    assert data["uitspraken"][-1]["tekst"] == "De foto's staan op de schijf van HR."
