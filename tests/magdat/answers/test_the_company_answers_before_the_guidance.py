"""Who answers a question: the company's own statement, then a rule or another part of its policy, then the guidance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from magdat.answers.answer import PartKind
from magdat.answers.composer import compose
from magdat.answers.policy_says import said_on
from magdat.guidance.statements import PolicyPart
from magdat.knowledge import open_knowledge
from magdat.policy.model import PolicyStatement
from magdat.policy.store import PolicyStore
from magdat.question import Opening
from magdat.settings import Settings
from magdat.situation import Situation

RULED = "gebruik_werkuren.mag_ik"
BREAK = Situation(moment="pauze")


@pytest.fixture(scope="module")
def knowledge():
    return open_knowledge(Settings.from_environment({}))


class _Store(PolicyStore):
    """A store with a policy that a test made."""

    def __init__(self, loaded):
        self._made = loaded

    def current(self):
        return self._made

    def holds(self, loaded):
        return True


def with_policy(knowledge, **changes):
    policy = knowledge.policy.copy(update=changes)
    return replace(knowledge, policies=_Store(replace(knowledge.loaded, policy=policy)))


def own(**changes):
    data = {
        "id": "eigen", "onderwerp": "gebruik_werkuren", "deelvragen": ["mag_ik"], "artikel": "3.1",
        "tekst": "Bij ons mag dat altijd.",
    }  # fmt: skip
    return PolicyStatement.parse_obj({**data, **changes})


def asked(knowledge, situation=BREAK, name=RULED, opening=Opening.DECISION):
    return compose(knowledge, name.split(".")[0], situation, statement=name, opening=opening)


def test_a_rule_answers_where_the_company_has_one_and_its_text_is_the_whole_answer(knowledge):
    found = asked(knowledge)
    assert (found.rule, found.clause, found.opening) == ("pauze", "3.1", "ja")
    assert knowledge.library.statements[RULED].text not in found.whole


def test_the_companys_own_statement_goes_before_its_rule(knowledge):
    found = asked(with_policy(knowledge, statements=(own(besluit="nee"),)))
    assert found.parts[0].text == "Nee. Bij ons mag dat altijd."
    assert (found.rule, found.decision) == ("eigen", "nee")


def test_one_that_says_nothing_on_whether_it_may_begins_with_neither_word(knowledge):
    found = asked(with_policy(knowledge, statements=(own(),)))
    assert found.parts[0].text == "Bij ons mag dat altijd."
    assert found.opening is None
    assert found.decision == "ja"  # what the rule decides on the deed, whatever was asked


def test_one_on_another_question_leaves_this_one_to_the_rule(knowledge):
    assert asked(with_policy(knowledge, statements=(own(deelvragen=["hoe_lang"]),))).rule == "pauze"


def test_one_that_does_not_hold_here_leaves_it_to_the_rule_and_the_most_specific_one_wins(knowledge):
    elsewhere = own(als={"moment": "werkuren"})
    assert asked(with_policy(knowledge, statements=(elsewhere,))).rule == "pauze"
    here = own(id="hier", als={"moment": "pauze"})
    assert asked(with_policy(knowledge, statements=(own(), here))).rule == "hier"
    assert asked(with_policy(knowledge, statements=(here, own()))).rule == "hier"


def test_without_a_rule_the_guidance_answers_and_says_that_it_is_no_rule(knowledge):
    found = asked(with_policy(knowledge, rules=(), statements=()))
    assert found.parts[0].text == knowledge.library.statements[RULED].text
    assert found.opening is None
    assert (found.decision, found.clause, found.rule) == ("niet_geregeld", None, None)
    assert any(part.kind is PartKind.NOTE and "Dit is dus raad, geen regel" in part.text for part in found.parts)
    assert any(part.kind is PartKind.CONTACT for part in found.parts)


@pytest.mark.parametrize("part", [item for item in PolicyPart if item is not PolicyPart.RULE])
def test_each_part_of_a_policy_that_a_statement_names_answers_in_its_place(part, knowledge):
    named = [name for name, item in knowledge.library.statements.items() if item.decided_by is part]
    policy = knowledge.policy.copy(update={"statements": ()})
    library = knowledge.library
    said = {name: said_on(policy, knowledge.phrases, name, library.statements[name], BREAK, {}) for name in named}
    told = {name: item.text for name, item in said.items() if item is not None}
    assert told or not named, part
    for name, text in told.items():
        assert compose(
            with_policy(knowledge, statements=()), name.split(".")[0], BREAK, statement=name
        ).parts[0].text == text  # fmt: skip


def test_a_company_without_that_part_leaves_it_to_the_guidance(knowledge):
    bare = with_policy(knowledge, statements=(), sanctions=None)
    (name,) = [name for name, item in knowledge.library.statements.items() if item.decided_by is PolicyPart.SANCTIONS]
    found = asked(bare, Situation(), name, Opening.NONE)
    assert found.parts[0].text == knowledge.library.statements[name].text
    assert found.clause is None


POLICIES = Path(__file__).resolve().parents[3] / "beleid"


@pytest.mark.parametrize(
    "path", [POLICIES / "beleid.yml", *sorted((POLICIES / "voorbeelden").glob("*.yml"))], ids=lambda path: path.stem
)
def test_every_rule_and_statement_that_ships_answers_its_own_questions(path, knowledge):
    shipped = open_knowledge(replace(Settings.from_environment({}), policy=path))
    for item in shipped.policy.statements:
        values = {key: value[0] for key in ("moment", "toestel", "platform", "rol", "afdeling", "inhoud")
                  if (value := item.conditions.values(key))}  # fmt: skip
        for aspect in item.aspects:
            found = compose(shipped, item.topic, Situation(**values), statement=f"{item.topic}.{aspect}")
            assert (found.rule, found.clause) == (item.id, item.clause), (item.id, aspect)


def test_a_company_without_a_name_is_called_je_bedrijf(knowledge):
    company = knowledge.policy.company.copy(update={"name": "nog in te vullen"})
    unnamed = with_policy(knowledge, company=company, rules={}, statements=())
    answer = asked(unnamed)
    said = " ".join(part.text for part in (*answer.parts, *answer.more))
    assert "het beleid van je bedrijf" in said
    assert "nog in te vullen" not in said
