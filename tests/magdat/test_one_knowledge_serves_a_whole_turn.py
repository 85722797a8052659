from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from made_rules import as_yaml, policy_data

from magdat.answers.composer import compose
from magdat.files.problems import DocumentError
from magdat.knowledge import open_knowledge
from magdat.question import Opening
from magdat.settings import Settings
from magdat.situation import Situation


def publish(path: Path, decision: str) -> None:
    rule = {
        "id": "altijd",
        "onderwerp": "gebruik_werkuren",
        "artikel": "1.1",
        "besluit": decision,
        "tekst": f"Het besluit is {decision}.",
    }
    before = path.stat().st_mtime if path.exists() else 0.0
    as_yaml(policy_data(regels=[rule]), path)
    os.utime(path, (before + 10, before + 10))


@pytest.fixture(autouse=True)
def _look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("magdat.policy.store.CHECK_EVERY", 0.0, raising=True)


def test_a_policy_that_is_published_in_the_middle_of_an_answer_is_for_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "beleid.yml"
    publish(path, "ja")
    turn = open_knowledge(replace(Settings.from_environment({}), policy=path)).anew()
    before = compose(turn, "gebruik_werkuren", Situation(), opening=Opening.DECISION)
    publish(path, "nee")
    assert compose(turn, "gebruik_werkuren", Situation(), opening=Opening.DECISION) == before
    after = compose(turn.anew(), "gebruik_werkuren", Situation(), opening=Opening.DECISION)
    assert (before.decision, after.decision) == ("ja", "nee")


def test_no_turn_begins_without_a_policy(tmp_path: Path) -> None:
    path = tmp_path / "beleid.yml"
    with pytest.raises(DocumentError):
        open_knowledge(replace(Settings.from_environment({}), policy=path)).anew()
