"""One message in a conversation: choose what it means here, and answer it."""

from __future__ import annotations

from dataclasses import replace

from magdat.conversation.interpret.choice import chosen
from magdat.conversation.interpret.company import Reading, read_by_company
from magdat.conversation.interpret.context import added, bare_value, carried, role_presumed
from magdat.conversation.interpret.gibberish import gibberish
from magdat.conversation.interpret.meaning import GOING_ON, meaning
from magdat.conversation.interpret.own_words import with_own_words
from magdat.conversation.interpret.question import question_here
from magdat.conversation.moves.answer import about, answer, aside
from magdat.conversation.moves.continuation import going_on
from magdat.conversation.moves.doubt import CANDIDATES, CAREFUL, not_understood, unsure
from magdat.conversation.moves.follow_up import FOLLOW_UPS
from magdat.conversation.moves.reaction import SIMPLE, picked, supplement, taken_for_granted
from magdat.conversation.outcome import Answered, Erased, InDanger, Moved, NothingSaid, topic_of
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.conversation.turn import Turn, said
from magdat.guidance.model import Deed, Gesture, Kind, fits
from magdat.knowledge import Knowledge
from magdat.privacy.confidentiality import DANGER
from magdat.understanding import STANDALONE_ACTS, Understanding
from magdat.wording.contacts import contact_line


def respond(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    """Answer one message."""
    known = state.without(state.topics() - set(knowledge.library.answers))
    turn = _respond(knowledge, known, with_own_words(understanding, knowledge.policy, knowledge.library))
    if state.noticed:
        return turn
    notice = Reply(knowledge.phrases.say("kennisgeving"))
    return replace(turn, state=replace(turn.state, noticed=True), replies=(notice, *turn.replies))


def _respond(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    if not understanding.text.strip() or not understanding.ranking:
        return said(knowledge, state, "leeg", NothingSaid())
    if state.topic is not None and (named := bare_value(understanding.text)):
        return supplement(knowledge, state, replace(understanding, values={**understanding.values, **named}))
    act = meaning(knowledge.library, state, understanding)
    option = chosen(knowledge.library, state, understanding) if act == "keuze" else None
    by_company = read_by_company(knowledge, state, act, understanding)
    if by_company is not None and _gesture_made(knowledge, act, understanding) is None:
        return _answered_by_company(knowledge, state, by_company, understanding)
    if act != DANGER and option is None and gibberish(knowledge.library, understanding):
        return not_understood(knowledge, state)
    if act == DANGER:
        text = f"{knowledge.phrases.say('gevaar')}\n\n{knowledge.phrases.say('gevaar_daarna')}"
        return Turn(state, (Reply(text, {"onderwerp": None, "gevaar": True}),), InDanger())
    if act == "keuze":
        return picked(knowledge, state, option) if option else unsure(knowledge, state, understanding)
    if act == "aanvullen":
        return supplement(knowledge, state, understanding)
    if act in FOLLOW_UPS and act not in STANDALONE_ACTS and state.topic is None:
        state = taken_for_granted(knowledge.library, state)
    if act in FOLLOW_UPS and act not in STANDALONE_ACTS and state.topic is None:
        return said(knowledge, state, "terug_niets" if act == "terug" else "geen_context", Moved(act))
    if act in FOLLOW_UPS:
        reply, after = FOLLOW_UPS[act](knowledge, state, understanding)
        return Turn(after, (reply,), Moved(act))
    if act == "verduidelijken":
        return unsure(knowledge, state, understanding)
    if act == GOING_ON:
        return _noticing(knowledge, understanding, going_on(knowledge, state, understanding))
    if act in SIMPLE:
        return SIMPLE[act](knowledge, state, understanding)
    gesture = _gesture_made(knowledge, act, understanding)
    if gesture is not None:
        return _gesture(state, gesture)
    in_passing = act in knowledge.library.talk.in_passing and state.topic not in {None, act}
    if in_passing or knowledge.library.topic(act).kind is Kind.ASSISTANT:
        return aside(knowledge, state, act, understanding)
    kept = carried(knowledge.library.talk, state, act, understanding)
    situation, among = added(understanding, kept)
    after = replace(
        state.about(act, situation, among),
        role_presumed=role_presumed(state, act, understanding) if kept.rol == situation.rol else False,
    )
    question = question_here(knowledge.library, state, act, situation, understanding)
    turn = answer(knowledge, about(after, question), asked=understanding.text, others=question.others)
    return _noticing(knowledge, understanding, turn)


def _answered_by_company(knowledge: Knowledge, state: State, read: Reading, understanding: Understanding) -> Turn:
    presumed = role_presumed(state, read.topic, understanding) if state.situation.rol == read.situation.rol else False
    after = replace(state.about(read.topic, read.situation, read.among), role_presumed=presumed)
    turn = answer(knowledge, about(after, read.question), asked=understanding.text, others=read.question.others)
    return _noticing(knowledge, understanding, turn)


def _gesture_made(knowledge: Knowledge, act: str, understanding: Understanding) -> Gesture | None:
    found = (item for item in knowledge.library.gestures if item.topic == act and item.fits(understanding.text))
    return next(found, None)


def _gesture(state: State, gesture: Gesture) -> Turn:
    reply = Reply(gesture.answer, {"onderwerp": gesture.topic, "gebaar": gesture.id})
    if gesture.deed is Deed.ERASE:
        return Turn(State(noticed=True), (reply,), Erased(gesture.topic))
    return Turn(replace(state, misunderstood=0), (reply,), Answered(gesture.topic))


DISCLOSED = 0.12
"""From this probability on, bullying as another reading of a message is answered too, and gently."""


def _noticing(knowledge: Knowledge, understanding: Understanding, turn: Turn) -> Turn:
    """Notice bullying that is told in the middle of something else, and say where to go."""
    topic = topic_of(turn.outcome)
    if topic in CAREFUL or understanding.certain:
        return turn
    told = any(fits(form, understanding.text) for form in knowledge.library.disclosures)
    likely = any(name == "pesten" and chance >= DISCLOSED for name, chance in understanding.topics()[:CANDIDATES])
    if not told and not likely:
        return turn
    contacts = [
        contact_line(knowledge.policy.contacts[name])
        for name in ("vertrouwenspersoon", "preventieadviseur")
        if name in knowledge.policy.contacts
    ]
    text = knowledge.phrases.say("ook_gepest", wie=" of ".join(contacts) or knowledge.phrases.say("contact_onbekend"))
    return replace(turn, replies=(Reply(text, {"onderwerp": topic, "ook": "pesten"}), *turn.replies))
