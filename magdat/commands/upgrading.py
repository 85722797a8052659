"""`magdat beleid bijwerken`: bring a policy to the newest format."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Optional

import typer

from magdat.commands.output import console, fail, quiet
from magdat.files.problems import DocumentError, reason
from magdat.guidance.library import load_library
from magdat.policy.model import NEWEST
from magdat.policy.upgrading import upgraded
from magdat.settings import Settings


def upgrade(
    file: Path = typer.Argument(..., metavar="BESTAND", help="Het beleid dat naar het nieuwste formaat gaat."),
    output: Optional[Path] = typer.Option(
        None, "--uit", metavar="NIEUW", help="Schrijf naar een ander bestand; zonder blijft het oude niet staan."
    ),
) -> None:
    """Zet een beleid om naar formaat 2. Je commentaar, je volgorde en wat er beslist wordt, blijven zoals ze waren."""
    quiet()
    library = load_library(Settings.from_environment().guidance)
    try:
        after = upgraded(file, library)
    except DocumentError as error:
        for problem in error.problems:
            fail(str(problem))
        raise typer.Exit(2 if error.nothing_there else 1) from None
    target = output or file
    if target == file and after.encode("utf-8") == file.read_bytes():
        console.print(f"✓ {file}: dit is al formaat {NEWEST}, er verandert niets", markup=False)
        return
    try:
        _write(target, after)
    except OSError as error:
        fail(f"«{target}» kan niet geschreven worden: {reason(error)}")
        raise typer.Exit(2) from None
    console.print(f"✓ {target}: formaat {NEWEST}", markup=False)


def _write(target: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        OSError: it cannot be written; what stood there still does.
    """
    beside = target.with_name(f".{target.name}.nieuw")
    try:
        beside.write_bytes(text.encode("utf-8"))
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)
