"""What is told in confidence: one verdict a turn, which storage, counts, memory and slots all obey.

A confidential turn is never counted and leaves nothing in the database: what it was about is remembered in memory for a
while. It is better to be silent about a question too many than to write down one that somebody dared to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from magdat.guidance.library import Library
from magdat.guidance.model import Kind, danger_in, fits
from magdat.understanding import Understanding

DANGER = "acuut_gevaar"
"""The intent of somebody in danger; confidential wherever it turns up."""

SUSPICION = 0.08
"""From this probability on, a confidential topic among the readings makes a turn confidential."""


def confidential_topics(library: Library) -> frozenset[str]:
    """Return the topics of which nothing may be written: those that lead to the right service, and danger."""
    return frozenset(topic.id for topic in library.topics if topic.kind is Kind.ROUTE) | {DANGER}


def suspected(library: Library, understanding: Understanding) -> bool:
    """Return whether a message may tell of something confidential, whatever it was taken for in the end."""
    topics = confidential_topics(library)
    likeliest = max((chance for _, chance in understanding.topics()), default=0.0)
    # «terug naar die pester» is a move; what it is about is the likeliest topic, however unlikely.
    enough = min(SUSPICION, likeliest / 2)
    if any(name in topics and chance > 0 and chance >= enough for name, chance in understanding.ranking):
        return True
    told = any(fits(form, understanding.text) for form in library.disclosures)
    return told or danger_in(library.danger, understanding.text) is not None


def in_confidence(
    library: Library,
    understanding: Understanding,
    answered: Iterable[Mapping[str, Any]],
    topic: str | None,
    *,
    before: bool,
) -> bool:
    """Return the verdict on one turn.

    Args:
        library: the topics, and the forms in which people tell of danger and bullying.
        understanding: what was said.
        answered: the machine-readable forms of what the assistant says to it.
        topic: what the conversation is about after it.
        before: the verdict on the turn before. It holds until an answer is about something ordinary: until then
            somebody goes on about the same.
    """
    topics = confidential_topics(library)
    said = list(answered)
    about: set[Any] = {topic, *(custom.get(key) for custom in said for key in ("onderwerp", "ook"))}
    if suspected(library, understanding) or not topics.isdisjoint(about) or any(c.get("gevaar") for c in said):
        return True
    ordinary = {topic.id for topic in library.topics if topic.kind in {Kind.RULE, Kind.EXPLANATION}}
    return before and not any(custom.get("onderwerp") in ordinary for custom in said)
