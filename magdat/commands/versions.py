"""`magdat beleid versie`: look up what the policy said when an earlier answer was given."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Optional

import typer
from rich.table import Table

from magdat.annex import Annex, build_annex, load_annex_words
from magdat.annex.text import clauses_as_text
from magdat.answers.answer import DIGEST_SHOWN
from magdat.commands.findings import columns
from magdat.commands.output import console, fail, quiet
from magdat.files.problems import DocumentError
from magdat.guidance.library import Library, load_library
from magdat.policy.loading import load_policy
from magdat.policy.store import PolicyStore
from magdat.policy.versions import Version, in_use_on, known_versions, named
from magdat.settings import Settings
from magdat.storage.stores import open_stores
from magdat.wording.dates import belgian_date
from magdat.wording.lists import enumerate_dutch
from magdat.wording.phrases import load_phrases


def version(
    wanted: Optional[str] = typer.Argument(
        None, metavar="[VERSIE]", help="Een versienummer, of het begin van de inhoud die bij een antwoord staat."
    ),
    clause: Optional[str] = typer.Option(None, "--artikel", metavar="NUMMER", help="Toon enkel deze bepaling."),
    day: Optional[str] = typer.Option(None, "--op", metavar="DATUM", help="De versie in gebruik op jjjj-mm-dd."),
    raw: bool = typer.Option(False, "--ruw", help="Toon het bestand zelf, zoals het toen was."),
    as_json: bool = typer.Option(False, "--json", help="Geef de lijst van versies in machineleesbare vorm."),
) -> None:
    """Toon welke versies er waren en wat erin stond, om een antwoord van vroeger na te lezen."""
    quiet()
    for fault in _used_wrongly(wanted, clause, day, raw, as_json):
        fail(fault)
        raise typer.Exit(2)
    settings = Settings.from_environment()
    library = load_library(settings.guidance)
    known = known_versions(open_stores(settings).archive.entries(), _in_files(settings, library))
    found = in_use_on(known, _day(day)) if day else named(known, wanted) if wanted else known
    if not found:
        numbers = list(dict.fromkeys(item.number for item in known))
        fail(
            f"Op {day} was er nog geen versie in gebruik."
            if day
            else f"Versie «{wanted}» is niet bekend. Bekend zijn: {enumerate_dutch(numbers)}."
        )
        raise typer.Exit(1)
    if as_json:
        typer.echo(json.dumps([_data(item) for item in found], ensure_ascii=False, indent=2))
    elif not wanted and not day:
        _show_list(found)
    elif raw:
        typer.echo(found[-1].text, nl=False)
    else:
        _show(settings, library, found, clause)


def _used_wrongly(wanted: str | None, clause: str | None, day: str | None, raw: bool, as_json: bool) -> Iterator[str]:
    """Yield what cannot go together, so that nothing that somebody asks for is left aside unseen."""
    asked = [name for name, given in (("--artikel", clause is not None), ("--ruw", raw)) if given]
    typed = [f"--artikel {clause}" if name == "--artikel" else name for name in asked]
    if wanted and day:
        yield "een versie en --op gaan niet samen → kies één van de twee"
    if asked and not wanted and not day:
        yield f"{asked[0]} vraagt ook een versie, of --op met een datum → magdat beleid versie 2.1 {' '.join(typed)}"
    if len(asked) > 1:
        yield "--artikel en --ruw gaan niet samen → kies één van de twee"
    if asked and as_json:
        yield f"{asked[0]} en --json gaan niet samen → kies één van de twee"


def _in_files(settings: Settings, library: Library) -> Sequence[Any]:
    """Return the versions in the files; when they are broken, what was kept can still be looked up."""
    try:
        return PolicyStore(settings.policy, library).versions()
    except DocumentError as error:
        for problem in error.problems:
            fail(str(problem))
        return ()


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        fail(f"«{text}» is geen datum → schrijf jaar-maand-dag, bijvoorbeeld 2026-03-01")
        raise typer.Exit(2) from None


def _data(item: Version) -> dict[str, Any]:
    return {
        "versie": item.number,
        "titel": item.title,
        "geldig_vanaf": item.valid_from.isoformat(),
        "in_gebruik_sinds": item.since.isoformat() if item.since else None,
        "inhoud": item.digest,
        "bestand": str(item.path) if item.path is not None else None,
    }


def _show_list(versions: Sequence[Version]) -> None:
    table = Table(*columns("versie", "geldig vanaf", "in gebruik sinds", "inhoud", "titel"), title="Bekende versies")
    for item in versions:
        table.add_row(item.number, belgian_date(item.valid_from), _since(item), item.digest[:DIGEST_SHOWN], item.title)
    console.print(table)


def _since(item: Version) -> str:
    if item.since is None:
        return "nog niet"
    local = item.since.astimezone()
    return f"{belgian_date(local.date())} om {local.hour}.{local.minute:02} uur"


def _show(settings: Settings, library: Library, found: Sequence[Version], clause: str | None) -> None:
    for item in found:
        lines = list(clauses_as_text(_annex(settings, library, item), clause))
        console.print(f"{item.title}, versie {item.number}, geldig vanaf {belgian_date(item.valid_from)}", markup=False)
        console.print(f"In gebruik sinds: {_since(item)}. Inhoud: {item.digest[:DIGEST_SHOWN]}\n", markup=False)
        if not lines:
            fail(f"Artikel «{clause}» staat niet in versie {item.number}.")
            raise typer.Exit(1)
        console.print("\n".join(lines), markup=False)
    if len(found) > 1:
        console.print(f"Er zijn {len(found)} teksten; ze staan hier alle, de laatste onderaan.")


def _annex(settings: Settings, library: Library, version: Version) -> Annex:
    words = load_annex_words(settings.guidance / "bijlage.yml", library)
    phrases = load_phrases(settings.guidance / "zinnen.yml")
    called = version.path or Path(f"versie {version.number}")
    policy = load_policy(called, library, version.text).policy
    return build_annex(policy, library, words, phrases)
