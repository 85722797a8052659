"""Which question within a topic a message asks, and how its answer may begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from magdat.answers.composer import CONTACTS, main_statement
from magdat.answers.contacts import asks_for_somebody
from magdat.answers.marks import asking_of
from magdat.answers.wanted_of_guidance import left_out, told_and_left
from magdat.conversation.interpret.sureness import opening_heard, seconded
from magdat.conversation.state import State
from magdat.guidance.library import Library
from magdat.guidance.statements import PolicyPart, Statement, StatementKind, statement_id, topic_of
from magdat.question import Form, Opening
from magdat.situation import Situation
from magdat.understanding import Understanding

ASPECT = "deelvraag"
"""The entity by which a button names a question."""

ALSO_LIKELY = 0.15
"""From this share on, another question on the topic is offered as a button."""

UNHEARD = 0.10
"""Below this probability a message does not tell which other question it asks on the topic in hand."""

CLEARLY = 0.6
"""… unless it is, within the topic, this likely to ask exactly that."""

STILL_HEARD = 0.03
"""From this share of a contact on, another question on contacts is what was asked by who does not ask for somebody."""

_FIXED = frozenset({Opening.YES, Opening.NO})

OPENED_BY_A_BUTTON = Opening.DECISION
"""Whoever presses a question hears what is decided on it first, where it has a decision."""


@dataclass(frozen=True)
class Question:
    """What is asked."""

    statement: str
    opening: Opening
    form: Form | None = None
    others: tuple[str, ...] = ()
    """Statements that may have been meant too, likeliest first."""

    company: tuple[str, ...] = ()
    """What in the company's own policy answers it (magdat.policy.answerable), and what else its clause says."""

    beside: str | None = None
    """The guidance's statement that is told after what the company says, where it answers the message as well."""

    untold: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each statement that may be told the marks of the sentences that nobody needs who asks this."""

    word_of_example: bool = False
    """Whether somebody wrote beside a question like it with which word its answer begins."""


def question_of(
    library: Library, topic: str, situation: Situation, understanding: Understanding, *, sure_of_topic: bool = False
) -> Question:
    """Return the question on a topic that a message asks; the topic's main one when nothing tells which.

    Args:
        library: the statements.
        topic: the topic.
        situation: what is known of the situation.
        understanding: the message.
        sure_of_topic: whether the conversation tells the topic: then only the share within it counts.
    """
    named = understanding.values.get(ASPECT, ())
    if named and (name := statement_id(topic, named[0])) in library.statements:
        return pressed(library, name)
    shares = _shares(library, topic, understanding)
    if not shares:
        return pressed(library, main_statement(library, library.topic(topic), situation))
    best = _answering(library, topic, shares, understanding)
    others = tuple(name for name, share in shares if share >= ALSO_LIKELY and name != best)
    chances = dict(shares if sure_of_topic else understanding.statements)
    ruled = sum(chances[name] for name, _ in shares if library.statements[name].decided_by is PolicyPart.RULE)
    answer = library.statements[best]
    opening = opening_heard(library, understanding.openings, chances[best], ruled)
    doubted = opening is Opening.YES and not _also_heard(understanding, opening)
    opening = Opening.NONE if doubted else opening
    if opening in _FIXED and best != understanding.statements[0][0]:
        opening = of_another(library, understanding, answer)
    untold = untold_of(library, best, understanding)
    if opening is Opening.NONE and answer.decided_by is None and chances[best] >= ALSO_LIKELY:
        told, _ = told_and_left(library.telling, answer.text, untold[best])
        likeliest = best == understanding.statements[0][0]
        opening = seconded(library, understanding, told, doubted=doubted, likeliest=likeliest)
    opening = Opening.NONE if opening in answer.never_begins else opening
    return Question(best, opening, understanding.form, others, untold=untold)


def _also_heard(understanding: Understanding, opening: Opening) -> bool:
    """Return whether the message by itself tells an opening too: a wrong «ja» costs more than none."""
    heard = dict(understanding.openings_heard)
    return max(heard, key=lambda name: heard[name], default=opening) is opening


def untold_of(library: Library, name: str, understanding: Understanding) -> dict[str, tuple[str, ...]]:
    """Return which sentences of a statement nobody needs who asks this, under its name.

    Args:
        library: the guidance.
        name: the id of the statement.
        understanding: the message.
    """
    likes = understanding.in_guidance.get(name, {})
    return {name: left_out(library, name, understanding.text, understanding.form, likes)}


def of_another(library: Library, understanding: Understanding, answer: Statement) -> Opening:
    """Return with what an answer may begin where «ja» or «nee» was heard for another statement, likelier by itself.

    «Nee» is right for «moet ik mijn werkgever vermelden?», and wrong for «mag ik zeggen waar ik werk?».

    Args:
        library: the words by which questions are heard.
        understanding: the message.
        answer: the statement that answers here.
    """
    asking = asking_of(library.first_word, understanding.text)
    plainly = understanding.form is Form.MAY and asking.kind == "mag" and not asking.turned
    return Opening.DECISION if plainly and answer.decided_by is PolicyPart.RULE else Opening.NONE


def _answering(library: Library, topic: str, shares: Sequence[tuple[str, float]], understanding: Understanding) -> str:
    """Return the statement that answers: who somebody is and how to reach them is no answer to anything else."""
    best, likely = shares[0]
    who = topic == CONTACTS and library.statements[best].kind is StatementKind.WHO
    if not who or asks_for_somebody(library.talk, understanding.form, understanding.text):
        return best
    others = [(name, share) for name, share in shares if library.statements[name].kind is not StatementKind.WHO]
    return others[0][0] if others and others[0][1] >= STILL_HEARD * likely else best


def question_here(
    library: Library, state: State, topic: str, situation: Situation, understanding: Understanding
) -> Question:
    """Return the question that a message asks at this point: the one in hand again where nothing tells another."""
    question = question_of(library, topic, situation, understanding, sure_of_topic=topic == state.topic)
    in_hand = state.statement if topic == state.topic and not understanding.certain else None
    if in_hand is None or in_hand not in library.statements or question.statement == in_hand:
        return question
    heard = dict(understanding.statements).get(question.statement, 0.0)
    if heard >= UNHEARD or heard >= CLEARLY * dict(understanding.topics()).get(topic, 1.0):
        return question
    form = Form(state.form) if state.form else None
    return Question(in_hand, Opening(state.opening) if state.opening else Opening.NONE, form)


def _shares(library: Library, topic: str, understanding: Understanding) -> list[tuple[str, float]]:
    found = [(name, chance) for name, chance in understanding.statements if topic_of(name) == topic]
    whole = sum(chance for name, chance in found if name in library.statements)
    return [(name, chance / whole) for name, chance in found if name in library.statements] if whole else []


def pressed(library: Library, name: str) -> Question:
    """Return the question that a button asks, or that a topic is about when nothing tells more."""
    statement = library.statements[name]
    return Question(name, OPENED_BY_A_BUTTON if statement.decided_by is PolicyPart.RULE else Opening.NONE)


def likeliest_statements(library: Library, topics: Sequence[str], understanding: Understanding) -> list[str]:
    """Return, for each of some topics, the statement that a message most likely asks for."""
    found = []
    for topic in topics:
        shares = _shares(library, topic, understanding)
        found.append(shares[0][0] if shares else main_statement(library, library.topic(topic), Situation()))
    return found
