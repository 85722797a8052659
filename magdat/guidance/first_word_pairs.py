"""leidraad/eerste_woord_paren.tsv: how much the words of a question and of a sentence count for «ja» and «nee».

A line a sign (magdat.answers.word_pairs): `teken TAB ja TAB nee TAB geen`. Written by bench/first_word.py; a file of
its own, since the many thousands of lines would be slow to read as the others are.
"""

from __future__ import annotations

from pathlib import Path

from magdat.files.problems import Problem

FIELDS = "schrijf het niet met de hand: «python -m bench.first_word --schrijf» maakt dit bestand"

HEAD = """\
# Hoeveel een woord van de vraag of van de zin telt voor «ja», «nee» en geen van beide: teken, ja, nee, geen.
# Niet met de hand aanpassen: «python -m bench.first_word --schrijf» leert deze getallen.
"""

Weights = dict[str, tuple[float, float, float]]


def load_pair_weights(path: Path, problems: list[Problem]) -> Weights:
    """Return what the file says; what is wrong with it is added to ``problems``, with its line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        problems.append(Problem(path, 0, "dit bestand is niet te lezen", FIELDS))
        return {}
    found: Weights = {}
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            continue
        try:
            sign, yes, no, neither = line.split("\t")
            found[sign] = float(yes), float(no), float(neither)
        except ValueError:
            problems.append(Problem(path, number, "deze regel klopt niet", FIELDS))
    return found


def write_pair_weights(path: Path, weights: Weights) -> None:
    """Write the file; the same weights always give the same."""
    rows = ("\t".join([sign, *(f"{weight:g}" for weight in told)]) for sign, told in sorted(weights.items()))
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
