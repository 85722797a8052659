from __future__ import annotations

from pathlib import Path

import pytest

from magdat.guidance.library import Library, load_library
from magdat.privacy.confidentiality import in_confidence, suspected
from magdat.understanding import Understanding

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "leidraad")


def said(text: str, *ranking: tuple[str, float]) -> Understanding:
    return Understanding(text, ranking, {})


@pytest.mark.parametrize(
    "understanding",
    [
        said("terug naar die pester op de nachtploeg", ("terug", 0.85), ("pesten", 0.13), ("aanvullen", 0.01)),
        said("en bij seksueel gedrag van mijn ploegbaas?", ("aanvullen", 0.73), ("pesten", 0.08)),
        said("en als mijn chef eraan komt?", ("aanvullen", 0.7), ("controle_privacy", 0.04), ("klokkenluider", 0.03)),
        said("ze noemen mij zwarteraaf", ("reputatie", 0.55), ("pesten", 0.35)),
        said("ik wil niet meer leven", ("stoppen", 0.9)),
    ],
)
def test_what_may_be_told_in_confidence_is_suspected(library: Library, understanding: Understanding) -> None:
    assert suspected(library, understanding)
    assert in_confidence(library, understanding, [{"onderwerp": "reputatie"}], "reputatie", before=False)


def test_an_ordinary_question_is_not(library: Library) -> None:
    question = said("mag ik op facebook?", ("gebruik_werkuren", 0.97), ("pesten", 0.004))
    topic, answer = "gebruik_werkuren", [{"onderwerp": "gebruik_werkuren"}]
    assert not in_confidence(library, question, answer, topic, before=False)
    assert not in_confidence(library, question, answer, topic, before=True), "it moved on to something ordinary"


def test_it_stays_so_until_the_conversation_moves_on(library: Library) -> None:
    vague = said("en dan?", ("aanvullen", 0.6), ("sanctie", 0.01))
    assert in_confidence(library, vague, [{"onderwerp": None}], None, before=True)
    assert not in_confidence(library, vague, [{"onderwerp": None}], None, before=False)


def test_the_answer_tells_as_well(library: Library) -> None:
    vague = said("en dan?", ("aanvullen", 0.6), ("sanctie", 0.01))
    assert in_confidence(library, vague, [{"onderwerp": "sanctie", "ook": "pesten"}], None, before=False)
    assert in_confidence(library, vague, [{"onderwerp": None, "gevaar": True}], None, before=False)
    assert in_confidence(library, vague, [], "klokkenluider", before=False)
