from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from made_rules import ROOT, as_yaml, policy_data

from magdat.guidance.library import Library
from magdat.knowledge import Knowledge
from magdat.policy.store import PolicyStore
from magdat.rehearsal.examples import ExampleResult, run_contexts, run_questions
from magdat.settings import Settings
from magdat.understanding import Understanding
from magdat.wording.phrases import load_phrases


class HearsOneTopic:
    """An understanding that takes every question for the same topic."""

    def __init__(self, topic: str) -> None:
        self._topic = topic

    def parse(self, texts: Sequence[str]) -> list[Understanding]:
        return [Understanding(text, ((self._topic, 0.9),), {}) for text in texts]


RULE = {
    "id": "altijd",
    "onderwerp": "gebruik_werkuren",
    "artikel": "1.1",
    "besluit": "ja",
    "tekst": "Dat mag.",
    "voorbeelden": [{"vraag": "mag ik op facebook?", "besluit": "ja"}, {"vraag": "en op tiktok?", "besluit": "nee"}],
}


def held(library: Library, path: Path, **changes: Any) -> Knowledge:
    """Everything that answers come from, with a policy of one's own."""
    file = as_yaml(policy_data(**changes), path / "beleid.yml")
    phrases = load_phrases(ROOT / "leidraad" / "zinnen.yml")
    return Knowledge(Settings.from_environment(), library, phrases, PolicyStore(file, library))


def test_each_is_right_when_topic_and_decision_are(library: Library, tmp_path: Path) -> None:
    first, second = run_questions(held(library, tmp_path, regels=[RULE]), HearsOneTopic("gebruik_werkuren"))
    assert first.right
    assert not second.right, "the policy says yes to that one too"
    assert first.line < second.line


def test_a_question_that_is_taken_for_another_topic_is_wrong(library: Library, tmp_path: Path) -> None:
    known = held(library, tmp_path, regels=[RULE])
    assert not any(result.right for result in run_questions(known, HearsOneTopic("sanctie")))


STATEMENT = {
    "id": "niet",
    "soort": "verbod",
    "onderwerp": "gebruik_werkuren",
    "deelvragen": ["mag_ik"],
    "artikel": "1.4",
    "als": {"moment": "werkuren"},
    "tekst": "Tijdens je werk niet.",
    "tenzij": [{"als": {"rol": "hr"}, "tekst": "HR wel."}],
}


def results(library: Library, path: Path, *examples: dict[str, Any], **changes: Any) -> list[ExampleResult]:
    statement = {**STATEMENT, "voorbeelden": list(examples), **changes}
    known = held(library, path, formaat=2, regels=None, uitspraken=[statement])
    return list(run_contexts(known.loaded))


@pytest.mark.parametrize("changes", [{}, {"deelvragen": None}, {"deelvragen": None, "titel": "Je gsm"}], ids=str)
def test_a_context_needs_no_understanding(changes: dict[str, Any], library: Library, tmp_path: Path) -> None:
    changes = {key: value for key, value in changes.items() if value is not None}
    wanted = [
        {"context": {"moment": "werkuren"}, "besluit": "nee", "artikel": "1.4"},
        {"context": {"moment": "werkuren", "rol": "hr"}, "besluit": "ja"},
        {"context": {"moment": "pauze"}, "besluit": "niet_geregeld"},
        {"context": {"moment": "werkuren"}, "besluit": "ja"},
        {"context": {"moment": "werkuren"}, "besluit": "nee", "artikel": "1.5"},
    ]
    found = results(library, tmp_path, *wanted, **changes)
    assert [result.right for result in found] == [True, True, True, False, False]
    assert found[3].got == "nee"
    assert found[4].got == "nee (1.4)"
    assert found[0].asked == "moment: werkuren"


def test_a_question_of_a_statement_has_to_be_answered_on_its_clause(library: Library, tmp_path: Path) -> None:
    examples = [{"vraag": "mag ik op tiktok op het werk?"}, {"vraag": "mag ik op tiktok?", "opening": "ja"}]
    statement = {**STATEMENT, "als": {"rol": "medewerker"}, "voorbeelden": examples}
    known = held(library, tmp_path, formaat=2, regels=None, uitspraken=[statement])
    first, second = run_questions(known, HearsOneTopic("gebruik_werkuren"))
    assert first.right
    assert (second.expected, second.got) == ("artikel 1.4, opening ja", "artikel 1.4, opening nee")


def test_only_the_examples_of_one_statement_are_asked_where_it_is_named(library: Library, tmp_path: Path) -> None:
    examples = [{"vraag": "mag ik op tiktok op het werk?"}]
    known = held(library, tmp_path, formaat=2, regels=None, uitspraken=[{**STATEMENT, "voorbeelden": examples}])
    assert list(run_questions(known, HearsOneTopic("gebruik_werkuren"), ["een-andere"])) == []
    asked = list(run_questions(known, HearsOneTopic("gebruik_werkuren"), ["een-andere", STATEMENT["id"]]))
    assert [item.name for item in asked] == [STATEMENT["id"]]
