"""The word that an answer begins with: what was decided, the way round it was asked, and none that the text belies.

What the rules are stands elsewhere (magdat.answers.direction, told_word, headcount); here stands their order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from magdat.answers.direction import (
    fears,
    is_free_of_trouble,
    without_a_belied_word,
    without_a_forbidden_yes,
    word_for_who_fears,
    word_for_who_refuses,
    word_in_its_direction,
    word_of_leave,
)
from magdat.answers.first_word import Asked
from magdat.answers.headcount import word_by_headcount
from magdat.answers.layers import opening_of
from magdat.answers.opening import YES
from magdat.answers.policy_says import Said
from magdat.answers.told_word import word_belied, word_denied, word_doubted, word_read, word_told
from magdat.guidance.library import Library
from magdat.guidance.model import Topic, fits
from magdat.guidance.statements import PolicyPart, Statement, StatementKind
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement
from magdat.question import Form, Opening

_TELL_HOW = frozenset({StatementKind.STEPS, StatementKind.DEFINITION})
"""What says neither «ja» nor «nee» by itself, to «kan ik eisen dat die foto weggaat?» as little as to its reverse."""


@dataclass(frozen=True)
class Answering:
    """What answers a question, before anybody knows with which word."""

    topic: Topic
    statement: Statement
    """What the guidance answers, told where the company says nothing."""

    said: Said | None = None
    """What the company says."""

    found: Said | None = None
    """The same, where it was found in the policy by the question itself."""

    item: PolicyStatement | None = None
    """The statement of the policy that says so, where it is one."""

    excepts: bool = False
    """Whether it is an exception to a rule, which says the reverse."""

    @property
    def text(self) -> str:
        """Return what is told."""
        return self.statement.text if self.said is None else self.said.text

    @property
    def silent(self) -> bool:
        """Return whether a rule of the company would have to decide, and it has none."""
        return self.said is None and self.statement.decided_by is PolicyPart.RULE

    @property
    def bare(self) -> bool:
        """Return whether nobody wrote an example or a sub-question beside what answers."""
        return self.item is not None and not self.item.examples and not self.item.aspects


@dataclass(frozen=True)
class AskedAs:
    """A question in somebody's words, and what is heard in them."""

    text: str
    form: Form | None = None
    opening: Opening = Opening.NONE
    """With what an honest answer to it may begin."""

    heard: Mapping[Opening, float] | None = None
    """What the understanding hears in it; ``None`` where nobody may take a word from what is told."""

    read: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """How likely «ja», «nee» and neither are, by who read it together with what may answer it, by the name of that."""

    role: str | None = None
    """As what somebody says to ask."""

    @property
    def asked(self) -> Asked:
        """Return it as a clause is asked."""
        return Asked(self.text, self.form, self.role, self.heard or {})


def word_to_begin_with(library: Library, policy: Policy, answering: Answering, question: AskedAs) -> str | None:
    """Return the word that an answer begins with: «ja», «nee» or nothing.

    Args:
        library: by which words questions and texts are heard.
        policy: the policy in use.
        answering: what answers.
        question: what was asked.
    """
    cues, talk, said = library.first_word, library.talk, answering.said
    word = _decided(library, policy, answering, question)
    afraid = fears(cues, talk, question.text)
    reassured = not afraid and is_free_of_trouble(cues, talk, question.text, answering.text)
    if afraid:
        word = word_for_who_fears(talk, answering.text, word)
    elif reassured:
        word = YES
    else:
        word = word_in_its_direction(talk, question.text, answering.text, word, question.opening)
    if said is not None and not afraid:
        word = _as_the_text_says(library, answering, question, said, word)
    word = without_a_forbidden_yes(cues, question.text, word, said.decision if said is not None else None)
    if said is not None and not afraid and not reassured:
        word = _as_read_together(library, answering, question, said, word)
    word = word_for_who_refuses(talk, question.text, answering.text, word)
    return without_a_belied_word(cues, library.telling, question.text, answering.text, word)


def _decided(library: Library, policy: Policy, answering: Answering, question: AskedAs) -> str | None:
    """Return the word that was decided on the deed, or that a number of people decides."""
    said, statement = answering.said, answering.statement
    word = opening_of(said, statement, question.opening)
    if word == YES and question.form is Form.MUST and _leaves_free(library, answering.text):
        word = None
    if said is not None:
        return word
    return word_by_headcount(library.talk, library.first_word, policy, statement, question.form, question.text, word)


def _as_the_text_says(
    library: Library, answering: Answering, question: AskedAs, said: Said, word: str | None
) -> str | None:
    """Return the word, with the «nee» that what the company wrote says itself and without the «ja» that it denies."""
    if question.heard is None or said.outcome is not None or not answering.topic.may_hear_a_word:
        return word
    cues, together = library.first_word, question.read.get(said.rule or "", ())
    told = word_told(cues, question.asked, said.text, word, answering.topic.kind)
    word = word_belied(told, word, together, bare=answering.bare)
    return word_denied(cues, question.asked, said.text, word, said.decision)


def _as_read_together(
    library: Library, answering: Answering, question: AskedAs, said: Said, word: str | None
) -> str | None:
    """Return the word, with what is heard by who reads the question together with what answers it.

    Of an exception its rule was read, and that says the reverse.
    """
    if question.heard is None or answering.excepts:
        return word
    together, item = question.read.get(said.rule or "", ()), answering.item
    if answering.topic.may_hear_a_word and (item is None or item.kind not in _TELL_HOW):
        word = word_read(library.first_word, question.asked, word, together, said.decision, bare=answering.bare)
    word = word_doubted(word, together or next(iter(question.read.values()), ()), bare=answering.bare)
    # What HR wrote beside an example stays as it is, and an exception may be allowed to others only.
    excepts = item is not None and item.exception_to is not None
    if not answering.bare or excepts or library.telling.begins_excepting(said.text.strip()):
        return word
    return word_of_leave(library.first_word, question.text, question.form, said.text, word, said.decision, together)


def _leaves_free(library: Library, text: str) -> bool:
    """Return whether a text begins by saying that somebody need not do something: «ja» to «moet ik?» belies it."""
    first = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    return any(fits(form, first) for form in library.talk.leaves_free)
