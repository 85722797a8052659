"""«§ 1» stands under «Hoofdstuk 2» and under «Hoofdstuk 3»: only with its chapter does the number name a clause."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.importing.outline import Outline, outline_of
from magdat.importing.reading.opening import read_source

TWO = """# Reglement

## Hoofdstuk 1. Voorwerp

§ 1. Dit geldt voor iedereen.

## Hoofdstuk 2. Het dossier

§ 1. Een dossier opent enkel wie ermee werkt.

§ 2. In afwijking van § 1 mag wie een leven redt het openen.

## Hoofdstuk 3. Beeld

§ 1. Een patiënt filmt niemand.
"""


def outline(tmp_path: Path, text: str) -> Outline:
    path = tmp_path / "beleid.md"
    path.write_text(text, encoding="utf-8")
    return outline_of(read_source(path))


def numbers(tmp_path: Path, text: str) -> list[str]:
    return [clause.number for clause in outline(tmp_path, text).clauses]


def test_a_paragraph_is_cited_with_its_chapter(tmp_path: Path) -> None:
    assert numbers(tmp_path, TWO) == ["1.1", "2.1", "2.2", "3.1"]


def test_the_chapters_keep_their_titles(tmp_path: Path) -> None:
    chapters = outline(tmp_path, TWO).chapters
    assert list(chapters) == ["1", "2", "3"]
    assert "Het dossier" in chapters["2"]


@pytest.mark.parametrize("word", ["Afdeling", "Deel", "Titel"])
def test_whatever_a_chapter_is_called(tmp_path: Path, word: str) -> None:
    assert numbers(tmp_path, TWO.replace("Hoofdstuk", word)) == ["1.1", "2.1", "2.2", "3.1"]


COUNT_ON = {
    "articles": (
        "## Hoofdstuk 1. Wie\n\nArtikel 1. Iedereen.\n\n## Hoofdstuk 2. Wat\n\nArtikel 2. Niets op de baan.\n",
        ["1", "2"],
    ),
    "paragraphs": (
        "## Hoofdstuk 1. Wie\n\n§ 1. Iedereen.\n\n## Hoofdstuk 2. Wat\n\n§ 2. Niets op de baan.\n",
        ["1", "2"],
    ),
    "paragraphs but for two chapters": (
        "## Hoofdstuk 1. Wie\n\n§ 1. Iedereen.\n\n## Hoofdstuk 2. Wat\n\n§ 2. Niets op de baan.\n\n"
        "## Hoofdstuk 3. Bij pech\n\n§ 1. Zet je opzij.\n",
        ["1", "2", "1"],
    ),
    "numbers alone, beside steps": (
        "## Hoofdstuk 1. Wie\n\n1. Iedereen.\n\n2. Ook wie helpt.\n\n## Hoofdstuk 2. Wat\n\n3. Film geen klanten.\n\n"
        "4. Post niets.\n\n## Hoofdstuk 3. Als het misgaat\n\n1. Haal het weg.\n\n2. Bel de helpdesk.\n",
        ["1", "2", "3", "4", "1", "2"],
    ),
    "articles, beside steps": (
        "## Hoofdstuk 1. Wie\n\nArtikel 1. Iedereen.\n\n## Hoofdstuk 2. Wat\n\nArtikel 2. Niets rijdend.\n\n"
        "## Hoofdstuk 3. Bij pech\n\n1. Zet je opzij.\n\n2. Bel de garage.\n",
        ["1", "2", "1", "2"],
    ),
    "articles with paragraphs in one chapter": (
        "## Hoofdstuk 1. Wie\n\nArtikel 1. Iedereen.\n\nArtikel 2. Ook wie helpt.\n\n"
        "## Hoofdstuk 2. Beeld\n\nArtikel 1. § 1. Film geen patiënt.\n\n§ 2. Ook zijn kamer niet.\n",
        ["1", "2", "1.1", "1.2"],
    ),
    "paragraphs, beside an annex": (
        "## Hoofdstuk 1. Wie\n\n§ 1. Iedereen.\n\n## Hoofdstuk 2. Wat\n\n§ 2. Niets op de baan.\n\n"
        "## Bijlage 2. Formulier\n\n§ 1. Vul je naam in.\n",
        ["1", "2", "B2.1"],
    ),
    "paragraphs, beside an annex in parts": (
        "## Hoofdstuk 1. Wie\n\n§ 1. Iedereen.\n\n## Hoofdstuk 2. Wat\n\n§ 2. Niets op de baan.\n\n"
        "## Bijlage 1. Formulier\n\n### Deel 1. Jij\n\n§ 1. Je naam.\n\n### Deel 2. Wij\n\n§ 1. De onze.\n",
        ["1", "2", "1", "1"],
    ),
}
"""Texts of which every number stays what it is, with the numbers."""


@pytest.mark.parametrize("name", COUNT_ON)
def test_what_counts_on_keeps_its_own_number(tmp_path: Path, name: str) -> None:
    text, kept = COUNT_ON[name]
    assert numbers(tmp_path, f"# Nota\n\n{text}") == kept


def test_no_paragraph_takes_the_number_of_another_clause(tmp_path: Path) -> None:
    taken = f"{TWO}\n## Slot\n\n2.1. Wie dit niet begrijpt, vraagt het.\n"
    assert numbers(tmp_path, taken) == ["1", "1", "2", "1", "2.1"]
