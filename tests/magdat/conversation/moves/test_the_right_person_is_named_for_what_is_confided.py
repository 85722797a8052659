"""Whom to go to with what may be confidential: at the least suspicion, or in a talk where it is likely."""

from __future__ import annotations

from dataclasses import replace

import pytest

from magdat.conversation.moves.recipient import right_person
from magdat.knowledge import Knowledge
from magdat.understanding import Understanding


@pytest.mark.parametrize(
    ("text", "ranking", "asked", "in_talk"),
    [
        ("hij roept elke dag op mij", (("pesten", 0.6),), True, True),
        ("zonder namen", (("vertrouwelijk", 0.18), ("pesten", 0.1)), True, False),
        ("ze lachen mij altijd uit", (("foto_tag", 0.9), ("pesten", 0.0)), True, True),
        ("de baas fraudeert", (("klokkenluider", 0.8),), True, True),
        ("de foto van maandag", (("foto_tag", 0.97), ("pesten", 0.004)), False, False),
        ("wie is de vertrouwenspersoon?", (("contactpersoon", 0.98),), False, False),
    ],
)
def test_who_that_is(
    knowledge: Knowledge, text: str, ranking: tuple[tuple[str, float], ...], asked: bool, in_talk: bool
) -> None:
    said = Understanding(text, ranking, {})
    assert (right_person(knowledge, said, in_talk=False) is not None) is asked
    assert (right_person(knowledge, said, in_talk=True) is not None) is in_talk


def test_bullying_leads_to_the_counsellor(knowledge: Knowledge) -> None:
    named = right_person(knowledge, Understanding("ze pesten mij", (), {}), in_talk=False)
    assert named is not None
    assert "vertrouwenspersoon" in named


def test_without_a_contact_it_is_said_where_they_are_written(knowledge: Knowledge) -> None:
    alone = knowledge.policy.copy(update={"contacts": {}, "hand_off": None})
    named = right_person(
        knowledge.holding(replace(knowledge.loaded, policy=alone)),
        Understanding("ze pesten mij", (), {}),
        in_talk=False,
    )
    assert named == knowledge.phrases.say("vertrouwd_onbekend")
