"""Two statements of one clause often overlap: what was said is not said again."""

from __future__ import annotations

import itertools

import pytest

from magdat.answers.company_says import said_at
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place
from magdat.policy.statements import PolicyStatement
from magdat.question import Form
from magdat.settings import Settings
from magdat.situation import Situation

KNOWN = open_knowledge(Settings.from_environment({}))


def told(*names: str) -> str:
    places = [Place.of(f"uitspraak:{name}") for name in names]
    found = said_at(KNOWN.policy, KNOWN.phrases, KNOWN.library.telling, places, Form.WHAT, Situation(), {})
    assert found is not None
    return found.text


def test_no_clause_of_the_example_company_repeats_a_sentence() -> None:
    by_clause: dict[str, list[str]] = {}
    for item in KNOWN.policy.statements:
        by_clause.setdefault(item.clause, []).append(item.id)
    for names in by_clause.values():
        for first, second in itertools.pairwise(names):
            sentences = [part.strip() for part in told(first, second).replace("\n", " ").split(". ") if part.strip()]
            assert len(sentences) == len(set(sentences)), (first, second)


def test_another_thing_that_is_asked_with_it_is_told_too() -> None:
    both = told("zelf-snel-melden", "offertes-via-de-mail")
    assert "Haal het bericht weg" in both
    assert "via je mail van De Linde" in both


@pytest.mark.parametrize(("kind", "both"), [("verbod", True), ("toelating", False)])
def test_a_ban_in_nearly_the_words_of_a_permission_is_told_with_it(kind: str, both: bool) -> None:
    texts = (("mag", "toelating", "Muziek luisteren mag tijdens het werken."),
             ("heftruck", kind, "Muziek luisteren tijdens het werken, op de heftruck, mag niet."))  # fmt: skip
    statements = tuple(
        PolicyStatement.parse_obj(
            {"id": name, "soort": what, "onderwerp": "gebruik_werkuren", "artikel": "9.1", "tekst": text}
            | ({"besluit": "ja"} if what == "toelating" else {})
        )
        for name, what, text in texts
    )
    policy = KNOWN.policy.copy(update={"statements": statements})
    places = [Place.of(f"uitspraak:{name}") for name, *_ in texts]
    said = said_at(policy, KNOWN.phrases, KNOWN.library.telling, places, Form.MAY, Situation(), {})
    assert said is not None
    assert ("heftruck" in said.text) is both
