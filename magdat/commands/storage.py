"""`magdat opslag …`: the database in which everything is kept; back-ups, and moving to another one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Optional

import typer
from rich.table import Table

from magdat.commands.findings import columns
from magdat.commands.output import busy, console, quiet
from magdat.files.problems import MagDatError
from magdat.settings import Settings
from magdat.storage import backup, copying, homecoming, old_copies
from magdat.storage.database import Database
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_database

app = typer.Typer(
    help="De databank waarin bewaard wordt: bijwerken, bewaren, herstellen, verhuizen.", no_args_is_help=True
)

KEY_OPTION = typer.Option(
    None, "--sleutel", metavar="BESTAND", help="Bestand met 64 hexadecimale cijfers (openssl rand -hex 32)."
)


@app.command("migreer")
def migrate() -> None:
    """Maak de tabellen, of breng ze bij; wat een vroegere versie bewaarde, wordt overgenomen."""
    quiet()
    database = open_database(Settings.from_environment())
    if database.migrate():
        console.print("✓ De databank is bijgewerkt.")
    elif database.is_ahead():
        console.print("✓ De databank is van een nieuwere versie; deze mag ermee verder. Er is niets veranderd.")
    else:
        console.print("✓ De databank was al bij.")


@app.command("bewaar")
def keep(
    goal: Path = typer.Argument(..., metavar="DOEL", help="Het bestand om te maken."),
    key_file: Optional[Path] = KEY_OPTION,
    gone_after: Optional[int] = typer.Option(
        None,
        "--weg-na",
        metavar="DAGEN",
        min=1,
        help="Doe daarna kopies ernaast weg die zo oud zijn; enkel wat magdat-JJJJ-MM-DD of …-UUMMSS heet.",
    ),
) -> None:
    """Maak een reservekopie: databank, sleutel, beleid en instellingen in één bestand. De assistent mag doorwerken."""
    quiet()
    key, settings = _key(key_file), Settings.from_environment()
    if gone_after is not None:
        old_copies.check_name(goal)
    with busy("De reservekopie wordt gemaakt …"):
        contents = backup.make(settings, os.environ, goal, key)
        if gone_after is not None:
            with backup.opened(goal, key, goal.absolute().parent, newer=True):
                pass  # it can be read back whole: before that no other goes
    console.print(f"✓ {goal}: {sum(contents.rows.values())} rijen, sleutel, beleid en instellingen", markup=False)
    _note(settings, contents)
    if gone_after is not None:
        made = datetime.fromtimestamp(contents.made).date()
        for path in old_copies.remove_before(goal, gone_after, made):
            console.print(f"· weg: {path.name}", markup=False)
    if key is None:
        console.print(
            "! Dit bestand is niet versleuteld en bevat sleutels en geheimen: enkel jouw account mag het lezen. "
            "Bewaar het zoals een wachtwoord, of maak het met --sleutel.",
            style="yellow",
        )
    if Database(settings.database).is_ahead():
        console.print(
            "! De databank is van een nieuwere versie dan deze: herstel deze kopie met die versie, en bewaar opnieuw "
            "zodra die weer draait. Wat enkel zij kent, staat misschien niet in de kopie.",
            style="yellow",
        )


@app.command("herstel")
def restore(
    source: Path = typer.Argument(..., metavar="BRON", help="Een bestand van «magdat opslag bewaar»."),
    key_file: Optional[Path] = KEY_OPTION,
    replace_policy: bool = typer.Option(
        False, "--vervang-beleid", help="Zet een ander beleid dat er al is opzij, als ….voor-herstel."
    ),
) -> None:
    """Zet een reservekopie terug, op een lege plaats. De assistent mag daar niet werken."""
    quiet()
    settings = Settings.from_environment()
    with busy("De reservekopie wordt teruggezet …"):
        done = homecoming.restore(source, settings, _key(key_file), replace_policy=replace_policy)
    _show(done.rows)
    made = datetime.fromtimestamp(done.contents.made).strftime("%d-%m-%Y %H:%M")
    console.print(f"✓ Hersteld uit {source}, gemaakt op {made}", markup=False)
    for path in done.set_aside:
        console.print(f"· het beleid dat er was: {path}", markup=False)
    if done.key is not None:
        console.print(f"· de sleutel van de kopie: {done.key}", markup=False)
    if changed := homecoming.changed_settings(done, dict(os.environ)):
        console.print(f"! Toen anders ingesteld dan nu: {', '.join(changed)}. Zie {done.settings}.", markup=False)
    console.print("! Wie na die kopie iets liet wissen, staat er weer in: zie docs/bedrijf.md.", style="yellow")


@app.command("verhuis")
def move(
    to: str = typer.Option(
        ...,
        "--naar",
        metavar="ADRES",
        help="postgresql://gebruiker:geheim@host/naam, sqlite:////…, of @BESTAND waar dat in staat.",
    ),
) -> None:
    """Breng alles naar een andere, lege databank over, en vergelijk. Zet de assistent eerst stil."""
    quiet()
    settings = Settings.from_environment()
    target = Database(_address(to))
    if target.engine.url == Database(settings.database).engine.url:
        raise MagDatError("dit is de databank die al gebruikt wordt → geef een andere")
    source = open_database(settings)
    if source.file is not None and not source.file.exists():
        raise MagDatError(f"«{source.file}» bestaat niet: er is niets om over te brengen")
    if source.is_ahead():
        raise MagDatError("de databank is van een nieuwere versie → verhuis met die versie: deze kent niet alles")
    with busy("Alles wordt overgebracht …"):
        target.migrate()
        rows = copying.copy_all(source, target)
    _show(rows)
    console.print(
        f"✓ {sum(rows.values())} rijen overgebracht; aantal en inhoud zijn gelijk. Zet nu MAGDAT_DATABASE op het"
    )
    console.print(
        "  nieuwe adres en start opnieuw. De oude databank wordt door niemand nog opgeruimd: verwijder ze daarna."
    )


def _note(settings: Settings, contents: backup.Contents) -> None:
    """Note that there is a copy; where that cannot be, the copy is good all the same."""
    try:
        backup.note_made(settings, contents)
    except StorageError as error:
        console.print(f"! De kopie is goed, maar dat ze er is, kon niet genoteerd worden ({error}).", markup=False)


def _address(given: str) -> str:
    """Return an address, or the one in a file: what stands on a command line, others on the machine can read."""
    if given.startswith("@"):
        return Path(given[1:]).read_text(encoding="utf-8").strip()
    return given


def _key(path: Path | None) -> bytes | None:
    """Return the key in a file.

    Raises:
        MagDatError: it holds none.
        OSError: it cannot be read.
    """
    if path is None:
        return None
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        key = b""
    if len(key) != 32:
        raise MagDatError(f"in «{path}» staan geen 64 hexadecimale cijfers → maak ze met «openssl rand -hex 32»")
    return key


def _show(rows: Mapping[str, int]) -> None:
    table = Table(*columns("tabel", "rijen", whole=("tabel", "rijen")))
    for name, count in rows.items():
        if count:
            table.add_row(name, str(count))
    console.print(table)
