"""`magdat beleid voorstellen`: what desks propose to say in the policy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Optional

import typer

from magdat.commands.output import console, fail, quiet
from magdat.privacy.seal import BrokenSeal, Seal
from magdat.settings import Settings
from magdat.staff.proposals import BOUND_TO, Proposal
from magdat.storage.stores import open_stores


@dataclass(frozen=True)
class Read:
    """One proposal as HR reads it."""

    number: int
    question: str
    text: str
    topic: str | None
    clause: str | None

    def data(self) -> dict[str, object]:
        """Return the machine-readable form."""
        told = {"nummer": self.number, "vraag": self.question, "tekst": self.text}
        return {**told, "onderwerp": self.topic, "artikel": self.clause}


def proposals(
    done: Optional[int] = typer.Option(None, "--klaar", metavar="NUMMER", help="Wis een voorstel dat je verwerkte."),
    as_json: bool = typer.Option(False, "--json", help="Geef de voorstellen in machineleesbare vorm."),
) -> None:
    """Toon welke antwoorden het bureau voorstelt. Er verandert niets aan het beleid tot jij het zelf aanpast."""
    quiet()
    settings = Settings.from_environment()
    kept = open_stores(settings).proposals
    if done is not None:
        if not kept.done(done):
            fail(f"er is geen voorstel met nummer {done}")
            raise typer.Exit(1)
        console.print(f"Voorstel {done} is gewist.")
        return
    seal = Seal.opened(settings.state, settings.post_key)
    found = [read for item in kept.waiting() if (read := _read(item, seal)) is not None]
    if as_json:
        typer.echo(json.dumps([item.data() for item in found], ensure_ascii=False, indent=2))
        return
    if not found:
        console.print("Er zijn geen voorstellen.")
        return
    console.print("Zet wat je goed vindt in het beleid, en kijk het na met: magdat beleid controleer")
    console.print("Klaar met een voorstel? magdat beleid voorstellen --klaar NUMMER")
    for item in found:
        for line in _lines(item):
            console.print(line, markup=False)


def _read(item: Proposal, seal: Seal) -> Read | None:
    try:
        told = json.loads(seal.open(item.content, BOUND_TO))
    except (BrokenSeal, ValueError):
        fail(f"voorstel {item.number} is niet te lezen: het werd met een andere sleutel verzegeld")
        return None
    return Read(item.number, told["vraag"], told["tekst"], item.topic, item.clause)


def _lines(item: Read) -> list[str]:
    """Return a proposal as it may be put under «uitspraken» in the policy."""
    quoted = json.dumps  # every JSON text is a YAML text too
    return [
        "",
        f"Voorstel {item.number}",
        f"  - id: voorstel-{item.number}",
        "    soort: uitleg",
        f"    onderwerp: {item.topic or '…  # kies een onderwerp'}",
        f"    artikel: {quoted(item.clause) if item.clause else '…  # kies een artikel'}",
        f"    tekst: {quoted(item.text, ensure_ascii=False)}",
        "    voorbeelden:",
        f"      - vraag: {quoted(item.question, ensure_ascii=False)}",
    ]
