"""What limits a rule and stands apart from it: an exception in the next sentence, or in the clause that follows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from magdat.guidance.statements import StatementKind
from magdat.guidance.telling import Telling
from magdat.policy.answerable import Place, Source
from magdat.policy.clause_number import chapter_of
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement

_BEGINS = re.compile(
    r"(?:(?:één|een|eén|enige|de|als) )?(?:uitzondering\w*|grens)\b|in afwijking\b|uitgezonderd\b|behalve\b|tenzij\b"
    r"|(?:dit|dat|deze regel|het verbod|de regel) (?:geldt|is) (?:echter )?niet\b",
    re.IGNORECASE,
)
"""How a sentence begins that takes something away from what was said before it."""

_ELSEWHERE = re.compile(r"\bartikels? \d|§", re.IGNORECASE)
"""A sentence that names the clause which it takes something away from: the importer knows which one that is."""


LEAST = 0.15
"""From this chance on that somebody asks for an exception to a ban, it is told with the ban. Of 16 exceptions that
stood behind a ban in answers to 580 strangers' questions two were needed (0.21 and 0.78); eleven were less likely than
this, and none of those was. What limits what is allowed is always told."""


def limit_of(policy: Policy, item: PolicyStatement) -> PolicyStatement | None:
    """Return what says that it is an exception to a rule, or stands right after it and limits it, if anything does.

    Of several the first: of a list that is the whole of it. What has conditions of its own or examples is left out, for
    that is found by itself.

    Args:
        policy: the policy in use.
        item: the rule that answers.
    """
    place = next(number for number, other in enumerate(policy.statements) if other.id == item.id)
    found = [other for other in policy.statements if other.exception_to == item.id]
    following = policy.statements[place + 1 : place + 2]
    found += [other for other in following if _BEGINS.match(item.text) is None and _limits(other, item)]
    alone = (other for other in found if not other.conditions.named() and not other.examples)
    return next(alone, None)


def _limits(other: PolicyStatement, item: PolicyStatement) -> bool:
    same = other.exception_to is None and chapter_of(other.clause) == chapter_of(item.clause)
    return same and _BEGINS.match(other.text) is not None and _ELSEWHERE.search(other.text) is None


def without_an_exception_for_others(
    policy: Policy, telling: Telling, places: Sequence[Place], chances: Mapping[str, float]
) -> list[Place]:
    """Return what is told of a clause, a ban without the exception to it that nobody asks for.

    «In afwijking van § 1 mag wie om een ernstige familiale reden bereikbaar moet blijven …»: whoever does not tell of
    such a reason is helped by the ban alone, and finds the exception in the second layer. One that is open to all, with
    somebody's leave or in the break, stays.

    Args:
        policy: the policy in use.
        telling: by which words an exception is open to all.
        places: what is told, the one that answers first.
        chances: how likely each thing in the policy answers the question, by its name.
    """
    first = places[0]
    item = next((item for item in policy.statements if item.id == first.name), None)
    if first.source is not Source.STATEMENT or item is None or item.kind is not StatementKind.BAN:
        return list(places)
    limit = limit_of(policy, item)
    if limit is None or telling.is_open_to_all(limit.text):
        return list(places)
    if chances.get(Place(Source.STATEMENT, limit.id).id, 0.0) >= LEAST:
        return list(places)
    return [replace(first, unlimited=True), *places[1:]]
