"""The answer to the question that a conversation is about, or the question on which it hangs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from magdat.answers.answer import CONTEXT, Answer, PartKind
from magdat.answers.composer import CONTACTS, MAX_CASES, compose, contacts_on
from magdat.answers.policy_says import own_statement
from magdat.conversation.interpret.beside import with_guidance
from magdat.conversation.interpret.context import added, carried, role_presumed
from magdat.conversation.interpret.evidence import OUT_OF_FIELD
from magdat.conversation.interpret.question import Question, question_here, question_of
from magdat.conversation.interpret.wanted_desk import asked_for
from magdat.conversation.outcome import PERSON, Answered, AskedForContext, Moved, PersonWanted
from magdat.conversation.reply import Reply
from magdat.conversation.state import Option, Pending, State
from magdat.conversation.told_word import as_told, with_told_word
from magdat.conversation.turn import Turn, said
from magdat.guidance.model import Kind, Talk, fits
from magdat.guidance.statements import PolicyPart, StatementKind
from magdat.handoff.talk import load_talk
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Place, Source
from magdat.policy.outcomes import effective, outcome_for
from magdat.policy.service_desks import desks_of
from magdat.question import Form, Opening
from magdat.situation import Situation
from magdat.understanding import Understanding
from magdat.wording.situation import value_alone

_SURELY = 1.0
"""How likely the company answers where a statement of the guidance was recognised that it decides itself."""

_TOLD_WHOLE = frozenset({Source.STATEMENT, Source.RULE})
"""What of a policy is read together with a question as it is told; of an exception only the part that excepts is."""


def about(state: State, question: Question) -> State:
    """Return the state once this question was asked."""
    return state.asking(
        question.statement,
        question.opening.value,
        question.form.value if question.form is not None else None,
        question.company,
        question.beside,
        question.untold,
    )


def composed(
    knowledge: Knowledge,
    state: State,
    *,
    asked: str = "",
    heard: Mapping[Opening, float] | None = None,
    read: Mapping[str, Sequence[float]] = MappingProxyType({}),
    others: tuple[str, ...] = (),
    topic: str | None = None,
) -> Answer:
    """Return the answer to the question that the conversation is about."""
    named = topic or state.topic
    assert named is not None
    same = named == state.topic
    return compose(
        knowledge,
        named,
        state.situation,
        state.among,
        statement=state.statement if same else None,
        opening=Opening(state.opening) if same and state.opening else Opening.NONE,
        form=Form(state.form) if same and state.form else None,
        others=others,
        asked=asked,
        heard=heard,
        read=read,
        role_presumed=state.role_presumed,
        company=state.company if same else (),
        beside=state.beside if same else None,
        untold=state.untold if same else {},
    )


def aside(knowledge: Knowledge, state: State, topic: str, understanding: Understanding) -> Turn:
    """Answer about the assistant itself, and leave what the conversation is about as it was."""
    own = knowledge.library.topic(topic).kind is Kind.ASSISTANT
    before = Situation(rol=state.situation.rol) if own else carried(knowledge.library.talk, state, topic, understanding)
    situation = added(understanding, before)[0]
    question = question_of(knowledge.library, topic, situation, understanding)
    whichever = knowledge.library.statements[question.statement].kind is StatementKind.LIST
    found = compose(
        knowledge,
        topic,
        situation,
        statement=question.statement,
        opening=question.opening,
        form=question.form,
        asked=understanding.text,
        untold=question.untold,
        contacts=_desk_asked_for(knowledge, understanding)
        if topic == PERSON
        else _whom(knowledge, state)
        if topic == CONTACTS and whichever
        else (),
    )
    reply = Reply.of(found)
    elsewhere = state.elsewhere or topic in OUT_OF_FIELD
    after = replace(state, pending=None, misunderstood=0, last=(topic,), elsewhere=elsewhere)
    if topic == PERSON:  # the hand-off follows at once: a button would become the message
        return Turn(after, (replace(reply, buttons=()),), PersonWanted())
    return Turn(after, (reply,), Answered(topic))


def _desk_asked_for(knowledge: Knowledge, understanding: Understanding) -> list[str]:
    """Return the contact of the desk that somebody names who asks for a person: that one's number is of use to them."""
    policy = knowledge.policy
    talk = load_talk(knowledge.settings.guidance / "doorgeven.yml").desks
    desk = desks_of(policy).get(asked_for(policy, talk, understanding) or "")
    return [desk.of_contact] if desk is not None else []


