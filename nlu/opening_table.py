"""How likely each opening is, given which statement answers a question and in what form it was asked.

«Moet ik mijn privénummer geven?» and «mag ik weigeren?» have one answer and two openings: what is asked and how tell
more about an honest first word than the words of the question alone (docs/antwoorden.md).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from magdat.question import Opening
from nlu.labelled_questions import LabelledQuestion

SMOOTHING = 2.0
"""So many sentences' worth of what holds over all is mixed into what holds for one statement or one form."""

SEEN = 1.0
"""So many sentences' worth of what statement and form say apart is mixed into what they say together."""

FORMS = 3
"""So many forms are taken into account, the likeliest ones."""

DECIDES = 0.1
"""At least this share of a statement's sentences begins with a word: its answer says yes or no to whoever asks so."""

Shares = dict[str, float]

HEARD = (0.35, 0.15, 0.6)
"""How much counts what holds for statement and form over all, what is heard in the words of the message whatever it
asks, and what holds for the sentences that it is most like (nlu/nearby_openings.py): powers of their probabilities.
Learned from writers left out, as `python -m bench.statements` prints them."""

TOLD = (0.15, 0.15, 0.3, 0.7)
"""The same, with what the text that answers says to who asks so (nlu/told_openings.py) as the fourth. Chosen among five
on 700 questions by strangers; docs/antwoorden.md has the figures, on writers left out as well."""

LEAST_SHARE = 1e-3
"""No opening is less likely than this by any of them alone."""


def pooled(parts: Sequence[Mapping[str, float]], powers: Sequence[float]) -> Shares:
    """Return how likely each opening is by some parts together, in a logarithmic pool; together 1.

    Args:
        parts: the probabilities by each; the first names every opening.
        powers: how much each counts, as many as there are parts.
    """
    weighed = {
        name: math.prod(
            (shares.get(name, 0.0) + LEAST_SHARE) ** power for shares, power in zip(parts, powers, strict=True)
        )
        for name in parts[0]
    }
    whole = sum(weighed.values()) or 1.0
    return {name: chance / whole for name, chance in weighed.items()}


def deciding_of(labelled: Sequence[LabelledQuestion]) -> frozenset[str]:
    """Return the statements whose answer says yes or no to whoever asks so.

    Where nobody knows («een vaste regel kennen we niet») «mag ik …?» has no word either; learned as a fact about
    «mag ik», that would take the word from answers that do decide.
    """
    counts: dict[str, Counter[bool]] = {}
    for item in labelled:
        if item.statement is not None and item.opening is not None:
            counts.setdefault(item.statement, Counter())[item.opening is not Opening.NONE] += 1
    return frozenset(name for name, found in counts.items() if found[True] >= DECIDES * sum(found.values()))


class OpeningTable:
    """Counts of openings by statement, by form, and by both."""

    def __init__(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Keep counts of openings by key: "" for all, a statement, «|form», or «statement|form»."""
        self._counts = {key: dict(found) for key, found in counts.items()}
        whole = sum(self._counts.get("", {}).values())
        self._overall = {name: count / whole for name, count in self._counts.get("", {}).items()}

    @classmethod
    def of(cls, labelled: Sequence[LabelledQuestion]) -> OpeningTable:
        """Count the openings of labelled questions."""
        counts: dict[str, Counter[str]] = {}
        deciding = deciding_of(labelled)
        for item in labelled:
            if item.opening is None:
                continue
            form = f"|{item.form.value}" if item.form is not None else None
            keys = [item.statement, f"{item.statement}{form}" if form and item.statement else None]
            if item.statement is None or item.statement in deciding:
                keys += ["", form]
            for key in keys:
                if key is not None:
                    counts.setdefault(key, Counter())[item.opening.value] += 1
        return cls(counts)

    def shares(self, statement: str, forms: Mapping[str, float]) -> Shares:
        """Return the probability of each opening for a statement, given the probability of each form."""
        likeliest = sorted(forms, key=lambda form: -forms[form])[:FORMS]
        whole = sum(forms[form] for form in likeliest) or 1.0
        found = dict.fromkeys(self._overall, 0.0)
        for form in likeliest:
            for name, share in self._given(statement, form).items():
                found[name] += share * forms[form] / whole
        return found

    def _given(self, statement: str, form: str) -> Shares:
        apart = {
            name: self._smoothed(statement, name) * self._smoothed(f"|{form}", name) / overall
            for name, overall in self._overall.items()
        }
        whole = sum(apart.values())
        together = self._counts.get(f"{statement}|{form}", {})
        seen = sum(together.values()) + SEEN
        return {name: (together.get(name, 0) + SEEN * share / whole) / seen for name, share in apart.items()}

    def _smoothed(self, key: str, name: str) -> float:
        counts = self._counts.get(key, {})
        return (counts.get(name, 0) + SMOOTHING * self._overall[name]) / (sum(counts.values()) + SMOOTHING)

    def to_data(self) -> dict[str, Any]:
        """Return the counts as plain data."""
        return self._counts
