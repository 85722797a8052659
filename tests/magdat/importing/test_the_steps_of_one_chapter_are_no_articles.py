"""«1. Haal weg … 2. Bel …» in a text whose chapters count nothing is a list; a text that counts keeps its numbers."""

from __future__ import annotations

from pathlib import Path

from magdat.importing.outline import outline_of
from magdat.importing.reading.opening import read_source

CHAPTERS = """# Afspraken in de winkel

## Waar laat ik mijn gsm?

In de winkel ligt hij in je kastje, op stil, want klanten zien het als je op je scherm kijkt.

In je pauze doe je ermee wat je wil, in het hoekje voor het personeel of buiten op straat.

## Oeps, en nu?

1. Haal weg wat fout is, maar neem eerst een screenshot.
2. Bel je verantwoordelijke, ook op zondag.
3. Mail meteen naar de juiste dienst.

Wie zelf komt vertellen dat er iets misging, heeft bij ons altijd een streepje voor.

## Ga je weg bij ons?

Geef de codes van het account door aan je reserve en stap uit de groep van de winkel.
"""


def numbers(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "beleid.md"
    path.write_text(text, encoding="utf-8")
    return [clause.number for clause in outline_of(read_source(path)).clauses]


def test_steps_stay_together_in_their_chapter(tmp_path: Path) -> None:
    assert numbers(tmp_path, CHAPTERS) == ["1.1", "1.2", "2.1", "2.2", "3.1"]


def test_a_text_that_is_mostly_counted_keeps_its_numbers(tmp_path: Path) -> None:
    text = "# Regels\n\n## Vooraf\n\nVoor iedereen.\n\n## Mag het?\n\n1. Bellen mag.\n\n2. Filmen mag nooit ook.\n"
    assert numbers(tmp_path, text) == ["3.1", "1", "2"]


def test_below_chapters_with_numbers_nothing_changes(tmp_path: Path) -> None:
    text = (
        "# Regels\n\n## 4. Toestellen\n\nJe zorgt er goed voor.\n\n## 5. Fouten\n\n1. Haal het weg.\n2. Bel je chef.\n"
    )
    before = numbers(tmp_path, text)
    assert all(number.startswith(("4", "5")) for number in before)
