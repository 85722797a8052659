"""Seventy-five conversations by two people whose sentences are nowhere in the project, held with the trained model."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.conversations import judge, read_conversations
from magdat.interpreter import open_interpreter
from magdat.knowledge import Knowledge

MEASURED = Path(__file__).with_name("onafhankelijke_gesprekken.yml")

TOPIC, TOPIC_AND_CONTEXT, UNSURE = 0.90, 0.84, 0.05
"""The least share of turns with the right topic, and with the context right too; the most that are only clarified."""


@pytest.mark.server
def test_the_topic_and_the_context_are_right_turn_by_turn(knowledge: Knowledge) -> None:
    # In a thread of its own: Rasa wants to start an event loop, and that of a browser may be running in this one.
    with ThreadPoolExecutor(1) as pool:
        conversations = pool.submit(lambda: read_conversations(MEASURED, open_interpreter())).result()
    found = judge(knowledge, conversations)
    assert found["n"] >= 380
    assert found["topic"] >= TOPIC, found
    assert found["both"] >= TOPIC_AND_CONTEXT, found
    assert found["unsure"] <= UNSURE, found
