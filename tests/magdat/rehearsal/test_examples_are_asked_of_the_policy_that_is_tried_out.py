"""`magdat beleid test` asks a policy's own examples of that policy, and who wrote an example gets what stands there."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from magdat.guidance.library import Library
from magdat.interpreter import POLICY, open_interpreter_of
from magdat.knowledge import Knowledge
from magdat.policy.store import PolicyStore
from magdat.rehearsal.examples import run_questions
from magdat.settings import Settings
from magdat.wording.phrases import load_phrases

TRIED = """
formaat: 2
titel: Afspraken
versie: "2"
geldig_vanaf: 2031-01-01
bedrijf:
  naam: Zorgkring
  werknemers: 60
  sector: privé
  overlegorganen: {ondernemingsraad: nee, cpbw: ja, vakbondsafvaardiging: ja}
vindplaats: {plaats: op het intranet}
contacten:
  hr: {functie: de personeelsdienst, telefoon: "1"}
artikels:
  - {nummer: "5", titel: Jezelf voorstellen}
  - {nummer: "9", titel: Toestellen}
uitspraken:
  - id: vermelden
    titel: Je werkgever vermelden
    soort: toelating
    besluit: ja
    onderwerp: prive_namens_bedrijf
    artikel: "5.1"
    tekst: Op je profiel mag je zetten dat je hier werkt, met je functie.
    voorbeelden:
      - {vraag: mag ik op linkedin zetten dat ik hier werk, opening: ja}
      - {vraag: is het verboden om ons bedrijf op mijn profiel te zetten, opening: nee}
  - id: nakijken
    titel: Nakijken wat een programma schrijft
    soort: toelating
    besluit: voorwaardelijk
    onderwerp: ai_werk
    artikel: "9.1"
    tekst: ChatGPT mag je gebruiken voor algemene teksten. Je leest het resultaat altijd na.
    voorbeelden:
      - {vraag: mag ik chatgpt gebruiken voor een brief, opening: ja}
      - {vraag: mag tiktok op de tablet van het werk, opening: nee, artikel: "9.2"}
  - id: tiktok
    titel: TikTok op toestellen van het werk
    soort: verbod
    onderwerp: eigen_toestel
    artikel: "9.2"
    tekst: TikTok staat op geen enkel toestel van het werk.
    voorbeelden:
      - {vraag: kan ik tiktok installeren op de werktablet, opening: nee}
"""

IN_FORCE = TRIED.replace("2031-01-01", "2026-01-01").replace("toelating", "verbod").replace("    besluit: ja\n", "")


@pytest.fixture
def tried(library: Library, tmp_path: Path) -> Knowledge:
    """A policy of a day to come, with the one that holds beside it."""
    (tmp_path / "versies").mkdir()
    (tmp_path / "versies" / "1.yml").write_text(IN_FORCE.replace("    besluit: voorwaardelijk\n", ""), encoding="utf-8")
    alone = tmp_path / "concept" / "beleid.yml"
    alone.parent.mkdir()
    for path in (tmp_path / "beleid.yml", alone):
        path.write_text(TRIED, encoding="utf-8")
    phrases = load_phrases(Settings.from_environment().guidance / "zinnen.yml")
    return Knowledge(Settings.from_environment(), library, phrases, PolicyStore(alone, library))


def test_examples_are_asked_of_the_file_that_is_tried_out(tried: Knowledge, tmp_path: Path) -> None:
    before = os.environ.get(POLICY)
    with ThreadPoolExecutor(1) as pool:  # Rasa begins a loop of its own, and another test may have left one here
        asked = pool.submit(lambda: list(run_questions(tried, open_interpreter_of(tmp_path / "beleid.yml")))).result()
    assert os.environ.get(POLICY) == before, "what is in force stays in force"
    wrong = [(item.asked, item.expected, item.got) for item in asked if not item.right]
    # Its writer put one example with the wrong statement: that it is heard there is what has to be told.
    assert wrong == [("mag tiktok op de tablet van het werk", "artikel 9.2, opening nee", "artikel 9.1, opening nee")]
