"""What the law asks from twenty and from fifty employees on."""

from __future__ import annotations

from collections.abc import Iterator

from magdat.advice.coverage import treats
from magdat.advice.subject import Finding, Subject
from magdat.wording.lists import enumerate_dutch

CHECKS = frozenset({"drempel_vorming"})

TRAINING_FROM = 20
"""From so many employees on, training goes with the agreements on disconnection (law of 3 October 2022)."""


def findings(subject: Subject) -> Iterator[Finding]:
    """Find what is missing for a company of this size."""
    headcount = subject.policy.company.headcount
    for check in subject.checks.checks:
        if (
            check.from_headcount is not None
            and check.applies_to(headcount)
            and missing(subject, check.topics, check.contacts)
        ):
            yield Finding(
                check.id,
                ("contacten",) if check.contacts else ("bedrijf", "werknemers"),
                {"aantal": str(headcount)},
                note=special_cases(subject, check.topics),
            )
    if headcount is not None and headcount >= TRAINING_FROM and subject.policy.drafting.training is None:
        yield Finding("drempel_vorming", ("opmaak",), {"aantal": str(headcount)})


def missing(subject: Subject, topics: tuple[str, ...], contacts: tuple[str, ...]) -> bool:
    """Return whether a policy treats none of the topics asked for, or fills in none of the contacts asked for."""
    no_topic = bool(topics) and not any(treats(subject, topic) for topic in topics)
    no_contact = bool(contacts) and not any(name in subject.policy.contacts for name in contacts)
    return no_topic or no_contact


def special_cases(subject: Subject, topics: tuple[str, ...]) -> str:
    """Return what to say of rules that are about a topic, but about a special case of it only."""
    names = [f"«{rule.id}»" for topic in topics for rule in subject.rules(topic)]
    if not names:
        return ""
    return f"enkel {enumerate_dutch(names)}, en dat is voor een bijzonder geval"
