"""A table with «Wel» and «Niet» forbids and allows, annex 1 is no article 1, and «Art. 3. § 2» is 3.2."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.importing.cues import Cues
from magdat.importing.kinds import heard
from magdat.importing.outline import outline_of
from magdat.importing.passages import passages_of
from magdat.importing.reading.opening import read_source
from magdat.importing.reading.tables import rows_of

TABLE = """# Onderweg

Een blad voor wie rijdt.

## Tabel A: achter het stuur

| Waarover | ✔ Wel | ✘ Niet |
|---|---|---|
| Filmen | Op een parking. | Filmen tijdens het rijden. Ook niet met een gsm in een houder. |
| Bellen | Handenvrij. | Met het toestel in de hand. |

## Bijlage 1: als het fout loopt

Bel 112.
"""

ARTICLES = """# Reglement

## Titel I. Contact

**Art. 3.** § 1. Contact verloopt via het platform.

§ 2. In afwijking van § 1 mag een groep op reis.

**Art. 5.** Privéprofielen worden niet opgezocht.

**Art. 6.** § 1. Dit mag.

§ 2. Dat ook.
"""


def clauses(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    path = tmp_path / "beleid.md"
    path.write_text(text, encoding="utf-8")
    found = outline_of(read_source(path)).clauses
    return [(clause.number, " / ".join(block.text for block in clause.blocks)) for clause in found]


def test_each_row_is_a_clause_and_an_annex_is_counted_apart(tmp_path: Path) -> None:
    assert clauses(tmp_path, TABLE) == [
        (
            "A1",
            "Filmen (wel): Op een parking. / "
            "Filmen (niet): Filmen tijdens het rijden. Ook niet met een gsm in een houder.",
        ),
        ("A2", "Bellen (wel): Handenvrij. / Bellen (niet): Met het toestel in de hand."),
        ("B1", "Bel 112."),
    ]


def test_a_cell_is_heard_as_its_column_says(tmp_path: Path, cues: Cues) -> None:
    path = tmp_path / "beleid.md"
    path.write_text(TABLE, encoding="utf-8")
    kinds = [heard(passage, cues).kind for passage in passages_of(outline_of(read_source(path)).clauses, cues)]
    assert kinds[:4] == ["toelating", "verbod", "toelating", "verbod"]


LETTERED = """# Reglement

## C. Contact

**C.1** Contact verloopt via het platform.

**C.2** Een groep mag op drie voorwaarden:

1° twee begeleiders zitten erin;
2° de ouders zijn akkoord;
3° ze wordt gewist.

**C.4** Niemand is verplicht om te antwoorden.
"""


def test_a_clause_with_the_letter_of_its_chapter_is_no_item_of_the_list_above_it(tmp_path: Path) -> None:
    assert [number for number, _ in clauses(tmp_path, LETTERED)] == ["C1", "C2", "C4"]


def test_paragraphs_belong_to_the_article_that_they_stand_in(tmp_path: Path) -> None:
    assert [number for number, _ in clauses(tmp_path, ARTICLES)] == ["3.1", "3.2", "5", "6.1", "6.2"]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (
            [["Wat", "Mag dat?"], ["Filmen", "Nee"], ["Bellen", "Ja, kort"]],
            ["Filmen (niet): Nee.", "Bellen (wel): Ja, kort."],
        ),
        (
            [["Beeld", "Mag het?"], ["Selfie", "Nee"], ["Lokaal", "Ja"], ["Gasten", "Enkel met akkoord"]],
            ["Selfie (niet): Nee.", "Lokaal (wel): Ja.", "Beeld: Gasten; Mag het?: Enkel met akkoord."],
        ),
        (
            [["Wat", "Hoe vaak"], ["Toolbox", "Jaarlijks"], ["Overleg", "Nee"], ["Nieuws", "Wekelijks"]],
            ["Wat: Toolbox; Hoe vaak: Jaarlijks.", "Wat: Overleg; Hoe vaak: Nee.", "Wat: Nieuws; Hoe vaak: Wekelijks."],
        ),
        ([["Voor", "Wie"], ["Pers", "Els"]], ["Voor: Pers; Wie: Els."]),
        (
            [["Wat", "✔", "✘", "Waarom"], ["Foto", "Vragen", "-", "Privacy"]],
            ["Foto (wel): Vragen.", "Foto; Waarom: Privacy."],
        ),
    ],
)
def test_a_row_says_what_its_columns_say(rows: list[list[str]], wanted: list[str]) -> None:
    assert [row.text for row in rows_of(rows)] == wanted
