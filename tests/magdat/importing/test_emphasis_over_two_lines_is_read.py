"""A line may end within italics or bold: the text is read, and what comes below is no other line for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.importing.reading.opening import read_source
from magdat.importing.source import Kind


@pytest.mark.parametrize("mark", ["*", "**", "_"])
def test_a_paragraph_in_emphasis_over_two_lines_is_read(mark: str, tmp_path: Path) -> None:
    path = tmp_path / "bijlage.md"
    path.write_text(f"# Bijlage\n\n{mark}Goedgekeurd op 12\nmaart, na overleg{mark}\n\nJe post niets.\n", "utf-8")
    texts = [block.text for block in read_source(path).blocks]
    assert texts == ["Bijlage", "Goedgekeurd op 12 maart, na overleg", "Je post niets."]


def test_a_heading_behind_such_lines_is_found(tmp_path: Path) -> None:
    path = tmp_path / "nota.md"
    path.write_text("# Nota\n\n**Gsm.** Die *ligt in\nde kast.*\n**Pauze.** Dan mag het.\n", "utf-8")
    _, phone, pause = read_source(path).blocks
    assert (phone.head, phone.text, phone.kind) == ("Gsm.", "Gsm. Die ligt in de kast.", Kind.PARAGRAPH)
    assert (pause.head, pause.text) == ("Pauze.", "Pauze. Dan mag het.")
