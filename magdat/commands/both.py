"""Two policies that a command compares."""

from __future__ import annotations

from pathlib import Path

import typer

from magdat.commands.output import fail
from magdat.files.problems import DocumentError, Problem
from magdat.guidance.library import Library
from magdat.policy.loading import load_policy
from magdat.policy.model import Policy


def both_policies(old: Path, new: Path, library: Library) -> tuple[Policy, Policy]:
    """Read two policies; what is wrong with either is told, so that nobody mends one to hear of the other.

    Raises:
        Exit: one cannot be used; not 1, which says that a decision changes.
    """
    read: list[Policy] = []
    problems: list[Problem] = []
    for file in (old, new):
        try:
            read.append(load_policy(file, library).policy)
        except DocumentError as error:
            problems += error.problems
    for problem in problems:
        fail(str(problem))
    if problems:
        raise typer.Exit(2)
    return read[0], read[1]
