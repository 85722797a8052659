"""leidraad/woordgewichten.yml: how much speaks for beginning what the company says with «ja», with «nee», or with none.

A wrong «ja» allows what is forbidden, and a text without a word still says what it says: so «ja» is said from a higher
chance on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import Field

from magdat.files.schema import FileModel
from magdat.question import Opening

WORDS = (Opening.YES, Opening.NO, Opening.NONE)
"""The order in which weights and chances stand."""


class SaidWordWeights(FileModel):
    """The whole file, learned by bench/said_word.py."""

    weights: dict[str, tuple[float, float, float]] = Field(..., alias="gewichten")
    """For each sign how much it speaks for «ja», for «nee», and for neither."""

    yes_from: float = Field(..., alias="ja_vanaf", ge=0.5, le=1.0)
    no_from: float = Field(..., alias="nee_vanaf", ge=0.5, le=1.0)


@dataclass(frozen=True)
class SaidWord:
    """The file, ready to weigh with."""

    weights: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    yes_from: float = 1.0
    """From this share of the chances of «ja» and «nee» together on, «ja» is said where neither is less likely."""

    no_from: float = 1.0
    """The same of «nee»."""

    @classmethod
    def of(cls, learned: SaidWordWeights) -> SaidWord:
        """Return what the file says."""
        return cls(learned.weights, learned.yes_from, learned.no_from)

    def chances(self, signs: Mapping[str, float]) -> tuple[float, float, float]:
        """Return how likely «ja», «nee» and neither are the right beginning, given the signs; together 1."""
        known = [(self.weights[name], value) for name, value in signs.items() if name in self.weights]
        scores = [sum(weights[place] * value for weights, value in known) for place in range(len(WORDS))]
        parts = [math.exp(score - max(scores)) for score in scores]
        yes, no, neither = (part / sum(parts) for part in parts)
        return yes, no, neither

    def word(self, signs: Mapping[str, float]) -> Opening:
        """Return with what an answer begins, given the signs."""
        yes, no, neither = self.chances(signs)
        if neither >= max(yes, no):
            return Opening.NONE
        if yes >= no:
            return Opening.YES if yes >= self.yes_from * (yes + no) else Opening.NONE
        return Opening.NO if no >= self.no_from * (yes + no) else Opening.NONE
