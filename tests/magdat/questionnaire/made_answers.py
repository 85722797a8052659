"""Any answers that somebody could give."""

from __future__ import annotations

from hypothesis import strategies as st

from magdat.questionnaire.answers import NOT_YET, Answer
from magdat.questionnaire.model import FreeKind, Question, Questionnaire

WORDS = st.text(st.characters(whitelist_categories=("L", "N", "P", "Zs"), blacklist_characters="{}"), min_size=1).map(
    lambda text: f"A{' '.join(text.split())}"
)
FREE = {
    FreeKind.TEXT: WORDS,
    FreeKind.NUMBER: st.sampled_from([1, 19, 20, 49, 50, 500_000]),
    FreeKind.LIST: st.lists(WORDS, min_size=1, max_size=3, unique=True).map(tuple),
}


def answer(question: Question) -> st.SearchStrategy[Answer]:
    """Return any answer to one question."""
    possible = [st.just(NOT_YET), *(st.just(Answer((choice.id,))) for choice in question.choices)]
    if question.several:
        together = [choice.id for choice in question.choices if not choice.alone]
        possible.append(
            st.lists(st.sampled_from(together), min_size=1, unique=True).map(lambda ids: Answer(tuple(ids)))
        )
    if question.free is not None:
        possible.append(FREE[question.free.kind].map(lambda value: Answer(value=value)))
    return st.one_of(possible)


def all_answers(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, Answer]]:
    """Return any answers to all questions."""
    return st.fixed_dictionaries({question.id: answer(question) for question in questionnaire.questions})
