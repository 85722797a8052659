"""What the figures of `python -m bench.answer` must reach, and whether they did: data, and a table beside each other.

Printing says it; nothing fails by it: how fast a machine is that somebody runs it on is no fault of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Found = Mapping[str, Mapping[str, Any]]
"""Of «ours» and of «stock» each figure by its name."""


@dataclass(frozen=True)
class Target:
    """One figure that must reach something."""

    figure: str
    bound: str
    """How it is said, with its unit."""

    of: Callable[[Found], float]
    """Gives the figure; KeyError where it was not measured."""

    limit: float
    unit: str = ""
    at_most: bool = True

    def row(self, found: Found) -> str:
        """Return the line of a table in Markdown: figure, target, what was measured, and whether it is reached."""
        try:
            measured = self.of(found)
        except KeyError:
            return f"| {self.figure} | {self.bound} | not measured | – |"
        reached = measured <= self.limit if self.at_most else measured >= self.limit
        return f"| {self.figure} | {self.bound} | {measured:.2f} {self.unit} | {'yes' if reached else 'no'} |"


def beside_stock(name: str) -> Callable[[Found], float]:
    """Return what gives a figure of ours as a part of stock's."""
    return lambda found: float(found["ours"][name]) / float(found["stock"][name])


def ours(name: str) -> Callable[[Found], float]:
    """Return what gives a figure of ours."""
    return lambda found: float(found["ours"][name])


def turns(last: int, first: int) -> Callable[[Found], float]:
    """Return what gives a late turn of our long conversations as a part of an early one."""
    return lambda found: float(found["ours"][f"turn_{last}_p50_ms"]) / float(found["ours"][f"turn_{first}_p50_ms"])


TARGETS = (
    Target("fresh question p50", "≤ 2 × stock", beside_stock("fresh_p50_ms"), 2.0, "×"),
    Target("turn 100 of a conversation against turn 1", "≤ 1.2 ×", turns(100, 1), 1.2, "×"),
    Target(
        "20 people, answers a second", "≥ 0.6 × stock", beside_stock("answers_a_second_20"), 0.6, "×", at_most=False
    ),
    Target(
        "one hostile sender: longest wait of the others", "≤ 2 s", ours("longest_wait_beside_1_hostile_s"), 2.0, "s"
    ),
    Target("twelve hostile: longest wait of the others", "≤ 2 s", ours("longest_wait_beside_12_hostile_s"), 2.0, "s"),
    Target("parse p50, one core", "≤ 12 ms", ours("of_which_parsing_p50_ms"), 12.0, "ms"),
    Target(
        "the same beside e5 for 24 pieces, same run",
        "≤ 4.3 × (12 of 2.8 ms)",
        lambda found: float(found["ours"]["of_which_parsing_p50_ms"]) / float(found["ours"]["e5_24_pieces_p50_ms"]),
        4.3,
        "×",
    ),
    Target("Rasa's resident memory", "≤ 800 MB", ours("resident_mb"), 800.0, "MB"),
)


def reached(found: Found) -> str:
    """Return every target beside its figure, as a table in Markdown."""
    return "\n".join(
        [
            "| figure | must reach | measured | reached |",
            "|---|---|---|---|",
            *(target.row(found) for target in TARGETS),
        ]
    )
