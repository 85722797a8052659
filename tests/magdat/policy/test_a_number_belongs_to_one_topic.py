"""Whoever looks up «artikel 9.1» finds one thing: the number of a clause stands for one topic."""

from __future__ import annotations

import pytest
from made_rules import as_yaml, policy_data

from magdat.files.problems import DocumentError
from magdat.policy.loading import load_policy

RULE = policy_data()["regels"][0]
BULLYING = {"onderwerp": "pesten", "artikel": "1.2", "tekst": "Praat erover."}
REPORTING = {"onderwerp": "klokkenluider", "artikel": "1.3", "tekst": "Meld het."}
SANCTIONS = {"artikel": "1.4", "in_arbeidsreglement": "ja", "lijst": ["een verwittiging"]}
MONITORING = {"artikel": "1.5", "wijze": "geen", "tekst": "We kijken niet mee."}


def load(library, tmp_path, **changes):
    parts = {"bepalingen": [BULLYING, REPORTING], "sancties": SANCTIONS, "controle": MONITORING}
    return load_policy(as_yaml(policy_data(**{**parts, **changes}), tmp_path / "beleid.yml"), library)


def lines_of(tmp_path, words):
    text = (tmp_path / "beleid.yml").read_text(encoding="utf-8")
    return [number for number, line in enumerate(text.splitlines(), start=1) if words in line]


def test_each_number_once_is_fine(library, tmp_path):
    assert load(library, tmp_path).policy.rules


def test_rules_of_one_topic_may_share_a_number(library, tmp_path):
    rules = [RULE, {**RULE, "id": "pauze", "als": {"moment": "pauze"}, "tekst": "In de pauze."}]
    assert load(library, tmp_path, regels=rules).policy.rules


def test_sanctions_and_monitoring_may_share_a_number(library, tmp_path):
    loaded = load(library, tmp_path, controle={**MONITORING, "artikel": "1.4"}).policy
    assert loaded.sanctions is not None
    assert loaded.monitoring is not None
    assert loaded.sanctions.clause == loaded.monitoring.clause == "1.4"


def test_sanctions_and_monitoring_share_no_number_with_a_rule(library, tmp_path):
    with pytest.raises(DocumentError) as caught:
        load(library, tmp_path, sancties={**SANCTIONS, "artikel": "1.1"}, controle={**MONITORING, "artikel": "1.1"})
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"bepalingen": [BULLYING, {**REPORTING, "artikel": "1.2"}]},
        {"bepalingen": [{**BULLYING, "artikel": "1.1"}]},
        {"sancties": {**SANCTIONS, "artikel": "1.1"}},
        {"regels": [RULE, {**RULE, "id": "foto", "onderwerp": "foto_tag"}]},
    ],
    ids=["two provisions", "rule and provision", "rule and sanctions", "two rules"],
)
def test_a_number_on_two_topics_is_refused_with_both_lines(changes, library, tmp_path):
    with pytest.raises(DocumentError) as caught:
        load(library, tmp_path, **changes)
    (problem,) = caught.value.problems
    (number,) = {word for word in ("1.1", "1.2", "1.4") if f"«{word}»" in problem.message}
    lines = lines_of(tmp_path, number)
    assert {problem.line} | {line for line in lines if f"regel {line} " in problem.message} == set(lines)
    assert "eigen nummer" in problem.remedy


def test_a_second_provision_on_a_topic_would_never_be_shown_and_is_refused(library, tmp_path):
    with pytest.raises(DocumentError) as caught:
        load(library, tmp_path, bepalingen=[BULLYING, {**BULLYING, "artikel": "1.3", "tekst": "Meld het."}])
    (problem,) = caught.value.problems
    first, second = lines_of(tmp_path, "onderwerp: pesten")
    assert problem.line == second
    assert f"regel {first};" in problem.message
    assert "in één bepaling" in problem.remedy
