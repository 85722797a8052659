"""`magdat vraag` and `magdat evalueer`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Optional

import typer
from rich.table import Table

from magdat import evaluation
from magdat.commands.output import busy, console, quiet
from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.interpreter import open_interpreter
from magdat.knowledge import open_knowledge


def ask(
    question: str = typer.Argument(..., metavar="VRAAG", help="De vraag, tussen aanhalingstekens."),
    as_json: bool = typer.Option(False, "--json", help="Geef de machineleesbare vorm."),
) -> None:
    """Beantwoord één vraag, zonder server."""
    quiet()
    with busy("Even denken …"):
        knowledge = open_knowledge()
        understanding = open_interpreter().parse([question])[0]
    turn = respond(knowledge, State(noticed=True), understanding)
    if as_json:
        typer.echo(json.dumps([reply.custom for reply in turn.replies], ensure_ascii=False, indent=2))
        return
    for reply in turn.replies:
        console.print(reply.text, markup=False)
        for button in reply.buttons:
            console.print(f"  [{button.title}]", markup=False, style="cyan")


def evaluate(
    file: Path = typer.Argument(..., metavar="BESTAND.tsv", help="Regels met tekst TAB onderwerp; a|b = allebei goed."),
    output: Optional[Path] = typer.Option(
        None, "--json", metavar="UIT", help="Schrijf de cijfers ook naar dit bestand."
    ),
) -> None:
    """Meet hoe goed vragen begrepen worden, met de ergste verwarringen."""
    quiet()
    library = open_knowledge().library
    questions = evaluation.read_questions(file, [topic.id for topic in library.topics])
    with busy(f"{len(questions)} vragen worden gelezen …"):
        interpreter = open_interpreter()
        interpreter.parse(["warm worden"])
        judged, milliseconds = evaluation.judge(questions, lambda text: interpreter.parse([text])[0])
    figures = evaluation.figures(judged, milliseconds)
    if output is not None:
        output.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    console.print(json.dumps(figures, ensure_ascii=False, indent=2), markup=False)
    worst = evaluation.confusions(judged)
    if worst:
        table = Table("hoort bij", "begrepen als", "keer", "bijvoorbeeld", title="De ergste verwarringen")
        for right, taken, count, example in worst:
            table.add_row(right, taken, str(count), example[:90])
        console.print(table)
