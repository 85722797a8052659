"""`magdat kanalen`: set up where people ask, and see whether it is ready."""

from __future__ import annotations

import typer

from magdat.commands import channels_teams

app = typer.Typer(name="kanalen", help="Zet Slack of Teams op, en kijk na of alles klaarstaat.", no_args_is_help=True)
app.command("teams")(channels_teams.package)

tests = typer.Typer(help="Kijk na of een kanaal klaarstaat, en zeg wat er te doen is.", no_args_is_help=True)
tests.command("teams")(channels_teams.check)
app.add_typer(tests, name="test")
