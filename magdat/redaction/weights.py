"""How much each sign counts: data/redactie/gewichten/, one file a kind."""

from __future__ import annotations

from pathlib import Path

from magdat.redaction.rules import RULES

HEAD = (
    "# Hoeveel elk teken telt. Niet met de hand aanpassen: «python -m bench.redaction --schrijf» leert deze getallen.\n"
)


def load_weights(kind: str, folder: Path = RULES / "gewichten") -> dict[str, float]:
    """Return the weights of a kind; none if nothing of it is weighed.

    Raises:
        OSError: the file cannot be read.
        ValueError: a weight is no number.
    """
    path = folder / f"{kind}.tsv"
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in pairs}


def save_weights(kind: str, weights: dict[str, float], folder: Path = RULES / "gewichten") -> None:
    """Write the weights of a kind, the unimportant ones left out.

    Raises:
        OSError: the file cannot be written.
    """
    folder.mkdir(exist_ok=True)
    lines = [f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= 0.05]
    (folder / f"{kind}.tsv").write_text(HEAD + "".join(lines), encoding="utf-8")
