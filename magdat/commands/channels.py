"""`magdat kanalen …`: set up a channel, and try whether it works."""

from __future__ import annotations

import typer

from magdat.commands import channels_slack

app = typer.Typer(help="Slack en Teams koppelen, en nakijken of het werkt.", no_args_is_help=True)
tests = typer.Typer(help="Kijk na of een kanaal werkt, en zeg wat er te doen is.", no_args_is_help=True)

app.command("slack")(channels_slack.slack)
tests.command("slack")(channels_slack.look)
app.add_typer(tests, name="test")


@tests.callback()
def _tests() -> None:
    """Keep this a group, however many channels can be tried."""
