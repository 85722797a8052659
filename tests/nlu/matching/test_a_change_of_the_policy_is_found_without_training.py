"""The policy in force is read again when its file changes, and the last good version stays when it is broken."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from magdat.settings import Settings
from nlu.encoders import TAUGHT
from nlu.matching.in_force import PolicyInForce

ROOT = Path(__file__).resolve().parents[3]
RULE = '  - id: pauze\n    onderwerp: gebruik_werkuren\n    artikel: "3.1"'


@pytest.fixture
def policy_file(tmp_path):
    path = tmp_path / "beleid.yml"
    path.write_text((ROOT / "beleid" / "beleid.yml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


@pytest.fixture
def in_force(policy_file, monkeypatch):
    monkeypatch.setattr("magdat.policy.store.CHECK_EVERY", 0.0)
    monkeypatch.setattr("nlu.matching.in_force.LOOK_EVERY", 3600.0)  # the tests look themselves
    found = PolicyInForce(TAUGHT, replace(Settings.from_environment({}), policy=policy_file))
    yield found
    found.end()


def change(path, text):
    path.write_text(text, encoding="utf-8")
    later = path.stat().st_mtime_ns + 1_000_000
    os.utime(path, ns=(later, later))


def named(in_force):
    matching = in_force.current()
    return {item.id for item in matching.matcher.items} if matching else set()


def test_a_new_statement_is_there_after_one_look(in_force, policy_file):
    assert "uitspraak:maskerbal" not in named(in_force)
    before = in_force.current().digest
    added = """
  - id: maskerbal
    onderwerp: foto_tag
    deelvragen: [mag_ik_plaatsen]
    artikel: "6.1"
    als: {inhoud: politiek}
    tekst: Foto's van het maskerbal blijven binnen.
"""
    change(policy_file, policy_file.read_text(encoding="utf-8").rstrip() + "\n" + added)
    in_force.look()
    assert "uitspraak:maskerbal" in named(in_force)
    assert in_force.current().digest != before


def test_a_broken_file_leaves_the_last_good_version(in_force, policy_file):
    before = in_force.current()
    change(policy_file, policy_file.read_text(encoding="utf-8").replace("besluit: ja", "besluit: misschien", 1))
    in_force.look()
    assert in_force.current() is before


def test_without_a_policy_nothing_is_found_until_there_is_one(tmp_path, policy_file, monkeypatch):
    monkeypatch.setattr("magdat.policy.store.CHECK_EVERY", 0.0)
    monkeypatch.setattr("nlu.matching.in_force.LOOK_EVERY", 3600.0)
    missing = tmp_path / "ergens" / "beleid.yml"
    found = PolicyInForce(TAUGHT, replace(Settings.from_environment({}), policy=missing))
    try:
        assert found.current() is None
        missing.parent.mkdir()
        missing.write_text(policy_file.read_text(encoding="utf-8"), encoding="utf-8")
        found.look()
        assert found.current() is not None
    finally:
        found.end()


def test_a_policy_that_comes_along_is_matched_only_where_it_is_named(policy_file):
    found = PolicyInForce(TAUGHT, replace(Settings.from_environment({}), policy=policy_file))
    try:
        tried = found.of("open")
        assert tried is not None
        assert tried is found.of("open"), "it is read once"
        assert tried.digest != found.current().digest
        assert found.of("") is found.current()
        assert found.of("bestaat_niet") is None
    finally:
        found.end()
