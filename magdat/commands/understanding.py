"""`magdat vraag`, `magdat waarom` and `magdat evalueer`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

import typer
from rich.table import Table

from magdat import evaluation
from magdat.commands.findings import columns
from magdat.commands.output import busy, console, fail, quiet
from magdat.conversation.dialogue import respond
from magdat.conversation.outcome import InDanger, Moved, Outcome, topic_of
from magdat.conversation.state import State
from magdat.interpreter import open_interpreter
from magdat.knowledge import Knowledge, open_knowledge
from magdat.understanding import Understanding

LIKELIEST = 5
"""So many statements are shown that a question may have been meant for."""


LEAST_ADDED = 0.1
"""A likeness that adds less than this to the score is not shown."""


def ask(
    questions: list[str] = typer.Argument(..., metavar="VRAAG…", help="Een vraag tussen aanhalingstekens, of meer."),
    as_json: bool = typer.Option(False, "--json", help="Geef de machineleesbare vorm; van meer vragen een per regel."),
) -> None:
    """Beantwoord een of meer vragen, zonder server; elke vraag is een gesprek op zichzelf."""
    quiet()
    if len(questions) > 1 and not any(" " in question.strip() for question in questions):
        fail(f'Zet je vraag tussen aanhalingstekens: magdat vraag "{" ".join(questions)}"')
        raise typer.Exit(2)
    with busy("Even denken …"):
        knowledge = open_knowledge()
        understood = open_interpreter().parse(questions)
    several = len(questions) > 1
    for number, (question, understanding) in enumerate(zip(questions, understood)):
        replies = respond(knowledge.anew(), State(noticed=True), understanding).replies
        if as_json:
            told = [reply.custom for reply in replies]
            typer.echo(json.dumps(told, ensure_ascii=False, indent=None if several else 2))
            continue
        if several and number:
            console.print()
        if several:
            console.print(f"? {question}", markup=False, style="bold")
        for reply in replies:
            console.print(reply.text, markup=False)
            for button in reply.buttons:
                console.print(f"  [{button.title}]", markup=False, style="cyan")


def why(question: str = typer.Argument(..., metavar="VRAAG", help="De vraag, tussen aanhalingstekens.")) -> None:
    """Toon hoe één vraag begrepen wordt: de waarschijnlijkste uitspraken, de vorm, de opening en de keuze."""
    quiet()
    with busy("Het taalmodel leest de vraag …"):
        knowledge = open_knowledge()
        understanding = open_interpreter().parse([question])[0]
    turn = respond(knowledge, State(noticed=True), understanding)
    chosen: dict[str, Any] = next((reply.custom for reply in turn.replies if reply.custom.get("uitspraak")), {})
    shown = columns("", "uitspraak", "kans", "vraag", "waarom", whole=("kans",))
    table = Table(*shown, title="De waarschijnlijkste uitspraken")
    for name, chance in understanding.statements[:LIKELIEST]:
        asked = knowledge.library.statements.get(name)
        mark = "→" if name == chosen.get("uitspraak") else ""
        told = asked.question if asked else "(bestaat niet meer)"
        table.add_row(mark, name, _share(chance), told, _because(understanding.reasons.get(name, {})))
    console.print(table)
    _show_company(knowledge, understanding)
    console.print(f"Vorm: {understanding.form.value if understanding.form else 'niet gehoord'}", markup=False)
    openings = [f"{opening.value} {_share(chance)}" for opening, chance in understanding.openings]
    console.print(f"Opening: {', '.join(openings) or 'niet gehoord'}", markup=False)
    if not chosen:
        console.print(f"Geen uitspraak gekozen: het gesprek ging naar «{_told(turn.outcome)}».", markup=False)
        return
    name, word = chosen["uitspraak"], chosen["opening"]
    console.print(f"Gekozen: {name}, {f'met «{word}»' if word else 'zonder ja of nee'} vooraan.", markup=False)


def _told(outcome: Outcome) -> str:
    """Return in a word where a message led."""
    if isinstance(outcome, Moved):
        return outcome.move
    return topic_of(outcome) or ("acuut_gevaar" if isinstance(outcome, InDanger) else "verduidelijken")


def _show_company(knowledge: Knowledge, understanding: Understanding) -> None:
    """Show what in the policy is most like the question, and in what it is like it."""
    told = understanding.in_policy
    if told is None or told.digest != knowledge.loaded.document.digest:
        console.print("Met het beleid zelf is niet vergeleken: het taalmodel las een andere versie.", markup=False)
        return
    title = f"Wat het bedrijf schreef (vanaf {_share(told.threshold)} antwoordt het)"
    table = Table(*columns("in het beleid", "kans", "waarom", whole=("kans",)), title=title)
    for item in told.found[:LIKELIEST]:
        table.add_row(item.id, _share(item.chance), _because(item.likenesses))
    console.print(table)


def _because(likenesses: Mapping[str, float]) -> str:
    """Return what each likeness adds to a score, the most first."""
    told = sorted(likenesses.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{name.replace('_', ' ')} {added:+.1f}" for name, added in told if abs(added) >= LEAST_ADDED)


def _share(chance: float) -> str:
    return f"{chance:.0%}" if chance >= 0.01 else "<1%"


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
