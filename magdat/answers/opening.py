"""With what an answer begins: «Ja», «Nee», or the answer itself."""

from __future__ import annotations

from collections.abc import Iterable

from magdat.policy.model import Decision
from magdat.question import Opening

YES, NO = "ja", "nee"

_BY_DECISION: dict[Opening, dict[Decision, str]] = {
    Opening.DECISION: {Decision.YES: YES, Decision.CONDITIONAL: YES, Decision.NO: NO},
    Opening.AGAINST: {Decision.YES: NO, Decision.NO: YES},
    Opening.UNCONDITIONAL: {Decision.YES: YES, Decision.CONDITIONAL: NO, Decision.NO: NO},
    Opening.DUTY: {Decision.YES: NO, Decision.CONDITIONAL: YES},
}
"""What somebody would honestly say to «mag ik?», «is dat verboden?», «mag dat zomaar?» and «moet ik dat vragen?»."""


def opening_word(opening: Opening, decision: Decision | None) -> str | None:
    """Return «ja» or «nee», or ``None`` where neither would be honest.

    Args:
        opening: what the question deserves.
        decision: what the company decided on the deed, ``None`` where it decided nothing.
    """
    if opening in {Opening.YES, Opening.NO}:
        return opening.value
    if opening is Opening.NONE or decision is None:
        return None
    return _BY_DECISION[opening].get(decision)


def shared_opening(opening: Opening, decisions: Iterable[Decision]) -> str | None:
    """Return the word that is right in every case, or ``None``."""
    words = {opening_word(opening, decision) for decision in decisions}
    return words.pop() if len(words) == 1 else None
