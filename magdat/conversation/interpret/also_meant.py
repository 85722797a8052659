"""Which other clauses of the policy may have been meant, beside the one that answers: each becomes a button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from magdat.answers.company_says import statement_at
from magdat.conversation.interpret.answered import OWN_WORDS, CompanyAnswer
from magdat.conversation.interpret.holds_here import may_be_told, may_hold, unsaid
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Place, Source
from magdat.privacy.confidentiality import suspected
from magdat.situation import Situation
from magdat.understanding import Understanding

LIKELY = 0.1
"""From this chance on, another clause is offered as a button (docs/antwoorden.md has what it brings)."""

MOST = 2
"""So many of them are offered."""


def also_meant(
    knowledge: Knowledge,
    answered: CompanyAnswer,
    situation: Situation,
    among: Mapping[str, Sequence[str]],
    understanding: Understanding,
) -> tuple[str, ...]:
    """Return what in other clauses may have been meant too, the likeliest first, by its name in the policy.

    Nothing is offered to whoever may tell of something in confidence, nor a clause for them to whoever does not; and
    nothing where somebody wrote this very question as an example.

    Args:
        knowledge: what answers come from.
        answered: what in the policy answers.
        situation: what is known of who asks and when.
        among: for each dimension of which several values were named, those values.
        understanding: the message.
    """
    policy, library, told = knowledge.policy, knowledge.library, understanding.in_policy
    item = statement_at(policy, answered.place)
    if told is None or item is None or answered.as_written or answered.place.source not in OWN_WORDS:
        return ()
    if suspected(library, understanding) or not may_be_told(library, item):
        return ()
    for name in unsaid(understanding):
        situation = situation.with_value(name, None)
    sections = {item.section}
    offered: list[str] = []
    for found in told.found:
        if found.chance < LIKELY or len(offered) == MOST or not may_hold(policy, found, situation, among):
            continue
        place = Place.of(found.id)
        other = statement_at(policy, place)
        # What an exception says, stands behind its rule: a button that brings that would say the opposite first.
        if other is None or place.source is not Source.STATEMENT or other.section in sections:
            continue
        if may_be_told(library, other):
            sections.add(other.section)
            offered.append(found.id)
    return tuple(offered)
