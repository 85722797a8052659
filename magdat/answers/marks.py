"""What a question asks for, and what a sentence does, heard in their words: «mag ik weigeren?», «je hoeft niet».

Which words tell what is data (leidraad/eerste_woord.yml); what a mark is worth was learned (bench/first_word.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from magdat.guidance.first_word import FirstWordKnowledge

_END = re.compile(r"(?<=[.!?…])\s+")

_TURNING = frozenset({"niet", "geen", "zonder", "weiger", "verboden"})
_OBLIGING = frozenset({"moet", "hoef"})
_ALLOWING = frozenset({"mag", "kan"})

ALLOWS = "laat_toe"
"""What a sentence does that allows something and limits nothing."""

ALLOWS_AND_FORBIDS = "laat_toe_en_verbiedt"
"""What a sentence does that allows one thing and forbids another."""

SHORTEST_QUESTION = 3
"""A question of fewer words, «Mag dat?», is about what stands before it."""

LONG = 25
"""Words of a message that tells a story."""


@dataclass(frozen=True)
class Asking:
    """How a question asks for yes or no."""

    kind: str
    """«mag», «moet» or «ander»: whether it asks what is allowed, what has to be done, or something else."""

    turned: bool
    """Whether it asks the other way round: «mag ik weigeren?», «moet dat niet?»."""

    open: bool
    """Whether it asks who, what or how."""

    marks: frozenset[str]

    @property
    def way(self) -> str:
        """Return the kind and the direction in one name."""
        return f"{self.kind}{'-' if self.turned else '+'}{'w' if self.open else ''}"


def asked_part(cues: FirstWordKnowledge, question: str) -> str:
    """Return the part of a message that asks: its last question, else its last sentence with a verb that asks.

    Args:
        cues: the words by which it is heard.
        question: the message.
    """
    parts = [part for part in _END.split(question.strip()) if part]
    asking = [part for part in parts if part.endswith("?")]
    if not asking:
        verbs = [part for part in parts if cues.may_ask(part)]
        return verbs[-1] if verbs else question
    alone = len(asking[-1].split()) >= SHORTEST_QUESTION or len(asking) == 1
    return asking[-1] if alone else " ".join(asking[-2:])


def asking_of(cues: FirstWordKnowledge, question: str) -> Asking:
    """Return how a question asks.

    Args:
        cues: the words by which it is heard.
        question: the message.
    """
    part = asked_part(cues, question)
    heard = cues.heard_in_question(part)
    first = cues.asks_first(part)
    kind = "ander"
    if heard & _OBLIGING and not heard & _ALLOWING:
        kind = "moet"
    elif heard & {*_ALLOWING, "toegelaten"}:
        kind = "mag"
    marks = {*heard, *({"begint"} if first else ()), *({"lang"} if len(question.split()) > LONG else ())}
    return Asking(kind, bool(heard & _TURNING), "welk" in heard and not first, frozenset(marks))


def deed_of(heard: frozenset[str]) -> str:
    """Return in one word what a sentence does, given the groups of which it has a word."""
    allows = bool(heard & {"mag", "kan", "toegelaten"})
    limits = bool(heard & {"alleen", "tenzij"})
    if heard & {"hoef", "vrijwillig", "verplicht_niemand"}:
        return "laat_vrij"
    if heard & {"niet", "geen", "nooit", "verboden"}:
        if "tenzij" in heard:
            return "verbiedt_tenzij"
        return ALLOWS_AND_FORBIDS if allows and "mag_niet" not in heard else "verbiedt"
    if allows:
        return "laat_beperkt_toe" if limits else ALLOWS
    if limits:
        return "beperkt"
    return "verplicht" if "moet" in heard else "zegt"
