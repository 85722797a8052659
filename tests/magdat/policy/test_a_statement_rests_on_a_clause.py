"""What the company says itself stands on a clause of its policy, on a topic and questions that exist."""

from __future__ import annotations

import pytest
from made_rules import EXAMPLES, ROOT, as_yaml, policy_data

from magdat.files.problems import DocumentError
from magdat.policy.loading import load_policy

SANCTIONS = {"artikel": "1.2", "in_arbeidsreglement": "ja", "lijst": ["een verwittiging"]}
MONITORING = {"artikel": "1.3", "wijze": "geen", "tekst": "We kijken niet mee."}
REPORTING = {"onderwerp": "klokkenluider", "artikel": "1.4", "tekst": "Meld het."}
STATEMENT = {
    "id": "eigen", "onderwerp": "gebruik_werkuren", "deelvragen": ["mag_ik"], "artikel": "1.1", "tekst": "Dat mag.",
}  # fmt: skip


def load(library, tmp_path, *statements):
    data = policy_data(
        formaat=2, sancties=SANCTIONS, controle=MONITORING, bepalingen=[REPORTING], uitspraken=list(statements)
    )  # fmt: skip
    return load_policy(as_yaml(data, tmp_path / "beleid.yml"), library).policy


def refused(library, tmp_path, **changes):
    with pytest.raises(DocumentError) as caught:
        load(library, tmp_path, {**STATEMENT, **changes})
    (problem,) = caught.value.problems
    return problem


def line_of(tmp_path, words):
    text = (tmp_path / "beleid.yml").read_text(encoding="utf-8")
    start = text.index("uitspraken:")
    return text.count("\n", 0, text.index(words, start)) + 1


@pytest.mark.parametrize("clause", ["1.1", "1.2", "1.3", "1.4"])
def test_that_of_a_rule_of_the_sanctions_of_the_monitoring_or_of_a_provision(clause, library, tmp_path):
    (statement,) = load(library, tmp_path, {**STATEMENT, "artikel": clause}).statements
    assert statement.clause == clause


def test_a_clause_that_nothing_else_has_is_its_own(library, tmp_path):
    (statement,) = load(library, tmp_path, {**STATEMENT, "artikel": "1.9"}).statements
    assert statement.clause == "1.9"


def test_a_clause_of_a_chapter_that_is_not_there_is_refused_on_its_line(library, tmp_path):
    problem = refused(library, tmp_path, artikel="4.9")
    assert problem.message == "er is geen artikel «4» voor de bepaling «4.9»"
    assert problem.line == line_of(tmp_path, "artikel:")
    assert problem.remedy


def test_statements_may_share_the_clause_of_another_topic(library, tmp_path):
    other = {**STATEMENT, "id": "foto", "onderwerp": "foto_tag", "deelvragen": ["kinderen"]}  # on 1.1 as well
    assert len(load(library, tmp_path, STATEMENT, other).statements) == 2


@pytest.mark.parametrize(
    ("changes", "message", "words"),
    [
        ({"deelvragen": ["mag_ik", "mag_ikk"]}, "«gebruik_werkuren» heeft geen deelvraag «mag_ikk»", "- mag_ikk"),
        ({"onderwerp": "gebruik_werkuur"}, "het onderwerp «gebruik_werkuur» bestaat niet", "onderwerp:"),
        ({"contact": "dpo"}, "het contact «dpo» staat niet onder «contacten»", "contact:"),
        ({"als": {"platform": "fesbook"}}, "het platform «fesbook» is onbekend", "platform:"),
        ({"besluit": "niet_geregeld"}, "het bedrijf antwoordt hier zelf", "besluit:"),
    ],
    ids=["question", "topic", "contact", "condition", "decision"],
)
def test_what_it_names_has_to_exist(changes, message, words, library, tmp_path):
    problem = refused(library, tmp_path, **changes)
    assert message in problem.message
    assert problem.line == line_of(tmp_path, words)
    assert problem.remedy


@pytest.mark.parametrize("path", [ROOT / "beleid" / "beleid.yml", *EXAMPLES], ids=lambda path: path.stem)
def test_statements_ship_in_the_second_format_only_each_with_a_name_of_its_own(path, library):
    policy = load_policy(path, library).policy
    assert policy.format == 2 or not policy.statements
    assert len({item.id for item in policy.statements}) == len(policy.statements)
