"""`magdat beleid nieuw`: from some fifteen questions to a first policy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Optional

import typer

from magdat.commands.findings import counted
from magdat.commands.interview import interview
from magdat.commands.new_file import writable
from magdat.commands.output import console, fail, quiet
from magdat.files.problems import DocumentError
from magdat.files.writing import write_whole
from magdat.guidance.library import load_library
from magdat.policy.loading import LoadedPolicy, load_policy
from magdat.policy.still_open import still_open
from magdat.questionnaire.answers import Answer, read_answers
from magdat.questionnaire.composing import compose
from magdat.questionnaire.loading import load_questionnaire
from magdat.questionnaire.model import Questionnaire
from magdat.questionnaire.writing import policy_text
from magdat.settings import Settings

_STOPPED = 130
"""The exit code of a command that somebody stopped."""

_TRIALS = 2
"""So many questions are shown to try the new policy with."""


def begin(
    output: Path = typer.Option(..., "--uit", metavar="BESTAND", help="Waarheen: een nieuw bestand op .yml."),
    answers: Optional[Path] = typer.Option(
        None,
        "--antwoorden",
        metavar="BESTAND",
        help="Antwoorden uit een bestand (.yml) in plaats van vragen te stellen.",
    ),
    overwrite: bool = typer.Option(False, "--overschrijf", help="Vervang het bestand als het al bestaat."),
) -> None:
    """Maak een eerste beleid: een vijftiental vragen, met uitleg bij elke keuze.

    Wat je nog niet weet, staat er als «nog in te vullen» of «Nog te beslissen». Stop je, dan is er niets geschreven.
    """
    quiet()
    writable(output, overwrite)
    guidance = Settings.from_environment().guidance
    library = load_library(guidance)
    questionnaire = load_questionnaire(guidance, library)
    given = _asked(questionnaire) if answers is None else _read(answers, questionnaire)
    text = policy_text(compose(questionnaire, given))
    try:
        loaded = load_policy(output, library, text)
    except DocumentError as error:
        fail("Wat hieruit komt, is nog geen geldig beleid; er is niets geschreven. → Kijk leidraad/nieuw.yml na.")
        for problem in error.problems:
            fail(str(problem))
        raise typer.Exit(1) from None
    write_whole(output, text.encode())
    _tell(output, loaded, questionnaire)


def someone_there() -> bool:
    """Return whether somebody can answer questions here."""
    return sys.stdin.isatty()


def _asked(questionnaire: Questionnaire) -> dict[str, Answer]:
    if not someone_there():
        fail("Hier is niemand om vragen aan te stellen → geef de antwoorden met --antwoorden BESTAND.yml")
        raise typer.Exit(2)
    try:
        return interview(
            questionnaire,
            lambda prompt: console.input(prompt, markup=False),
            lambda line: console.print(line, markup=False),
        )
    except (KeyboardInterrupt, EOFError):
        fail("Gestopt. Er is niets geschreven.")
        raise typer.Exit(_STOPPED) from None


def _read(path: Path, questionnaire: Questionnaire) -> dict[str, Answer]:
    try:
        return read_answers(path, questionnaire)
    except DocumentError as error:
        for problem in error.problems:
            fail(str(problem))
        raise typer.Exit(2) from None


def _tell(output: Path, loaded: LoadedPolicy, questionnaire: Questionnaire) -> None:
    """Say what was written, what remains to be done, and how to try it."""
    policy = loaded.policy
    chapters = counted(len(policy.articles), "hoofdstuk", "hoofdstukken")
    said = counted(len(policy.statements), "uitspraak", "uitspraken")
    console.print(f"✓ {output}: {policy.title}, {said} in {chapters}", markup=False)
    if still := len(list(still_open(loaded))):
        console.print(f"  {counted(still, 'plaats', 'plaatsen')} nog in te vullen of te beslissen:", markup=False)
        console.print(f"    magdat beleid controleer {output}", markup=False)
    console.print("  Probeer het:", markup=False)
    written = {str(item.id) for item in policy.statements}
    trials = [trial for trial in questionnaire.trials if trial.statement in written]
    for trial in trials[:_TRIALS]:
        console.print(f'    MAGDAT_BELEID={output} magdat vraag "{trial.question}"', markup=False)
