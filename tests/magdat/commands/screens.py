"""A screen of eighty columns, as a person's terminal is."""

from __future__ import annotations

import io

import typer
from made_rules import ROOT
from rich.console import Console
from typer.testing import CliRunner

from magdat.commands import coverage_shown, findings, folded, screen
from magdat.commands import policy as policy_commands

app = typer.Typer()
app.add_typer(policy_commands.app, name="beleid")

CURRENT = ROOT / "beleid" / "beleid.yml"
OUTDATED = ROOT / "beleid" / "voorbeelden" / "verouderd_2013.yml"


def run(*arguments):
    return CliRunner().invoke(app, [str(item) for item in arguments])


def on_a_screen(monkeypatch, *arguments):
    """Run a command before a screen of eighty columns, and return what it shows, a line at a time."""
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, color_system=None, width=80, highlight=False)
    for module in (coverage_shown, findings, folded, screen, policy_commands):
        monkeypatch.setattr(module, "console", console)
    assert run(*arguments).exit_code == 0
    return shown.getvalue().splitlines()
