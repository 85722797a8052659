"""A statement that begins with «het», «dat recht» or «daarna» has what that stands for in front, to be read alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_understanding import Keyed

from magdat.files.yaml_data import read_yaml
from magdat.guidance.library import Library
from magdat.importing.build import import_policy
from magdat.importing.cues import Cues


def texts(body: str, library: Library, cues: Cues, folder: Path) -> list[str]:
    path = folder / "code.md"
    path.write_text(f"# Code\n\n## 1. Spreken\n\n{body}\n", "utf-8")
    return [said["tekst"] for said in read_yaml(import_policy(path, library, cues, Keyed).text).data["uitspraken"]]


RIGHT = "Het personeelslid geniet vrijheid van meningsuiting."


@pytest.mark.parametrize(
    "leaning",
    [
        "Het hoeft daarvoor aan niemand toestemming te vragen.",
        "In die periode mag alles.",
        "Haar leden mogen collega's inlichten.",
    ],
)
def test_the_sentence_before_stands_in_front(leaning: str, library: Library, cues: Cues, tmp_path: Path) -> None:
    assert texts(f"1.1 {RIGHT}\n\n{leaning}", library, cues, tmp_path)[-1] == f"{RIGHT} {leaning}"


def test_each_item_of_a_list_that_leans_says_on_what(library: Library, cues: Cues, tmp_path: Path) -> None:
    body = "1.1 Een eerste fout geeft een gesprek. Daarna volgt:\n\n- een verwittiging;\n- een schorsing."
    first, *others = texts(body, library, cues, tmp_path)
    assert first == "Een eerste fout geeft een gesprek."
    assert others == [
        "Een eerste fout geeft een gesprek. Daarna volgt: een verwittiging; een schorsing.",
        "Een eerste fout geeft een gesprek. Daarna volgt: een verwittiging.",
        "Een eerste fout geeft een gesprek. Daarna volgt: een schorsing.",
    ]


@pytest.mark.parametrize(
    "alone",
    [
        "Het personeelslid mag kritiek geven.",
        "Het is verboden klanten te noemen.",
        "Het wordt aangeraden vooraf te overleggen.",
        "Dat je hier werkt, mag je zeggen.",
        "Bij diefstal bel je dispatch.",
    ],
)
def test_what_can_be_read_alone_stays_as_it_is(alone: str, library: Library, cues: Cues, tmp_path: Path) -> None:
    assert texts(f"1.1 {RIGHT}\n\n{alone}", library, cues, tmp_path)[-1] == alone


def test_the_reverse_is_not_said_in_front(library: Library, cues: Cues, tmp_path: Path) -> None:
    body = "1.1 Je filmt nooit met je eigen gsm.\n\nHet mag met de tablet van de dienst."
    assert texts(body, library, cues, tmp_path)[-1] == "Het mag met de tablet van de dienst."
