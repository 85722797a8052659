"""Whose conversation is erased where the actions hear nothing of it (Slack, `magdat privacy wis`) is a stranger."""

from __future__ import annotations

from typing import Any

import pytest
from one_person import Talk

from actions.giving import OFFERS
from actions.remembered import CONFIDENTIAL, DRAFTS

ODD = "blorp wizzel"


def erased(talk: Talk) -> Talk:
    """Take away all that is written of a conversation, as erasing a row of the database does."""
    talk.slots = {}
    return talk


def remembered(talk: Talk) -> list[Any]:
    return [kept.recall(talk.name) for kept in (CONFIDENTIAL, DRAFTS, OFFERS)]


def test_a_confidential_conversation_is_not_gone_on_with(talk: Talk) -> None:
    talk.say("mijn collega pest mij online", "pesten", pesten=0.99)
    assert CONFIDENTIAL.recall(talk.name) is not None
    erased(talk).say("mag ik op facebook in de pauze?", "gebruik_werkuren", gebruik_werkuren=0.99)
    assert "pesten" not in str(talk.slots)
    assert remembered(talk) == [None, None, None]


@pytest.mark.usefixtures("way_out")
def test_a_text_that_was_to_be_passed_on_is_gone(talk: Talk) -> None:
    talk.wants_a_person()
    talk.say("Mijn foto hangt aan de balie")
    assert DRAFTS.recall(talk.name) is not None
    heard = erased(talk).say("an@example.be", gebruik_werkuren=0.01)
    assert "balie" not in heard["tekst"]
    assert DRAFTS.recall(talk.name) is None


def test_a_question_that_was_offered_is_gone(talk: Talk) -> None:
    for _ in range(2):
        talk.say(ODD, foto_tag=0.01, gebruik_werkuren=0.01)
    assert OFFERS.recall(talk.name) is not None
    assert erased(talk).say("/aanpassen", "aanpassen").get("stap") != "vraag_nakijken"
    assert OFFERS.recall(talk.name) is None
