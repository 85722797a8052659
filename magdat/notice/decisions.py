"""News of what decides: what may now, what may not, and what may on other conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from magdat.notice.news import Kind, News
from magdat.notice.sameness import same_words, without
from magdat.policy.decision import Decision
from magdat.policy.difference import Change, Context, decision
from magdat.policy.verdict import Deciding, part_of
from magdat.situation import CLOSED

Key = tuple[Kind, str, tuple[str, ...], tuple[str, ...]]
"""What changes that are told together have in common."""


def news_of_decisions(changes: Iterable[Change]) -> Iterator[News]:
    """Yield each thing that is decided otherwise once, with every situation in which it is."""
    together: dict[Key, list[Change]] = {}
    for change in changes:
        kind = kind_of(change.old, change.new)
        if kind is not None:
            added, dropped = _requirements(change)
            name = f"{change.topic} {_told(change).id}"
            together.setdefault((kind, name, added, dropped), []).append(change)
    for (kind, _, added, dropped), alike in together.items():
        told = _told(alike[0])
        yield News(
            kind,
            told.text,
            topic=alike[0].topic,
            contexts=tuple(joined(change.context for change in alike)),
            clause=told.clause,
            part=part_of(told),
            added=added,
            dropped=dropped,
        )


def kind_of(old: Deciding | None, new: Deciding | None) -> Kind | None:
    """Return what becomes of a deed, ``None`` when nobody has to do otherwise."""
    if new is None:
        return Kind.UNREGULATED if old is not None else None
    before, after = decision(old), decision(new)
    if old is not None and before == after:
        if without(new.requirements, old.requirements) or without(old.requirements, new.requirements):
            return Kind.CONDITIONS
        return None if same_words(old.text, new.text) else Kind.REWORDED
    if after == Decision.NO.value:
        return Kind.FORBIDDEN
    return Kind.ALLOWED if before in {Decision.NO.value, Decision.UNREGULATED.value} else Kind.CONDITIONS


def joined(contexts: Iterable[Context]) -> Sequence[Context]:
    """Join contexts that differ in the values of one dimension; a dimension that has every value is left out."""
    left = [dict(context) for context in contexts]
    place = 0
    while place < len(left):
        for other in range(place + 1, len(left)):
            both = _as_one(left[place], left[other])
            if both is not None:
                left[place] = both
                del left[other]
                place = -1  # what it has become may fit one that it passed before
                break
        place += 1
    return left if all(left) else []


def _as_one(one: Context, other: Context) -> dict[str, tuple[str, ...]] | None:
    if one.keys() != other.keys():
        return None
    differing = [name for name in one if one[name] != other[name]]
    if len(differing) > 1:
        return None
    both = dict(one)
    for name in differing:
        values = tuple(dict.fromkeys((*one[name], *other[name])))
        both[name] = (
            tuple(sorted(values, key=CLOSED[name].index)) if set(values) <= set(CLOSED.get(name, ())) else values
        )
        if set(values) == set(CLOSED.get(name, ())):
            del both[name]
    return both


def _told(change: Change) -> Deciding:
    """Return whose words tell the change: the new ones, or the old where nothing is left.

    Raises:
        ValueError: neither version decides anything, which is no change.
    """
    told = change.new or change.old
    if told is None:
        raise ValueError(f"{change.topic}: nothing decides before or after")
    return told


def _requirements(change: Change) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the requirements that are new, and those that are gone from what may still."""
    if change.new is None:
        return (), ()
    before = change.old.requirements if change.old else ()
    added = without(change.new.requirements, before)
    gone = without(before, change.new.requirements) if change.new.decision is not Decision.NO else ()
    return added, gone
