"""«Adressen van klanten» under «Wat we niet delen» is a ban, whatever words it holds: no «ja» to what is forbidden."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_understanding import Keyed

from magdat.files.yaml_data import read_yaml
from magdat.guidance.library import Library
from magdat.importing.build import import_policy
from magdat.importing.cues import Cues
from magdat.importing.reading.markdown import read_markdown
from magdat.importing.source import Kind


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
        ("🟢 GROEN – doe maar", "Een foto van de etalage", "toelating"),
        ("🟠 ORANJE – eerst vragen", "Een foto van de etalage", "uitleg"),
        ("🟠 ORANJE – eerst vragen", "Een foto van de etalage. Vraag het aan je chef.", "plicht"),
        ("🟠 ORANJE – eerst vragen", "Een foto van de etalage mag online.", "uitleg"),
        ("🔴 ROOD – verboden", "Een foto van de etalage", "verbod"),
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


def test_what_begins_with_behalve_stays_with_what_it_limits(library: Library, cues: Cues, tmp_path: Path) -> None:
    path = tmp_path / "code.md"
    text = "Een foto van je werkstuk posten. Behalve als het voor een klant is."
    path.write_text(
        f"# Code\n\n## 🟢 GROEN – doe maar\n\n- {text}\n- Behalve op feesten mag niemand filmen.\n", "utf-8"
    )
    first, second = read_yaml(import_policy(path, library, cues, Keyed).text).data["uitspraken"]
    assert (first["tekst"], first["soort"]) == (text, "toelating")
    assert second["tekst"] == "Behalve op feesten mag niemand filmen."


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


@pytest.mark.parametrize(
    "line",
    ["⚠️ **Post nooit klantgegevens**", "📞 **02 555 12 34**", "**Vragen** → **hr@acme.example**", "🔴 niet doen"],
)
def test_a_line_with_a_sign_above_no_list_is_a_text(line: str, tmp_path: Path) -> None:
    path = tmp_path / "stoplicht.md"
    path.write_text(f"# Code\n\n## Stoplicht\n\n{line}\n\nWij doen dit samen.\n", "utf-8")
    headings = [block.text for block in read_markdown(path).blocks if block.kind is Kind.HEADING]
    assert headings == ["Code", "Stoplicht"]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Niet doen, ook niet voor de grap", "Dit mag niet"),
        ("Rood – niet doen", "Dit mag niet"),
        ("Groen: gewoon doen", "Dit mag"),
        ("Gewoon doen, niks vragen", "Dit mag"),
        ("Niet posten, ook niet privé, zonder toestemming", None),
        ("Niet doen, ook niet thuis, tenzij je baas het vraagt", None),
        ("Gewoon delen, zonder klantnamen", None),
        ("Altijd doen", None),
        ("Niet posten, ook niet met een privéaccount", "Dit mag niet"),
        ("Niet doen, ook niet als grap", "Dit mag niet"),
        ("Niet delen, ook niet intern maar wel op Workplace", None),
    ],
)
def test_a_heading_with_a_condition_of_its_own_decides_nothing(
    heading: str, said: str | None, library: Library
) -> None:
    assert library.telling.decided_by(heading) == said


def test_what_begins_with_even_stays_with_what_it_adds_to(library: Library, cues: Cues, tmp_path: Path) -> None:
    item = "Schermafdrukken van Slack naar buiten brengen. Zelfs met zwarte balkjes."
    path = tmp_path / "code.md"
    path.write_text(f"# Code\n\n## Niet doen\n\n- Klanten filmen.\n- {item}\n", "utf-8")
    *_, said = read_yaml(import_policy(path, library, cues, Keyed).text).data["uitspraken"]
    assert (said["tekst"], said["soort"]) == (item, "verbod")


def test_what_stands_below_another_light_does_not_fall_under_the_one_before(
    library: Library, cues: Cues, tmp_path: Path
) -> None:
    path = tmp_path / "stoplicht.md"
    lights = (
        "🟢 **Gewoon doen**\n\n- Een foto van de etalage\n\n🔴 **Niet doen**\n\nSchermafdrukken naar buiten brengen.\n"
    )
    path.write_text(f"# Code\n\n## Stoplicht\n\n{lights}", "utf-8")
    allowed, banned = read_yaml(import_policy(path, library, cues, Keyed).text).data["uitspraken"]
    assert (allowed["soort"], banned["soort"]) == ("toelating", "verbod")
    assert "Gewoon" not in banned["tekst"]
