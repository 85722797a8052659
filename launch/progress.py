"""Say at which step of how many a start is, and how long the rest of a training takes."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

STEPS = 5
"""1 and 2 are scripts/install's: a Python environment, the packages. Then reading, learning, starting."""

READING, LEARNING, STARTING = 3, 4, 5

FIRST_TIME = 100.0
"""Seconds that a training is expected to take where none was timed yet."""


def say_step(console: Console, number: int, doing: str) -> None:
    """Print a step as a line."""
    console.print(f"· step {number} of {STEPS}: {doing}", markup=False)


@dataclass(frozen=True)
class Stage:
    """A part of a training: what Rasa logs when it begins, what people read, and what share lies before it."""

    marker: str
    step: int
    doing: str
    before: float


STAGES: Sequence[Stage] = (
    Stage("", READING, "reading the sentences", 0.0),
    Stage("component 'NgramFeaturizer'", READING, "counting n-grams", 0.45),
    Stage("component 'ContextClassifier'", LEARNING, "learning what a message implies", 0.6),
    Stage("component 'TopicClassifier'", LEARNING, "learning the topics", 0.65),
    Stage("component 'RulePolicy'", LEARNING, "packing the model", 0.97),
)


class Remaining:
    """How many seconds a training still takes: from the last one's, and corrected by how fast this one goes."""

    def __init__(self, kept: Path) -> None:
        """Read how long the last training took."""
        self._kept = kept
        self._started = time.monotonic()
        try:
            self._expected = float(json.loads(kept.read_text(encoding="ascii"))["seconds"])
        except (OSError, ValueError, KeyError, TypeError):
            self._expected = FIRST_TIME

    def reached(self, share: float) -> None:
        """Take note that so much of the whole is done."""
        if share > 0:
            self._expected = self.elapsed() / share

    def elapsed(self) -> float:
        """Return the seconds since the beginning."""
        return time.monotonic() - self._started

    def seconds(self) -> float:
        """Return what is left, never less than some seconds: nobody knows better."""
        return max(self._expected - self.elapsed(), 5.0)

    def keep(self) -> None:
        """Remember how long it took, for the next time."""
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        self._kept.write_text(json.dumps({"seconds": round(self.elapsed(), 1)}), encoding="ascii")


def reached(log: str, stages: Sequence[Stage] = STAGES) -> Stage:
    """Return the last stage that a log tells of."""
    return next(stage for stage in reversed(stages) if stage.marker in log)


def follow(log: Path, stages: Sequence[Stage] = STAGES) -> Iterator[Stage]:
    """Yield, every time one asks, the stage that a growing log has reached; it may not be there yet."""
    while True:
        try:
            yield reached(log.read_text(encoding="utf-8", errors="replace"), stages)
        except OSError:
            yield stages[0]
