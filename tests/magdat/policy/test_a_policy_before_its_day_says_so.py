"""A company whose only policy holds from a later day on: its answers say so, and so does the check."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import typer
from made_rules import ROOT, as_yaml, policy_data
from typer.testing import CliRunner

from magdat.answers.answer import PartKind
from magdat.answers.composer import compose
from magdat.commands import policy as policy_commands
from magdat.knowledge import open_knowledge
from magdat.policy.store import PolicyStore
from magdat.settings import Settings
from magdat.situation import Situation

app = typer.Typer()
app.add_typer(policy_commands.app, name="beleid")
REPORTING = {"onderwerp": "klokkenluider", "artikel": "1.2", "tekst": "Meld het."}
NOTE = "Let op: dit beleid geldt pas vanaf 1 januari 2999."


@pytest.fixture
def path(tmp_path, monkeypatch):
    path = as_yaml(policy_data(geldig_vanaf="2999-01-01", bepalingen=[REPORTING]), tmp_path / "beleid.yml")
    monkeypatch.setenv("MAGDAT_BELEID", str(path))
    monkeypatch.setenv("MAGDAT_LEIDRAAD", str(ROOT / "leidraad"))
    return path


def answer(path, topic, today=dt.date.today):
    knowledge = open_knowledge(replace(Settings.from_environment(), policy=path))
    return compose(replace(knowledge, policies=PolicyStore(path, knowledge.library, today)), topic, Situation())


@pytest.mark.parametrize(
    ("topic", "behind"),
    [
        ("gebruik_werkuren", PartKind.RULE),
        ("klokkenluider", PartKind.RULE),
        ("policy_vinden", PartKind.DECISION),
    ],
)
def test_an_answer_says_so_right_behind_what_the_policy_says(topic, behind, path):
    parts = answer(path, topic).parts
    place = next(number for number, part in enumerate(parts) if part.text == NOTE)
    assert parts[place - 1].kind is behind
    assert parts[place].kind is PartKind.NOTE


def test_an_answer_that_rests_on_the_guidance_alone_does_not(path):
    for topic in ("foto_tag", "pesten"):
        assert NOTE not in answer(path, topic).whole


def test_from_its_day_on_nothing_is_said(path):
    assert NOTE not in answer(path, "gebruik_werkuren", lambda: dt.date(2999, 1, 1)).text


@pytest.mark.parametrize("named", [True, False])
def test_the_check_warns(named, path):
    result = CliRunner().invoke(app, ["beleid", "controleer", "--alles", *([str(path)] if named else [])])
    assert result.exit_code == 0
    assert f"waarschuwing  {path}:4: dit beleid geldt pas vanaf 1 januari 2999, maar er is geen ander" in result.output


def test_the_check_says_so_on_its_first_screen_too(path):
    result = CliRunner().invoke(app, ["beleid", "controleer", str(path)])
    assert "regel 4: dit beleid geldt pas vanaf 1 januari 2999, maar er is geen ander" in result.output


def test_a_version_that_lies_ready_beside_one_that_holds_gets_no_warning(path, tmp_path):
    ready = tmp_path / "versies" / "2.0.yml"
    ready.parent.mkdir()
    ready.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    as_yaml(policy_data(), path)
    result = CliRunner().invoke(app, ["beleid", "controleer", str(ready)])
    assert "maar er is geen ander" not in result.output
