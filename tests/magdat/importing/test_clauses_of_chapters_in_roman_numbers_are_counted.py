"""«**II.1** …» below «Hoofdstuk II» is clause 2.1, and «V.1» is 5.1 only where another chapter shows that V is five."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.importing.counting import counted
from magdat.importing.reading.opening import read_source

TEXT = """# Beleid

## Hoofdstuk {first}. Contact

**{first}.1** Een leerkracht stuurt leerlingen geen berichten via een privéaccount.

**{first}.2** Een leerkracht aanvaardt geen vriendschapsverzoeken van leerlingen.

## Hoofdstuk {second}. Beelden

**{second}.1** Foto's van leerlingen worden pas gepubliceerd met toestemming.
"""


def numbers(tmp_path: Path, first: str, second: str) -> list[str]:
    path = tmp_path / "beleid.md"
    path.write_text(TEXT.format(first=first, second=second), encoding="utf-8")
    return [str(block.label) for block in counted(read_source(path).blocks) if block.label and block.label.whole]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("II", "V", ["2.1", "2.2", "5.1"]),
        ("I", "VIII", ["1.1", "1.2", "8.1"]),
        ("U", "V", ["U1", "U2", "V1"]),
        ("C", "D", ["C1", "C2", "D1"]),
    ],
)
def test_clauses_are_counted(tmp_path: Path, first: str, second: str, found: list[str]) -> None:
    assert numbers(tmp_path, first, second) == found


def test_no_number_stays_in_what_is_told(tmp_path: Path) -> None:
    path = tmp_path / "beleid.md"
    path.write_text(TEXT.format(first="II", second="V"), encoding="utf-8")
    assert not [block.text for block in counted(read_source(path).blocks) if block.text.startswith(("II.", "V."))]
