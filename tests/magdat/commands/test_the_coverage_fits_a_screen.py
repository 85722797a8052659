"""`magdat beleid dekking`: one screen, one topic, everything, or data."""

from __future__ import annotations

import json

import pytest
from made_rules import EXAMPLES, ROOT, as_yaml, policy_data
from screens import CURRENT, on_a_screen, run

GEMEENTE = ROOT / "beleid" / "voorbeelden" / "gemeente.yml"


@pytest.mark.parametrize("path", [CURRENT, *EXAMPLES], ids=lambda path: path.stem)
def test_at_most_a_screen_is_shown(path, monkeypatch):
    lines = on_a_screen(monkeypatch, "beleid", "dekking", path)
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("Samen ") for line in lines)
    assert sum("× " in line for line in lines) >= 8
    assert "--onderwerp ID" in lines[-1]


def test_who_answers_each_question_of_a_topic_is_shown():
    result = run("beleid", "dekking", CURRENT, "--onderwerp", "foto_tag")
    assert result.exit_code == 0
    (row,) = [line for line in result.output.splitlines() if "mag_ik_taggen" in line]
    assert "je beleid" in row
    assert "6.1" in row
    (row,) = [line for line in result.output.splitlines() if "ai_beeld" in line]
    assert "leidraad" in row


def test_when_the_company_answers_sometimes_the_cases_are_told(tmp_path):
    rule = {"id": "a", "onderwerp": "gebruik_werkuren", "artikel": "1.1", "besluit": "ja", "tekst": "Dat mag."}
    path = as_yaml(policy_data(regels=[{**rule, "als": {"moment": "pauze"}}]), tmp_path / "beleid.yml")
    output = run("beleid", "dekking", path, "--onderwerp", "gebruik_werkuren").output
    assert "je beleid, maar enkel" in output
    assert "- in de pauze" in output
    assert "soms: je beleid, maar niet in elk geval" in run("beleid", "dekking", path).output


def test_what_a_company_says_on_its_own_topic_is_shown():
    result = run("beleid", "dekking", GEMEENTE, "--onderwerp", "verloren_toestel")
    assert result.exit_code == 0
    assert "Je beleid zegt:" in result.output


@pytest.mark.parametrize(("topic", "near"), [("foto_tga", "«foto_tag»"), ("xyzzy", "--alles")])
def test_an_unknown_topic_gets_the_nearest_names(topic, near):
    result = run("beleid", "dekking", CURRENT, "--onderwerp", topic)
    assert result.exit_code == 2
    assert near in result.output


def test_everything_names_every_topic(library):
    output = run("beleid", "dekking", CURRENT, "--alles").output
    counted = {topic.id for topic in library.topics if not topic.id.startswith(("bot_", "mens_", "sociaal_"))}
    assert {topic for topic in counted if topic not in output} == set()
    assert "Zonder voorbeeldvraag: " in output


def test_the_data_hold_every_question_once(library):
    data = json.loads(run("beleid", "dekking", CURRENT, "--json").stdout)
    topics = [topic for group in data["groepen"] for topic in group["onderwerpen"]] + data["niemand"]
    names = [f"{topic['id']}.{item['deelvraag']}" for topic in topics for item in topic["vragen"]]
    about = {"bot_identiteit", "bot_privacy", "bot_betrouwbaarheid", "bot_mogelijkheden", "mens_spreken"}
    assert sorted(names) == sorted(
        name for name in library.statements if name.split(".")[0] not in {*about, "sociaal_praatje"}
    )


def test_the_data_of_the_policy_in_force_are_data_alone(monkeypatch):
    monkeypatch.setenv("MAGDAT_BELEID", str(CURRENT))
    assert json.loads(run("beleid", "dekking", "--json", "--onderwerp", "opname").stdout)["id"] == "opname"
