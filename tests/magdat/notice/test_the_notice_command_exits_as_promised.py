"""`magdat beleid bericht`: what it writes, where, and with which exit."""

from __future__ import annotations

import pytest
import typer
from made_rules import as_yaml, policy_data
from typer.testing import CliRunner

from magdat.commands import notice as command
from magdat.commands import policy as policy_commands

app = typer.Typer()
app.add_typer(policy_commands.app, name="beleid")


@pytest.fixture(autouse=True)
def _guidance_read_once(monkeypatch, library):
    monkeypatch.setattr(command, "load_library", lambda directory: library)


@pytest.fixture
def files(tmp_path):
    rules = policy_data()["regels"]
    old = as_yaml(policy_data(), tmp_path / "oud.yml")
    return old, as_yaml(
        policy_data(geldig_vanaf="2027-01-01", regels=[{**rules[0], "besluit": "nee", "tekst": "Dat mag niet."}]),
        tmp_path / "nieuw.yml",
    )


def run(*arguments):
    return CliRunner(mix_stderr=False).invoke(app, ["beleid", "bericht", *map(str, arguments)])


@pytest.mark.parametrize("ending", ["html", "docx", "txt"])
def test_a_file_is_written_in_its_kind(ending, files, tmp_path):
    path = tmp_path / f"bericht.{ending}"
    result = run(*files, "--uit", path)
    assert (result.exit_code, path.read_bytes()[:2] == b"PK") == (0, ending == "docx")
    assert "1 januari 2027" in result.stdout


@pytest.mark.parametrize("chat", ["slack", "teams"])
def test_a_message_goes_to_the_screen_or_a_file(chat, files, tmp_path):
    shown = run(*files, "--voor", chat)
    assert shown.exit_code == 0
    assert "Dat mag niet. (artikel 1.1)" in shown.stdout
    assert run(*files, "--voor", chat, "--uit", tmp_path / "bericht.md").exit_code == 0
    assert (tmp_path / "bericht.md").read_text(encoding="utf-8") == shown.stdout


def test_without_anything_it_is_plain_text_on_the_screen(files):
    assert "Dit mag nu niet\n---" in run(*files).stdout


def test_nothing_new_writes_nothing(files, tmp_path):
    result = run(files[0], files[0], "--uit", tmp_path / "bericht.html")
    assert result.exit_code == 0
    assert "verandert niets" in result.stdout
    assert not (tmp_path / "bericht.html").exists()


def test_the_wrong_order_is_noticed(files):
    result = run(*reversed(files))
    assert result.exit_code == 0
    assert "juiste volgorde" in result.stderr


@pytest.mark.parametrize("name", ["bericht.pdf", "bericht", "weg/bericht.html", "oud.txt/"])
def test_another_place_or_kind_is_a_wrong_use(name, files, tmp_path):
    (tmp_path / "oud.txt").mkdir()
    before = sorted(tmp_path.iterdir())
    result = run(*files, "--uit", tmp_path / name)
    assert result.exit_code == 2
    assert "→" in result.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_a_message_for_a_chat_is_no_page(files, tmp_path):
    assert run(*files, "--voor", "slack", "--uit", tmp_path / "bericht.html").exit_code == 2


def test_faults_of_both_files_are_told_at_once(files, tmp_path):
    broken = tmp_path / "kapot.yml"
    broken.write_text(files[0].read_text(encoding="utf-8").replace("formaat: 1", "formaat: 9"), encoding="utf-8")
    result = run(broken, tmp_path / "weg.yml")
    assert result.exit_code == 2
    assert "kapot.yml:" in result.stderr
    assert "weg.yml" in result.stderr


def test_a_place_that_is_still_open_is_named(files, tmp_path):
    data = policy_data(geldig_vanaf="2027-01-01", vindplaats={"plaats": "nog in te vullen"})
    result = run(files[0], as_yaml(data, tmp_path / "open.yml"))
    assert "vindplaats.plaats" in result.stderr
    assert "Vraag waar je «Beleid» vindt aan de personeelsdienst." in result.stdout
