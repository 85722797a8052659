"""`magdat kanalen …`: set up a channel, and try whether it works."""

from __future__ import annotations

import typer

from magdat.commands import channels_slack, channels_teams, channels_widget

app = typer.Typer(help="Het intranet, Slack en Teams koppelen, en nakijken of het werkt.", no_args_is_help=True)
tests = typer.Typer(help="Kijk na of een kanaal werkt, en zeg wat er te doen is.", no_args_is_help=True)

app.command("slack")(channels_slack.slack)
app.command("teams")(channels_teams.package)
app.command("tabblad")(channels_teams.tab)
app.command("widget")(channels_widget.place)
tests.command("slack")(channels_slack.look)
tests.command("teams")(channels_teams.check)
tests.command("widget")(channels_widget.look)
app.add_typer(tests, name="test")
