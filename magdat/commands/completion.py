"""`magdat voltooiing`: what a shell needs to complete a half typed command."""

from __future__ import annotations

from enum import Enum

import typer
from typer._completion_shared import get_completion_script

NAME, VARIABLE = "magdat", "_MAGDAT_COMPLETE"


class Shell(str, Enum):
    """The shells that can do so."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def completion(shell: Shell = typer.Argument(..., metavar="SHELL", help="bash, zsh of fish.")) -> None:
    """Schrijf het script waarmee je shell opdrachten aanvult.

    Bash: magdat voltooiing bash >> ~/.bashrc
    """
    typer.echo(get_completion_script(prog_name=NAME, complete_var=VARIABLE, shell=shell.value))
