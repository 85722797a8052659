"""How likely each topic is when a conversation begins; in the middle of one, evidence.py weighs what was said."""

from __future__ import annotations

from magdat.conversation.interpret.context import added, telling
from magdat.conversation.interpret.signs import hinted, too_long_for
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.situation import Situation
from magdat.understanding import ACTS, Understanding

Ranking = tuple[tuple[str, float], ...]

SURE = 0.28
"""From this probability on, the likeliest topic is answered straight away (chosen in docs/nlu.md)."""

SURE_FAR_AHEAD = 0.20
"""A lower probability will do when the runner-up is less than half as likely."""

HINTED = 6.0
"""How many times likelier a topic becomes by a form that hints at it."""

UNMOVED, UNASKED = 1.5, 20.0
"""A topic becomes at most so many times likelier when a message turns out not to be a move, and when it asks about an
answer though there was none."""

A_SENTENCE = 6
"""So many words make a whole sentence."""

USING = "gebruik_werkuren"
"""What somebody asks about who names no more than a platform, a moment or a device."""

_ON_AN_ANSWER = frozenset({"waarom", "bron_vragen", "voorbeeld_vragen", "wat_als_toch", "verschil_vragen"})


def weighed(library: Library, understanding: Understanding) -> Ranking:
    """Return the topics with their probability when nothing was said before, likeliest first."""
    chances = dict(understanding.topics())
    share = _share_of_the_moves(understanding)
    chances = {name: chance * share for name, chance in chances.items()}
    # «Hij heeft foto's van mij van vroeger, en ik moet lief zijn»: no word outweighs that somebody is in trouble.
    in_trouble = any(_is_route(library, name) for name, chance in understanding.topics()[:1] if chance >= SURE)
    for topic in {hint.topic for hint in library.talk.hints} & set(chances):
        if hinted(library, understanding, topic) and not (in_trouble and not _is_route(library, topic)):
            chances[topic] = min(1.0, chances[topic] * HINTED)
    named = telling(added(understanding, Situation())[0])
    if USING in chances and named > 1 and understanding.topics()[0][1] < SURE:
        chances[USING] = min(1.0, chances[USING] * HINTED)
    return tuple(sorted(chances.items(), key=lambda item: -item[1]))


def _is_route(library: Library, topic: str) -> bool:
    return library.topic(topic).kind is Kind.ROUTE


def _share_of_the_moves(understanding: Understanding) -> float:
    """Return how many times likelier every topic is because a message cannot be the move that it looks like."""
    intent = understanding.intent or ""
    most = UNMOVED if intent == "aanvullen" or too_long_for(intent, understanding) else 1.0
    if intent in _ON_AN_ANSWER and len(understanding.text.split()) >= A_SENTENCE:
        most = UNASKED  # nothing was answered yet, so a whole sentence asks something else
    moves = sum(chance for name, chance in understanding.ranking if name in ACTS)
    return min(most, 1 / max(1 - moves, 0.01))


def sure(ranking: Ranking, *, far_ahead: bool = True) -> bool:
    """Return whether the likeliest topic is likely enough to be answered straight away.

    Args:
        ranking: the topics, likeliest first.
        far_ahead: whether a lower probability will do for one that is far ahead of the others.
    """
    if not ranking:
        return False
    best, second = ranking[0][1], ranking[1][1] if len(ranking) > 1 else 0.0
    return best >= SURE or (far_ahead and best >= SURE_FAR_AHEAD and second < best / 2)
