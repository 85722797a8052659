"""When «Ja» is not said: what allows was found by its likeness, and something that does not allow is almost as like.

«Nee» to what is allowed costs somebody a moment; «Ja» to what is forbidden may cost them their job.
"""

from __future__ import annotations

from collections.abc import Sequence

from magdat.answers.company_says import statement_at
from magdat.answers.opening import YES, opening_word
from magdat.answers.sides import for_somebody_else, limits_what_is_asked
from magdat.guidance.statements import StatementKind
from magdat.policy.answerable import Place, Source, decision_of
from magdat.policy.decision import Decision
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement
from magdat.question import Opening
from magdat.understanding import Found

SURE_OF_YES = 0.5
"""From this chance on, what was found may say «Ja»."""

SURE_OF_DUTY = 0.38
"""From this chance on, what was found may say that somebody must: that «Ja» makes nobody do what is forbidden."""

ALMOST = 0.7
"""From this share of its chance on, something else in the policy is almost as likely to be what was asked for."""

_ALLOWING = frozenset({Decision.YES, Decision.CONDITIONAL})
_ASKING = frozenset({StatementKind.DUTY, StatementKind.BAN})


def without_a_doubtful_yes(
    policy: Policy, opening: Opening, place: Place, answering: Found, found: Sequence[Found], asked: str = ""
) -> Opening:
    """Return with what an answer may begin, given what else in the policy was found to be like the question.

    Args:
        policy: the policy in use.
        opening: with what it would begin.
        place: what answers.
        answering: how that was found.
        found: everything that was found, the answer included.
        asked: the question.
    """
    item = statement_at(policy, place)
    if item is None or opening_word(opening, _decision_at(item, place)) != YES:
        return opening
    if item.kind in _ASKING:  # this «ja» says that somebody must do something, or must leave it
        return opening if answering.chance >= SURE_OF_DUTY else Opening.NONE
    if answering.chance < SURE_OF_YES or (answering.id != place.id and _bans(policy, Place.of(answering.id))):
        return Opening.NONE
    whole = asked and place.source is Source.STATEMENT and opening is not Opening.DUTY
    if whole and (limits_what_is_asked(policy, item, asked) or for_somebody_else(policy, item, asked)):
        return Opening.NONE
    near = [Place.of(other.id) for other in found if other.chance >= ALMOST * answering.chance]
    against = (other for other in near if not _allows(policy, other, item.clause))
    return Opening.NONE if any(against) else opening


def _bans(policy: Policy, place: Place) -> bool:
    """Return whether a place decides something, and does not allow it: then no other part of its clause says «ja»."""
    item = statement_at(policy, place)
    decision = _decision_at(item, place) if item is not None else None
    return decision is not None and decision not in _ALLOWING


def _allows(policy: Policy, place: Place, clause: str) -> bool:
    """Return whether a place allows something too, or belongs to the clause that answers, or is no statement."""
    item = statement_at(policy, place)
    return item is None or item.clause == clause or _decision_at(item, place) in _ALLOWING


def _decision_at(item: PolicyStatement, place: Place) -> Decision | None:
    inside = place.source is Source.EXCEPTION and place.number < len(item.unless)
    return decision_of(item, item.unless[place.number] if inside else None)
