"""leidraad/vertelgewichten*.yml: how much speaks for telling a sentence beside the one that answers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import Field

from magdat.files.schema import FileModel


class WantingWeights(FileModel):
    """The whole file, learned by bench/wanted.py and bench/wanted_of_guidance.py."""

    weights: dict[str, float] = Field(..., alias="gewichten")
    tell_from: float = Field(..., alias="vanaf", ge=0.0, le=1.0)
    tell_from_behind_leave: float = Field(..., alias="vanaf_na_toelating", ge=0.0, le=1.0)


@dataclass(frozen=True)
class Wanting:
    """The file, ready to weigh with."""

    weights: Mapping[str, float] = field(default_factory=dict)
    tell_from: float = 0.0
    """From this chance on that somebody needs a sentence, it is told; everything is where nothing was learned."""

    tell_from_behind_leave: float = 0.0
    """The same behind what is allowed: who misses a limit to that does what is forbidden."""

    @classmethod
    def of(cls, learned: WantingWeights) -> Wanting:
        """Return what the file says."""
        return cls(learned.weights, learned.tell_from, learned.tell_from_behind_leave)

    def least(self, *, allowed: bool) -> float:
        """Return from which chance on a sentence is told.

        Args:
            allowed: whether it stands beside what allows something.
        """
        return self.tell_from_behind_leave if allowed else self.tell_from

    def chance(self, signs: Mapping[str, float]) -> float:
        """Return how likely somebody needs a sentence, given its signs; from 0 to 1."""
        score = sum(self.weights.get(name, 0.0) * value for name, value in signs.items())
        return 1 / (1 + math.exp(-score))
