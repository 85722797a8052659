"""«1.» and «a)» under «Deel C» are clauses C1 and D1, and «B.1», «F/1» and «- G1» are what they say."""

from __future__ import annotations

from pathlib import Path

from magdat.importing.outline import outline_of
from magdat.importing.reading.opening import read_source

TEXT = """# Afspraken over de gsm

## Deel B. Chauffeurs

B.1 Handenvrij bellen mag met dispatching.

B.2 Filmen tijdens het rijden is verboden.

## Deel C. Magazijn

1. De gsm blijft in de locker.
2. Oortjes zijn verboden.

## Deel D. Kantoor

a) Enkel marketing post op de pagina.

b) Sales mag LinkedIn gebruiken.

## Deel F. Controle

F/1 De camera bewaart tien seconden.

F/2 Internetgebruik wordt globaal bekeken.

## Deel G. Iets misgelopen

- G1 Verwijder het bericht meteen.
- G2 Meld een lek binnen vier uur.
"""


def numbers(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "beleid.md"
    path.write_text(text, encoding="utf-8")
    return [clause.number for clause in outline_of(read_source(path)).clauses]


def test_every_clause_is_cited_as_the_document_counts(tmp_path: Path) -> None:
    assert numbers(tmp_path, TEXT) == ["B1", "B2", "C1", "C2", "D1", "D2", "F1", "F2", "G1", "G2"]


def test_the_items_of_a_list_that_a_sentence_leads_in_stay_with_it(tmp_path: Path) -> None:
    text = (
        "# Gsm\n\n## Deel A. Regels\n\nA.1 Dit is verboden:\n\n1. filmen\n2. bellen\n\nA.2 Dit mag.\n\nA.3 Dat ook.\n"
    )
    assert numbers(tmp_path, text) == ["A1", "A2", "A3"]


def test_a_word_with_a_capital_and_a_number_is_no_clause(tmp_path: Path) -> None:
    text = "# Gsm\n\n## 1. Regels\n\n1.1 Drukwerk op papier.\n\nA4 of groter mag ook.\n\n1.2 Dit mag.\n\n1.3 Dat ook.\n"
    assert numbers(tmp_path, text) == ["1.1", "1.2", "1.3"]


def test_a_heading_i_after_h_is_a_letter_and_no_roman_one(tmp_path: Path) -> None:
    text = "# Afspraken\n\n" + "".join(f"# {letter}. Deel {letter}\n\n- Dit geldt.\n\n" for letter in "GHIKL")
    assert numbers(tmp_path, text) == ["1.1", "2.1", "3.1", "4.1", "5.1"]


def test_roman_chapters_count_on(tmp_path: Path) -> None:
    text = "# Afspraken\n\n" + "".join(f"# {number}. Deel\n\nDit geldt.\n\n" for number in ("I", "II", "III"))
    assert numbers(tmp_path, text) == ["1", "2", "3"]


def test_a_paragraph_of_an_article_behind_a_comma_is_one_too(tmp_path: Path) -> None:
    text = "# Nota\n\n## HOOFDSTUK V. Toezicht\n\n**Art. 11, § 1.** Wij kijken.\n\n**Art. 12, § 2.** Wij straffen.\n"
    assert numbers(tmp_path, text) == ["11.1", "12.2"]
