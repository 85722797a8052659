"""A clause is named as people can look it up: by its number, or by the heading where the text has no numbers."""

from __future__ import annotations

import pytest

from magdat.answers.citing import citation, cited, in_short
from magdat.knowledge import Knowledge, open_knowledge
from magdat.policy.model import Article, Policy


@pytest.fixture
def knowledge() -> Knowledge:
    return open_knowledge()


@pytest.fixture
def policy(knowledge) -> Policy:
    chapters = [
        Article(nummer="3", titel="Gebruik"),
        Article(nummer="4", titel="Foto's van elkaar", zonder_nummer="ja"),
        Article(nummer="5", titel="Don'ts", zonder_nummer="ja"),
    ]
    any_ = knowledge.policy.statements[0]
    placed = [("3", "Je eigen gsm"), ("3", "Foto's"), ("3.4", "Pauze")]
    statements = [any_.copy(update={"clause": clause, "part": part}) for clause, part in placed]
    return knowledge.policy.copy(update={"articles": tuple(chapters), "statements": tuple(statements)})


@pytest.mark.parametrize(
    ("clauses", "part", "told"),
    [
        (["3.1"], None, "artikel 3.1"),
        (["3.1", "3.2"], None, "artikels 3.1 en 3.2"),
        (["3"], "Je eigen gsm", "artikel 3, onder “Je eigen gsm”"),
        (["3.4"], "Pauze", "artikel 3.4"),
        (["4.2"], None, "het stuk “Foto's van elkaar”"),
        (["4.2"], "Op het personeelsfeest", "het stuk “Foto's van elkaar”, onder “Op het personeelsfeest”"),
        (["3.1", "4.2", "4.3", "5.1"], None, "artikel 3.1, het stuk “Foto's van elkaar” en het stuk “Don'ts”"),
    ],
)
def test_a_number_is_named_where_the_text_has_one_and_the_heading_elsewhere(knowledge, policy, clauses, part, told):
    assert cited(policy, knowledge.phrases, clauses, part) == told


@pytest.mark.parametrize(
    ("clauses", "part", "told"),
    [
        (["3.1"], None, "artikel 3.1, b)"),
        (["3"], "Foto's", "artikel 3, b), onder “Foto's”"),
        (["4.2"], None, "het stuk “Foto's van elkaar”, b)"),
        (["3.1", "3.2"], None, "artikels 3.1 en 3.2"),
    ],
)
def test_one_item_of_a_list_is_named_by_its_letter(knowledge, policy, clauses, part, told):
    assert cited(policy, knowledge.phrases, clauses, part, "b)") == told


def test_under_an_answer_it_is_a_line_of_its_own(knowledge, policy):
    assert in_short(policy, knowledge.phrases, ["3.1"]) == "Artikel 3.1."
    assert in_short(policy, knowledge.phrases, ["4.1"]) == "Het stuk “Foto's van elkaar”."


def test_the_whole_citation_names_it_too(knowledge, policy):
    text = citation(policy, knowledge.phrases, ["5.1"]).text
    assert text.startswith("Regel van Drukkerij De Linde: het stuk “Don'ts” van “Sociale media bij Drukkerij De Linde”")
