"""«**Artikel 5. Achter het stuur.** § 1. Het is verboden …»: the paragraph is 5.1, and the heading stands before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.importing.outline import outline_of
from magdat.importing.reading.opening import read_source

RULES = """# Reglement

## HOOFDSTUK I. TOESTELLEN

**Artikel 5. Achter het stuur.** § 1. Het is de chauffeur verboden te typen.
§ 2. Handenvrij bellen is toegelaten.

{article}
"""


@pytest.mark.parametrize(
    ("article", "numbers"),
    [
        ("**Artikel 6. Heftrucks.** Een gsm hoort in de locker.", ["5.1", "5.2", "6"]),
        ("**Artikel 6. Heftrucks.** § 2 van artikel 3 blijft gelden.", ["5.1", "5.2", "6"]),
        ("**Artikel 6.** § 1. Een gsm hoort in de locker.", ["5.1", "5.2", "6.1"]),
        ("Artikel 6. § 1. Een gsm hoort in de locker.", ["5.1", "5.2", "6.1"]),
    ],
)
def test_the_paragraph_behind_the_heading_is_the_first_of_its_article(
    article: str, numbers: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "reglement.md"
    path.write_text(RULES.format(article=article), encoding="utf-8")
    clauses = outline_of(read_source(path)).clauses
    assert [clause.number for clause in clauses] == numbers
    first = clauses[0].blocks[0]
    assert (first.head, first.text) == (
        "Achter het stuur.",
        "Achter het stuur. Het is de chauffeur verboden te typen.",
    )
