"""Where people find the policy is said as the company wrote it; where nobody filled it in, whom to ask."""

from __future__ import annotations

import pytest

from magdat.answers.policy_says import where_it_is
from magdat.knowledge import Knowledge, open_knowledge
from magdat.policy.model import Location


@pytest.fixture
def knowledge() -> Knowledge:
    return open_knowledge()


def told(knowledge: Knowledge, **changed: object) -> str:
    return where_it_is(knowledge.policy.copy(update=changed), knowledge.phrases)


def test_the_place_is_said(knowledge):
    place = Location(plaats="op het intranet", link="https://intranet.example/beleid")
    assert "Je vindt het beleid op het intranet (https://intranet.example/beleid)." in told(knowledge, location=place)


def test_what_nobody_filled_in_is_asked_of_a_person(knowledge):
    place = Location(plaats="nog in te vullen")
    said = told(knowledge, location=place)
    assert "nog in te vullen" not in said
    assert said.startswith("Waar het beleid staat, vulde je bedrijf hier nog niet in.")
    assert f"Vraag het aan {knowledge.policy.contacts['hr'].title}." in said
    assert "Vraag het aan HR." in told(knowledge, location=place, contacts={})
