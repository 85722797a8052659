"""What is said when somebody goes on about the topic in hand in a way that no answer was written for."""

from __future__ import annotations

from dataclasses import replace

from magdat.answers.answer import PartKind
from magdat.answers.composer import speaks_to_hr
from magdat.conversation.interpret.context import added
from magdat.conversation.interpret.meaning import AT_AN_END, GOING_ON
from magdat.conversation.interpret.question import question_here
from magdat.conversation.interpret.signs import asks_anew
from magdat.conversation.moves.answer import about, answer, composed
from magdat.conversation.moves.doubt import CANDIDATES
from magdat.conversation.outcome import Answered
from magdat.conversation.reply import Reply
from magdat.conversation.state import Option, Pending, State
from magdat.conversation.turn import Turn
from magdat.guidance.model import Kind
from magdat.knowledge import Knowledge
from magdat.understanding import Understanding

LIKELY = 0.10
"""From this probability on, another reading is offered beside an answer that goes on about the topic in hand."""


def going_on(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    """Say the heart of what is known on the topic in hand and who knows more, and offer other readings."""
    assert state.topic is not None
    say = knowledge.phrases.say
    situation, among = added(understanding, state.situation)
    question = question_here(knowledge.library, state, state.topic, situation, understanding)
    if question.statement != state.statement and understanding.statements:
        after = about(state.about(state.topic, situation, among), question)
        return answer(knowledge, after, understanding, others=question.others)
    unopened = replace(state, situation=situation, among=among, role_presumed=False, opening=None)
    found = composed(knowledge, unopened)  # «Ja» was the answer to another question than «is dat verplicht?»
    topic = knowledge.library.topic(state.topic)
    wording = knowledge.library.wording(topic.id, speaks_to_hr(topic, situation))
    heart = found.parts[0].text if topic.kind is Kind.RULE else wording.short or wording.core
    again = state.last == (GOING_ON,)
    if again:  # said a moment ago: now the other half of what is known
        ruled = topic.kind is Kind.RULE and found.rule is not None
        heart = " ".join(item for item in ("" if ruled else wording.core, wording.why) if item) or wording.core
    texts = [say("verder", tekst=heart), *(part.by_itself for part in found.parts if part.kind is PartKind.CONTACT)]
    if wording.steps and topic.kind is not Kind.RULE and not again:
        texts.insert(1, "\n".join(say("stap", tekst=step) for step in wording.steps))
    others = [
        name
        for name, chance in understanding.topics()
        if chance >= LIKELY and name != state.topic and knowledge.library.topic(name).kind is not Kind.ASSISTANT
    ][: CANDIDATES - 1]
    if topic.kind is Kind.ROUTE:
        others = []  # whoever is in trouble is not sent elsewhere
    options = tuple(Option(knowledge.library.topic(name).title, topic=name) for name in others)
    if options:
        texts.append(say("iets_anders_bedoeld"))
    buttons = tuple(option.button for option in options)
    after = replace(
        state,
        situation=situation,
        among=among,
        pending=Pending("reading", options) if options else None,
        last=AT_AN_END if again else (GOING_ON,),
        elsewhere=asks_anew(knowledge.library, understanding),
    )
    custom = {**found.custom(), "handeling": GOING_ON}
    return Turn(after, (Reply("\n\n".join(texts), custom, buttons),), Answered(state.topic))
