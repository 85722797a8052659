"""A text that was brought in keeps an exception in a sentence or a clause of its own: it is told with the rule."""

from __future__ import annotations

from magdat.answers.company_says import said_at
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place
from magdat.policy.statements import PolicyStatement
from magdat.question import Form
from magdat.settings import Settings
from magdat.situation import Situation

KNOWN = open_knowledge(Settings.from_environment({}))

RULE = {
    "id": "kraan",
    "soort": "verbod",
    "onderwerp": "gebruik_werkuren",
    "artikel": "9.1",
    "tekst": "Op een kraan gebruik je geen gsm.",
}
LIMIT = {"id": "grens", "soort": "uitleg", "onderwerp": "gebruik_werkuren", "artikel": "9.2"}


def told(*others: dict[str, object]) -> str:
    statements = tuple(PolicyStatement.parse_obj(item) for item in (RULE, *others))
    policy = KNOWN.policy.copy(update={"statements": statements})
    found = said_at(
        policy, KNOWN.phrases, KNOWN.library.telling, [Place.of("uitspraak:kraan")], Form.MAY, Situation(), {}
    )
    assert found is not None
    return found.text


def test_the_next_clause_that_begins_with_an_exception_is_told() -> None:
    assert "wachttoestel" in told({**LIMIT, "tekst": "Uitzondering: met het wachttoestel bel je wel."})
    assert "wachttoestel" in told({**LIMIT, "tekst": "Dit geldt niet voor het wachttoestel."})


def test_what_limits_another_clause_or_nothing_is_not_told() -> None:
    assert "wachttoestel" not in told({**LIMIT, "tekst": "Het wachttoestel hangt in de keet."})
    assert "wachttoestel" not in told({**LIMIT, "tekst": "In afwijking van artikel 8.1 mag het wachttoestel mee."})
    apart = {**LIMIT, "artikel": "10.1", "tekst": "Uitzondering: met het wachttoestel bel je wel."}
    assert "wachttoestel" not in told(apart)


def test_an_exception_that_names_the_rule_is_told_from_anywhere() -> None:
    named = {
        **LIMIT,
        "soort": "toelating",
        "artikel": "10.1",
        "uitzondering_op": "kraan",
        "tekst": "Het wachttoestel mag.",
    }
    assert "wachttoestel" in told(named)
