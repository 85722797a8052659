"""«§ 1» stands under «Hoofdstuk 2» and under «Hoofdstuk 3»: only with its chapter does the number name a clause."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.importing.outline import Outline, outline_of
from magdat.importing.reading.opening import read_source

TWO = """# Reglement

## Hoofdstuk 1. Voorwerp

{0} 1. Dit geldt voor iedereen.

## Hoofdstuk 2. Het dossier

{0} 1. Een dossier opent enkel wie ermee werkt.

{0} 2. In afwijking van {0} 1 mag wie een leven redt het openen.

## Hoofdstuk 3. Beeld

{0} 1. Een patiënt filmt niemand.
"""


def outline(tmp_path: Path, text: str) -> Outline:
    path = tmp_path / "beleid.md"
    path.write_text(text, encoding="utf-8")
    return outline_of(read_source(path))


def numbers(tmp_path: Path, text: str) -> list[str]:
    return [clause.number for clause in outline(tmp_path, text).clauses]


def test_a_paragraph_is_cited_with_its_chapter(tmp_path: Path) -> None:
    assert numbers(tmp_path, TWO.format("§")) == ["1.1", "2.1", "2.2", "3.1"]


def test_the_chapters_keep_their_titles(tmp_path: Path) -> None:
    chapters = outline(tmp_path, TWO.format("§")).chapters
    assert list(chapters) == ["1", "2", "3"]
    assert "Het dossier" in chapters["2"]


@pytest.mark.parametrize("word", ["Afdeling", "Deel", "Titel"])
def test_whatever_a_chapter_is_called(tmp_path: Path, word: str) -> None:
    assert numbers(tmp_path, TWO.format("§").replace("Hoofdstuk", word)) == ["1.1", "2.1", "2.2", "3.1"]


def test_articles_that_count_on_keep_their_own_number(tmp_path: Path) -> None:
    text = (
        "# Nota\n\n## Hoofdstuk 1. Wie\n\nArtikel 1. Iedereen.\n\n## Hoofdstuk 2. Wat\n\nArtikel 2. Niets op de baan.\n"
    )
    assert numbers(tmp_path, text) == ["1", "2"]


def test_paragraphs_that_count_on_through_the_chapters_keep_theirs(tmp_path: Path) -> None:
    text = "# Nota\n\n## Hoofdstuk 1. Wie\n\n§ 1. Iedereen.\n\n## Hoofdstuk 2. Wat\n\n§ 2. Niets op de baan.\n"
    assert numbers(tmp_path, text) == ["1", "2"]


def test_articles_keep_theirs_beside_paragraphs_that_begin_anew(tmp_path: Path) -> None:
    text = (
        "# Nota\n\n## Hoofdstuk 1. Wie\n\nArtikel 1. Iedereen.\n\n## Hoofdstuk 2. Wat\n\nArtikel 2. Niets rijdend.\n\n"
        "## Hoofdstuk 3. Bij pech\n\n1. Zet je opzij.\n\n2. Bel de garage.\n"
    )
    assert numbers(tmp_path, text)[:2] == ["1", "2"]


def test_annexes_make_nothing_begin_anew(tmp_path: Path) -> None:
    text = (
        "# Nota\n\n## Hoofdstuk 1. Wie\n\n§ 1. Iedereen.\n\n## Hoofdstuk 2. Wat\n\n§ 2. Niets op de baan.\n\n"
        "## Bijlage 2. Formulier\n\n§ 1. Vul je naam in.\n"
    )
    assert numbers(tmp_path, text)[:2] == ["1", "2"]
