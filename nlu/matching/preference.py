"""Whether a question goes to the likeliest thing in a policy, or to what the guidance says: learned from both answers.

How likely a statement answers says how like it is to the question, and one shared word makes it like enough. What the
guidance would say instead is known too: whether it knows the question well, whether both are about the same, and how
much of what was asked the statement speaks of at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from magdat.guidance.library import Library
from nlu.matching.words import stems

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
)

FOR_THE_POLICY = frozenset(
    {"kans", "voorsprong", "dekking", "dekking_artikel", "voorbeeld", "zelfde_onderwerp", "zelfde_deelvraag", "vorm"}
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
    return 1 / (1 + math.exp(-sum(weights[name] * sign for name, sign in compared.signs().items())))
