"""Learn when «Ja» or «Nee» is said before an answer, and measure it: `python -m bench.openings`.

data/openingen/oordelen.tsv holds what was heard in questions of which it is known whether the word before the answer
was right: how likely the word and the statement were, how far «ja» and «nee» were apart. No question stands in it.
How much each counts is learned from five writers who looked for what the assistant lacked, of whom a reader judged
whether word and text were right. From which probability on a word is said is chosen on six keys of questions: a wrong
«ja» allows what is forbidden and weighs four, a wrong «nee» two. --schrijf writes leidraad/openingsgewichten.yml.
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

TRIED = (0.20, 0.25, 0.30, 1 / 3, 0.40, 0.50)
"""Probabilities from which on a word may be said. Below a fifth the text is likely about something else, which a key of
words does not mind and a reader does: of the five writers' words there a quarter was right."""

COSTS = {"ja": 4, "nee": 2}
"""How much a wrong word costs beside the gain of a right one."""

HEAD = """\
# Vanaf welke kans een antwoord met «Ja» of «Nee» begint, en hoeveel elk teken daarvoor telt.
# Niet met de hand aanpassen: «python -m bench.openings --schrijf» leert deze getallen uit data/openingen/.
# Wat de tekens betekenen, staat in magdat/conversation/interpret/sureness.py.
"""


@dataclass(frozen=True)
class Word:
    """A word that might be said before an answer."""

    by: str
    word: str
    """«ja» or «nee», where that is known."""

    signs: tuple[float, ...]
    fits: bool


def read(path: Path = JUDGED) -> list[Word]:
    """Return the judged words."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Word(
                row["wie"],
                row["zegt"],
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


def cheapest(word: str, keys: Sequence[Word], likely: Sequence[float], console: Console) -> float:
    """Return the probability from which on saying a word costs least on the keys; print what each would do."""
    costs = {}
    of_word = [(item, chance) for item, chance in zip(keys, likely) if item.word == word]
    for least in TRIED:
        right, wrong = counted([item for item, _ in of_word], [chance for _, chance in of_word], least)
        costs[least] = COSTS[word] * wrong - right
        console.print(f"«{word}» vanaf {least:.3f}: sleutels {right} juist, {wrong} fout van {len(of_word)}")
    best = min(costs, key=lambda least: costs[least])
    console.print(f"«{word}» gekozen: {best:.3f}")
    return round(best, 3)


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
    for least in TRIED:
        right, wrong = counted(judged, left_out, least)
        console.print(f"vanaf {least:.3f}: schrijvers, met gewichten van de andere, {right} juist, {wrong} fout")
    from_which = {word: cheapest(word, keys, chances(model, keys), console) for word in COSTS}
    if chosen.schrijf:
        weights = {"basis": float(model.intercept_[0]), **dict(zip(SIGNS, map(float, model.coef_[0])))}
        data = {"gewichten": {name: round(value, 3) for name, value in weights.items()}, "vanaf": from_which}
        WEIGHTS.write_text(HEAD + yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
