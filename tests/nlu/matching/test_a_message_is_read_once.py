"""The topic and the company's clause are found with the same vector, and nothing of a message is at hand afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.encoders import E5, TAUGHT, encoder_named
from nlu.matching.component import PolicyMatcher

ROOT = Path(__file__).resolve().parents[3]


class Broken:
    """A policy that reads a message, and then cannot go on."""

    def vector(self, text: str) -> Any:
        encoder_named(TAUGHT).encode([text])
        raise RuntimeError("the policy broke")


def test_both_parts_of_the_pipeline_name_the_same_encoder() -> None:
    parts = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    assert [part["encoder"] for part in parts if "encoder" in part] == [TAUGHT, TAUGHT]


def test_nothing_is_at_hand_after_a_message_that_could_not_be_read() -> None:
    encoder = encoder_named(TAUGHT)
    assert isinstance(encoder, E5)
    matcher = PolicyMatcher({"encoder": TAUGHT, "sentences_of": 6, "ranking_length": 8}, Broken())  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        matcher.process([Message({TEXT: "mag ik in de pauze op facebook"})])
    assert not encoder._engine._at_hand
