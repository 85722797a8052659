"""`magdat kanalen widget` and `magdat kanalen test widget`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Optional

import typer

from magdat.commands import in_use
from magdat.commands.findings import counted, opening
from magdat.commands.output import busy, console, fail, quiet
from magdat.commands.reach import Finding, Level, tell, warning
from magdat.commands.widget_reach import assistant_of, examine_assistant, examine_script
from magdat.commands.widget_settings import EVERYBODY, PAGE, WHAT, examine_settings, sites_in
from magdat.files.problems import MagDatError
from magdat.files.writing import write_whole
from magdat.guidance.library import load_library
from magdat.settings import Settings
from magdat.variable_table import VARIABLES
from magdat.widget.origins import AddressError, host_of, origin_of
from magdat.widget.placement import Placement
from magdat.wording.starters import load_starters

NOBODY = "Jouw bedrijf"
"""What stands for a company's name while no policy tells it."""

_HOST = typer.Option(None, "--host", metavar="ADRES", help="Waar browsers de assistent vinden; zonder deze machine.")
_SITES = typer.Option([], "--site", metavar="ADRES", help="De site met de widget erin; mag meer dan eens.")


def place(
    host: str = typer.Option(
        ..., "--host", metavar="ADRES", help="Waar browsers de assistent vinden: https://magdat.bedrijf.be."
    ),
    site: list[str] = typer.Option(
        [], "--site", metavar="ADRES", help="Je intranet: https://intranet.bedrijf.be. Mag meer dan eens."
    ),
    company: Optional[str] = typer.Option(
        None, "--bedrijf", metavar="NAAM", help="De naam onder de titel; zonder die uit het beleid."
    ),
    output: Optional[Path] = typer.Option(
        None, "--uit", metavar="BESTAND", help="Waarheen, zoals widget.txt; zonder op het scherm."
    ),
) -> None:
    """Toon wat je in je intranet plakt, instelt en doorgeeft. Uitgang 2 als een adres of het bestand niet kan."""
    quiet()
    address, sites = host_of(host), [origin_of(item) for item in site]
    if output is not None and (output.is_dir() or not output.absolute().parent.is_dir()):
        fail(f"{output}: daar kan geen bestand komen → kies een bestand zoals widget.txt in een map die bestaat")
        raise typer.Exit(2)
    placement = Placement(
        host=address,
        company=company or _company(),
        sites=sites,
        already=named_sites(os.environ),
        assistant_port=port_of("MAGDAT_POORT_RASA", os.environ),
        page_port=port_of("MAGDAT_POORT_PAGINA", os.environ),
    )
    if output is None:
        typer.echo(placement.text(), nl=False)
        return
    write_whole(output, placement.text().encode())
    console.print(f"✓ {output}: wat je plakt, instelt en doorgeeft", markup=False)
    console.print(f"  Stap voor stap, met beelden: {PAGE}.", markup=False)


def look(host: Optional[str] = _HOST, site: list[str] = _SITES) -> None:
    """Voer een heel gesprek zoals een pagina dat doet, en wis het weer. Uitgang 1 als er iets fout is."""
    quiet()
    address, sites = host_of(host) if host is not None else None, [origin_of(item) for item in site]
    with busy("Ik kijk de widget na …"):
        found = list(examine(os.environ, address, sites))
    tell(found)
    faults = [item for item in found if item.level is Level.FAULT]
    console.print(f"\n{opening(counted(len(faults), 'fout', 'fouten'))}.", markup=False)
    raise typer.Exit(1 if faults else 0)


def examine(environment: Mapping[str, str], host: str | None = None, sites: Sequence[str] = ()) -> Iterator[Finding]:
    """Yield what is found of the settings and of the running assistant, in the order in which one would mend it.

    Args:
        environment: the settings.
        host: where browsers find the assistant; ``None`` looks on this machine alone.
        sites: origins of pages that hold the widget; without, those that the settings name.

    Raises:
        DocumentError: leidraad/beginvragen.yml cannot be read.
    """
    settings = list(examine_settings(environment))
    yield from settings
    if any(item.level is Level.FAULT for item in settings):
        return  # what runs then is not what was meant
    page = host or f"http://127.0.0.1:{port_of('MAGDAT_POORT_PAGINA', environment)}"
    question = load_starters(Settings.from_environment(environment).guidance)[0].question
    script = list(examine_script(page))
    yield from script
    local = f"http://127.0.0.1:{port_of('MAGDAT_POORT_RASA', environment)}"
    assistant = local if host is None else assistant_of(page)
    if assistant == page and page.startswith("https:") and script[0].level is Level.FAULT:
        return  # the same address, told already
    named = list(sites) or named_sites(environment) or [page]
    yield from examine_assistant(page, assistant, named, question)
    if host is None:
        yield warning(WHAT, "het adres van buitenaf is niet geprobeerd", "geef het mee met --host https://…")


def _well(sites: Sequence[str]) -> Iterator[str]:
    """Yield the sites that are written as a browser says them."""
    for site in sites:
        try:
            if site != EVERYBODY and origin_of(site) == site:
                yield site
        except AddressError:
            continue


def named_sites(environment: Mapping[str, str]) -> list[str]:
    """Return the sites in the settings that are written as a browser says them."""
    return list(_well(sites_in(environment)))


def port_of(name: str, environment: Mapping[str, str]) -> str:
    """Return the port that a setting names, or the one that it has when it says nothing."""
    return environment.get(name, "").strip() or VARIABLES[name].default


def _company() -> str:
    """Return how the policy calls the company; a name to replace while there is no policy to read."""
    try:
        loaded = in_use.look(load_library(Settings.from_environment().guidance)).loaded
    except (MagDatError, ValueError, OSError):
        return NOBODY
    return str(loaded.policy.company.name) if loaded is not None else NOBODY
