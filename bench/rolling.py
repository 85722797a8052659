"""Workers and action servers started anew one after the other while people ask: what did anybody see of it?"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.company import ACTIONS, WORKERS, Company
from bench.people import Person

PEOPLE, PAUSE = 6, 0.8
"""People, and the seconds that each waits between an answer and the next question."""

ORDER = (*ACTIONS, *WORKERS)
"""In which order docs/bedrijf.md rolls a new version out."""

QUESTIONS = (
    "mag ik facebook gebruiken tijdens de pauze?",
    "mag ik een gesprek met mijn baas opnemen?",
    "mag een collega een foto van mij op instagram zetten?",
)


@dataclass
class Seen:
    """What people saw."""

    took: list[float] = field(default_factory=list)
    """Seconds until each answer."""

    faults: Counter[str] = field(default_factory=Counter)
    """Everything that was no answer, and how often."""

    away: dict[str, list[float]] = field(default_factory=dict)
    """Of each service the seconds that it was away, each time."""


async def rolled(
    running: Company,
    rounds: int,
    names: Sequence[str] = ORDER,
    questions: Sequence[str] = QUESTIONS,
    say: Callable[[str], None] = lambda _: None,
) -> Seen:
    """Start services anew so many times, one after the other, while people ask.

    Args:
        running: everything.
        rounds: how often each.
        names: which ones, in this order.
        questions: what people ask.
        say: is told of each.

    Raises:
        NotThere: a service does not stop or does not come back.
    """
    seen, over = Seen(), asyncio.Event()
    people = [Person(running.proxy, seen.faults, seen.took) for _ in range(PEOPLE)]
    asking = [asyncio.create_task(person.stay(questions, PAUSE, over)) for person in people]
    try:
        for number in range(rounds):
            for name in names:
                away = await asyncio.to_thread(running.restart, name)
                seen.away.setdefault(name, []).append(away)
                say(f"round {number + 1}: {name} {away:.1f} s; {len(seen.took)} answers, {dict(seen.faults)}")
    finally:
        over.set()
        await asyncio.gather(*asking)
    return seen
