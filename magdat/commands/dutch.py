"""The command line's own words in Dutch: help headings, and what it says when it is used wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
from typer import rich_utils
from typer.core import TyperArgument, TyperOption

from magdat.files.problems import closest

METAVARS = {"text": "TEKST", "path": "BESTAND", "integer": "GETAL", "integer range": "GETAL", "float": "GETAL"}
"""What click calls a kind of value, and what a person calls it."""

HEADINGS = {"Usage:": "Gebruik:", "Show this message and exit.": "Toon deze uitleg."}

_COMMAND = re.compile(r"No such command '(.*)'\.")
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)")
_VALUE = re.compile(r"Option '(.*)' requires (?:an argument|\d+ arguments)\.")


def speak_dutch() -> None:
    """Give the help pages Dutch headings, in this process. click asks gettext for them, but ships no Dutch."""
    translate: Callable[[str], str] = lambda text: HEADINGS.get(text, text)  # noqa: E731
    for module in (click.core, click.decorators, click.formatting):
        vars(module)["_"] = translate
    rich_utils.ARGUMENTS_PANEL_TITLE = "Argumenten"
    rich_utils.OPTIONS_PANEL_TITLE = "Opties"
    rich_utils.COMMANDS_PANEL_TITLE = "Opdrachten"
    rich_utils.DEFAULT_STRING = "[standaard: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[verplicht]"


def dutch(command: click.Command) -> click.Command:
    """Return a command, with all under it, that shows its options, arguments and defaults in Dutch."""
    command.options_metavar = "[OPTIES]" if command.options_metavar else None
    if isinstance(command, click.MultiCommand):
        command.subcommand_metavar = "OPDRACHT …"
    for item in command.params:
        if item.default is None and isinstance(item, TyperArgument | TyperOption):
            item.show_default = False
        if isinstance(item, click.Argument):
            item.opts = []  # the name in the code; people read the metavar
        elif item.metavar is None and not getattr(item, "is_flag", False):
            item.metavar = METAVARS.get(item.type.name)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        dutch(below)
    return command


def misuse(error: click.ClickException) -> str:
    """Say what is wrong with how a command was typed, and where its explanation is."""
    context = getattr(error, "ctx", None)
    hint = f" → {context.command_path} --help" if context is not None else ""
    return f"{_what(error)}{hint}"


def _what(error: click.ClickException) -> str:
    if isinstance(error, click.MissingParameter):
        names = [error.param.make_metavar(), *error.param.opts] if error.param is not None else []
        shown = next((name for name in reversed(names) if name.startswith("--")), names[0] if names else "iets")
        return f"hier ontbreekt {shown}"
    if isinstance(error, click.NoSuchOption):
        hint = f"; bedoel je {error.possibilities[0]}?" if error.possibilities else ""
        return f"de optie {error.option_name} bestaat niet{hint}"
    if isinstance(error, click.BadParameter):
        known = [error.param.make_metavar(), *error.param.opts] if error.param is not None else ["deze waarde"]
        name = known[-1]
        return f"«{name}» kreeg een waarde die niet past"
    message = error.format_message()
    if (found := _COMMAND.match(message)) is not None:
        context = getattr(error, "ctx", None)
        group = context.command if context is not None else None
        hint = closest(found.group(1), group.commands) if isinstance(group, click.Group) else ""
        return f"de opdracht «{found.group(1)}» bestaat niet" + (f"; {hint}" if hint else "")
    for pattern, dutch in (
        (_EXTRA, "dit is te veel: {}"),
        (_VALUE, "de optie {} vraagt een waarde"),
    ):
        if found := pattern.match(message):
            return dutch.format(found.group(1))
    return message
