"""How much, how fast and what kind of text gets through."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from ruamel.yaml import YAML

_DOMAIN = YAML(typ="safe").load((Path(__file__).resolve().parent.parent / "domain.yml").read_text(encoding="utf-8"))
INTENTS = frozenset(name for item in _DOMAIN["intents"] for name in (item if isinstance(item, dict) else [item]))
"""The intents that a button may name: those of domain.yml."""

MAX_CHARACTERS = 2000
"""Characters of one message; a question is far shorter, and a longer text is more than a person would ask."""

BURST = 25
"""Messages that one sender may send at once."""

PER_SECOND = 3.0
"""Messages a second that one sender may keep up."""


_PAYLOAD = re.compile(r"^/([a-z_]+)(\{.*\})?$")
_RESERVED = frozenset({"restart", "session_start", "back", "nlu_fallback"})
"""Rasa's own commands: nobody restarts a conversation or takes a turn back by typing."""


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
