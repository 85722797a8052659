"""`magdat beleid bijwerken`: the newest format, every comment where it was, and the same decisions."""

from __future__ import annotations

import pytest
import typer
from made_rules import EXAMPLES, ROOT
from typer.testing import CliRunner

from magdat.commands import policy as policy_commands
from magdat.files.problems import DocumentError
from magdat.policy.difference import difference
from magdat.policy.loading import load_policy
from magdat.policy.upgrading import upgraded

OLD = next(path for path in EXAMPLES if path.stem == "verouderd_2013")

app = typer.Typer()
app.add_typer(policy_commands.app, name="beleid")


@pytest.fixture
def old(tmp_path):
    text = OLD.read_text(encoding="utf-8").replace("formaat: 1", "formaat:  1   # zo begon het", 1)
    path = tmp_path / "beleid.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_only_the_number_changes_of_a_file_with_rules(old, library):
    before, after = old.read_text(encoding="utf-8").splitlines(), upgraded(old, library).splitlines()
    changed = [(one, other) for one, other in zip(before, after) if one != other]
    assert changed == [("formaat:  1   # zo begon het", "formaat:  2   # zo begon het")]
    assert len(before) == len(after)


STATEMENTS = """\
uitspraken:
  # eerst de pauze
  - id: pauze   # kort
    onderwerp: gebruik_werkuren
    deelvragen: [mag_ik]
    artikel: "{clause}"
    besluit: ja
    tekst: Dat mag.
  - {{id: hoe, onderwerp: gebruik_werkuren, deelvragen: [hoe_lang], artikel: "{clause}", tekst: Kort.}}
  - {{onderwerp: gebruik_werkuren, artikel: "{clause}", tekst: Lees het na., id: lees}}
  - id: al
    soort: raad
    onderwerp: gebruik_werkuren
    artikel: "{clause}"
    tekst: Doe het rustig aan.
"""


def test_each_statement_without_a_kind_gets_one_and_nothing_else_moves(old, library):
    clause = load_policy(old, library).policy.rules[0].clause
    text = upgraded(old, library) + STATEMENTS.format(clause=clause)
    old.write_text(text, encoding="utf-8")
    found = upgraded(old, library)
    assert "  # eerst de pauze\n  - id: pauze   # kort\n    soort: toelating\n" in found
    assert "{id: hoe, soort: " in found
    assert "id: lees, soort: uitleg}" in found
    assert found.count("soort: ") == 4
    policies = []
    for written in (text, found):
        old.write_text(written, encoding="utf-8")
        policies.append(load_policy(old, library).policy)
    assert not difference(*policies).changes
    assert not difference(*policies).texts
    assert upgraded(old, library) == found, "once is enough"


def test_what_cannot_be_read_is_not_guessed_at(old, library):
    old.write_text(old.read_text(encoding="utf-8").replace("titel:", "titelll:", 1), encoding="utf-8")
    with pytest.raises(DocumentError):
        upgraded(old, library)


def run(*arguments):
    return CliRunner().invoke(app, ["beleid", "bijwerken", *map(str, arguments)])


def test_the_command_writes_the_file_itself_or_another_one(old, tmp_path):
    before = old.read_text(encoding="utf-8")
    other = tmp_path / "nieuw.yml"
    assert run(old, "--uit", other).exit_code == 0
    assert old.read_text(encoding="utf-8") == before
    assert run(old).exit_code == 0
    assert old.read_text(encoding="utf-8") == other.read_text(encoding="utf-8") != before
    again = run(old)
    assert again.exit_code == 0
    assert "er verandert niets" in again.output


def test_the_command_leaves_a_faulty_file_alone(old, tmp_path):
    text = old.read_text(encoding="utf-8").replace("versie:", "versieee:", 1)
    old.write_text(text, encoding="utf-8")
    assert run(old).exit_code == 1
    assert old.read_text(encoding="utf-8") == text
    assert run(tmp_path / "weg.yml").exit_code == 2


@pytest.mark.parametrize("path", [ROOT / "beleid" / "beleid.yml", *EXAMPLES], ids=lambda path: path.stem)
def test_the_policies_that_ship_are_in_the_newest_format_but_for_the_outdated_one(path, library):
    same = upgraded(path, library) == path.read_text(encoding="utf-8")
    assert same == (path != OLD)
