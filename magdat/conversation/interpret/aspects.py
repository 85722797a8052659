"""Whether a message in mid-talk asks another question on the topic in hand: «en als ik weiger?», «wie dan wel?».

What such a message is about, only the conversation tells; what it asks then, its likeness to the sentences of that
topic's statements. How much each sign counts was learned from conversations that people wrote, in which a reader said
which question every message asks (a conditional logit, `python -m bench.conversations`). To stay with the question in
hand is one of the choices, and all its signs are 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from magdat.conversation.interpret.meaning import GOING_ON
from magdat.conversation.state import State
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.understanding import ACTS, Understanding

STAYS = "-"
"""Stands for the question in hand."""

MOVES = frozenset({"aanvullen", GOING_ON, "wat_als_toch", "waarom", "voorbeeld_vragen", "verschil_vragen"})
"""What a message may look like that asks another question on the topic in hand."""

LEFT = 0.4
"""From this probability on, another question is believed to be asked. An answer to the wrong one is worse than the same
answer again; where that balances was seen on writers left out (docs/gesprek.md)."""

UNLIKE = 0.35
"""The likeness (nearest and middle) of the question in hand where it is not among those that the message is like."""

UNHEARD = 0.001
"""The chance of a statement that is not in the ranking."""


def another_question(library: Library, state: State, act: str, understanding: Understanding) -> str | None:
    """Return the statement on the topic in hand that a message asks for; ``None`` where it stays with the one before.

    Args:
        library: the statements, and how much each sign counts.
        state: what the conversation is about.
        act: what the message looks like.
        understanding: the message.
    """
    waits = state.pending is not None and state.pending.dimension is not None
    if state.topic is None or act not in MOVES or waits or understanding.certain:
        return None
    found = aspects(library, state, understanding)
    return chosen_among({name: signs for name, signs in found.items() if name != STAYS}, library.aspect_weights)


def chosen_among(others: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]) -> str | None:
    """Return the likeliest statement, if it is likely enough beside the others and beside the question in hand.

    Args:
        others: the signs for each other statement.
        weights: how much each sign counts.
    """
    odds = {
        name: math.exp(sum(weights.get(sign, 0.0) * value for sign, value in signs.items()))
        for name, signs in others.items()
    }
    best = max(odds, key=lambda name: odds[name], default=None)
    return best if best is not None and odds[best] >= LEFT * (1 + sum(odds.values())) else None


def aspects(library: Library, state: State, understanding: Understanding) -> dict[str, dict[str, float]]:
    """Return the signs for each other statement on the topic in hand that a message may ask for, and for staying."""
    topic = state.topic or ""
    alike = {name: nearest + middle for name, nearest, middle in understanding.beside.get(topic, ())}
    others = [
        item
        for item in understanding.beside.get(topic, ())
        if item[0] != state.statement and item[0] in library.statements
    ]
    if not others:
        return {STAYS: {}}
    in_hand, most = alike.get(state.statement or "", UNLIKE), max(alike[name] for name, _, _ in others)
    said, heard = _of_the_message(library, topic, understanding), dict(understanding.statements)
    return {
        STAYS: {},
        **{
            name: {
                **said,
                "dichtste": nearest,
                "midden": middle,
                "beter": alike[name] - in_hand,
                "achter": most - alike[name],
                "kans": math.log(heard.get(name, 0.0) + UNHEARD),
            }
            for name, nearest, middle in others
        },
    }


def _of_the_message(library: Library, topic: str, understanding: Understanding) -> dict[str, float]:
    """Return the signs that a message gives for any other question."""
    chances = {name: chance for name, chance in understanding.ranking if name in ACTS}
    adds, goes_ahead = chances.pop("aanvullen", 0.0), chances.pop("wat_als_toch", 0.0)
    named = set(understanding.values) - understanding.implied
    case = bool({"moment", "toestel", "platform"} & named)
    return {
        "ander": 1.0,
        "aanvullen": adds,
        "wat_als": goes_ahead,
        "zet": sum(chances.values()),
        "geval": float(case),
        "geval.regel": float(case and library.topic(topic).kind is Kind.RULE),
        "vraagt": float("?" in understanding.text),
    }
