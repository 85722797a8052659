"""Monitoring within cao 81: purposes, information, individualisation, and on suspicion rather than by default."""

from __future__ import annotations

from collections.abc import Iterator

from magdat.advice.subject import Finding, Subject
from magdat.policy.model import Decision, Monitoring, MonitoringMode

CHECKS = frozenset(
    {
        "controle_niet_beschreven",
        "controle_doelen",
        "controle_informatie",
        "controle_individualisering",
        "controle_permanent",
        "controle_algemeen",
        "controle_register",
        "controle_overleg",
        "controle_zonder_grens",
    }
)

_REPRESENTATIVES = ("ondernemingsraad", "cpbw", "comité", "vakbond", "afvaardiging", "vertegenwoordigers", "overleg")


def findings(subject: Subject) -> Iterator[Finding]:
    """Judge how a policy monitors, and what its rules say that the employer may see."""
    monitoring = subject.policy.monitoring
    if monitoring is None:
        yield Finding("controle_niet_beschreven", ())
    elif monitoring.mode is not MonitoringMode.NONE:
        yield from _described(subject, monitoring)
    for rule in subject.rules("controle_privacy"):
        if rule.decision is Decision.YES:
            yield Finding("controle_zonder_grens", subject.place_of(rule))


def _described(subject: Subject, monitoring: Monitoring) -> Iterator[Finding]:
    if not monitoring.purposes:
        yield Finding("controle_doelen", ("controle",))
    if monitoring.information is None:
        yield Finding("controle_informatie", ("controle",))
    if monitoring.individualisation is None:
        yield Finding("controle_individualisering", ("controle",))
    if monitoring.mode is MonitoringMode.PERMANENT:
        yield Finding("controle_permanent", ("controle", "wijze"))
    if monitoring.mode is MonitoringMode.AGGREGATE:
        yield Finding("controle_algemeen", ("controle", "wijze"))
    if monitoring.mode in {MonitoringMode.PERMANENT, MonitoringMode.AGGREGATE}:
        yield Finding("controle_register", ("controle", "wijze"))
    consultation = subject.policy.company.consultation
    represented = consultation.works_council or consultation.safety_committee or consultation.union_delegation
    told = f"{monitoring.information or ''} {subject.policy.drafting.involvement or ''}".lower()
    if represented and not any(name in told for name in _REPRESENTATIVES):
        yield Finding("controle_overleg", ("controle",))
