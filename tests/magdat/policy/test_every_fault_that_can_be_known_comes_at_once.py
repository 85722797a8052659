"""One fault hides no other: HR mends everything in one go, instead of hearing of the next fault after each."""

from __future__ import annotations

import pytest
import typer
from made_rules import as_yaml, policy_data
from typer.testing import CliRunner

from magdat.commands import policy as policy_commands
from magdat.files.problems import DocumentError
from magdat.policy.loading import load_policy

RULE = policy_data()["regels"][0]


def messages(path, library):
    with pytest.raises(DocumentError) as caught:
        load_policy(path, library)
    return [problem.message for problem in caught.value.problems]


def found(library, tmp_path, **changes):
    return " | ".join(messages(as_yaml(policy_data(**changes), tmp_path / "beleid.yml"), library))


def test_a_double_key_hides_nothing(library, tmp_path):
    path = as_yaml(policy_data(kleur="rood", regels=[{**RULE, "onderwerp": "koffie"}]), tmp_path / "beleid.yml")
    path.write_text(path.read_text(encoding="utf-8") + "titel: Nog eens\nformaat: 1\n", encoding="utf-8")
    said = messages(path, library)
    assert len(said) == 4
    for words in ("kleur", "koffie", "«titel» staat hier twee keer", "«formaat» staat hier twee keer"):
        assert any(words in message for message in said)


def test_a_tag_hides_nothing(library, tmp_path):
    path = as_yaml(policy_data(kleur="rood"), tmp_path / "beleid.yml")
    path.write_text(path.read_text(encoding="utf-8").replace("titel: Beleid", "titel: !Let op"), encoding="utf-8")
    said = messages(path, library)
    assert [("kleur" in message, "met !" in message) for message in said] == [(False, True), (True, False)]


def test_a_rule_that_lacks_something_still_has_its_references_checked(library, tmp_path):
    broken = {
        "id": "stuk",
        "onderwerp": "koffie",
        "artikel": "7.1",
        "als": {"moment": "nacht", "platform": "fesbook", "inhoud": "weer", "afdeling": "kelder"},
        "besluit": "misschien",
        "contact": "baas",
    }
    said = found(library, tmp_path, regels=[broken])
    for words in (
        "koffie",
        "artikel «7»",
        "moment",
        "fesbook",
        "weer",
        "kelder",
        "besluit",
        "baas",
        "«regels.stuk.tekst»",
    ):
        assert words in said


def test_a_fault_elsewhere_hides_no_double_id_no_conflict_and_no_rule_that_never_wins(library, tmp_path):
    rules = [
        {**RULE, "id": "pauze", "als": {"moment": "pauze"}},
        {**RULE, "id": "werk", "als": {"toestel": "werk"}, "besluit": "nee"},
        {**RULE, "id": "eigen", "als": {"moment": "pauze", "toestel": "eigen"}, "tekst": "Eigen."},
        {**RULE, "id": "ander", "als": {"moment": "pauze", "toestel": "werk"}, "tekst": "Werk."},
    ]
    assert "wint nooit" in found(library, tmp_path, regels=rules, kleur="rood")
    assert "spreekt" in found(library, tmp_path, regels=rules[:2], kleur="rood")
    twice = [*rules[:1], {**RULE, "id": "pauze", "onderwerp": "foto_tag", "artikel": "1.2", "tekst": 5}]
    assert "bestaat al op regel" in found(library, tmp_path, regels=twice)


def test_a_conflict_that_a_broken_rule_may_settle_is_not_told_yet(library, tmp_path):
    rules = [
        {**RULE, "id": "pauze", "als": {"moment": "pauze"}},
        {**RULE, "id": "werk", "als": {"toestel": "werk"}, "besluit": "nee"},
        {**RULE, "id": "beide", "als": {"moment": "pauze", "toestel": "werk"}, "tekst": 5},
    ]
    assert "spreekt" not in found(library, tmp_path, regels=rules)


@pytest.mark.parametrize(
    "data",
    [
        {"regels": "geen"},
        {"regels": ["geen"]},
        {"contacten": []},
        {"bedrijf": []},
        {"bedrijf": {"afdelingen": [3]}},
        {"artikels": "geen"},
        {"sancties": "geen"},
        {"opmaak": []},
        {"regels": [{**RULE, "als": ["pauze"]}]},
        {"regels": [{**RULE, "als": []}]},
    ],
    ids=str,
)
def test_what_has_the_wrong_shape_is_a_fault_and_no_crash(data, library, tmp_path):
    assert found(library, tmp_path, **data)


def test_two_broken_files_are_told_together(tmp_path):
    app = typer.Typer()
    app.add_typer(policy_commands.app, name="beleid")
    for name in ("oud.yml", "nieuw.yml"):
        (tmp_path / name).write_text("titel: [kapot\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["beleid", "verschil", str(tmp_path / "oud.yml"), str(tmp_path / "nieuw.yml")])
    assert result.exit_code == 2
    assert "oud.yml:1" in result.output
    assert "nieuw.yml:1" in result.output
