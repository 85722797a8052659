"""A new policy file: refused before any work is done where it may not come."""

from __future__ import annotations

from pathlib import Path

import typer

from magdat.commands.output import fail


def writable(output: Path, overwrite: bool) -> None:
    """Refuse a place where nothing can or may be written, before any work is done.

    Raises:
        typer.Exit: it is one; the person was told why.
    """
    if output.suffix.lower() not in {".yml", ".yaml"}:
        fail(f"«{output.name}» eindigt niet op .yml → kies een naam zoals concept.yml")
    elif output.is_dir():
        fail(f"{output}: dit is een map, geen bestand → geef een bestand op, zoals {output}/concept.yml")
    elif not output.absolute().parent.is_dir():
        fail(f"{output}: de map bestaat niet → maak ze eerst, of kies een andere")
    elif output.exists() and not overwrite:
        fail(f"{output} bestaat al → kies een andere naam, of zet er --overschrijf bij")
    else:
        return
    raise typer.Exit(2)
