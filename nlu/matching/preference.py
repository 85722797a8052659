"""Whether a question goes to the likeliest thing in a policy, or to what the guidance says: learned from both answers.

How likely a statement answers says how far it stands out from the others of its policy, and where a policy says
nothing one of them stands out too. So it counts as well how like it is to the question in itself, and to what others
ask whom the guidance would answer the same; whether the guidance knows the question well, whether both are about the
same, and how much of what was asked the statement speaks of at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from magdat.guidance.library import Library
from nlu.matching.words import stems

ALIKE = ("betekenis", "zin", "artikel", "anderen", "anderen_zin", "leidraad_zin", "onderwerp")
"""Likenesses (nlu/matching/likeness.py) that tell by themselves whether a statement is about what was asked. They count
where nothing has examples: beside those they changed one of 350 answers to De Linde, and that for the worse."""

SIGNS = (
    "altijd",
    "kans",
    "voorsprong",
    "dekking",
    "dekking_artikel",
    "voorbeeld",
    "leidraad",
    "zeker_onderwerp",
    "zelfde_onderwerp",
    "zelfde_deelvraag",
    "eigen_onderwerp",
    "buiten_bereik",
    "vorm",
    "weinig_woorden",
    "andere_deelvraag",
    "enkel_leidraad",
    *ALIKE,
)

FOR_THE_POLICY = frozenset(
    {
        "kans",
        "voorsprong",
        "dekking",
        "dekking_artikel",
        "voorbeeld",
        "zelfde_onderwerp",
        "zelfde_deelvraag",
        "vorm",
        *ALIKE,
    }
)
"""Signs that never speak against the policy."""

FOR_THE_GUIDANCE = frozenset({"leidraad", "zeker_onderwerp", "weinig_woorden", "andere_deelvraag", "enkel_leidraad"})
"""Signs that never speak against the guidance."""

MOST = 6.0
"""Log odds and margins beyond this tell nothing more."""


@dataclass(frozen=True)
class Compared:
    """One thing in a policy beside what the guidance would say to the same question."""

    chance: float
    """How likely something in its clause answers."""

    ahead: float
    """By how much its score is above that of the best of another clause."""

    covered: float
    """The share of the rare words of the question that it has."""

    covered_by_clause: float
    example: float
    """How like its nearest example is; 0 without any."""

    statement: float
    """How likely the guidance's likeliest statement answers."""

    topic: float
    """How likely the guidance's likeliest topic is."""

    same_topic: float
    """How likely its own topic is."""

    same_question: float
    """How likely the questions are that it answers by name."""

    own_topic: bool
    """Whether its topic is one that only the company knows."""

    outside: float
    fits_form: bool
    words: int
    """How many words of the question tell something."""

    other_question: bool
    """Whether the policy names which of the guidance's questions it answers, and the recognised one is not among
    them: whoever put those names there read it all, and a likeness knows less."""

    beyond: float
    """How much the words of the question weigh that the guidance's likeliest statement says, and this does not."""

    alike: Mapping[str, float]
    """How like the question it is, by the name of each likeness."""

    def signs(self) -> dict[str, float]:
        """Return the signs of preference."""
        bounded = min(max(self.chance, 1e-4), 1 - 1e-4)
        return {
            "altijd": 1.0,
            "kans": min(max(math.log(bounded / (1 - bounded)), -MOST), MOST),
            "voorsprong": min(max(self.ahead, -MOST), MOST),
            "dekking": self.covered,
            "dekking_artikel": self.covered_by_clause,
            "voorbeeld": self.example,
            "leidraad": self.statement,
            "zeker_onderwerp": self.topic,
            "zelfde_onderwerp": self.same_topic,
            "zelfde_deelvraag": min(self.same_question, 1.0),
            "eigen_onderwerp": float(self.own_topic),
            "buiten_bereik": self.outside,
            "vorm": float(self.fits_form),
            "weinig_woorden": 1 / (1 + self.words),
            "andere_deelvraag": float(self.other_question),
            "enkel_leidraad": self.beyond,
            **{name: self.alike[name] for name in ALIKE},
        }


def words_of_guidance(library: Library, common: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for each of the guidance's statements the words that tell something, of its question and its text.

    Args:
        library: the guidance.
        common: words that tell nothing.
    """
    telling_nothing = frozenset(common)
    return {
        name: frozenset(stems(f"{item.question} {item.text}", telling_nothing))
        for name, item in library.statements.items()
    }


def preferred(compared: Compared, weights: Mapping[str, float]) -> float:
    """Return how likely what the policy says is the better answer."""
    signs = compared.signs()
    return 1 / (1 + math.exp(-sum(weight * signs[name] for name, weight in weights.items())))
