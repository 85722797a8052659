"""Beside an answer on which the policy is silent or that is told in confidence, and after two that did not help."""

from __future__ import annotations

from dataclasses import replace

from said import said

from magdat.conversation.dialogue import respond
from magdat.conversation.outcome import PersonWanted
from magdat.conversation.state import Option, Pending, State
from magdat.conversation.turn import Turn
from magdat.knowledge import Knowledge
from magdat.policy.loading import LoadedPolicy
from magdat.understanding import Understanding

PERSON = "/mens_spreken"


def payloads(turn: Turn) -> list[str]:
    return [button.payload for reply in turn.replies for button in reply.buttons]


def pressed(knowledge: Knowledge, state: State, intent: str) -> Turn:
    return respond(knowledge, state, Understanding(f"/{intent}", ((intent, 1.0),), {}, True))


def silent_on(knowledge: Knowledge, topic: str) -> Knowledge:
    """Return the knowledge with a policy that says nothing on a topic."""
    policy = knowledge.policy
    kept = policy.copy(
        update={
            "rules": tuple(item for item in policy.rules if item.topic != topic),
            "statements": tuple(item for item in policy.statements if item.topic != topic),
            "provisions": tuple(item for item in policy.provisions if item.topic != topic),
        }
    )
    return knowledge.holding(LoadedPolicy(kept, knowledge.loaded.document))


def test_where_the_policy_says_nothing_a_person_is_offered(knowledge: Knowledge) -> None:
    question = said("mag ik een foto van een collega plaatsen?", ("foto_tag", 0.97))
    assert PERSON not in payloads(respond(knowledge, State(noticed=True), question))
    assert PERSON in payloads(respond(silent_on(knowledge, "foto_tag"), State(noticed=True), question))


def test_where_nobody_is_no_person_is_offered(knowledge: Knowledge) -> None:
    heard = {"vertrouwenspersoon"}
    photo, bullied = said("mag ik die foto plaatsen?", ("foto_tag", 0.97)), said("ik word gepest", ("pesten", 0.97))
    silent = silent_on(knowledge, "foto_tag")
    offered = [
        PERSON in payloads(respond(known, State(noticed=True), asked, lambda desk: desk.id in heard))
        for known, asked in ((silent, photo), (knowledge, bullied))
    ]
    assert offered == [False, True]
    assert PERSON not in payloads(respond(knowledge, State(noticed=True), bullied, lambda _desk: False))


def test_on_a_careful_topic_a_person_is_offered_after_the_contacts(knowledge: Knowledge) -> None:
    turn = respond(knowledge, State(noticed=True), said("ik word gepest", ("pesten", 0.97)))
    assert PERSON in payloads(turn)
    assert "Samira El Amrani" in turn.replies[0].text


def test_after_two_answers_that_did_not_help_a_person_is_offered_and_a_yes_is_enough(knowledge: Knowledge) -> None:
    yes_or_no = Pending("feedback", (Option("Ja", act="bevestigen"), Option("Nee", act="ontkennen")), topic="foto_tag")
    asked = State(noticed=True, topic="foto_tag", pending=yes_or_no)
    once = pressed(knowledge, asked, "ontkennen")
    assert PERSON not in payloads(once)
    twice = pressed(knowledge, replace(once.state, pending=yes_or_no), "ontkennen")
    assert PERSON in payloads(twice)
    assert isinstance(pressed(knowledge, twice.state, "bevestigen").outcome, PersonWanted)


def test_an_answer_that_helped_starts_the_count_anew(knowledge: Knowledge) -> None:
    yes_or_no = Pending("feedback", (Option("Ja", act="bevestigen"), Option("Nee", act="ontkennen")), topic="foto_tag")
    state = State(noticed=True, topic="foto_tag", pending=yes_or_no)
    for answer in ("ontkennen", "bevestigen", "ontkennen"):
        turn = pressed(knowledge, state, answer)
        state = replace(turn.state, pending=yes_or_no)
        assert PERSON not in payloads(turn)
