"""How much, how fast and what kind of text gets through."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from ruamel.yaml import YAML

from magdat.metrics.catalogue import MESSAGES, REFUSED

_DOMAIN = YAML(typ="safe").load((Path(__file__).resolve().parent.parent / "domain.yml").read_text(encoding="utf-8"))
INTENTS = frozenset(name for item in _DOMAIN["intents"] for name in (item if isinstance(item, dict) else [item]))
"""The intents that a button may name: those of domain.yml."""

MAX_CHARACTERS = 2000
"""Characters of one message; a question is far shorter, and a longer text is more than a person would ask."""


@dataclass(frozen=True)
class Bound:
    """How much one of something may bring: so many at once, so many a second for long, and so many that wait."""

    burst: int
    per_second: float
    queued: int
    """Messages that may wait in the durable queue."""

    refusal: str
    """What is said above it: a key of leidraad/zinnen.yml."""

    def of(self, workers: int) -> Bound:
        """Return the bound of what so many processes bear that are asked together; what may wait stays as it is."""
        return replace(self, burst=self.burst * workers, per_second=self.per_second * workers)


PER_SENDER = Bound(burst=25, per_second=3.0, queued=25, refusal="te_snel")
PER_CHANNEL = Bound(burst=600, per_second=30.0, queued=1_000, refusal="te_druk")
IN_ALL = Bound(burst=1_000, per_second=60.0, queued=2_000, refusal="te_druk")
"""The three bounds: the next one begins where the one before would still let everybody down. The last two hold for one
Rasa; several together bear as many times more (:meth:`Bound.of`)."""

REFUSALS = Bound(burst=3, per_second=0.1, queued=0, refusal="")
"""How often one sender is told by the durable queue that it is too fast or too busy: a flood is not answered by one."""

MOST_WAITING = 3
"""Messages of one sender that may wait for an answer within their request: Rasa answers them one after the other."""

_PAYLOAD = re.compile(r"^/([a-z_]+)(\{.*\})?$")
_RESERVED = frozenset({"restart", "session_start", "back", "nlu_fallback"})
"""Rasa's own commands: nobody restarts a conversation or takes a turn back by typing."""


def came_in(channel: str, refusal: str | None) -> None:
    """Count a message of a channel, and what was said where it may not pass: a key of the wording."""
    MESSAGES.labels(channel=channel).inc()
    if refusal is not None:
        REFUSED.labels(channel=channel, reason=refusal).inc()


def without_foreign_payload(text: str) -> str:
    """Return a message so that only the payloads of our own buttons start with a slash."""
    if not text.startswith("/"):
        return text
    match = _PAYLOAD.match(text)
    return text if match and match.group(1) in INTENTS - _RESERVED else text.lstrip("/ ") or "?"


def readable(text: str) -> str:
    """Return text without control characters and lone surrogates; empty when no letter or digit is left."""
    kept = text.encode("utf-8", "ignore").decode("utf-8")
    kept = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in kept)
    kept = " ".join(kept.split())
    return kept if any(char.isalnum() for char in kept) else ""
