"""A condition that no question can ever meet, or that says nothing, is a fault and not a rule that never wins."""

from __future__ import annotations

import pytest
from made_rules import ROOT, as_yaml, policy_data

from magdat.files.problems import DocumentError
from magdat.policy import contents
from magdat.policy.contents import known_contents
from magdat.policy.loading import load_policy
from magdat.situation import DIMENSIONS

RULE = policy_data()["regels"][0]


def problems(library, tmp_path, **conditions):
    path = as_yaml(policy_data(regels=[{**RULE, "als": conditions}]), tmp_path / "beleid.yml")
    with pytest.raises(DocumentError) as caught:
        load_policy(path, library)
    return caught.value.problems


def test_a_content_that_is_not_recognised_names_the_nearest_and_the_list(library, tmp_path):
    (problem,) = problems(library, tmp_path, inhoud="politieke")
    assert "«politieke»" in problem.message
    assert "bedoel je «politiek»?" in problem.remedy
    for known in known_contents():
        assert known in problem.remedy


def test_each_content_that_is_recognised_can_be_named(library, tmp_path):
    data = policy_data(regels=[{**RULE, "als": {"inhoud": list(known_contents())}}])
    assert load_policy(as_yaml(data, tmp_path / "beleid.yml"), library).policy.rules


def test_where_the_list_is_not_at_hand_nothing_is_refused(library, tmp_path, monkeypatch):
    monkeypatch.setattr(contents, "FILE", tmp_path / "weg.yml")
    data = policy_data(regels=[{**RULE, "als": {"inhoud": "weer"}}])
    assert load_policy(as_yaml(data, tmp_path / "beleid.yml"), library).policy.rules


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_an_empty_list_does_not_silently_mean_always(dimension, library, tmp_path):
    (problem,) = problems(library, tmp_path, **{dimension: []})
    assert problem.message.startswith(f"«regels.altijd.als.{dimension}»: de lijst is leeg")
    assert "schrap de sleutel" in problem.remedy


def test_the_policy_tells_hr_every_dimension_and_every_content():
    header = (ROOT / "beleid" / "beleid.yml").read_text(encoding="utf-8").partition("\nformaat:")[0]
    for word in (*DIMENSIONS, *known_contents()):
        assert word in header
