"""What a policy has to say something about: topics, moments and contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from magdat.advice.coverage import EMPLOYEE, covered, limits
from magdat.advice.subject import Finding, Subject
from magdat.advice.thresholds import missing, special_cases
from magdat.guidance.model import Kind
from magdat.situation import Device, Moment

CHECKS = frozenset({"grens_momenten", "grens_moment_open", "inhoud_taggen", "contact_vakbond", "contacten_onvolledig"})

USE = "gebruik_werkuren"
_TAGGING = re.compile(r"\b(?:ge)?tag", re.IGNORECASE)

_OPTIONAL = frozenset(
    {"leidinggevende", "vertrouwenspersoon", "preventieadviseur", "meldkanaal", "vakbond", "dpo", "hr", "helpdesk"}
)
"""Contacts that another check is about, or that not every company has to have."""


def findings(subject: Subject) -> Iterator[Finding]:
    """Find the topics, moments and contacts that a policy leaves out."""
    headcount = subject.policy.company.headcount
    for check in subject.checks.checks:
        of_contents = check.from_headcount is None and not check.terms and check.applies_to(headcount)
        if of_contents and missing(subject, check.topics, check.contacts):
            narrow = [rule for topic in check.topics for rule in subject.rules(topic)]
            place = subject.place_of(narrow[0]) if narrow else ("contacten",) if check.contacts else ("regels",)
            yield Finding(check.id, place, note=special_cases(subject, check.topics))
    yield from _moments(subject)
    photos = subject.rules("foto_tag")
    if photos and not any(_TAGGING.search(f"{rule.text} {' '.join(rule.requirements)}") for rule in photos):
        yield Finding("inhoud_taggen", subject.place_of(photos[0]))
    contacts = subject.policy.contacts
    if subject.policy.company.consultation.union_delegation and "vakbond" not in contacts:
        yield Finding("contact_vakbond", ("contacten",))
    lacking = sorted(_cited(subject) - set(contacts) - _OPTIONAL)
    if lacking:
        yield Finding("contacten_onvolledig", ("contacten",), {"woord": ", ".join(lacking)})


def _moments(subject: Subject) -> Iterator[Finding]:
    rules = subject.rules(USE)
    if not rules:
        return
    if not any("moment" in limits(subject, rule.conditions) for rule in rules):
        yield Finding("grens_momenten", subject.place_of(rules[0]))
        return
    for moment in Moment:
        then = EMPLOYEE.with_value("moment", moment.value)
        if not all(covered(subject, rules, then.with_value("toestel", device.value)) for device in Device):
            yield Finding("grens_moment_open", subject.place_of(rules[0]), {"woord": moment.value})


def _cited(subject: Subject) -> set[str]:
    """Return the contacts that the guidance's answers refer to; answers about the assistant itself aside."""
    topics = {topic.id for topic in subject.library.topics if topic.kind is not Kind.ASSISTANT}
    answers = [answer for name, answer in subject.library.answers.items() if name in topics]
    wordings = [wording for answer in answers for wording in (answer.employee, answer.hr) if wording is not None]
    return {name for wording in wordings for name in wording.contacts}
