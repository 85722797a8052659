"""From the Word file that HR has to an answer of the started assistant: no hand is laid on what the import writes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from servers import Assistant, running

pytestmark = pytest.mark.server

ROOT = Path(__file__).resolve().parents[2]

PIECES = (
    ("Title", "Zo gaan we online bij Balthazar"),
    ("Normal", "Geldig vanaf 1 maart 2026, besproken in het CPBW."),
    ("Heading 1", "1. Je toestel"),
    ("Normal", "1.1 Je eigen gsm ligt tijdens het werk in je locker."),
    ("Normal", "1.2 In je pauze mag je op sociale media, op de wifi voor gasten."),
    ("Heading 1", "2. Beelden"),
    ("Normal", "2.1 Klanten komen nooit herkenbaar op jouw sociale media, ook niet als ze het vragen."),
    ("Heading 1", "3. Contact"),
    ("Normal", "3.1 Belt een journalist? Verwijs hem door naar de communicatiedienst, toestel 4400."),
    ("Heading 1", "Niet doen"),
    ("List Bullet", "Onze eigen winkels beoordelen op Google"),
    ("List Bullet", "Kortingscodes delen op Facebook of TikTok"),
)
"""Two chapters with numbers of their own, and one without."""


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give what the command writes of the document, with the model that is in use."""
    folder = tmp_path_factory.mktemp("beleid")
    document = Document()
    for style, text in PIECES:
        document.add_paragraph(text, style=style)
    document.save(str(folder / "Zo gaan we online.docx"))
    command = [sys.executable, "-m", "magdat.cli", "beleid", "importeer", str(folder / "Zo gaan we online.docx")]
    subprocess.run([*command, "--uit", str(folder / "concept.yml")], cwd=ROOT, check=True, timeout=240)
    return folder / "concept.yml"


@pytest.fixture(scope="module")
def assistant(policy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with running(tmp_path_factory.mktemp("toestand"), policy=policy) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "opening", "told", "where"),
    [
        ("Mag ik een foto van een klant op mijn Instagram zetten?", "nee", "nooit herkenbaar", "Artikel 2.1."),
        ("Mag ik in mijn pauze op Facebook?", "ja", "In je pauze mag je op sociale media", "Artikel 1.2."),
        ("Wat doe ik als een journalist belt?", None, "4400", "Artikel 3.1."),
        (
            "Mag ik onze eigen winkel beoordelen op Google?",
            "nee",
            "Dit mag niet: onze eigen winkels beoordelen op Google",
            "Het stuk “Niet doen”.",
        ),
    ],
)
def test_it_answers_with_the_text_and_where_it_stands(
    assistant: Assistant, question: str, opening: str | None, told: str, where: str
) -> None:
    answer = assistant.conversation().say(question)
    assert told in answer.text
    assert where in answer.text
    assert answer.custom["opening"] == opening
