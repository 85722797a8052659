"""Blanket bans: the guidance's first pitfall is a policy that is too strict."""

from __future__ import annotations

from collections.abc import Iterator

from magdat.advice.contents import USE
from magdat.advice.coverage import EMPLOYEE, banned
from magdat.advice.subject import Finding, Subject
from magdat.policy.model import Decision
from magdat.policy.verdict import Deciding
from magdat.situation import Device, Moment

CHECKS = frozenset(
    {
        "verbod_algemeen",
        "verbod_pauze",
        "verbod_vrije_tijd",
        "verbod_kritiek",
        "verbod_werkgever_noemen",
        "bijna_alles_verboden",
    }
)

NO_PROTECTS = frozenset({"deconnectie", "controle_privacy", "sanctie"})
"""Topics on which «nee» protects the employee: no need to answer, nobody watches, no penalty."""

MANY, MOST = 5, 0.8
"""From so many rules on, a share of so many refusals is called a policy that forbids nearly everything."""


def findings(subject: Subject) -> Iterator[Finding]:
    """Find what a policy forbids that it had better allow."""
    yield from _use(subject)
    critical = banned(subject, subject.rules("kritiek_meningsuiting"), EMPLOYEE)
    if critical is not None:
        yield Finding("verbod_kritiek", subject.place_of(critical))
    naming = banned(subject, subject.rules("prive_namens_bedrijf"), EMPLOYEE)
    if naming is not None and "waar je werkt" in naming.text.lower():
        yield Finding("verbod_werkgever_noemen", subject.place_of(naming))
    policy = subject.policy
    stated = [(item.topic, item.decision) for item in policy.statements if item.decision and not item.aspects]
    counted = [
        decision
        for topic, decision in (*((rule.topic, rule.decision) for rule in policy.rules), *stated)
        if topic not in NO_PROTECTS
    ]
    refusing = counted.count(Decision.NO)
    if len(counted) >= MANY and refusing >= MOST * len(counted):
        place = ("regels",) if policy.rules else ("uitspraken",)
        yield Finding("bijna_alles_verboden", place, {"aantal": f"{refusing} van de {len(counted)}"})


def _use(subject: Subject) -> Iterator[Finding]:
    """Look at one's own device, where a ban weighs most."""
    rules, own = subject.rules(USE), EMPLOYEE.with_value("toestel", Device.OWN.value)
    bans = {moment: banned(subject, rules, own.with_value("moment", moment.value)) for moment in Moment}
    if all(bans.values()):
        yield Finding("verbod_algemeen", _place(subject, bans[Moment.OUTSIDE]))
    elif bans[Moment.BREAK] is not None:
        yield Finding("verbod_pauze", _place(subject, bans[Moment.BREAK]))
    elif bans[Moment.OUTSIDE] is not None:
        yield Finding("verbod_vrije_tijd", _place(subject, bans[Moment.OUTSIDE]))


def _place(subject: Subject, rule: Deciding | None) -> tuple[str | int, ...]:
    return subject.place_of(rule) if rule is not None else ()
