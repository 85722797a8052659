"""The `magdat` command: everything that HR and operators do from a terminal."""

from __future__ import annotations

import logging
import sys

import click
import typer

from magdat.commands import answers, insight, law, policy, privacy, settings, storage, understanding
from magdat.commands.dutch import dutch, misuse, speak_dutch
from magdat.commands.output import fail, out_of_reach
from magdat.problems import DocumentError, MagDatError, NoDocument

app = typer.Typer(
    name="magdat",
    help="Mag dat? Beantwoord vragen over sociale media op het werk uit het eigen beleid van een bedrijf.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.command("vraag")(understanding.ask)
app.command("evalueer")(understanding.evaluate)
app.add_typer(policy.app, name="beleid")
app.add_typer(answers.app, name="antwoorden")
app.add_typer(law.app, name="wet")
app.add_typer(privacy.app, name="privacy")
app.command("instellingen")(settings.show)
app.add_typer(storage.app, name="opslag")
app.command("anonimiseer")(privacy.anonymise)
app.command("inzicht")(insight.insight)
app.command("doctor")(insight.doctor)


def main() -> None:
    """Run the command; a fault of the user is one clear message, never a traceback."""
    # What libraries warn their developers of is no concern of HR; a filter would not do, for some of them reset it.
    logging.captureWarnings(True)
    speak_dutch()
    try:
        code = dutch(typer.main.get_command(app)).main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        fail(misuse(error))
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except DocumentError as error:
        for problem in error.problems:
            fail(str(problem))
        sys.exit(2 if isinstance(error, NoDocument) else 1)
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
