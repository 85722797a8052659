"""One message in a conversation: choose what it means here, and answer it."""

from __future__ import annotations

from dataclasses import replace

from magdat.conversation.interpret.aspects import another_question
from magdat.conversation.interpret.belonging import said_earlier
from magdat.conversation.interpret.choice import chosen
from magdat.conversation.interpret.company import Reading, read_by_company
from magdat.conversation.interpret.context import bare_value, role_presumed
from magdat.conversation.interpret.gibberish import gibberish
from magdat.conversation.interpret.meaning import GOING_ON, meaning
from magdat.conversation.interpret.own_words import with_own_words
from magdat.conversation.moves.answer import about, answer, aside, asked, further
from magdat.conversation.moves.clause import brought, names_a_clause
from magdat.conversation.moves.continuation import going_on
from magdat.conversation.moves.disclosure import helped_at_once, noticing, sends_for_help
from magdat.conversation.moves.doubt import not_understood, unsure
from magdat.conversation.moves.follow_up import FOLLOW_UPS
from magdat.conversation.moves.gesture import answered, gesture_in
from magdat.conversation.moves.offer import IsHeard, every_desk, offering
from magdat.conversation.moves.reaction import SIMPLE, picked, supplement, taken_for_granted
from magdat.conversation.outcome import InDanger, Moved, NothingSaid, Unsure
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.conversation.told_word import with_told_word
from magdat.conversation.turn import Turn, said
from magdat.guidance.model import Kind
from magdat.knowledge import Knowledge
from magdat.privacy.confidentiality import DANGER
from magdat.understanding import STANDALONE_ACTS, Understanding


def respond(knowledge: Knowledge, state: State, understanding: Understanding, is_heard: IsHeard = every_desk) -> Turn:
    """Answer one message.

    Args:
        knowledge: what answers come from.
        state: what is remembered.
        understanding: the message.
        is_heard: whether anybody hears of a question at a desk: a person is offered only then.
    """
    known = state.without(state.topics() - set(knowledge.library.answers))
    turn = offering(
        knowledge,
        _respond(knowledge, known, with_own_words(understanding, knowledge.policy, knowledge.library)),
        is_heard,
    )
    earlier = said_earlier(known, turn.state, understanding, unsure=isinstance(turn.outcome, Unsure))
    turn = replace(turn, state=replace(with_told_word(known, turn), said_earlier=earlier))
    if state.noticed:
        return turn
    notice = Reply(knowledge.phrases.say("kennisgeving"))
    # Who is in danger reads the numbers to call before anything about the assistant.
    urgent = isinstance(turn.outcome, InDanger) or sends_for_help(turn.replies)
    replies = (*turn.replies, notice) if urgent else (notice, *turn.replies)
    return replace(turn, state=replace(turn.state, noticed=True), replies=replies)


def _respond(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    if not understanding.text.strip() or not understanding.ranking:
        return said(knowledge, state, "leeg", NothingSaid())
    if state.topic is not None and (named := bare_value(understanding.text)):
        return supplement(knowledge, state, replace(understanding, values={**understanding.values, **named}))
    if names_a_clause(understanding):
        return brought(knowledge, state, understanding)
    act = meaning(knowledge.library, state, understanding)
    option = chosen(knowledge.library, state, understanding) if act == "keuze" else None
    by_company = read_by_company(knowledge, state, act, understanding)
    if by_company is not None and gesture_in(knowledge.library, act, understanding.text) is None:
        return _answered_by_company(knowledge, state, by_company, understanding)
    if act != DANGER and option is None and gibberish(knowledge.library, understanding):
        return not_understood(knowledge, state)
    if act == DANGER:
        return helped_at_once(knowledge, state, understanding)
    if act == "keuze":
        return picked(knowledge, state, option) if option else unsure(knowledge, state, understanding)
    if (statement := another_question(knowledge.library, state, act, understanding)) is not None:
        return noticing(knowledge, understanding, further(knowledge, state, statement, understanding))
    if act == "aanvullen":
        return supplement(knowledge, state, understanding)
    if act in FOLLOW_UPS and act not in STANDALONE_ACTS and state.topic is None:
        state = taken_for_granted(knowledge.library, state)
    if act in FOLLOW_UPS and act not in STANDALONE_ACTS and state.topic is None:
        return said(knowledge, state, "terug_niets" if act == "terug" else "geen_context", Moved(act))
    if act in FOLLOW_UPS:
        reply, after = FOLLOW_UPS[act](knowledge, state, understanding)
        # Who asks on about the topic in hand is back at it, whatever else was asked in between.
        elsewhere = after.elsewhere and reply.custom.get("onderwerp") != after.topic
        return Turn(replace(after, elsewhere=elsewhere), (reply,), Moved(act))
    if act == "verduidelijken":
        return noticing(knowledge, understanding, unsure(knowledge, state, understanding))
    if act == GOING_ON:
        return noticing(knowledge, understanding, going_on(knowledge, state, understanding))
    if act in SIMPLE:
        return SIMPLE[act](knowledge, state, understanding)
    if (gesture := gesture_in(knowledge.library, act, understanding.text)) is not None:
        return noticing(knowledge, understanding, answered(state, gesture))
    in_passing = act in knowledge.library.talk.in_passing and state.topic not in {None, act}
    if in_passing or knowledge.library.topic(act).kind is Kind.ASSISTANT:
        return noticing(knowledge, understanding, aside(knowledge, state, act, understanding))
    return noticing(knowledge, understanding, asked(knowledge, state, act, understanding))


def _answered_by_company(knowledge: Knowledge, state: State, read: Reading, understanding: Understanding) -> Turn:
    presumed = role_presumed(state, read.topic, understanding) if state.situation.rol == read.situation.rol else False
    after = replace(state.about(read.topic, read.situation, read.among), role_presumed=presumed)
    others, of_example = read.question.others, read.question.word_of_example
    turn = answer(knowledge, about(after, read.question), understanding, others=others, word_of_example=of_example)
    return noticing(knowledge, understanding, turn)
