"""`magdat beleid importeer`: from the document that HR has to a proposed policy file."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from enum import Enum
from pathlib import Path
from typing import Optional

import typer

from magdat.commands.findings import counted
from magdat.commands.new_file import writable
from magdat.commands.output import busy, console, fail, quiet
from magdat.files.problems import DocumentError
from magdat.files.writing import write_whole
from magdat.guidance.library import load_library
from magdat.importing.build import Imported, LostText, import_policy
from magdat.importing.cues import load_cues
from magdat.importing.kinds import Sure
from magdat.importing.reading.opening import READERS
from magdat.importing.writing import Told
from magdat.interpreter import open_interpreter
from magdat.policy.loading import load_policy
from magdat.policy.still_open import still_open
from magdat.sector import Sector
from magdat.settings import Settings

_LEFT_SHOWN = 10
"""So many leftovers are told on the screen; all of them stand in the file."""


class Known(str, Enum):
    """Whether there is something: ja or nee."""

    YES = "ja"
    NO = "nee"


def bring_in(
    source: Path = typer.Argument(..., metavar="BELEID", help=f"De tekst: een {', '.join(READERS)}."),
    output: Path = typer.Option(..., "--uit", metavar="BESTAND", help="Waarheen: een nieuw bestand op .yml."),
    overwrite: bool = typer.Option(False, "--overschrijf", help="Vervang het bestand als het al bestaat."),
    name: Optional[str] = typer.Option(None, "--naam", help="Hoe je bedrijf heet."),
    headcount: Optional[int] = typer.Option(None, "--werknemers", min=1, max=500_000, help="Hoeveel werknemers."),
    sector: Optional[Sector] = typer.Option(None, "--sector", help="Welke soort organisatie."),
    version: Optional[str] = typer.Option(None, "--versie", help="Welke versie van het beleid dit is."),
    valid_from: Optional[dt.datetime] = typer.Option(
        None, "--geldig-vanaf", formats=["%Y-%m-%d"], metavar="JJJJ-MM-DD", help="Vanaf welke dag het geldt."
    ),
    place: Optional[str] = typer.Option(None, "--vindplaats", help="Waar mensen het beleid vinden, in woorden."),
    works_council: Optional[Known] = typer.Option(None, "--ondernemingsraad", help="Is er een ondernemingsraad?"),
    safety_committee: Optional[Known] = typer.Option(None, "--cpbw", help="Is er een CPBW?"),
    union: Optional[Known] = typer.Option(None, "--vakbondsafvaardiging", help="Is er een vakbondsafvaardiging?"),
) -> None:
    """Maak van een bestaande tekst een beleid dat antwoordt: een voorstel, om na te lezen.

    Elke zin wordt een uitspraak, met erboven hoe zeker het voorstel is. Niets van de tekst gaat verloren.
    Uitgang 1 als de tekst niet heel in een beleid past, 2 als hij niet te lezen is.
    """
    quiet()
    writable(output, overwrite)
    guidance = Settings.from_environment().guidance
    library, cues = load_library(guidance), load_cues(guidance)
    bodies = {"ondernemingsraad": works_council, "cpbw": safety_committee, "vakbondsafvaardiging": union}
    told = Told(
        name,
        headcount,
        None if sector is None else sector.value,
        None if valid_from is None else valid_from.date(),
        version,
        place,
        {key: value is Known.YES for key, value in bodies.items() if value is not None},
    )
    try:
        with busy("De tekst lezen en begrijpen …"):
            imported = import_policy(source, library, cues, open_interpreter, told)
            loaded = load_policy(output, library, imported.text)
    except LostText as error:
        fail(str(error))
        raise typer.Exit(1) from None
    except DocumentError as error:
        fail("Wat hieruit komt, is nog geen geldig beleid; er is niets geschreven.")
        for problem in error.problems:
            fail(str(problem))
        raise typer.Exit(1) from None
    write_whole(output, imported.text.encode())
    _tell(source, output, imported, len(list(still_open(loaded))))


def _tell(source: Path, output: Path, imported: Imported, still: int) -> None:
    count = Counter(proposal.sure for proposal in imported.proposals)
    console.print(
        f"✓ {output}: {counted(len(imported.proposals), 'uitspraak', 'uitspraken')} uit {source.name} "
        f"({count[Sure.CERTAIN]} zeker, {count[Sure.LIKELY]} waarschijnlijk, {count[Sure.LOOK]} om na te kijken)",
        markup=False,
    )
    for remark in imported.remarks:
        console.print(f"  {remark}", markup=False)
    if imported.topics:
        titles = ", ".join(f"«{topic.title}»" for topic in imported.topics)
        console.print(f"  Eigen onderwerpen, omdat de leidraad er geen voor heeft: {titles}", markup=False)
    if imported.left:
        console.print(f"  {counted(len(imported.left), 'stukje', 'stukjes')} tekst bleef over:", markup=False)
        for item in imported.left[:_LEFT_SHOWN]:
            console.print(f"    {item.place}: {item.text[:100]}", markup=False)
        if len(imported.left) > _LEFT_SHOWN:
            console.print("    … de rest staat onderaan in het bestand", markup=False)
    if still:
        console.print(
            f"  {counted(still, 'plaats', 'plaatsen')} nog in te vullen: magdat beleid controleer {output}",
            markup=False,
        )
    console.print(f'  Probeer het: MAGDAT_BELEID={output} magdat vraag "mag ik …?"', markup=False)
