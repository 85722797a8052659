"""In Markdown, lines that begin with a number of their own are apart, also with nothing between them: «§ 2.», «3.2»."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.importing.reading.opening import read_source
from magdat.importing.source import Block, Kind

ARTICLE = """# Reglement

## Artikel 4. Gebruik

§ 1. In de kazerne mag het personeelslid
sociale media raadplegen.
§ 2. Achter het stuur is dat verboden.[^1]
**§ 3.** Daarbuiten ten hoogste 15 minuten, zoals § 1 zegt.

[^1]: Zie ook de wegcode.
"""


def blocks_of(text: str, folder: Path) -> list[Block]:
    path = folder / "reglement.md"
    path.write_text(text, encoding="utf-8")
    return [block for block in read_source(path).blocks if block.kind is not Kind.HEADING]


def test_each_is_a_block_of_its_own_with_its_number_and_its_line(tmp_path: Path) -> None:
    blocks = blocks_of(ARTICLE, tmp_path)
    assert [(block.text, block.place) for block in blocks[:3]] == [
        ("In de kazerne mag het personeelslid sociale media raadplegen.", "regel 5"),
        ("Achter het stuur is dat verboden.", "regel 7"),
        ("Daarbuiten ten hoogste 15 minuten, zoals § 1 zegt.", "regel 8"),
    ]
    assert [block.label.numbers for block in blocks[:3] if block.label is not None] == [(1,), (2,), (3,)]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("3.1 Je mag je werk vermelden.\n3.2 Het logo gebruik je niet.\n3.3. Vraag raad aan HR.", 3),
        ("C1 Gasten noem je niet.\nC2 Wie twijfelt, vraagt het na.", 2),
        ("Dat mag niet:\na) op de werf;\nb) bij een klant.", 3),
        ("Je houdt je aan wat staat in\n§ 2 van dit artikel.", 1),
        ("Het geldt sinds versie\n3.1 van dit beleid.", 1),
        ("Dat kost niets.\nHet is ook niet nodig.", 1),
    ],
)
def test_only_a_line_behind_one_that_ends_can_be_a_clause(lines: str, count: int, tmp_path: Path) -> None:
    assert len(blocks_of(f"# Beleid\n\n## 3. Alles\n\n{lines}\n", tmp_path)) == count


@pytest.mark.parametrize(
    "text", ["**Artikel 4. Beelden**\n§ 1. Filmen mag niet.\n§ 2. Tekenen wel.\n", "**Beelden**\nFilmen mag niet.\n"]
)
def test_a_line_in_bold_above_them_is_a_heading(text: str, tmp_path: Path) -> None:
    path = tmp_path / "reglement.md"
    path.write_text(f"# Reglement\n\n{text}", encoding="utf-8")
    blocks = read_source(path).blocks
    heading = next(block for block in blocks if block.text == "Beelden")
    assert (heading.kind, heading.place) == (Kind.HEADING, "regel 3")
    assert next(block.text for block in blocks if block.kind is not Kind.HEADING) == "Filmen mag niet."
    assert next(block.place for block in blocks if block.kind is not Kind.HEADING) == "regel 4"


def test_words_in_bold_at_the_begin_of_a_line_are_no_heading(tmp_path: Path) -> None:
    (block,) = blocks_of("# Reglement\n\n## 1. Alles\n\n**Beelden** deel je\nmet niemand.\n", tmp_path)
    assert block.text == "Beelden deel je met niemand."


def test_a_line_that_begins_with_a_heading_in_bold_is_apart_with_its_number(tmp_path: Path) -> None:
    lines = "**4. Rode lijn.** Je gsm ligt in je locker.\n**5. Dringend?** Bel de portier.\n**Nooit** filmen.\n"
    blocks = blocks_of(f"# Gsm\n\n## B. Je gsm\n\n{lines}", tmp_path)
    assert [(block.label and block.label.numbers, block.text) for block in blocks] == [
        ((4,), "Rode lijn. Je gsm ligt in je locker."),
        ((5,), "Dringend? Bel de portier. Nooit filmen."),
    ]


def test_a_bold_cry_in_the_middle_of_a_paragraph_is_no_heading(tmp_path: Path) -> None:
    lines = "Je gsm ligt in je locker.\n**Let op!** In de pauze mag je hem gebruiken."
    assert len(blocks_of(f"# Gsm\n\n## 3. Alles\n\n{lines}\n", tmp_path)) == 1
