"""`magdat model …`: put a newly trained model in use, and go back to the one before."""

from __future__ import annotations

from pathlib import Path

import typer

from magdat import evaluation
from magdat.commands.output import busy, console, quiet
from magdat.files.problems import MagDatError
from magdat.interpreter import open_interpreter
from magdat.knowledge import open_knowledge
from magdat.model_shelf import Shelf, compared
from magdat.settings import ROOT, Settings

app = typer.Typer(help="Het taalmodel: een nieuw in gebruik nemen, of terug naar het vorige.", no_args_is_help=True)

QUESTIONS = ROOT / "data" / "rookproef.tsv"
"""The fixed questions; no model learns from them."""

RESTART = """Rasa neemt het bij de volgende start:
  make start  .venv/bin/python -m launch herstart rasa
  systemd     systemctl restart magdat-rasa
  compose     docker compose restart rasa
  Kubernetes  kubectl -n magdat rollout restart deploy/rasa"""


@app.command("wissel")
def swap(
    new: Path = typer.Argument(..., metavar="NIEUW.tar.gz", help="Een model dat je zelf trainde: een model is code."),
) -> None:
    """Neem een nieuw model in gebruik, als het de vaste vragen minstens zo goed begrijpt. Het vorige blijft bewaard."""
    quiet()
    if not new.is_file():
        raise MagDatError(f"«{new}» bestaat niet → kijk de naam na")
    questions = evaluation.read_questions(QUESTIONS, [topic.id for topic in open_knowledge().library.topics])
    shelf = Shelf(_in_use())
    with busy(f"{len(questions)} vaste vragen worden aan beide modellen gesteld …"):
        before, found = compared(shelf, new, questions, open_interpreter)
    shelf.swap(new)
    console.print(
        f"✓ {new} is in gebruik: {found} vaste vragen begrepen (het vorige: {before or 'niet te laden'})", markup=False
    )
    for item in found.wrong:
        taken = item.predicted[0] if item.predicted else "-"
        console.print(
            f"  · «{item.question.text}» → {taken}, hoort bij {' of '.join(item.question.accepted)}", markup=False
        )
    console.print(RESTART, markup=False)


@app.command("terug")
def back() -> None:
    """Neem het vorige model weer in gebruik."""
    quiet()
    shelf = Shelf(_in_use())
    shelf.back()
    console.print(f"✓ Het vorige model is weer in gebruik; het andere staat in {shelf.taken_back}", markup=False)
    console.print(RESTART, markup=False)


def _in_use() -> Path:
    return Settings.from_environment().model
