from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from made_rules import as_yaml, policy_data

from magdat.guidance.library import Library
from magdat.policy.loading import load_policy
from magdat.rehearsal.examples import run_examples
from magdat.understanding import Understanding


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


def test_each_is_right_when_topic_and_decision_are(library: Library, tmp_path: Path) -> None:
    loaded = load_policy(as_yaml(policy_data(regels=[RULE]), tmp_path / "beleid.yml"), library)
    first, second = run_examples(loaded, HearsOneTopic("gebruik_werkuren"))
    assert first.right
    assert not second.right, "the policy says yes to that one too"
    assert first.line < second.line


def test_a_question_that_is_taken_for_another_topic_is_wrong(library: Library, tmp_path: Path) -> None:
    loaded = load_policy(as_yaml(policy_data(regels=[RULE]), tmp_path / "beleid.yml"), library)
    assert not any(result.right for result in run_examples(loaded, HearsOneTopic("sanctie")))
