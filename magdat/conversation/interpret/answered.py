"""The question that the company's own text answers: with what the answer begins, and what of the clause comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from magdat.answers.asked_sentence import Sentence, sentences_of
from magdat.answers.company_says import conditions_at, example_says, statement_at
from magdat.answers.direction import with_what_is_decided, without_a_belied_no
from magdat.answers.first_word import DECIDABLE, Asked, Heard, first_word, hear
from magdat.answers.limits import without_an_exception_for_others
from magdat.answers.marks import asking_of
from magdat.answers.of_clause import further_in_clause, told_of_clause
from magdat.answers.told_order import text_told, with_their_leads
from magdat.answers.wanted import only_wanted
from magdat.conversation.interpret.question import Question, of_another, question_of
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.guidance.model import Kind
from magdat.guidance.statements import PolicyPart
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Place, Source
from magdat.policy.model import Policy
from magdat.policy.statements import Section
from magdat.question import Form, Opening
from magdat.situation import Situation
from magdat.understanding import Found, Understanding

SURE_OF_CASE = 0.8
"""From this chance on, an exception that nobody wrote conditions for is believed to hold for what is asked."""

_OPEN = frozenset({Form.WHO, Form.WHAT, Form.HOW, Form.WHEN, Form.HOW_MUCH, Form.WHICH, Form.WHY, Form.CHOICE})
"""Forms of question that nobody answers with yes or no."""

_DEEDS = frozenset({Form.MAY, Form.MUST, Form.WITHOUT, Form.BAD})
"""Forms in which somebody asks what they may or have to do, or how bad something is."""

OWN_WORDS = frozenset({Source.STATEMENT, Source.EXCEPTION})
"""What the company wrote itself: a statement, or an exception to one."""


@dataclass(frozen=True)
class CompanyAnswer:
    """What in the policy answers a message."""

    topic: str
    place: Place
    found: Found
    as_written: bool = False
    """Whether somebody wrote this very question as an example of it."""


def section_at(policy: Policy, place: Place) -> Section | None:
    """Return the part of a clause in which a statement or an exception stands."""
    item = statement_at(policy, place)
    return item.section if item is not None else None


def company_question(
    knowledge: Knowledge, answered: CompanyAnswer, situation: Situation, understanding: Understanding
) -> Question:
    """Return the question that the company answers."""
    library = knowledge.library
    asked = question_of(library, answered.topic, situation, understanding)
    if answered.place.source in OWN_WORDS:
        opening, told, of_example = _begun(knowledge, answered, situation, understanding)
        places = tuple(place.id for place in told)
        return Question(asked.statement, opening, understanding.form, asked.others, places, word_of_example=of_example)
    part = _PARTS.get(answered.place.source) or PolicyPart(answered.place.name)
    decided = [name for name, item in library.statements_of(answered.topic).items() if item.decided_by is part]
    if not decided:
        return Question(asked.statement, Opening.NONE, understanding.form, asked.others, (answered.place.id,))
    if asked.statement in decided:
        return asked
    likeliest = max(decided, key=lambda name: dict(understanding.statements).get(name, 0.0))
    fixed = asked.opening in {Opening.YES, Opening.NO}
    opening = of_another(library, understanding, library.statements[likeliest]) if fixed else asked.opening
    return Question(likeliest, opening, understanding.form, (asked.statement, *asked.others))


@dataclass(frozen=True)
class InClause:
    """What of a clause answers, before anything is left out that nobody needs."""

    asked: Asked
    heard: Heard
    opening: Opening
    places: list[Place]
    """The likeliest first."""

    further: list[Place]
    """What else of the clause somebody may need."""

    decided: bool = False
    """Whether somebody wrote the first word with the very question."""


def _begun(
    knowledge: Knowledge, answered: CompanyAnswer, situation: Situation, understanding: Understanding
) -> tuple[Opening, list[Place], bool]:
    """Return with what the answer begins, the places in the clause that are told, the likeliest first, and whether
    somebody wrote that beginning beside a question like it.
    """
    policy, library = knowledge.policy, knowledge.library
    found = in_clause(knowledge, answered, situation, understanding)
    told = only_wanted(library, policy, found.asked, found.places, found.heard, found.opening, found.further)
    if library.topic(answered.topic).kind is not Kind.ROUTE:  # who is in trouble reads all
        chances = {hit.id: hit.chance for hit in _found(understanding)}
        told = without_an_exception_for_others(policy, library.telling, told, chances)
    item = statement_at(policy, told[0])
    undecided = not found.decided and (item is None or item.decision is None) and understanding.form in _DEEDS
    if undecided and not library.topic(answered.topic).may_hear_a_word:
        return Opening.NONE, told, False  # «moet ik pesten melden?» is not answered by «pesten aanvaarden we niet»
    if found.decided or item is None or told[0].source is not Source.STATEMENT:
        return found.opening, told, found.decided
    begins = text_told(policy, item, told[0], library.telling)[0]
    cues, text = library.first_word, understanding.text
    excepts = item.exception_to is not None
    opening = without_a_belied_no(cues, text, begins, found.opening, item.decision, excepts=excepts)
    return with_what_is_decided(cues, text, understanding.form, opening, item.decision), told, False


def in_clause(
    knowledge: Knowledge, answered: CompanyAnswer, situation: Situation, understanding: Understanding
) -> InClause:
    """Return what of the clause of an answer is asked for, and with what the answer begins.

    Args:
        knowledge: what answers come from.
        answered: what in the policy answers, in words of the company.
        situation: what is known of who asks and when.
        understanding: the message.
    """
    policy, place = knowledge.policy, answered.place
    cues, telling = knowledge.library.first_word, knowledge.library.telling
    told = with_their_leads(policy, telling, sentences_of(policy, section_at(policy, place), _found(understanding)))
    asked = Asked(understanding.text, understanding.form, situation.get("rol"), dict(understanding.openings_heard))
    heard = hear(cues, asked, told)
    all_of_list = understanding.form is Form.WHICH
    by_example = example_says(cues, policy, place, answered.found, understanding.text)
    if by_example is not None:
        found = told_of_clause(policy, telling, place, place, heard, all_of_list=all_of_list)
        return InClause(asked, heard, by_example, found, [], decided=True)
    # Who wrote examples, said which part of the clause answers what.
    stays = understanding.form not in DECIDABLE or place.source is Source.EXCEPTION or _has_examples(policy, place)
    likeliest = place if stays else heard.likeliest()
    if likeliest is None or likeliest.source is not Source.STATEMENT:
        likeliest = place
    if place.source is Source.EXCEPTION:
        opening = _of_exception(knowledge, answered, understanding)
    elif stays:
        opening = _opening_at(cues, asked, [item for item in told if item.of(place)], understanding)
    else:
        opening = first_word(cues, heard.words)
    found = told_of_clause(policy, telling, likeliest, place, heard, all_of_list=all_of_list)
    return InClause(asked, heard, opening, found, further_in_clause(policy, telling, found, heard))


def _has_examples(policy: Policy, place: Place) -> bool:
    section = section_at(policy, place)
    return any(item.examples for item in policy.statements if item.section == section)


def _opening_at(
    cues: FirstWordKnowledge, asked: Asked, told: Sequence[Sentence], understanding: Understanding
) -> Opening:
    return Opening.NONE if understanding.form in _OPEN else first_word(cues, hear(cues, asked, told).words)


def _found(understanding: Understanding) -> tuple[Found, ...]:
    return understanding.in_policy.found if understanding.in_policy is not None else ()


def _of_exception(knowledge: Knowledge, answered: CompanyAnswer, understanding: Understanding) -> Opening:
    """Return with what the answer from an exception begins: somebody wrote what it decides, and for whom it holds.

    Where only its text says when it holds, a likeness alone does not tell that it does.
    """
    named = conditions_at(knowledge.policy, answered.place).named()
    turned = asking_of(knowledge.library.first_word, understanding.text).turned
    sure = named or answered.found.chance >= SURE_OF_CASE
    return Opening.DECISION if sure and understanding.form is Form.MAY and not turned else Opening.NONE


_PARTS = {Source.RULE: PolicyPart.RULE, Source.PROVISION: PolicyPart.PROVISION}
