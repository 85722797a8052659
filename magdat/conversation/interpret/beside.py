"""Whether the guidance answers a message as well as the company's own text: then it is told after it, apart."""

from __future__ import annotations

from dataclasses import replace

from magdat.conversation.interpret.question import Question, untold_of
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.guidance.statements import topic_of
from magdat.question import Asker, Form, Opening
from magdat.understanding import Understanding

LIKELY = 0.5
"""From this chance on, what the guidance answers may be told, or where it is likelier than the company's text."""

AS_LIKELY = 0.5
"""From this share on of the chance that the company's text is the better answer."""

ANSWERED = 0.93
"""From this chance on, what the company wrote answers a question of yes or no, and nothing has to be added, unless the
guidance is as sure that it does."""

_TOLD = frozenset({Kind.RULE, Kind.EXPLANATION})
"""Nothing confidential is told beside something else, and nothing about the assistant."""

_ABOVE = frozenset({Asker.HR, Asker.MANAGER})
"""Whoever says nothing of a role asks as an employee."""


def with_guidance(library: Library, question: Question, understanding: Understanding) -> Question:
    """Return a question with the guidance's statement that may be told after what the company says.

    Args:
        library: the guidance.
        question: what is asked.
        understanding: the message.
    """
    likely = [(name, chance) for name, chance in understanding.statements if name in library.statements]
    if not likely or understanding.certain:
        return question
    name, chance = max(likely, key=lambda item: item[1])
    if not _adds(library, question, understanding, name, chance):
        return question
    return replace(question, beside=name, untold={**question.untold, **untold_of(library, name, understanding)})


def _adds(library: Library, question: Question, understanding: Understanding, name: str, chance: float) -> bool:
    """Return whether a statement may add something to what the company says."""
    found = understanding.in_policy.found[:1] if understanding.in_policy is not None else ()
    preferred = max((item.chance if item.preferred is None else item.preferred for item in found), default=0.0)
    answered = max((item.chance for item in found), default=0.0) >= ANSWERED
    if answered and chance < ANSWERED and question.opening is not Opening.NONE:
        return False
    if understanding.form is Form.HOW_MUCH:
        return False  # «hoelang?» has one answer, and the company's is what holds
    if chance <= AS_LIKELY * preferred or (chance < LIKELY and chance <= preferred):
        return False
    statement = library.statements[name]
    speaks_to_them = statement.askers[0] not in _ABOVE or understanding.values.get("rol", ()) != ()
    return statement.decided_by is None and library.topic(topic_of(name)).kind in _TOLD and speaks_to_them
