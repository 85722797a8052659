"""Who tells of danger gets the numbers for that danger, also for somebody else; a manner of speaking gets none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from magdat.conversation.dialogue import respond
from magdat.conversation.outcome import InDanger
from magdat.conversation.state import State
from magdat.knowledge import Knowledge
from magdat.privacy.confidentiality import DANGER
from magdat.understanding import Understanding

EXAMPLES = yaml.safe_load((Path(__file__).parent / "gevaar.yml").read_text("utf-8"))


def heard(example: dict[str, Any]) -> Understanding:
    """Return an example as a classifier hands it over that suspects danger, or thinks of something ordinary."""
    chance = float(example.get("kans", 0.0))
    ranking = sorted(((DANGER, chance), ("gebruik_werkuren", 0.2)), key=lambda item: -item[1])
    return Understanding(example["tekst"], tuple(ranking), {})


@pytest.mark.parametrize("example", EXAMPLES["gevaar"], ids=lambda item: item["tekst"])
def test_who_is_in_danger_or_fears_for_another_gets_the_numbers(knowledge: Knowledge, example: dict[str, Any]) -> None:
    turn = respond(knowledge, State(noticed=True), heard(example))
    assert isinstance(turn.outcome, InDanger)
    assert turn.replies[0].text.startswith(knowledge.phrases.say(example["zegt"]))


@pytest.mark.parametrize("example", EXAMPLES["geen_gevaar"], ids=lambda item: item["tekst"])
def test_a_manner_of_speaking_rings_no_alarm(knowledge: Knowledge, example: dict[str, Any]) -> None:
    assert not isinstance(respond(knowledge, State(noticed=True), heard(example)).outcome, InDanger)


def test_every_kind_of_danger_has_its_sentence_and_its_number(knowledge: Knowledge) -> None:
    for danger in knowledge.library.danger:
        assert "112" in knowledge.phrases.say(danger.says.value)
