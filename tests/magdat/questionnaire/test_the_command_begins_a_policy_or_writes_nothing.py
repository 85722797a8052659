"""`magdat beleid nieuw` writes a policy that the check takes, or nothing at all, and says which."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from magdat.commands import beginning as command
from magdat.commands import policy as policy_commands

app = typer.Typer()
app.add_typer(policy_commands.app, name="beleid")

ANSWERS = """naam: Bakkerij Peeters
werknemers: 60
sector: privé
overleg: [cpbw]
contacten: [communicatie]
pauze: vrij
ai: nog in te vullen
sancties: [een mondelinge opmerking, een schriftelijke verwittiging]
"""


@pytest.fixture(autouse=True)
def _one_library(monkeypatch, library):
    monkeypatch.setattr(command, "load_library", lambda folder: library)
    monkeypatch.setattr(policy_commands, "load_library", lambda folder: library)


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "antwoorden.yml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["beleid", *map(str, arguments)])


def test_answers_in_a_file_become_a_policy(answers, tmp_path):
    output = tmp_path / "nieuw.yml"
    result = run("nieuw", "--antwoorden", answers, "--uit", output)
    assert result.exit_code == 0, result.output
    assert "Sociale media bij Bakkerij Peeters" in result.output
    assert result.output.count(f"MAGDAT_BELEID={output} magdat vraag") == 2
    checked = run("controleer", output, "--alles")
    assert checked.exit_code == 0
    assert "geen fouten" in checked.output
    assert "nog te beslissen: mogen mensen ChatGPT of andere AI gebruiken voor hun werk?" in checked.output
    assert "«vindplaats.plaats» is nog in te vullen" in checked.output
    assert "bedrijf.werknemers" not in checked.output


def test_a_file_that_is_there_stays(answers, tmp_path):
    output = tmp_path / "nieuw.yml"
    output.write_text("van mij", encoding="utf-8")
    assert run("nieuw", "--antwoorden", answers, "--uit", output).exit_code == 2
    assert output.read_text(encoding="utf-8") == "van mij"
    assert run("nieuw", "--antwoorden", answers, "--uit", output, "--overschrijf").exit_code == 0
    assert "Bakkerij Peeters" in output.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("naam: X\nsector: prive\n", 2, "sector: «prive» is geen keuze"),
        ("naam: X\n\nwerknemer: 3\n", 3, "er is geen vraag «werknemer»"),
        ("werknemers: nul\n", 1, "werknemers: «nul» is geen aantal"),
        ("overleg: [cpbw, geen]\n", 1, "past niet bij een ander antwoord"),
        ("naam: [1]\n", 1, "is geen tekst"),
        ("- naam\n", 1, "hier horen antwoorden"),
    ],
)
def test_a_wrong_answer_is_named_with_its_line(answers, tmp_path, text, line, said):
    answers.write_text(text, encoding="utf-8")
    output = tmp_path / "nieuw.yml"
    result = run("nieuw", "--antwoorden", answers, "--uit", output)
    assert result.exit_code == 2
    assert f"antwoorden.yml:{line}: " in result.output
    assert said in result.output
    assert not output.exists()


def test_without_a_terminal_it_asks_for_a_file(tmp_path):
    result = run("nieuw", "--uit", tmp_path / "nieuw.yml")
    assert result.exit_code == 2
    assert "--antwoorden" in result.output


@pytest.mark.parametrize("stopped", [KeyboardInterrupt, EOFError])
def test_whoever_stops_finds_nothing_written(monkeypatch, tmp_path, stopped):
    def stop(prompt, **_options):
        raise stopped

    monkeypatch.setattr(command.console, "input", stop)
    monkeypatch.setattr(command, "someone_there", lambda: True)
    result = run("nieuw", "--uit", tmp_path / "nieuw.yml")
    assert result.exit_code == 130
    assert "Er is niets geschreven" in result.output
    assert not list(tmp_path.iterdir())


def test_a_terminal_is_asked(monkeypatch, tmp_path):
    monkeypatch.setattr(command.console, "input", lambda prompt, **_options: "")
    monkeypatch.setattr(command, "someone_there", lambda: True)
    output = tmp_path / "nieuw.yml"
    result = run("nieuw", "--uit", output)
    assert result.exit_code == 0, result.output
    assert "Vraag 15 van 15" in result.output
    assert output.exists()
