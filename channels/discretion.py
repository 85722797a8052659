"""Which replies are for one person alone, where others read along."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from channels.base import Outgoing, Reply
from magdat.files.documents import parse, read_document
from magdat.guidance.model import Kind, Topics

ALWAYS = frozenset({"mens_spreken", "online_dreiging"})
"""Topics that are careful whatever the guidance calls them."""


def careful_topics(guidance: Path) -> frozenset[str]:
    """Return the topics of which nobody else need know that somebody asked: those that lead to help.

    Raises:
        DocumentError: the list of topics cannot be used.
    """
    topics = parse(Topics, read_document(guidance / "onderwerpen.yml")).topics
    return ALWAYS | {topic.id for topic in topics if topic.kind is Kind.ROUTE}


def is_careful(custom: Mapping[str, Any], topics: Collection[str]) -> bool:
    """Return whether a reply is on such a topic, names one, is part of a hand-off, or tells whom to call."""
    named = {custom.get("onderwerp"), custom.get("ook"), *(custom.get("verduidelijking") or ())}
    return bool(custom.get("gevaar") or custom.get("stap")) or not named.isdisjoint(topics)


class Discretion:
    """A way back where others read along: from the first careful reply on, the rest is for the person alone."""

    def __init__(self, outgoing: Outgoing, topics: Collection[str]) -> None:
        """Send by ``outgoing``."""
        self._outgoing = outgoing
        self._topics = topics
        self.careful = False

    async def send(self, reply: Reply) -> None:
        """Send one reply."""
        self.careful = self.careful or is_careful(reply.custom, self._topics)
        await self._outgoing.send(replace(reply, discreet=reply.discreet or self.careful))
