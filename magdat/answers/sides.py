"""Which side of a text speaks of what is asked: the part that allows, or the part that limits it.

«Een chauffeur mag zijn locatie delen, behalve bij code rood» is no «ja» to whoever asks about a code red.
"""

from __future__ import annotations

import re

from magdat.answers.deciding import asked_part, rarity, stems
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement

_PART = re.compile(r"(?<=[.!?])\s+|,?\s+(?=(?:behalve|tenzij|maar|uitgezonderd|doch)\b)", re.IGNORECASE)
_ALLOWS = re.compile(
    r"\b(?:mag|mogen|kan|kunnen|kun|toegelaten|toegestaan|vrij|gerust|hoef|hoeft|hoeven|keuze|kies)\b", re.IGNORECASE
)
_LIMITS = re.compile(
    r"\b(?:niet|geen|nooit|niemand|nergens|niets|verboden|behalve|tenzij|uitgezonderd)\b", re.IGNORECASE
)
_FREE = re.compile(
    r"\b(?:hoef|hoeft|hoeven)\b|\b(?:niet|niemand)\b.*\bverplicht\b|\bgeen\b.*\b(?:nodig|vereist|gevolg|gevolgen|nadeel|probleem|bezwaar|straf|sanctie)\b",
    re.IGNORECASE,
)
_SAYS_MUCH = 4
"""A question with so many telling words, of which the text has none, may ask for what it limits."""

_MYSELF = re.compile(r"\b(?:ik ben|ben|ik werk als)\s+(?:een |de |ne |nen )?(?P<what>[^\W\d_]{5,})", re.IGNORECASE)
_HERE = re.compile(r"^\W*(?P<what>[^\W\d_]{5,}) hier\b", re.IGNORECASE)


def limits_what_is_asked(policy: Policy, item: PolicyStatement, asked: str) -> bool:
    """Return whether the part of a text that limits speaks more of what is asked than the part that allows.

    Args:
        policy: the policy in use, which tells which words are rare.
        item: a statement that allows something.
        asked: the question.
    """
    parts = [part for part in _PART.split(item.text) if part]
    limiting = [part for part in parts if _LIMITS.search(part) and not _FREE.search(part)]
    silent = [part for part in parts if not (_ALLOWS.search(part) or _FREE.search(part)) and part not in limiting]
    allowing = [part for part in parts if part not in limiting and part not in silent]
    if not (limiting or silent) or not allowing:
        return False
    rare = rarity(policy.statements)
    for words in (stems(asked_part(asked)), stems(asked)):
        weighed = [
            max((sum(rare.get(stem, 0.0) for stem in stems(part) & words) for part in side), default=0.0)
            for side in (allowing, limiting, silent)
        ]
        if max(weighed):
            return max(weighed[1:]) > weighed[0]
        if limiting and len(words) >= _SAYS_MUCH:
            return True
    return bool(limiting)


def for_somebody_else(policy: Policy, item: PolicyStatement, asked: str) -> bool:
    """Return whether somebody says what they are, and another part of the clause speaks of those, but not this one."""
    found = _MYSELF.search(asked) or _HERE.search(asked)
    mine = stems(found["what"]) if found else set()
    if not mine or mine & stems(item.text):
        return False
    return any(mine & stems(other.text) for other in policy.statements if other.clause == item.clause)
