"""Everything in a policy that can answer a question, in one shape: statements, rules, provisions and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from magdat.guidance.library import Library
from magdat.guidance.statements import PolicyPart, StatementKind, topic_of
from magdat.policy.clause_number import chapter_of
from magdat.policy.conditions import Conditions
from magdat.policy.decision import Decision
from magdat.policy.example import Example
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement, Section, Unless
from magdat.question import Form

_UNLIMITED = 998
"""Among the sentences that are not told, the number for what stands apart and limits a statement. No statement has so
many; a version that does not know it takes it for a sentence that another version of the policy had, and tells all."""


class Source(str, Enum):
    """Where in the policy something stands."""

    STATEMENT = "uitspraak"
    EXCEPTION = "uitzondering"
    RULE = "regel"
    PROVISION = "bepaling"
    PART = "deel"
    """A part of the policy that is no list: the sanctions, the monitoring, how it came about."""


@dataclass(frozen=True)
class Place:
    """Where in the policy something stands."""

    source: Source
    name: str
    number: int = 0
    """Of an exception, which of its statement's."""

    begins: int = 0
    """Of a statement, with which of its sentences it is told; what stands before that one comes last."""

    skips: tuple[int, ...] = ()
    """Of a statement, the sentences that are not told."""

    unlimited: bool = False
    """Of a statement, whether it is told without what stands apart and limits it."""

    @property
    def id(self) -> str:
        """Return the name that what stands there has among everything that the policy says."""
        exception = f"/{self.number + 1}" if self.source is Source.EXCEPTION else ""
        begins = f"#{self.begins + 1}" if self.begins else ""
        left_out = (*self.skips, *((_UNLIMITED,) if self.unlimited else ()))
        skips = f"!{'.'.join(str(number + 1) for number in left_out)}" if left_out else ""
        return f"{self.source.value}:{self.name}{exception}{begins}{skips}"

    @classmethod
    def of(cls, item_id: str) -> Place:
        """Return the place that a name tells.

        Raises:
            ValueError: it is no name of anything in a policy.
        """
        source, _, rest = item_id.partition(":")
        rest, _, left_out = rest.partition("!")
        numbers = tuple(int(number) - 1 for number in left_out.split(".")) if left_out else ()
        skips, unlimited = tuple(number for number in numbers if number != _UNLIMITED), _UNLIMITED in numbers
        rest, _, begins = rest.partition("#")
        name, _, number = rest.partition("/")
        first = int(begins) - 1 if begins else 0
        return cls(Source(source), name, int(number) - 1 if number else 0, first, skips, unlimited)

    def in_full(self) -> Place:
        """Return the place, told with what limits it."""
        return replace(self, unlimited=False)


@dataclass(frozen=True)
class Answerable:
    """One thing that a policy says."""

    source: Source
    name: str
    """Its id in the policy; of a provision its topic, of a part what the guidance calls it."""

    topic: str
    text: str
    clause: str | None = None
    title: str | None = None
    questions: tuple[Example, ...] = ()
    """Examples that are questions."""

    answers: frozenset[str] = frozenset()
    """The guidance's statements whose questions it answers, as the policy or the guidance says."""

    forms: frozenset[Form] = frozenset()
    """The forms of question that something of its kind answers."""

    conditions: Conditions = Conditions()
    number: int = 0
    """Of an exception, its place in the statement."""

    part: str | None = None
    """The heading without a number under which it stands in its clause."""

    point: str | None = None
    """The letter of the item of a list that it is: «a)»."""

    chapter: str | None = None
    """The heading of the chapter that it stands in."""

    @property
    def section(self) -> Section | None:
        """Return the part of a clause that it stands in, with what belongs to it."""
        return (self.clause, self.part) if self.clause is not None else None

    @property
    def id(self) -> str:
        """Return the name that it has among everything that the policy says."""
        return Place(self.source, self.name, self.number).id

    @property
    def examples(self) -> tuple[str, ...]:
        """Return questions that it answers."""
        return tuple(str(item.question) for item in self.questions)


def answerable(policy: Policy, library: Library) -> tuple[Answerable, ...]:
    """Return everything that a policy can answer with, in the order of the file."""
    return (
        *_statements(policy),
        *_rules(policy, library),
        *_provisions(policy, library),
        *_parts(policy, library),
    )


_FORMS: dict[StatementKind, set[Form]] = {
    StatementKind.PERMISSION: {Form.MAY, Form.WITHOUT, Form.BAD, Form.TRUE, Form.CHOICE},
    StatementKind.BAN: {Form.MAY, Form.WITHOUT, Form.BAD, Form.TRUE, Form.CHOICE, Form.DONE},
    StatementKind.DUTY: {Form.MUST, Form.WITHOUT, Form.DONE, Form.HOW, Form.WHAT},
    StatementKind.ADVICE: {Form.WHAT, Form.HOW, Form.DONE, Form.REMARK},
    StatementKind.EXPLANATION: {Form.WHAT, Form.TRUE, Form.WHY, Form.HOW, Form.WHICH},
    StatementKind.WHO: {Form.WHO},
    StatementKind.STEPS: {Form.HOW, Form.WHAT, Form.DONE},
    StatementKind.LIST: {Form.WHICH, Form.WHAT},
    StatementKind.DEFINITION: {Form.WHAT, Form.TRUE},
}


