"""`magdat beleid publiceer`: check a draft, try it, show what changes, and put it in use when somebody agrees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Optional

import typer

from magdat.commands.findings import counted, show_difference, show_problems
from magdat.commands.in_use import knowledge_of, look, named
from magdat.commands.output import busy, console, fail, quiet
from magdat.files.problems import DocumentError, reason
from magdat.guidance.library import Library, load_library
from magdat.interpreter import open_interpreter_of
from magdat.policy.difference import difference
from magdat.policy.in_force import InForce
from magdat.policy.loading import LoadedPolicy, load_policy
from magdat.policy.store import PolicyStore
from magdat.policy.versions import Version, known_versions
from magdat.publishing import Published, obstacles, put_in_place
from magdat.rehearsal.examples import run_contexts, run_questions
from magdat.settings import Settings
from magdat.storage.stores import open_stores
from magdat.wording.dates import belgian_date
from magdat.wording.phrases import load_phrases


def publish(
    draft: Path = typer.Argument(..., metavar="CONCEPT", help="Het beleid dat in gebruik moet komen."),
    agreed: Optional[str] = typer.Option(
        None, "--akkoord", metavar="VERSIE", help="Het versienummer waarmee je akkoord gaat; zonder wordt het gevraagd."
    ),
    contexts_only: bool = typer.Option(
        False, "--zonder-taalmodel", help="Probeer alleen de voorbeelden met een context: die stellen geen vraag."
    ),
) -> None:
    """Breng een nieuw beleid in gebruik: nakijken, uitproberen, tonen wat er verandert, en dan pas vervangen.

    Wat nu in gebruik is, blijft bewaard in de map «versies». Een beleid dat later ingaat, wacht daar op zijn dag.
    Uitgang 1 als er iets in de weg staat of je niet akkoord gaat; dan verandert er niets.
    """
    quiet()
    settings = Settings.from_environment()
    library = load_library(settings.guidance)
    loaded = _read(draft, library)
    if draft.resolve() == settings.policy.resolve():
        fail(f"«{draft}» is het beleid dat al in gebruik is → werk in een kopie, en publiceer die")
        raise typer.Exit(2)
    used = look(library)
    with busy("voorbeelden uitproberen…"):
        tried = list(run_contexts(loaded))
        if not contexts_only:
            tried += run_questions(knowledge_of(loaded, library), open_interpreter_of(loaded.document.path))
    found = list(obstacles(loaded, used, _known(settings, library, loaded), tried))
    if found:
        show_problems(found, library)
        hurdles = counted(len(found), "ding staat", "dingen staan")
        fail(f"{hurdles} in de weg. Er verandert niets.")
        raise typer.Exit(1)
    told = f"{loaded.policy.title}, versie {loaded.policy.version}, geldig vanaf {_day_of(loaded)}"
    console.print(
        f"✓ {told}: geen fouten, {counted(len(tried), 'voorbeeld klopt', 'voorbeelden kloppen')}", markup=False
    )
    _show_what_changes(used, loaded, library, settings)
    if not _agrees(loaded.policy.version, agreed):
        fail("Niet gepubliceerd. Er verandert niets.")
        raise typer.Exit(1)
    try:
        _tell(put_in_place(loaded, settings.policy, dt.date.today()), loaded)
    except OSError as error:
        fail(f"«{settings.policy.parent}» kan niet beschreven worden: {reason(error)}. Er verandert niets.")
        raise typer.Exit(2) from None


def _read(draft: Path, library: Library) -> LoadedPolicy:
    try:
        return load_policy(draft, library)
    except DocumentError as error:
        for problem in error.problems:
            fail(str(problem))
        raise typer.Exit(2 if error.nothing_there else 1) from None


def _known(settings: Settings, library: Library, draft: LoadedPolicy) -> Sequence[Version]:
    """Return every version but the draft itself, that may lie among the next ones already."""
    try:
        in_files: Sequence[LoadedPolicy] = PolicyStore(settings.policy, library).versions()
    except DocumentError:  # what is wrong with them is shown with what changes
        in_files = ()
    own = draft.document.path.resolve()
    others = [item for item in in_files if item.document.path.resolve() != own]
    return known_versions(open_stores(settings).archive.entries(), others)


def _show_what_changes(used: InForce, draft: LoadedPolicy, library: Library, settings: Settings) -> None:
    for problem in used.problems:
        fail(str(problem))
    if used.loaded is None:
        console.print("Er is nog geen beleid in gebruik: alles is nieuw.")
        return
    console.print(f"Nu in gebruik: {named(used.loaded)}", markup=False)
    phrases = load_phrases(settings.guidance / "zinnen.yml")
    show_difference(difference(used.loaded.policy, draft.policy), library, phrases)


def _agrees(version: str, agreed: str | None) -> bool:
    """Return whether somebody says the very number that is going to be published."""
    if agreed is None:
        said: str = typer.prompt(
            f"Typ het versienummer ({version}) om dit in gebruik te nemen", default="", show_default=False
        )
        return said.strip() == version
    if agreed != version:
        fail(f"je gaat akkoord met versie {agreed}, maar dit is versie {version}")
    return agreed == version


def _tell(published: Published, draft: LoadedPolicy) -> None:
    if published.kept is not None:
        console.print(f"Wat in gebruik was, staat in {published.kept}", markup=False)
    when = "binnen de vijf seconden" if published.at_once else f"vanaf {_day_of(draft)}"
    console.print(f"✓ {published.place}: de assistent antwoordt hier {when} uit", markup=False)
    if published.kept is not None:
        both = f"{published.kept} {published.place}"
        console.print(f"Zeg het ook aan het personeel: magdat beleid bericht {both} --uit bericht.html", markup=False)


def _day_of(loaded: LoadedPolicy) -> str:
    return belgian_date(loaded.policy.valid_from)
