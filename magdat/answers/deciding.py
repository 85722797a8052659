"""Which part of a clause decides what is asked: «een dashcam is verboden», or «de fleetmanager kan afwijken»."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from magdat.guidance.statements import StatementKind
from magdat.policy.answerable import decision_of
from magdat.policy.decision import Decision
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement

AS_LIKELY = 0.5
"""From this share of the chance of what was found on, another part of its clause may be what was asked for."""

SHORTEST, STEM = 4, 5
"""Words of fewer letters tell nothing, and of longer ones the first letters tell it: «wissen», «wis je»."""

_EMPTY = re.compile(
    r"over|iets|zelf|toch|eens|gewoon|mijn|jouw|onze|haar|zijn|heb|hebt|heeft|hebben|wordt|worden|mag|mogen|moet|moeten"
    r"|kunnen|niet|geen|nooit|ook|deze|dit|alle|alles|meer|veel|iemand|waar|wanneer|want|maar|door|voor|naar|bij|zonder"
    r"|tijdens"
)
"""Words that any two texts share."""

_LETTERS = re.compile(r"[^\W\d_]+")
_ASKING = re.compile(r"\b(mag|mogen|magde|kan|kunnen|kunde|moet|moeten|hoef|hoeft)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?,;])\s+")


def deciding_part(
    policy: Policy, item: PolicyStatement, asked: str, role: str | None, chances: Mapping[str, float] | None = None
) -> PolicyStatement:
    """Return the statement of a clause that decides what is asked; the one that was found where no other does better.

    Only in a clause without examples: who wrote examples, said what each part answers. The part that shares more rare
    words with the question decides; what holds for somebody's own role before it; and where what was found decides
    nothing itself, what the clause forbids does.

    Args:
        policy: the policy in use.
        item: the statement that was found.
        asked: the question.
        role: as what somebody says to ask; what holds for another role decides nothing for them.
        chances: how likely each statement answers the question; what decides and is far likelier than the rest of its
            clause is not passed by.
    """
    clause = [other for other in policy.statements if other.clause == item.clause]
    if len(clause) == 1 or any(other.examples for other in clause):
        return item
    deciding = [other for other in clause if _decides(other, role)]
    mine = [other for other in deciding if role is not None and role in other.conditions.values("rol")]
    if mine:
        return item if item in mine else mine[0]
    known = chances or {}
    likely = known.get(item.id, 0.0)
    if decision_of(item) is not None and _decides(item, role) and likely:
        deciding = [
            other
            for other in deciding
            if decision_of(other) is Decision.NO  # a ban is never passed by
            or known.get(other.id, likely) >= AS_LIKELY * likely
        ]
    rare = rarity(policy.statements)
    for words in (stems(asked_part(asked)), stems(asked)):
        shared = {other.id: sum(rare[stem] for stem in stems(other.text) & words) for other in clause}
        best = max(deciding, key=lambda other: shared[other.id], default=item)
        if shared[best.id] > shared[item.id]:
            return best
        if shared[item.id] > 0:
            break
    if _decides(item, role):
        return item
    banning = [other for other in deciding if decision_of(other) is Decision.NO]
    return banning[0] if banning else item


_LIMITED = re.compile(
    r"\b(?:alleen|enkel|uitsluitend|slechts)\s+(?:toegestaan|toegelaten)?\s*(?:voor|om)\s+(?P<what>[^.;:]+)",
    re.IGNORECASE,
)


def outside_the_limits(told: str, asked: str) -> bool:
    """Return whether a text allows something for some things only, and a question names none of those.

    «WhatsApp is enkel toegestaan voor uurroosters» is no «ja» to sharing a file over WhatsApp.
    """
    limits = _LIMITED.search(told)
    return limits is not None and not stems(limits["what"]) & stems(asked)


def _decides(item: PolicyStatement, role: str | None) -> bool:
    roles = item.conditions.values("rol")
    if roles and role not in roles:
        return False
    return item.kind is StatementKind.DUTY or decision_of(item) is not None


def asked_part(question: str) -> str:
    """Return the last piece of a question that asks something, the whole where none does."""
    asking = [part for part in _SENTENCE.split(question) if _ASKING.search(part)]
    return asking[-1] if asking else question


def stems(text: str) -> set[str]:
    """Return the first letters of each word that tells something."""
    words = (word for word in _LETTERS.findall(text.lower()) if len(word) >= SHORTEST and not _EMPTY.fullmatch(word))
    return {word[:STEM] for word in words}


def rarity(items: Sequence[PolicyStatement]) -> dict[str, float]:
    """Return for each stem how rare it is among the statements: one shared by few tells more."""
    found: Counter[str] = Counter(_all(stems(item.text) for item in items))
    return {stem: 1 / count for stem, count in found.items()}


def _all(stems: Iterable[set[str]]) -> Iterable[str]:
    for each in stems:
        yield from each
