"""Whether the guidance answers a message as well as the company's own text: then it is told after it, apart."""

from __future__ import annotations

from dataclasses import replace

from magdat.answers.direction import fears
from magdat.conversation.interpret.question import Question, untold_of
from magdat.guidance.library import Library
from magdat.guidance.model import Kind, fits
from magdat.guidance.statements import topic_of
from magdat.question import Asker, Form, Opening
from magdat.understanding import Understanding

AS_LIKELY, AS_LIKELY_IN_FEAR = 1.2, 0.5
"""What the guidance answers must be so many times as likely as that the company's text is the better answer. With 0.5
for all, a line of law stood under twice as many answers, and none of 1,260 fitted because of it. Who fears for their
job reads the law sooner: what a company lists as sanctions is not all that can follow."""

SURE = 0.5
"""From this chance on, what the company wrote answers who fears nothing, and the law only says it again: under 35 of
800 answers to strangers it stood and told no fact that was asked for, and three judges found each of the three that
they read superfluous."""

ANSWERED = 0.93
"""From this chance on, what the company wrote answers a question of yes or no, and nothing has to be added, unless the
guidance is as sure that it does."""

_TOLD = frozenset({Kind.RULE, Kind.EXPLANATION})
"""Nothing confidential is told beside something else, and nothing about the assistant."""

_ABOVE = frozenset({Asker.HR, Asker.MANAGER})
"""Whoever says nothing of a role asks as an employee."""


def with_guidance(library: Library, question: Question, understanding: Understanding, *, found: float) -> Question:
    """Return a question with the guidance's statement that may be told after what the company says.

    Args:
        library: the guidance.
        question: what is asked.
        understanding: the message.
        found: how likely what was found in the policy answers the question; what somebody wrote as the answer to it,
            or a rule on it, surely does.
    """
    likely = [(name, chance) for name, chance in understanding.statements if name in library.statements]
    if not likely or understanding.certain:
        return question
    name, chance = max(likely, key=lambda item: item[1])
    if found >= SURE and not _is_afraid(library, understanding.text):
        return question
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
    if chance <= (AS_LIKELY_IN_FEAR if _is_afraid(library, understanding.text) else AS_LIKELY) * preferred:
        return False
    statement = library.statements[name]
    speaks_to_them = statement.askers[0] not in _ABOVE or understanding.values.get("rol", ()) != ()
    return statement.decided_by is None and library.topic(topic_of(name)).kind in _TOLD and speaks_to_them


def _is_afraid(library: Library, asked: str) -> bool:
    """Return whether somebody asks what may follow, or what is decided of them."""
    return fears(library.first_word, library.talk, asked) or any(fits(form, asked) for form in library.talk.verdict)
