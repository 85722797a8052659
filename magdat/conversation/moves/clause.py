"""A button that brings another clause of the policy than the one that answered."""

from __future__ import annotations

from magdat.answers.asked_sentence import sentences_of
from magdat.answers.clause_button import CLAUSE
from magdat.answers.company_says import statement_at
from magdat.answers.composer import main_statement
from magdat.answers.first_word import Heard
from magdat.answers.of_clause import told_of_clause
from magdat.conversation.interpret.holds_here import may_be_told, place_may_hold
from magdat.conversation.interpret.question import Question
from magdat.conversation.moves.answer import about, answer
from magdat.conversation.outcome import Moved
from magdat.conversation.state import State
from magdat.conversation.turn import Turn, said
from magdat.guidance.statements import statement_id
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Place, Source
from magdat.policy.statements import PolicyStatement
from magdat.question import Opening
from magdat.understanding import Understanding

_ACT = "kies_optie"


def names_a_clause(understanding: Understanding) -> bool:
    """Return whether a message is a button that brings a clause, also of one that stands in the policy no more."""
    return understanding.certain and understanding.intent == _ACT and f'"{CLAUSE}"' in understanding.text


def brought(knowledge: Knowledge, state: State, understanding: Understanding) -> Turn:
    """Tell what a clause says, the statement that a button names first; nobody asked anything, so without a word.

    What holds for others than who asks, or is for who is in trouble, is not told. A button of a policy or a situation
    of before is said to belong to an earlier question.

    Args:
        knowledge: what answers come from.
        state: what the conversation is about.
        understanding: the button that was pressed.
    """
    policy, named = knowledge.policy, understanding.values.get(CLAUSE, ())
    item = next((item for item in policy.statements if item.id in named), None)
    if item is None or not _is_told_here(knowledge, state, Place(Source.STATEMENT, item.id)):
        return said(knowledge, state, "knop_eerder", Moved(_ACT))
    told = [
        sentence
        for sentence in sentences_of(policy, item.section, ())
        if sentence.place is not None and _is_told_here(knowledge, state, sentence.place)
    ]
    place = Place(Source.STATEMENT, item.id)
    heard = Heard({}, [(sentence, 1 / len(told)) for sentence in told])
    places = told_of_clause(policy, knowledge.library.telling, place, place, heard, all_of_list=True)
    question = Question(_asks_for(knowledge, state, item), Opening.NONE, company=tuple(each.id for each in places))
    return answer(knowledge, about(state.about(item.topic, state.situation, state.among), question), understanding)


def _is_told_here(knowledge: Knowledge, state: State, place: Place) -> bool:
    item = statement_at(knowledge.policy, place)
    holds = place_may_hold(knowledge.policy, place, state.situation, state.among)
    return item is not None and holds and may_be_told(knowledge.library, item)


def _asks_for(knowledge: Knowledge, state: State, item: PolicyStatement) -> str:
    """Return the question that a statement answers: one that it names, its own, or its topic's main one."""
    library = knowledge.library
    named = (statement_id(item.topic, aspect) for aspect in (*item.aspects, item.id))
    main = main_statement(library, library.topic(item.topic), state.situation)
    return next((name for name in named if name in library.statements), main)
