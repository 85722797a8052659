"""An answer in several cases: the decision they share comes first, and each case names what has to be met."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from magdat.answers.composer import compose
from magdat.answers.producible import producible
from magdat.knowledge import open_knowledge
from magdat.question import Opening
from magdat.settings import Settings
from magdat.situation import Situation

POLICIES = Path(__file__).resolve().parents[3] / "beleid"
EVERY = [POLICIES / "beleid.yml", *sorted((POLICIES / "voorbeelden").glob("*.yml"))]


def knowledge_of(path):
    return open_knowledge(replace(Settings.from_environment({}), policy=path))


def asked_whether(knowledge, topic, **known):
    """The answer to «mag ik …?»."""
    return compose(knowledge, topic, Situation(**known), opening=Opening.DECISION)


@pytest.fixture(scope="module")
def knowledge():
    return knowledge_of(EVERY[0])


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_every_condition_of_every_case_is_in_the_text_and_in_the_machine_readable_form(path):
    known = knowledge_of(path)
    rules = {rule.id: rule for rule in known.policy.rules}
    for statement in known.policy.statements:
        rules |= {verdict.id: verdict for verdict in known.policy.decisions.by(statement.id)}
    for produced in producible(known):
        spoken = produced.answer.text.lower()
        for case in produced.answer.custom()["gevallen"]:
            wanted = list(rules[case["regel"]].requirements) if case["regel"] else []
            assert case["voorwaarden"] == wanted
            assert all(item.rstrip(" .").lower() in spoken for item in wanted), produced.situation


def test_how_long_is_said_where_the_device_is_not(knowledge):
    found = asked_whether(knowledge, "gebruik_werkuren", moment="werkuren", platform="tiktok")
    assert found.text.startswith("Dat hangt ervan af.")
    assert "Voorwaarden: je kijkt maar enkele minuten. Je staat niet" in found.text


def test_one_word_that_holds_in_all_cases_comes_first_on_a_line_of_its_own(knowledge):
    found = asked_whether(knowledge, "gebruik_werkuren", platform="linkedin", toestel="werk")
    assert found.text.startswith("Ja.\n- ")
    assert found.opening == "ja"
    assert found.custom()["besluit"] == "voorwaardelijk"
    assert len(found.cases) == 3


def test_a_question_that_deserves_no_word_gets_the_cases_alone(knowledge):
    found = compose(knowledge, "gebruik_werkuren", Situation(moment="werkuren", platform="tiktok"))
    assert found.text.startswith("Dat hangt ervan af.\n- ")
    assert found.opening is None


def test_the_clauses_are_cited_in_their_order(knowledge):
    found = asked_whether(knowledge, "gebruik_werkuren", platform="linkedin", toestel="werk")
    assert "Artikels 3.1, 3.4 en 3.6." in found.text
    assert "artikels 3.1, 3.4 en 3.6 van" in found.whole


def test_each_case_is_one_line_so_that_no_list_stands_in_a_list(knowledge):
    found = asked_whether(knowledge, "gebruik_werkuren", moment="werkuren")
    lines = found.parts[0].text.splitlines()
    assert len([line for line in lines if line.startswith("- ")]) == len(found.cases) == len(lines) - 1


def test_under_the_strict_policy_a_computer_of_the_company_is_a_plain_no():
    strict = knowledge_of(POLICIES / "voorbeelden" / "streng.yml")
    found = asked_whether(strict, "gebruik_werkuren", platform="linkedin", toestel="werk")
    assert found.custom()["besluit"] == "nee"
    assert found.text.startswith("Nee.")
    assert "met voorwaarden" not in found.text
