"""The word that an answer begins with: what was decided, the way round it was asked, and none that the text belies.

To what the company says itself it is weighed (magdat.answers.weighed_word); the rules of what is not stand in
magdat.answers.direction and headcount. Here stands their order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from magdat.answers.direction import (
    FEARED,
    asks_plainly,
    fears,
    is_free_of_trouble,
    without_a_belied_word,
    without_a_forbidden_yes,
    word_for_who_fears,
    word_for_who_refuses,
    word_in_its_direction,
)
from magdat.answers.first_word import DECIDABLE, Asked
from magdat.answers.headcount import word_by_headcount
from magdat.answers.layers import opening_of
from magdat.answers.opening import NO, YES
from magdat.answers.policy_says import Said
from magdat.answers.weighed_word import Evidence, hears_no, signs_of_said_word
from magdat.guidance.library import Library
from magdat.guidance.model import Topic, fits
from magdat.guidance.statements import PolicyPart, Statement
from magdat.policy.decision import Decision
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement
from magdat.question import Form, Opening

_WORDS = {Opening.YES: YES, Opening.NO: NO}

SURE_OF_YES = 0.75
"""From this chance on «ja» to «mag ik?» is said before what the company says on bullying, danger, reporting and
dismissal too, where nobody decided: of 21 answers on policies left out 18 were right. To other forms it is not («ja» to
«is dat pesten?» is a verdict), nor «nee», which was right in 12 of 18 as sure as that."""


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


@dataclass(frozen=True)
class AskedAs:
    """A question in somebody's words, and what is heard in them."""

    text: str
    form: Form | None = None
    opening: Opening = Opening.NONE
    """With what an honest answer to it may begin."""

    heard: Mapping[Opening, float] | None = None
    """What the understanding hears in it; ``None`` where nobody may take a word from what is told, or somebody wrote
    it beside a question like it."""

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
    word, weighs = _decided(library, policy, answering, question), False
    if fears(cues, talk, question.text):
        word = word_for_who_fears(talk, answering.text, word)
    elif is_free_of_trouble(cues, talk, question.text, answering.text):
        word = YES
    else:
        word = word_in_its_direction(talk, question.text, answering.text, word, question.opening)
        weighs = _is_weighed(answering, question)
        if said is not None and weighs:
            word = _weighed(library, answering, question, said, word)
    word = without_a_forbidden_yes(cues, question.text, word, said.decision if said is not None else None)
    word = word_for_who_refuses(talk, question.text, answering.text, word)
    return without_a_belied_word(cues, library.telling, question.text, answering.text, word, weighed=weighs)


def _is_weighed(answering: Answering, question: AskedAs) -> bool:
    """Return whether the word is weighed: to a question in words for yes or no, that one text of the company answers.

    Of an exception the rule was read, and that says the reverse.
    """
    plain = answering.said is not None and answering.said.outcome is None and not answering.excepts
    return plain and question.heard is not None and question.form in DECIDABLE


def _decided(library: Library, policy: Policy, answering: Answering, question: AskedAs) -> str | None:
    """Return the word that was decided on the deed, or that a number of people decides."""
    said, statement = answering.said, answering.statement
    word = opening_of(said, statement, question.opening)
    if word == YES and question.form is Form.MUST and _leaves_free(library, answering.text):
        word = None
    if said is not None:
        return word
    return word_by_headcount(library.talk, library.first_word, policy, statement, question.form, question.text, word)


def _weighed(library: Library, answering: Answering, question: AskedAs, said: Said, decided: str | None) -> str | None:
    """Return the word to begin what the company says with, by all that is known of it.

    Where somebody's job or safety hangs on it, or somebody asks how bad it is, only a word is said that was decided or
    heard before; or «ja» to «mag ik?» that is far likelier than «nee», where nobody decided. Nor is what somebody
    decided turned: no «nee» of theirs into «ja», and no «ja» of theirs into «nee». The first holds too where nobody
    heard which way round leave is asked for, and who reads question and text together hears «nee». What is told under
    a heading that decides («Dit mag niet: …») keeps its word.
    """
    cues, item = library.first_word, answering.item
    if decided is not None and said.text.startswith(tuple(library.telling.leads)) and asks_plainly(cues, question.text):
        return decided
    exception = item is not None and item.exception_to is not None
    evidence = Evidence(
        question.asked,
        said.text,
        decided,
        question.opening,
        said.decision,
        item,
        found=answering.found is not None,
        excepts=exception or library.telling.begins_excepting(said.text.strip()),
        read=question.read.get(said.rule or "", ()),
        read_likely=tuple(question.read.values()),
    )
    signs = signs_of_said_word(cues, evidence)
    weighed = _WORDS.get(library.said_word.word(signs))
    afraid = f"vraag {FEARED}" in signs
    if afraid or not answering.topic.may_hear_a_word:
        yes, *_ = library.said_word.chances(signs)
        sure = decided is None and not afraid and question.form is Form.MAY and yes >= SURE_OF_YES
        return YES if sure else weighed if weighed == decided else None
    undecided_leave = decided is None and question.form is Form.MAY and hears_no(evidence.read)
    if weighed == YES and said.decision is Decision.NO and (decided == NO or undecided_leave):
        return None
    by_hand = item is None or bool(item.examples or item.aspects)
    if weighed == NO and said.decision is Decision.YES and by_hand and asks_plainly(cues, question.text):
        return decided
    return weighed


def _leaves_free(library: Library, text: str) -> bool:
    """Return whether a text begins by saying that somebody need not do something: «ja» to «moet ik?» belies it."""
    first = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    return any(fits(form, first) for form in library.talk.leaves_free)
