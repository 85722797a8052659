"""From each of the guidance's 40 claims to words that somebody reads: claim, topic, situation, answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from magdat.answers.producible import producible
from magdat.knowledge import open_knowledge
from magdat.sector import Sector
from magdat.settings import Settings

PUBLIC = Path(__file__).resolve().parents[3] / "beleid" / "voorbeelden" / "lokaal_bestuur.yml"
CLAIMS = range(1, 41)


@pytest.fixture(scope="module")
def knowledge():
    return open_knowledge(Settings.from_environment({}))


@pytest.fixture(scope="module")
def produced(knowledge):
    return list(producible(knowledge))


@pytest.mark.parametrize("claim", CLAIMS)
def test_an_answer_on_one_of_its_topics_tells_the_claim_as_a_tip(claim, knowledge, produced):
    topics = {topic.id for topic in knowledge.library.topics if claim in topic.claims}
    tips = {name: tip.text for name, tip in knowledge.library.tips.items() if tip.claim == claim}
    told = [
        item
        for item in produced
        if item.topic in topics and any(name in item.answer.tips and tips[name] in item.answer.whole for name in tips)
    ]
    assert told, f"claim {claim}: no answer on {sorted(topics)} shows one of {sorted(tips)}"


def test_every_topic_tells_each_of_its_own_claims(knowledge, produced):
    library = knowledge.library
    missing = []
    for topic in library.topics:
        told = {library.tips[name].claim for item in produced if item.topic == topic.id for name in item.answer.tips}
        for statement in library.statements_of(topic.id).values():
            told.update(statement.claims)
        missing += [(topic.id, claim) for claim in topic.claims if claim not in told]
    assert missing == []


def test_a_claim_that_the_text_itself_tells_is_named_as_a_source(knowledge, produced):
    telling = {name: item.claims for name, item in knowledge.library.statements.items() if item.claims}
    assert telling
    for item in produced:
        named = {source.get("claim") for source in item.answer.sources}
        assert set(telling.get(item.answer.statement, ())) <= named, item.answer.statement


def test_every_law_note_is_told_in_an_answer_to_somebody_it_holds_for(knowledge, produced):
    public = open_knowledge(replace(Settings.from_environment({}), policy=PUBLIC))
    told = {law.id for item in (*produced, *producible(public)) for law in item.answer.laws}
    assert set(knowledge.library.laws) - told == set()


def test_a_law_of_another_sector_is_not_told(produced):
    public = open_knowledge(replace(Settings.from_environment({}), policy=PUBLIC))
    assert public.policy.company.sector is Sector.PUBLIC
    assert "cao81" not in {law.id for item in producible(public) for law in item.answer.laws}
    assert "hoorplicht_overheid" not in {law.id for item in produced for law in item.answer.laws}
