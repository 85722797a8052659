"""Whether what stands in the policy may hold in the case that somebody asks about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from magdat.answers.company_says import conditions_at
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.policy.answerable import Place
from magdat.policy.conditions import Conditions
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement
from magdat.question import Form
from magdat.situation import DIMENSIONS, Role, Situation
from magdat.understanding import Found, Understanding

_ABOVE = {Role.MANAGER.value, Role.HR.value}


def may_hold(policy: Policy, found: Found, situation: Situation, among: Mapping[str, Sequence[str]]) -> bool:
    """Return whether nothing that is known of the situation excludes what was found in the policy.

    Args:
        policy: the policy in use.
        found: what was found in it.
        situation: what is known of who asks and when.
        among: for each dimension of which several values were named, those values.
    """
    try:
        place = Place.of(found.id)
    except ValueError:
        return False
    return place_may_hold(policy, place, situation, among)


def place_may_hold(policy: Policy, place: Place, situation: Situation, among: Mapping[str, Sequence[str]]) -> bool:
    """Return the same of a place in the policy."""
    return not _contradicted(conditions_at(policy, place), situation, among)


def may_be_told(library: Library, item: PolicyStatement) -> bool:
    """Return whether a statement may be brought to who did not ask for it: it is not for who is in trouble.

    Args:
        library: the guidance, with the company's own topics.
        item: a statement of the policy.
    """
    return bool(library.statements_of(item.topic)) and library.topic(item.topic).kind is not Kind.ROUTE


def unsaid(understanding: Understanding) -> set[str]:
    """Return the dimensions that exclude nothing: those that a message only implies, and the one that it asks for."""
    return {*understanding.implied, *({"moment"} if understanding.form is Form.WHEN else ())}


def _contradicted(conditions: Conditions, situation: Situation, among: Mapping[str, Sequence[str]]) -> bool:
    """Return whether what is known of the situation excludes the conditions; what is unknown excludes nothing."""
    for dimension in DIMENSIONS:
        if not (asked := conditions.values(dimension)):
            continue
        wanted = set(asked)
        known = situation.get(dimension)
        named = set(among.get(dimension) or ((known,) if known is not None else ()))
        if named and not wanted & named:
            return True
        if dimension == "rol" and not named and wanted <= _ABOVE:
            return True  # whoever says nothing asks as an employee
    return False
