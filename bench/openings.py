"""Learn when «Ja» or «Nee» is said before an answer, and measure it: `python -m bench.openings`.

data/openingen/oordelen.tsv holds what was heard in questions of which a reader said whether the word before the answer
was right and the text was about what was asked: how likely the word and the statement were, how far «ja» and «nee» were
apart. No question stands in it. Five writers looked for what the assistant lacked; three keys are only measured on.
A wrong word weighs double: it is said from the probability on at which that costs least on writers left out, with no
more than seven in a hundred right words lost on the keys. --schrijf writes leidraad/openingsgewichten.yml.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from rich.console import Console
from sklearn.linear_model import LogisticRegression

from bench.sentences import ROOT
from magdat.conversation.interpret.sureness import SIGNS, signs

JUDGED = ROOT / "data" / "openingen" / "oordelen.tsv"
WEIGHTS = ROOT / "leidraad" / "openingsgewichten.yml"
KEY = "sleutel"
"""How the names of those begin on whom is only measured."""

STRENGTH = 0.3
"""The inverse of the regularisation."""

TRIED = (0.25, 0.30, 1 / 3, 0.35, 0.40, 0.45, 0.50)
"""Probabilities from which on a word may be said."""

MAY_BE_LOST = 0.07
"""So large a share of the right words that might be said on the keys may be lost."""

HEAD = """\
# Vanaf welke kans een antwoord met «Ja» of «Nee» begint, en hoeveel elk teken daarvoor telt.
# Niet met de hand aanpassen: «python -m bench.openings --schrijf» leert deze getallen uit data/openingen/.
# Wat de tekens betekenen, staat in magdat/conversation/interpret/sureness.py.
"""


@dataclass(frozen=True)
class Word:
    """A word that might be said before an answer."""

    by: str
    signs: tuple[float, ...]
    fits: bool


def read(path: Path = JUDGED) -> list[Word]:
    """Return the judged words."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Word(
                row["wie"],
                tuple(signs(float(row["woord"]), float(row["uitspraak"]), float(row["verschil"])).values()),
                row["past"] == "1",
            )
            for row in csv.DictReader(file, delimiter="\t")
        ]


def learned(words: Sequence[Word]) -> LogisticRegression:
    """Return what tells a right word from a wrong one."""
    table = np.array([word.signs for word in words])
    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(table, [word.fits for word in words])


def chances(model: LogisticRegression, words: Sequence[Word]) -> list[float]:
    """Return how likely each word is right."""
    return [float(chance) for chance in model.predict_proba(np.array([word.signs for word in words]))[:, 1]]


def counted(words: Sequence[Word], likely: Sequence[float], least: float) -> tuple[int, int]:
    """Return how many right and how many wrong words are said from a probability on."""
    said = [word.fits for word, chance in zip(words, likely) if chance >= least]
    return sum(said), len(said) - sum(said)


def main() -> None:
    """Learn, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schrijf", action="store_true", help="write leidraad/openingsgewichten.yml")
    chosen = parser.parse_args()
    console = Console(highlight=False)
    everything = read()
    keys = [word for word in everything if word.by.startswith(KEY)]
    judged = [word for word in everything if not word.by.startswith(KEY)]
    likely: dict[int, float] = {}
    for writer in sorted({word.by for word in judged}):
        model = learned([word for word in judged if word.by != writer])
        places = [place for place, word in enumerate(judged) if word.by == writer]
        likely.update(zip(places, chances(model, [judged[place] for place in places])))
    left_out = [likely[place] for place in range(len(judged))]
    model = learned(judged)
    on_keys = chances(model, keys)
    wanted = sum(word.fits for word in keys)
    costs = {}
    for least in TRIED:
        (right, wrong), (right_key, wrong_key) = counted(judged, left_out, least), counted(keys, on_keys, least)
        console.print(f"vanaf {least:.3f}: schrijvers {right} juist, {wrong} fout; sleutels {right_key}, {wrong_key}")
        if right_key >= (1 - MAY_BE_LOST) * wanted:
            costs[least] = 2 * (wrong + wrong_key) - right - right_key
    best = min(costs, key=lambda least: costs[least])
    console.print(f"gekozen: {best:.3f}")
    if chosen.schrijf:
        weights = {"basis": float(model.intercept_[0]), **dict(zip(SIGNS, map(float, model.coef_[0])))}
        data = {"gewichten": {name: round(value, 3) for name, value in weights.items()}, "vanaf": round(best, 3)}
        WEIGHTS.write_text(HEAD + yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