def _whom(knowledge: Knowledge, state: State) -> list[str]:
    """Return whom «bij wie moet ik dan zijn?» asks for: those who know about the question in hand."""
    statement = state.statement or ""
    if state.topic is None or statement not in knowledge.library.statements:
        return []
    return contacts_on(knowledge, state.topic, statement, state.situation, state.among)


def asked(knowledge: Knowledge, state: State, topic: str, understanding: Understanding) -> Turn:
    """Answer a message that asks something on a topic, with what is kept of the situation before it."""
    kept = carried(knowledge.library.talk, state, topic, understanding)
    situation, among = added(understanding, kept)
    presumed = kept.rol == situation.rol and role_presumed(state, topic, understanding)
    after = replace(state.about(topic, situation, among), role_presumed=presumed)
    question = question_here(knowledge.library, state, topic, situation, understanding)
    if topic != state.topic:
        question = with_guidance(knowledge.library, question, understanding, found=_SURELY)
    return answer(knowledge, about(after, question), understanding, others=question.others)


def further(knowledge: Knowledge, state: State, statement: str, understanding: Understanding) -> Turn:
    """Answer another question on the topic in hand, with what is known and what the message adds."""
    assert state.topic is not None
    situation, among = added(understanding, state.situation)
    heard = question_of(knowledge.library, state.topic, situation, understanding, sure_of_topic=True)
    # The openings that were heard are those of the likeliest statement, and say nothing of any other.
    question = heard if heard.statement == statement else Question(statement, Opening.NONE, understanding.form)
    presumed = role_presumed(state, state.topic, understanding)
    after = about(replace(state.about(state.topic, situation, among), role_presumed=presumed), question)
    turn = answer(knowledge, after, understanding, others=question.others)
    return not_twice(knowledge, state, turn)


def not_twice(knowledge: Knowledge, before: State, turn: Turn, *, word_stays: bool = False) -> Turn:
    """Return a turn that says that the same holds here too where it would repeat the answer before it.

    Args:
        knowledge: what answers come from.
        before: the state before the message.
        turn: the answer to it.
        word_stays: whether the message only adds to the question, so that the word that was told stays.
    """
    after = turn.state
    if before.topic is None or before.last != (before.topic,) or turn.outcome != Answered(before.topic):
        return turn
    told_before = replace(after, told_word=before.told_word, told_of=before.told_of)
    of_word = told_before if word_stays else with_told_word(before, turn)
    told = composed(knowledge, as_told(of_word, composed(knowledge, after)))
    # What was left out of either makes no other answer.
    whole = (composed(knowledge, replace(state, untold={})).text for state in (before, after))
    if len(set(whole)) > 1 or after.role_presumed != before.role_presumed:
        return turn
    return replace(turn, replies=(_same(knowledge, told), *turn.replies[1:]))


def _same(knowledge: Knowledge, found: Answer) -> Reply:
    """Say that the same holds here too, without the advice that was given a moment ago."""
    decision, *others = (part for part in found.parts if part.kind in {PartKind.DECISION, PartKind.RULE})
    told = (replace(decision, text=knowledge.phrases.say("hetzelfde", tekst=decision.text)), *others)
    return Reply.of(replace(found, parts=told))


