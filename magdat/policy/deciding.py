"""Which rules and statements decide, and over what.

On a topic decide its rules, and the statements that are about the topic as a whole: those that name no question of it
and have no title of their own. One that does is about less, and decides only where it is the one that answers. An
exception decides wherever the thing does that it is an exception to, if its conditions tell the two apart or it is
about the topic as a whole. And a ban that names content or audience holds whatever topic a question was heard as.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from magdat.guidance.statements import StatementKind
from magdat.policy.conditions import CLOSEST_TO_THE_MATTER, Conditions, Rank
from magdat.policy.decision import Decision
from magdat.policy.statements import PolicyStatement
from magdat.policy.verdict import Deciding, Verdict
from magdat.situation import DIMENSIONS

EXCEPTION = "tenzij"

_OPPOSITE = {Decision.NO: Decision.YES, Decision.YES: Decision.NO, Decision.CONDITIONAL: Decision.NO}
"""What holds in an exception that does not say so itself."""


class Decisions:
    """What decides in one policy."""

    def __init__(self, rules: Sequence[Deciding], statements: Sequence[PolicyStatement]) -> None:
        """Work out what each statement decides, and how specific that is."""
        self._rules, self._said = rules, statements
        self._statements = {str(item.id): item for item in statements}
        self._ranks: dict[str, Rank] = {rule.id: rule.conditions.rank() for rule in rules}
        for item in statements:
            self.rank(item)
        self._verdicts = {name: tuple(self._verdicts_of(item)) for name, item in self._statements.items()}
        self._exceptions: dict[str, list[str]] = {}
        for item in statements:
            if item.exception_to is not None:
                self._exceptions.setdefault(str(item.exception_to), []).append(str(item.id))
        self.on_topic = lru_cache(maxsize=None)(self._on_topic)

    @cached_property
    def values(self) -> Mapping[str, frozenset[str]]:
        """Return the values of each dimension that something in the policy names."""
        said = self._statements.values()
        asked = [rule.conditions for rule in self._rules] + [item.conditions for item in said]
        asked += [unless.conditions for item in said for unless in item.unless]
        return {name: frozenset(value for one in asked for value in one.values(name)) for name in DIMENSIONS}

    def made_from(self, rules: Sequence[Deciding], statements: Sequence[PolicyStatement]) -> bool:
        """Return whether these are the very rules and statements that this was worked out from."""
        return self._rules is rules and self._said is statements

    def _on_topic(self, topic: str) -> tuple[Deciding, ...]:
        """Return what decides on a topic as a whole."""
        own: list[Deciding] = [rule for rule in self._rules if rule.topic == topic]
        general = [name for name, item in self._statements.items() if item.topic == topic and is_general(item)]
        return tuple(self._with_exceptions([*own, *self._of(general)]))

    def by(self, statement: str) -> tuple[Deciding, ...]:
        """Return what decides where one statement answers: it, and its exceptions; nothing where it decides nothing."""
        return tuple(self._with_exceptions(self._of([statement])))

    @cached_property
    def everywhere(self) -> tuple[Deciding, ...]:
        """Return the bans that hold across topics, with their exceptions."""
        bans = [name for name, item in self._statements.items() if holds_everywhere(item)]
        return tuple(self._with_exceptions(self._of(bans)))

    def _of(self, statements: Iterable[str]) -> list[Deciding]:
        return [verdict for name in statements for verdict in self._verdicts.get(name, ())]

    def _with_exceptions(self, items: Sequence[Deciding]) -> Iterator[Deciding]:
        seen = {item.id for item in items}
        waiting = list(items)
        while waiting:
            item = waiting.pop(0)
            yield item
            stated = [name for name in self._exceptions.get(item.id, ()) if self._displaces(name, item)]
            fresh = [verdict for verdict in self._of(stated) if verdict.id not in seen]
            seen |= {verdict.id for verdict in fresh}
            waiting += fresh

    def _displaces(self, name: str, item: Deciding) -> bool:
        """Return whether an exception holds by its conditions alone.

        One that is about less than its topic, in the same cases, excuses only where it is what answers.
        """
        exception = self._statements[name]
        return is_general(exception) or narrows(exception.conditions, item.conditions)

    def _verdicts_of(self, item: PolicyStatement) -> Iterator[Verdict]:
        if item.decision is None:
            return
        rank = self.rank(item)
        yield _verdict(item, str(item.id), item.conditions, item.decision, item.text, item.requirements, rank)
        for index, unless in enumerate(item.unless, start=1):
            if not unless.conditions.named():
                continue  # nobody can tell when it holds, so it is told beside the statement
            conditions = merged(item.conditions, unless.conditions)
            decision = unless.decision or _OPPOSITE[item.decision]
            name = f"{item.id}.{EXCEPTION}-{index}"
            yield _verdict(item, name, conditions, decision, unless.text, (), max(conditions.rank(), _above(rank)))

    def rank(self, item: PolicyStatement, passed: frozenset[str] = frozenset()) -> Rank:
        """Return how specific a statement is: at least one step above what it is an exception to."""
        name, own = str(item.id), item.conditions.rank()
        if name not in self._ranks and item.exception_to is not None and name not in passed:
            other = str(item.exception_to)
            if other in self._statements:
                own = max(own, _above(self.rank(self._statements[other], passed | {name})))
            elif other in self._ranks:
                own = max(own, _above(self._ranks[other]))
        return self._ranks.setdefault(name, own)


def is_general(item: PolicyStatement) -> bool:
    """Return whether a statement is about its topic as a whole."""
    return not item.aspects and item.title is None


def holds_everywhere(item: PolicyStatement) -> bool:
    """Return whether a statement forbids something whatever topic a question was heard as."""
    return item.kind is StatementKind.BAN and any(item.conditions.values(name) for name in CLOSEST_TO_THE_MATTER)


def told_beside(item: PolicyStatement) -> tuple[str, ...]:
    """Return the exceptions without conditions: what to tell together with the statement itself."""
    return tuple(unless.text for unless in item.unless if not unless.conditions.named())


def merged(outer: Conditions, inner: Conditions) -> Conditions:
    """Return conditions with those of an exception laid over them: a dimension that it names is its own."""
    both: Mapping[str, list[str]] = {
        name: list(values) for name in DIMENSIONS if (values := inner.values(name) or outer.values(name))
    }
    return Conditions.parse_obj(both)


def narrows(inner: Conditions, outer: Conditions) -> bool:
    """Return whether conditions ask for something that others do not."""
    return any(
        bool(values := set(inner.values(name))) and not (set(outer.values(name)) and set(outer.values(name)) <= values)
        for name in DIMENSIONS
    )


def _above(rank: Rank) -> Rank:
    return (*rank[:3], rank[3] + 1)


def _verdict(
    item: PolicyStatement,
    name: str,
    conditions: Conditions,
    decision: Decision,
    text: str,
    requirements: tuple[str, ...],
    rank: Rank,
) -> Verdict:
    return Verdict(
        name,
        item.topic,
        item.clause,
        conditions,
        decision,
        text,
        requirements,
        item.reason,
        item.contact,
        rank,
        item.part,
    )
