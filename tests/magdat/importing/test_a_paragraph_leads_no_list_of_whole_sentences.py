"""«Vraag het eerst aan de projectleider.» above items that are sentences leads none of them: each stands alone."""

from __future__ import annotations

from pathlib import Path

from made_understanding import Keyed

from magdat.files.yaml_data import read_yaml
from magdat.importing.build import import_policy
from magdat.importing.cues import Cues

ITEMS = ("Meetresultaten plaats je nooit online.", "Filmen met een drone doet alleen onze dronepiloot.")


def told(text: str, library, cues: Cues, tmp_path: Path) -> list[str]:
    path = tmp_path / "werven.md"
    path.write_text(f"# Beleid\n\n## 3. Werven\n\n{text}\n", encoding="utf-8")
    return [item["tekst"] for item in read_yaml(import_policy(path, library, cues, Keyed).text).data["uitspraken"]]


def test_whole_sentences_below_a_whole_sentence_are_told_apart(library, cues: Cues, tmp_path: Path) -> None:
    lead = "Vraag het eerst aan de projectleider."
    items = "\n".join(f"- {item}" for item in ITEMS)
    assert told(f"{lead}\n\n{items}", library, cues, tmp_path) == [lead, *ITEMS]


def test_a_lead_that_goes_on_in_its_items_still_leads_them(library, cues: Cues, tmp_path: Path) -> None:
    found = told("Het is verboden te tonen:\n\n- klanten.\n- codes.", library, cues, tmp_path)
    assert found[0] == "Het is verboden te tonen: klanten; codes."