def answer(
    knowledge: Knowledge,
    state: State,
    understanding: Understanding | None = None,
    *,
    at_length: bool = False,
    others: tuple[str, ...] = (),
    word_of_example: bool = False,
) -> Turn:
    """Answer the topic that the conversation is about, or ask for what the answer hangs on.

    Args:
        knowledge: what answers come from.
        state: what the conversation is about.
        understanding: the message, where the question was asked in words.
        at_length: give every case, however many, rather than ask.
        others: statements that may have been meant too.
        word_of_example: whether somebody wrote beside a question like it with which word its answer begins.
    """
    if state.topic is None:
        return said(knowledge, state, "geen_context", Moved("aanvullen"))
    topic = knowledge.library.topic(state.topic)
    if topic.kind is Kind.RULE and _decided_by_rules(knowledge, state):
        outcome = outcome_for(knowledge.policy, state.topic, state.situation, state.among)
        if len(outcome.cases) > MAX_CASES and outcome.ask is not None and not at_length:
            return _ask(
                knowledge, state, topic.id, outcome.ask, [value for case in outcome.cases for value in case.path[0][1]]
            )
    asked = understanding.text if understanding is not None else ""
    of_a_judge = asks_for_a_verdict(knowledge.library.talk, asked)
    opening = Opening.NONE.value if of_a_judge else state.opening
    in_words = understanding is not None and not understanding.certain  # a button is no question in words
    hears = in_words and not of_a_judge and not word_of_example
    heard = dict(understanding.openings_heard) if understanding is not None and hears else None
    read = _words_read(knowledge, understanding) if understanding is not None else {}
    found = composed(knowledge, replace(state, opening=opening), asked=asked, heard=heard, read=read, others=others)
    reply = Reply.of(found)
    after = replace(state, opening=opening, answered=state.answered + 1, last=(state.topic,))
    if topic.kind not in {Kind.RULE, Kind.EXPLANATION} or after.answered % FEEDBACK_EVERY:
        return Turn(after, (reply,), Answered(state.topic))
    return Turn(*_with_feedback(knowledge, after, reply), Answered(state.topic))


def _words_read(knowledge: Knowledge, understanding: Understanding) -> dict[str, Sequence[float]]:
    """Return how likely each word is, by who read the message together with what may answer it in the policy."""
    told = understanding.in_policy
    same = told is not None and told.digest == knowledge.loaded.document.digest
    places = [(Place.of(item.id), item.words) for item in told.found] if told is not None and same else []
    return {place.name: words for place, words in places if words and place.source in _TOLD_WHOLE}


def asks_for_a_verdict(talk: Talk, text: str) -> bool:
    """Return whether a question asks what only a judge may say: whether somebody may be dismissed for something."""
    return any(fits(form, text) for form in talk.verdict)


def _decided_by_rules(knowledge: Knowledge, state: State) -> bool:
    if state.company:
        return False
    statement = knowledge.library.statements.get(state.statement or "")
    if statement is None:
        return True
    own = own_statement(knowledge.policy, state.statement or "", statement, state.situation)
    return own is None and statement.decided_by is PolicyPart.RULE


FEEDBACK_EVERY = 4
"""After so many answers the assistant asks whether the last one helped; never twice in a row."""


def _with_feedback(knowledge: Knowledge, state: State, reply: Reply) -> tuple[State, tuple[Reply, ...]]:
    say = knowledge.phrases.say
    options = (Option(say("knop_ja"), act="bevestigen"), Option(say("knop_nee"), act="ontkennen"))
    question = Reply(say("geholpen_vraag"), {}, tuple(option.button for option in options))
    return replace(state, pending=Pending("feedback", options, topic=state.topic)), (reply, question)


def _ask(knowledge: Knowledge, state: State, topic: str, dimension: str, values: list[str]) -> Turn:
    say = knowledge.phrases.say
    named = {value: value_alone(dimension, value, knowledge.phrases, knowledge.library) for value in values}
    options = tuple(Option(title, dimension=dimension, value=value) for value, title in named.items())
    after = replace(state, pending=Pending("dimension", options, dimension, topic))
    context = {name: effective(state.situation).get(name) for name in CONTEXT}
    custom = {"onderwerp": None, "verduidelijking": [topic], "vraag": dimension, "context": context}
    reply = Reply(say(f"vraag_{dimension}"), custom, tuple(option.button for option in options))
    return Turn(after, (reply,), AskedForContext(topic, dimension))
