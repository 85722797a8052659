"""`magdat beleid importeer` writes a policy that answers at once, or nothing at all, and says which."""

from __future__ import annotations

import pytest
import typer
from made_understanding import Keyed
from typer.testing import CliRunner

from magdat.commands import importing as command
from magdat.commands import policy as policy_commands
from magdat.importing.build import LostText
from magdat.importing.source import Unreadable

app = typer.Typer()
app.add_typer(policy_commands.app, name="beleid")

TEXT = """# Code voor wie hier werkt

Geldig vanaf 1 maart 2026, besproken in het CPBW.

## 1. Foto's

1.1 Een foto van een collega mag online als die dat goedvindt. Vraag het aan de communicatiedienst op 4400.
"""


@pytest.fixture(autouse=True)
def _no_model(monkeypatch, library):
    monkeypatch.setattr(command, "open_interpreter", Keyed)
    monkeypatch.setattr(command, "load_library", lambda folder: library)
    monkeypatch.setattr(policy_commands, "load_library", lambda folder: library)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "code.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["beleid", *map(str, arguments)])


def test_a_text_becomes_a_policy_that_the_check_takes(source, tmp_path):
    output = tmp_path / "concept.yml"
    result = run("importeer", source, "--uit", output)
    assert result.exit_code == 0, result.output
    assert "1 uitspraak uit code.md" in result.output
    checked = run("controleer", output, "--alles")
    assert checked.exit_code == 0
    for place in ("bedrijf.werknemers", "bedrijf.sector", "bedrijf.overlegorganen.ondernemingsraad", "bedrijf.naam"):
        assert f"«{place}» is nog in te vullen" in checked.output
    assert "overlegorganen.cpbw" not in checked.output


def test_what_is_told_is_not_open(source, tmp_path):
    output = tmp_path / "concept.yml"
    told = (
        "--naam",
        "Bakkerij Jan",
        "--werknemers",
        35,
        "--sector",
        "privé",
        "--versie",
        "2",
        "--vindplaats",
        "aan de oven",
    )
    bodies = (
        "--ondernemingsraad",
        "nee",
        "--cpbw",
        "nee",
        "--vakbondsafvaardiging",
        "ja",
        "--geldig-vanaf",
        "2026-05-01",
    )
    assert run("importeer", source, "--uit", output, *told, *bodies).exit_code == 0
    checked = run("controleer", output)
    assert "nog in te vullen" not in checked.output
    text = output.read_text(encoding="utf-8")
    assert "werknemers: 35" in text
    assert "geldig_vanaf: 2026-05-01" in text
    assert "cpbw: nee" in text


def test_nothing_is_overwritten_unless_asked(source, tmp_path):
    output = tmp_path / "concept.yml"
    output.write_text("van mij", encoding="utf-8")
    result = run("importeer", source, "--uit", output)
    assert result.exit_code == 2
    assert output.read_text(encoding="utf-8") == "van mij"
    assert run("importeer", source, "--uit", output, "--overschrijf").exit_code == 0
    assert output.read_text(encoding="utf-8") != "van mij"


@pytest.mark.parametrize("name", ["concept.txt", "weg/concept.yml", "."])
def test_a_place_that_cannot_be_written_to_is_refused_first(source, tmp_path, name, monkeypatch):
    monkeypatch.setattr(command, "import_policy", lambda *_: pytest.fail("the text was read all the same"))
    assert run("importeer", source, "--uit", tmp_path / name).exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["code.md"]


def test_lost_text_leaves_nothing_behind(source, tmp_path, monkeypatch):
    def lose(*_):
        raise LostText("2 zinnen zouden verloren gaan")

    monkeypatch.setattr(command, "import_policy", lose)
    assert run("importeer", source, "--uit", tmp_path / "concept.yml").exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["code.md"]


def test_what_cannot_be_read_is_one_sentence(tmp_path):
    result = run("importeer", tmp_path / "weg.docx", "--uit", tmp_path / "concept.yml")
    assert isinstance(result.exception, Unreadable)  # which the command line says and exits 2
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fails_leaves_the_old_file(source, tmp_path, monkeypatch):
    output = tmp_path / "concept.yml"
    output.write_text("van mij", encoding="utf-8")

    def full(self, target):
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("pathlib.Path.replace", full)
    result = run("importeer", source, "--uit", output, "--overschrijf")
    assert isinstance(result.exception, OSError)
    assert output.read_text(encoding="utf-8") == "van mij"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["code.md", "concept.yml"]
