"""News of what the company says beside what decides: duties, exceptions, steps, explanations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from magdat.guidance.statements import StatementKind
from magdat.notice.news import Kind, News
from magdat.notice.sameness import bare, same_words, without
from magdat.policy.contexts import conditions_of
from magdat.policy.deciding import is_general
from magdat.policy.decision import Decision
from magdat.policy.difference import Change
from magdat.policy.model import Policy, PolicyStatement
from magdat.policy.verdict import Deciding, Verdict


def news_of_statements(old: Policy, new: Policy, changes: Iterable[Change]) -> Iterator[News]:
    """Yield what the company says otherwise, save what the changed decisions tell already."""
    told = {_source(rule) for change in changes for rule in (change.old, change.new) if rule is not None}
    for item in new.statements:
        earlier = [other for other in old.statements if other.topic == item.topic]
        if any(_content(other) == _content(item) for other in earlier) or _decides_as_before(item, old):
            continue
        before = _earlier(item, earlier)
        decided = str(item.id) in told or _decides_as_a_whole(item)  # and then the decisions tell whether it changed
        if not decided or _apart(item) != (_apart(before) if before else ("", "")):
            yield _news(_kind(item, before), item, before)
    for item in old.statements:
        later = [other for other in new.statements if other.topic == item.topic]
        if str(item.id) in told or _decides_as_a_whole(item) or _earlier(item, later) is not None:
            continue
        if item.decision is not None:
            yield _news(Kind.UNREGULATED, item, None)
        elif item.kind is StatementKind.DUTY:
            yield _news(Kind.NO_DUTY, item, None)


def _decides_as_a_whole(item: PolicyStatement) -> bool:
    return item.decision is not None and is_general(item)


def _source(rule: Deciding) -> str:
    """Return the id of the statement that a verdict comes from; a rule has its own."""
    return rule.statement if isinstance(rule, Verdict) else str(rule.id)


def _content(item: PolicyStatement) -> tuple[object, ...]:
    """Return all of a statement that somebody has to know: not its number, its reason, its examples."""
    return (
        item.kind,
        item.decision,
        _when(item),
        bare(item.text),
        tuple(bare(text) for text in item.requirements),
        tuple((_when(unless), unless.decision, bare(unless.text)) for unless in item.unless),
        *_apart(item),
    )


def _apart(item: PolicyStatement) -> tuple[str, str]:
    """Return what no verdict says."""
    return bare(item.amount or ""), str(item.approval_from or "")


def _when(item: object) -> frozenset[tuple[str, frozenset[str]]]:
    return frozenset((name, frozenset(values)) for name, values in conditions_of(item).items())  # type: ignore[arg-type]


def _decides_as_before(item: PolicyStatement, other: Policy) -> bool:
    """Return whether a rule of the other version said this: a policy that went to format 2 says nothing else."""
    return any(
        rule.topic == item.topic
        and rule.decision is item.decision
        and _when(rule) == _when(item)
        and same_words(rule.text, item.text)
        and not item.unless
        for rule in other.rules
    )


def _earlier(item: PolicyStatement, others: Sequence[PolicyStatement]) -> PolicyStatement | None:
    """Return the statement of the other version that this one takes the place of."""
    named = next((other for other in others if other.id == item.id), None)
    alike = (
        other
        for other in others
        if _when(other) == _when(item)
        and (set(other.aspects) & set(item.aspects) or (is_general(other) and is_general(item)))
        and (other.decision is None) == (item.decision is None)
    )
    return named or next(alike, None)


def _kind(item: PolicyStatement, before: PolicyStatement | None) -> Kind:
    decided = before.decision if before else None
    if item.decision is not None and item.decision is not decided:
        if item.decision is Decision.NO:
            return Kind.FORBIDDEN
        return Kind.CONDITIONS if decided in {Decision.YES, Decision.CONDITIONAL} else Kind.ALLOWED
    if item.kind is StatementKind.DUTY:
        return Kind.DUTY
    if before is not None and (
        without(item.requirements, before.requirements)
        or without(before.requirements, item.requirements)
        or _apart(item) != _apart(before)
    ):
        return Kind.CONDITIONS
    return Kind.REWORDED


def _news(kind: Kind, item: PolicyStatement, before: PolicyStatement | None) -> News:
    asked = conditions_of(item)
    return News(
        kind,
        " ".join((item.text, *(unless.text for unless in item.unless))),
        topic=str(item.topic),
        title=item.title,
        contexts=(asked,) if asked else (),
        clause=str(item.clause),
        part=item.part,
        added=without(item.requirements, before.requirements if before else ()),
        dropped=without(before.requirements, item.requirements) if before else (),
        amount=item.amount if item.amount and bare(item.amount) not in bare(item.text) else None,
        approval_from=item.approval_from,
    )
