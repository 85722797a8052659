"""The sentences of a text of the policy: what a question is compared with, one by one."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.;:!?])\s+")

_FEWEST = 9
"""Characters of a piece that may be a sentence; shorter ones are numbers and abbreviations."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, the parts of a list apart; the whole text where it has none."""
    return [part for part in _END.split(text) if len(part) >= _FEWEST] or [text]
