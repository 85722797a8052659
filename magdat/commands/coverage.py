"""`magdat beleid dekking`: what the company answers, what only the guidance answers, and what is asked most."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Optional

import typer

from magdat.commands.coverage_shown import show_everything, show_overview, show_topic
from magdat.commands.in_use import policy_for
from magdat.commands.output import fail, quiet
from magdat.coverage.demand import load_demand
from magdat.coverage.groups import load_groups
from magdat.coverage.machine_readable import coverage_data, topic_data
from magdat.coverage.overview import Coverage, coverage_of
from magdat.files.problems import closest
from magdat.guidance.library import load_library
from magdat.settings import Settings
from magdat.wording.dates import belgian_date
from magdat.wording.phrases import load_phrases


def coverage(
    file: Optional[Path] = typer.Argument(
        None, metavar="[BELEID]", help="Het beleid; zonder bestand het beleid dat in gebruik is."
    ),
    topic: Optional[str] = typer.Option(None, "--onderwerp", metavar="ID", help="Toon elke vraag van dit onderwerp."),
    everything: bool = typer.Option(False, "--alles", help="Toon elk onderwerp, en alles zonder voorbeeld of vraag."),
    as_json: bool = typer.Option(False, "--json", help="Geef alles in machineleesbare vorm, met elke vraag."),
) -> None:
    """Toon welke vragen het beleid beantwoordt, welke enkel de leidraad, en waarover mensen het meest vragen."""
    quiet()
    guidance = Settings.from_environment().guidance
    library = load_library(guidance)
    groups, demand = load_groups(guidance / "dekking.yml", library), load_demand(guidance / "gevraagd.yml", library)
    loaded = policy_for(file, library, named_first=False)
    found = coverage_of(loaded.policy, library, groups, demand)
    if topic is not None:
        _known(topic, found)
    if as_json:
        data = coverage_data(found) if topic is None else topic_data(found.topic(topic))
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    policy = loaded.policy
    told = f"{policy.title}, versie {policy.version}, geldig vanaf {belgian_date(policy.valid_from)}"
    if topic is not None:
        show_topic(told, found.topic(topic), load_phrases(guidance / "zinnen.yml"), library)
    elif everything:
        show_everything(told, found)
    else:
        show_overview(told, found)


def _known(topic: str, found: Coverage) -> None:
    """Stop, with the nearest names, when there is no such topic.

    Raises:
        Exit: there is none.
    """
    known = [item.id for item in found.topics]
    if topic not in known:
        hint = closest(topic, known) or "«magdat beleid dekking --alles» noemt ze allemaal"
        fail(f"het onderwerp «{topic}» bestaat niet → {hint}")
        raise typer.Exit(2)