def _forms(item: PolicyStatement) -> frozenset[Form]:
    forms = set(_FORMS[item.kind])
    if item.amount:
        forms |= {Form.HOW_MUCH, Form.WHEN}
    if item.approval_from:
        forms |= {Form.WHO}
    return frozenset(forms)


def _statements(policy: Policy) -> Iterator[Answerable]:
    own = {topic.id: topic for topic in policy.topics}
    chapters = _chapters(policy)
    for item in policy.statements:
        topic = own.get(item.topic)
        title = item.title or (topic.title if topic is not None else chapters.get(chapter_of(item.clause)))
        answers = frozenset(f"{item.topic}.{aspect}" for aspect in item.aspects)
        asked = questions_of(item)
        yield Answerable(
            Source.STATEMENT,
            item.id,
            item.topic,
            told_in(item),
            item.clause,
            title,
            asked,
            answers,
            _forms(item),
            item.conditions,
            part=item.part,
            point=item.point,
            chapter=chapters.get(chapter_of(item.clause)),
        )
        for number, unless in enumerate(item.unless):
            yield Answerable(
                Source.EXCEPTION,
                item.id,
                item.topic,
                unless.text,
                item.clause,
                title,
                forms=frozenset(_FORMS[_kind_of(item, unless)]),
                conditions=unless.conditions,
                number=number,
                part=item.part,
                point=item.point,
                chapter=chapters.get(chapter_of(item.clause)),
            )


def told_in(item: PolicyStatement) -> str:
    """Return all that a statement says without its exceptions, in one text."""
    return " ".join([item.text, *item.requirements, *((item.amount,) if item.amount else ())])


def questions_of(item: PolicyStatement) -> tuple[Example, ...]:
    """Return the examples of a statement that are questions."""
    return tuple(example for example in item.examples if example.question)


def _kind_of(item: PolicyStatement, unless: Unless) -> StatementKind:
    return {
        Decision.NO: StatementKind.BAN,
        Decision.YES: StatementKind.PERMISSION,
        Decision.CONDITIONAL: StatementKind.PERMISSION,
    }.get(decision_of(item, unless) or Decision.UNREGULATED, StatementKind.EXPLANATION)


def decision_of(item: PolicyStatement, unless: Unless | None = None) -> Decision | None:
    """Return what a statement, or an exception to it, decides on the deed; ``None`` where it decides nothing."""
    if unless is None:
        return item.decision
    if unless.decision is not None or item.decision is None:
        return unless.decision
    return Decision.YES if item.decision is Decision.NO else Decision.NO


def _rules(policy: Policy, library: Library) -> Iterator[Answerable]:
    chapters = _chapters(policy)
    for rule in policy.rules:
        yield Answerable(
            Source.RULE,
            rule.id,
            rule.topic,
            " ".join([rule.text, *rule.requirements]),
            rule.clause,
            chapters.get(chapter_of(rule.clause)),
            tuple(example for example in rule.examples if example.question),
            _decided_by(library, rule.topic, PolicyPart.RULE),
            frozenset(_FORMS[StatementKind.BAN if rule.decision is Decision.NO else StatementKind.PERMISSION]),
            rule.conditions,
        )


def _provisions(policy: Policy, library: Library) -> Iterator[Answerable]:
    chapters = _chapters(policy)
    for item in policy.provisions:
        yield Answerable(
            Source.PROVISION,
            item.topic,
            item.topic,
            item.text,
            item.clause,
            chapters.get(chapter_of(item.clause)),
            answers=_decided_by(library, item.topic, PolicyPart.PROVISION),
            forms=frozenset(_FORMS[StatementKind.EXPLANATION]),
        )


def _parts(policy: Policy, library: Library) -> Iterator[Answerable]:
    """Yield the parts that are no list, each under the topic of the guidance whose question it answers."""
    for part, clause, text in _texts_of_parts(policy):
        answered = [name for name, item in library.statements.items() if item.decided_by is part]
        if text and answered:
            yield Answerable(Source.PART, part.value, topic_of(answered[0]), text, clause, answers=frozenset(answered))


def _texts_of_parts(policy: Policy) -> Iterator[tuple[PolicyPart, str | None, str | None]]:
    sanctions, monitoring = policy.sanctions, policy.monitoring
    if sanctions is not None:
        yield PolicyPart.SANCTIONS, sanctions.clause, ", ".join(sanctions.scale)
        yield PolicyPart.NOTIFICATION, sanctions.clause, sanctions.notification
        yield PolicyPart.APPEAL, sanctions.clause, sanctions.appeal
        yield PolicyPart.HEARING, sanctions.clause, sanctions.hearing
    if monitoring is not None:
        yield PolicyPart.MONITORING, monitoring.clause, monitoring.text
        yield PolicyPart.INDIVIDUALISATION, monitoring.clause, monitoring.individualisation
        yield PolicyPart.INFORMATION, monitoring.clause, monitoring.information
    yield PolicyPart.TRAINING, None, policy.drafting.training
    yield PolicyPart.INVOLVEMENT, None, policy.drafting.involvement


def _decided_by(library: Library, topic: str, part: PolicyPart) -> frozenset[str]:
    return frozenset(name for name, item in library.statements_of(topic).items() if item.decided_by is part)


def _chapters(policy: Policy) -> dict[str, str]:
    return {article.number: article.title for article in policy.articles}
