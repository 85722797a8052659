"""How much each sign counts: data/redactie/gewichten/, one file a kind."""

from __future__ import annotations

from pathlib import Path

from magdat.files.problems import DocumentError, Problem
from magdat.redaction.rules import RULES

HEAD = (
    "# Hoeveel elk teken telt. Niet met de hand aanpassen: «python -m bench.redaction --schrijf» leert deze getallen.\n"
)


WEIGHTS = RULES / "gewichten"
"""Where they are."""

REMEDY = "zet het terug uit de bron, of leer ze opnieuw: python -m bench.redaction --schrijf"


def load_weights(kind: str, folder: Path = WEIGHTS) -> dict[str, float]:
    """Return the weights of a kind that is weighed.

    Raises:
        DocumentError: the file is missing, holds no weight, or something that is none; without weights nothing would be
            found, and personal data would pass on as if they were looked for.
        OSError: the file cannot be read.
    """
    path = folder / f"{kind}.tsv"
    if not path.is_file():
        raise DocumentError([Problem(path, 1, "de gewichten ontbreken", REMEDY)])
    weights: dict[str, float] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        name, _, weight = line.partition("\t")
        if not line or line.startswith("#"):
            continue
        try:
            weights[name] = float(weight)
        except ValueError:
            raise DocumentError([Problem(path, number, "hier staat geen gewicht", REMEDY)]) from None
    if not weights:
        raise DocumentError([Problem(path, 1, "er staan geen gewichten in", REMEDY)])
    return weights


def save_weights(kind: str, weights: dict[str, float], folder: Path = WEIGHTS) -> None:
    """Write the weights of a kind, the unimportant ones left out.

    Raises:
        OSError: the file cannot be written.
    """
    folder.mkdir(exist_ok=True)
    lines = [f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= 0.05]
    (folder / f"{kind}.tsv").write_text(HEAD + "".join(lines), encoding="utf-8")
