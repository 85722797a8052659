"""leidraad/zinnen_gelezen.tsv: how often somebody who asks needs a sentence of the guidance, as people judged it.

A line a part of a text that is understood by itself: `kenmerk TAB nodig TAB overbodig`, shares from 0 to 1. The mark is
the digest of its words, so that what was edited since counts as not read yet. Written by bench/wanted_of_guidance.py.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from magdat.files.problems import Problem

ALL = "alle"
"""The mark of the line with the shares of all sentences together."""

FIELDS = "schrijf het niet met de hand: «python -m bench.wanted_of_guidance --schrijf» maakt dit bestand"

SUREST = 0.02
"""No share counts as nearer to 0 or 1 than this: few people read each sentence."""

Shares = tuple[float, float]


def mark_of(text: str) -> str:
    """Return by what a part of a text is found: it changes with its words."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


@dataclass(frozen=True)
class ReadSentences:
    """The file, ready to look up in."""

    shares: Mapping[str, Shares] = field(default_factory=dict)
    """By mark how often a part is needed, and how often it is superfluous."""

    def signs(self, text: str) -> dict[str, float]:
        """Return what people's judgements of a part of a text tell (log odds); of an unread one those of all."""
        found = self.shares.get(mark_of(text)) or self.shares.get(ALL)
        if found is None:
            return {}
        return {name: _log_odds(share) for name, share in zip(("gelezen als nodig", "gelezen als overbodig"), found)}


def _log_odds(share: float) -> float:
    bounded = min(max(share, SUREST), 1 - SUREST)
    return math.log(bounded / (1 - bounded))


def load_read_sentences(path: Path, problems: list[Problem]) -> ReadSentences:
    """Return what the file says; what is wrong with it is added to ``problems``, with its line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        problems.append(Problem(path, 0, "dit bestand is niet te lezen", FIELDS))
        return ReadSentences()
    found: dict[str, Shares] = {}
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            continue
        try:
            mark, needed, superfluous = line.split("\t")
            shares = float(needed), float(superfluous)
        except ValueError:
            problems.append(Problem(path, number, "deze regel klopt niet", FIELDS))
            continue
        if not all(0 <= share <= 1 for share in shares):
            problems.append(Problem(path, number, "een aandeel ligt tussen 0 en 1", FIELDS))
            continue
        found[mark] = shares
    return ReadSentences(found)
