"""Put sentences of one clause together again where together they answer one question better than apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from magdat.importing.cues import Cues
from magdat.importing.kinds import heard
from magdat.importing.passages import Passage, Shape

LONGEST = 55
"""Words of a statement that can be read at a glance."""

_BESIDE = frozenset({"uitleg", "raad", "lijst"})
"""What only says more about what was said before it."""

_ALIKE = frozenset({"verbod", "toelating", "plicht", "uitleg", "raad"})
"""Two of such a kind do not contradict each other: one question is answered from both."""


def joined(passages: Iterable[Passage], cues: Cues) -> list[Passage]:
    """Return the passages with those put together that belong together.

    What forbids, what allows and what asks stay apart, for each begins its answer with another word.
    """
    found: list[Passage] = []
    for passage in passages:
        last = found[-1] if found else None
        if last is not None and _belong(last, passage, cues):
            found[-1] = replace(
                last,
                text=f"{last.text} {passage.text}",
                sentences=(*last.sentences, *passage.sentences),
                core=last.core or last.text,
            )
        else:
            found.append(passage)
    return found


def _belong(last: Passage, passage: Passage, cues: Cues) -> bool:
    same_place = last.clause is passage.clause and last.place == passage.place
    sentences = last.shape is Shape.SENTENCES is passage.shape
    short = len(last.text.split()) + len(passage.text.split()) <= LONGEST
    if not (same_place and sentences and short):
        return False
    first, second = heard(last, cues), heard(passage, cues)
    if second.kind in _BESIDE:
        return True
    return first.kind == second.kind and first.kind in _ALIKE and first.decision == second.decision
