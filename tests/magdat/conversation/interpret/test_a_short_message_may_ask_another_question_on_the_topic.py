"""«En als ik weiger?» asks something else on the topic in hand; «in de pauze dus» stays with what was asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.conversations import CONVERSATIONS
from magdat.conversation.dialogue import respond
from magdat.conversation.interpret.aspects import another_question, aspects, chosen_among
from magdat.conversation.state import Option, Pending, State
from magdat.files.documents import read_document
from magdat.knowledge import Knowledge
from magdat.understanding import Understanding

SIGNING, REFUSED = "policy_ondertekening.moet_ik_tekenen", "policy_ondertekening.gevolgen_van_weigeren"
ON_SIGNING = State(
    noticed=True, topic="policy_ondertekening", statement=SIGNING, opening="geen", last=("policy_ondertekening",)
)


def heard(text: str, *alike: tuple[str, float, float], act: str = "wat_als_toch") -> Understanding:
    ranking = ((act, 0.8), ("policy_ondertekening", 0.1))
    return Understanding(text, ranking, {}, beside={"policy_ondertekening": alike})


LIKE_ANOTHER = heard("en als ik weiger?", (REFUSED, 0.8, 0.75), (SIGNING, 0.3, 0.2))
LIKE_NOTHING = heard("en als ik het toch doe?", (REFUSED, 0.2, 0.2), (SIGNING, 0.2, 0.15))


def test_what_a_message_is_most_like_is_answered(knowledge: Knowledge) -> None:
    assert another_question(knowledge.library, ON_SIGNING, "wat_als_toch", LIKE_ANOTHER) == REFUSED
    turn = respond(knowledge, ON_SIGNING, LIKE_ANOTHER)
    assert turn.state.statement == REFUSED
    assert turn.replies[0].custom["uitspraak"] == REFUSED


def test_a_message_that_is_like_nothing_stays_with_what_was_asked(knowledge: Knowledge) -> None:
    assert another_question(knowledge.library, ON_SIGNING, "wat_als_toch", LIKE_NOTHING) is None
    assert respond(knowledge, ON_SIGNING, LIKE_NOTHING).state.statement == SIGNING


@pytest.mark.parametrize("act", ["policy_ondertekening", "herhalen", "korter", "bron_vragen", "sociaal_praatje"])
def test_a_topic_and_most_moves_speak_for_themselves(act: str, knowledge: Knowledge) -> None:
    assert another_question(knowledge.library, ON_SIGNING, act, LIKE_ANOTHER) is None


def test_what_the_assistant_asked_is_answered_first(knowledge: Knowledge) -> None:
    pending = Pending("dimension", (Option("In de pauze", dimension="moment", value="pauze"),), "moment")
    waiting = State(noticed=True, topic="policy_ondertekening", statement=SIGNING, pending=pending)
    assert another_question(knowledge.library, waiting, "aanvullen", LIKE_ANOTHER) is None


def test_a_statement_that_is_gone_is_not_asked_for(knowledge: Knowledge) -> None:
    gone = heard("en als ik weiger?", ("policy_ondertekening.bestaat_niet", 0.9, 0.9), (SIGNING, 0.3, 0.2))
    assert aspects(knowledge.library, ON_SIGNING, gone).keys() == {"-"}
    assert another_question(knowledge.library, ON_SIGNING, "aanvullen", gone) is None


def test_the_same_text_is_not_given_twice_as_if_it_were_new(knowledge: Knowledge) -> None:
    asked, again = "deconnectie.moet_ik_antwoorden", "deconnectie.in_verlof"
    state = State(noticed=True, topic="deconnectie", statement=asked, opening="geen", last=("deconnectie",))
    ranking, alike = (("aanvullen", 0.9), ("deconnectie", 0.05)), ((again, 0.9, 0.85), (asked, 0.3, 0.2))
    turn = respond(knowledge, state, Understanding("en in mijn verlof?", ranking, {}, beside={"deconnectie": alike}))
    assert turn.state.statement == again
    assert turn.replies[0].text.startswith(knowledge.phrases.say("hetzelfde", tekst="").strip())


def test_one_of_three_that_are_as_likely_is_not_chosen() -> None:
    assert chosen_among({name: {"x": 2.0} for name in "abc"}, {"x": 1.0}) is None
    assert chosen_among({"a": {"x": 4.0}, "b": {"x": 1.0}}, {"x": 1.0}) == "a"
    assert chosen_among({}, {"x": 1.0}) is None


@pytest.mark.parametrize("path", sorted(CONVERSATIONS.glob("*.yml")), ids=lambda path: path.stem)
def test_readers_name_questions_that_are_there(path: Path, knowledge: Knowledge) -> None:
    for conversation in read_document(path).data["gesprekken"]:
        topics: list[str] = []
        for turn in conversation["beurten"]:
            named = turn.get("deelvraag", [])
            own = turn["onderwerp"] if isinstance(turn["onderwerp"], list) else [turn["onderwerp"]]
            for aspect in [named] if isinstance(named, str) else named:
                assert topics, "the first message goes on about nothing"
                assert any(f"{topic}.{aspect}" in knowledge.library.statements for topic in own), aspect
            topics += own
