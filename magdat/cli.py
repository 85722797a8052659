"""The `magdat` command: everything that HR and operators do from a terminal."""

from __future__ import annotations

import importlib.metadata
import logging
import sys

import click
import typer
from typer.completion import completion_init

from magdat.commands import (
    answers,
    channels,
    completion,
    desk,
    doctor,
    hand_off,
    insight,
    law,
    model,
    policy,
    privacy,
    settings,
    storage,
    understanding,
)
from magdat.commands.dutch import dutch, misuse, speak_dutch
from magdat.commands.output import fail, out_of_reach, said_of
from magdat.files.problems import DocumentError, MagDatError

app = typer.Typer(
    name="magdat",
    help="Mag dat? Beantwoord vragen over sociale media op het werk uit het eigen beleid van een bedrijf.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"magdat {importlib.metadata.version('magdat')}")
        raise typer.Exit


app.command("vraag")(understanding.ask)
app.command("waarom")(understanding.why)
app.command("evalueer")(understanding.evaluate)
app.add_typer(policy.app, name="beleid")
app.add_typer(answers.app, name="antwoorden")
app.add_typer(law.app, name="wet")
app.add_typer(privacy.app, name="privacy")
app.command("instellingen")(settings.show)
app.add_typer(storage.app, name="opslag")
app.add_typer(model.app, name="model")
app.add_typer(channels.app, name="kanalen")
app.add_typer(desk.app, name="bureau")
app.add_typer(hand_off.app, name="doorgeven")
app.command("anonimiseer")(privacy.anonymise)
app.command("inzicht")(insight.insight)
app.command("doctor")(doctor.doctor)
app.command("voltooiing")(completion.completion)


@app.callback()
def _whole(
    version: bool = typer.Option(
        False, "--version", "-V", is_eager=True, callback=_show_version, help="Toon welke versie dit is."
    ),
) -> None:
    """Mag dat? Beantwoord vragen over sociale media op het werk uit het eigen beleid van een bedrijf."""


def main() -> None:
    """Run the command; a fault of the user is one clear message, never a traceback."""
    # What libraries warn their developers of is no concern of HR; a filter would not do, for some of them reset it.
    logging.captureWarnings(True)
    speak_dutch()
    try:
        completion_init()
        code = dutch(typer.main.get_command(app)).main(prog_name=completion.NAME, standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        fail(misuse(error))
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except DocumentError as error:
        for told in said_of(error):
            fail(told)
        sys.exit(2 if error.nothing_there else 1)
    except MagDatError as error:
        fail(str(error))
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        fail(out_of_reach(error))
        sys.exit(2)
    except ValueError as error:
        fail(str(error))
        sys.exit(2)


if __name__ == "__main__":
    main()
