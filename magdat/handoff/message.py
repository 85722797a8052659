"""What is passed on to a person: the text that someone saw and agreed to send, and nothing beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Handoff:
    """One message for a person. It has no room for a sender id or a conversation, so neither can leak."""

    message: str
    """The text as the person last saw it."""

    contact: str | None = None
    """Where an answer may go, in the person's own words (an address, a number, a desk); ``None`` is anonymous."""

    topic: str | None = None
    """The id of the topic that the conversation was about, when there is one."""

    context: Mapping[str, str] = field(default_factory=dict)
    """The situation as far as it is known: dimension to value, such as ``moment`` to ``pauze``."""

    topic_shown: str | None = None
    """The topic as the person saw it before agreeing."""

    context_shown: str | None = None
    """The situation as the person saw it before agreeing."""

    answer_shown: str | None = None
    """The answer that the assistant gave before, with its clause, where the person wanted it to go along."""
