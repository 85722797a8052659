"""`magdat beleid waarom`: each rule with how it stands, and the reason."""

from __future__ import annotations

import pytest
import typer
from made_rules import EXAMPLES, ROOT, policy, rule
from typer.testing import CliRunner

from magdat.commands import policy as policy_commands
from magdat.commands import why as why_command
from magdat.conversation.interpret.own_words import with_own_words
from magdat.policy.explanation import Fit, explain
from magdat.policy.outcomes import outcome_for
from magdat.policy.selection import decide
from magdat.situation import Situation
from magdat.understanding import Understanding

app = typer.Typer()
app.add_typer(policy_commands.app, name="beleid")
CURRENT = ROOT / "beleid" / "beleid.yml"
CARE = next(path for path in EXAMPLES if path.stem == "zorg")


@pytest.fixture(autouse=True)
def _guidance_read_once(monkeypatch, library):
    monkeypatch.setattr(why_command, "load_library", lambda directory: library)


def why(*arguments, policy=CURRENT):
    return CliRunner().invoke(app, ["beleid", "waarom", *arguments, "--beleid", str(policy)])


def test_the_winner_comes_first_and_each_other_rule_has_its_reason():
    rules = [
        rule("altijd", "nee", "A."),
        rule("pauze", "ja", "B.", moment="pauze"),
        rule("pauze-eigen", "ja", "C.", moment="pauze", toestel="eigen"),
        rule("werk", "nee", "D.", moment="werkuren"),
    ]
    known = Situation(moment="pauze", toestel="eigen", rol="medewerker")
    found = {item.rule.id: item for item in explain(rules, known, decide(rules, known))}
    assert list(found) == ["pauze-eigen", "pauze", "altijd", "werk"]
    assert found["pauze-eigen"].fit is Fit.WINS
    assert "2 tegenover 1" in found["pauze-eigen"].reason
    assert "minder vast dan «pauze-eigen»" in found["altijd"].reason
    assert found["werk"].fit is Fit.NOT
    assert "moment" in found["werk"].reason


def test_what_is_not_known_yet_leaves_a_rule_possible():
    rules = [rule("altijd", "nee", "A."), rule("pauze", "ja", "B.", moment="pauze")]
    found = {item.rule.id: item for item in explain(rules, Situation(), decide(rules, Situation()))}
    assert found["pauze"].fit is Fit.MAYBE
    assert "moment" in found["pauze"].reason
    assert found["altijd"].fit is Fit.FITS


def test_the_command_shows_every_case_and_what_the_assistant_asks_first():
    result = why("--onderwerp", "gebruik_werkuren")
    assert result.exit_code == 0
    assert "In de pauze: ja (regel «pauze», artikel 3.1)" in result.output
    assert "vraagt eerst naar moment" in result.output


def test_the_department_decides_where_a_rule_names_one():
    known = ("--onderwerp", "gebruik_werkuren", "--moment", "werkuren", "--toestel", "eigen", "--afdeling")
    assert "«nachtdienst-rustig» wint" in why(*known, "nachtdienst", policy=CARE).output
    assert "«niet-tijdens-zorg» wint" in why(*known, "ander", policy=CARE).output


def test_a_topic_that_no_policy_decides_on_shows_the_clause_instead():
    result = why("--onderwerp", "pesten")
    assert result.exit_code == 0
    assert "beslist een beleid niet" in result.output
    assert "Artikel 9.1" in result.output


def test_a_topic_without_a_rule_is_unregulated():
    one = policy()
    assert outcome_for(one, "foto_tag", Situation(), {}).rule is None
    assert explain(one.rules_for("foto_tag"), Situation(), outcome_for(one, "foto_tag", Situation(), {})) == []


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("",),
        ("--onderwerp", "bestaat_niet"),
        ("--onderwerp", "foto_tag", "--moment", "nacht"),
        ("--onderwerp", "foto_tag", "--platform", "fesboek"),
        ("--onderwerp", "foto_tag", "--toestel", "van mij"),
        ("--onderwerp", "foto_tag", "--rol", "baas"),
        ("--onderwerp", "foto_tag", "--afdeling", "kelder"),
    ],
)
def test_what_does_not_exist_is_wrong_use(arguments):
    assert why(*arguments).exit_code == 2


@pytest.mark.parametrize("text", ["Mag ik op de sociale dienst posten?", "op Sociale-Dienst", "socialedienst"])
def test_a_department_is_found_by_its_name(text, library):
    company = {**policy().company.dict(by_alias=True), "afdelingen": ["sociale_dienst", "dienst"]}
    found = with_own_words(Understanding(text, (), {}), policy(bedrijf=company), library)
    assert found.values["afdeling"][0] == "sociale_dienst"


def test_a_message_without_a_department_stays_as_it_was(library):
    company = {**policy().company.dict(by_alias=True), "afdelingen": ["magazijn"]}
    said = Understanding("Mag ik in de magazijnen posten?", (), {"moment": ("pauze",)})
    assert with_own_words(said, policy(bedrijf=company), library) == said
