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
    tell_limits_from: float | None = Field(None, alias="vanaf_begrenst_wat_mag", ge=0.0, le=1.0)


@dataclass(frozen=True)
class Wanting:
    """The file, ready to weigh with."""

    weights: Mapping[str, float] = field(default_factory=dict)
    tell_from: float = 0.0
    """From this chance on that somebody needs a sentence, it is told; everything is where nothing was learned."""

    tell_from_behind_leave: float = 0.0
    """The same behind what is allowed."""

    tell_limits_from: float = 0.0
    """The same of what may limit that: who misses such a sentence does what is forbidden."""

    @classmethod
    def of(cls, learned: WantingWeights) -> Wanting:
        """Return what the file says."""
        behind, limits = learned.tell_from_behind_leave, learned.tell_limits_from
        return cls(learned.weights, learned.tell_from, behind, behind if limits is None else limits)

    def least(self, *, allowed: bool, limits: bool = False) -> float:
        """Return from which chance on a sentence is told.

        Args:
            allowed: whether it stands beside what allows something.
            limits: whether it may limit that.
        """
        if not allowed:
            return self.tell_from
        return self.tell_limits_from if limits else self.tell_from_behind_leave

    def chance(self, signs: Mapping[str, float]) -> float:
        """Return how likely somebody needs a sentence, given its signs; from 0 to 1."""
        score = sum(self.weights.get(name, 0.0) * value for name, value in signs.items())
        return 1 / (1 + math.exp(-score))
