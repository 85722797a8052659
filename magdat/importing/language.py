"""In which language a text is: by its most common little words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

DUTCH = "Nederlands"

_LEAST = 30
"""Words below which a text is too short to tell."""


def language_of(text: str, languages: Mapping[str, Sequence[str]]) -> str:
    """Return the language whose little words a text holds most of; Dutch when it is too short to tell."""
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    if sum(words.values()) < _LEAST:
        return DUTCH
    counts = {name: sum(words[word] for word in little) for name, little in languages.items()}
    best = max(counts, key=lambda name: (counts[name], name == DUTCH))
    return best if counts[best] > counts.get(DUTCH, 0) else DUTCH
