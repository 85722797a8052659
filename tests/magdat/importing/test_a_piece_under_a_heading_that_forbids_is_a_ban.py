"""«Adressen van klanten» under «Wat we niet delen» is a ban, whatever words it holds: no «ja» to what is forbidden."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from made_understanding import Keyed

from magdat.files.yaml_data import read_yaml
from magdat.guidance.library import Library
from magdat.importing.build import import_policy
from magdat.importing.cues import Cues


@pytest.mark.parametrize(
    ("heading", "text", "kind"),
    [
        ("Wat we niet delen", "Adressen van klanten, plaatsen waar een pakje mag worden achtergelaten", "verbod"),
        ("Don'ts", "Onze eigen winkels beoordelen op Google", "verbod"),
        ("Niet doen", "Noem geen nieuwe functie; in de testgroep mag je er wel over praten.", "verbod"),
        ("Niet doen", "Wel toegestaan zonder iets te vragen: je functie vermelden.", "toelating"),
        ("Niet doen", "Kritiek mag.", "toelating"),
        ("Wat mag", "Een foto van de etalage", "toelating"),
        ("Overal", "Een foto van de etalage", "uitleg"),
        ("🔴 Niet doen, ook niet voor de grap", "Screenshots van Slack naar buiten brengen", "verbod"),
        ("🟢 Gewoon doen, niks vragen", "Een foto van de etalage", "toelating"),
        ("Wel doen", "Een foto van de etalage", "uitleg"),
    ],
)
@pytest.mark.parametrize("numbered", [True, False], ids=["numbered", "unnumbered"])
def test_the_heading_decides_where_the_piece_does_not(
    heading: str, text: str, kind: str, numbered: bool, library: Library, cues: Cues, tmp_path: Path
) -> None:
    path = tmp_path / "code.md"
    above = f"## 2. Foto's\n\n### {heading}" if numbered else f"## {heading}"
    path.write_text(f"# Code\n\n## 1. Zo\n\n1.1 Wij doen dit samen en van harte.\n\n{above}\n\n- {text}\n", "utf-8")
    *_, said = read_yaml(import_policy(path, library, cues, Keyed).text).data["uitspraken"]
    assert said["tekst"].rstrip(".") == text.rstrip(".")
    assert said["soort"] == kind


@pytest.mark.parametrize(
    ("line", "kind"), [("🔴 **Niet doen**", "verbod"), ("✅ **Dit mag**", "toelating"), ("Zo **niet** doen", "uitleg")]
)
def test_a_sign_before_a_line_in_bold_leaves_it_a_heading(
    line: str, kind: str, library: Library, cues: Cues, tmp_path: Path
) -> None:
    path = tmp_path / "stoplicht.md"
    path.write_text(
        f"# Code\n\n## Stoplicht\n\n{line}\n\n- Een foto van de etalage\n- De hond van het kantoor\n", "utf-8"
    )
    *_, said = read_yaml(import_policy(path, library, cues, Keyed).text).data["uitspraken"]
    assert (said["tekst"].rstrip("."), said["soort"]) == ("De hond van het kantoor", kind)


def test_a_sign_before_a_line_in_bold_leaves_it_a_heading_in_word_too(
    library: Library, cues: Cues, tmp_path: Path
) -> None:
    document = docx.Document()
    document.add_heading("Stoplicht", 1)
    line = document.add_paragraph("🔴 ")
    line.add_run("Niet doen").bold = True
    for item in ("Een foto van de etalage", "De hond van het kantoor"):
        document.add_paragraph(item, style="List Bullet")
    document.save(str(tmp_path / "stoplicht.docx"))
    *_, said = read_yaml(import_policy(tmp_path / "stoplicht.docx", library, cues, Keyed).text).data["uitspraken"]
    assert (said["tekst"].rstrip("."), said["soort"]) == ("De hond van het kantoor", "verbod")
