"""Sanctions: only from the work rules, in time, with appeal, and after hearing the person."""

from __future__ import annotations

from collections.abc import Iterator

from magdat.policy.advice.subject import Finding, Subject
from magdat.policy.model import Decision, Procedure

CHECKS = frozenset(
    {
        "sanctie_buiten_arbeidsreglement",
        "sanctie_kennisgeving",
        "sanctie_termijn",
        "sanctie_beroep",
        "sanctie_horen",
        "sanctie_ontslag",
        "sanctie_loon",
        "sanctie_zonder_lijst",
        "sanctie_niet_beschreven",
        "sanctie_vorm",
    }
)

_IN_TIME = ("eerste werkdag", "1ste werkdag", "1e werkdag")
_DISMISSAL = ("ontslag", "dringende reden")
_WAGE = ("inhouding", "boete", "loonsverlaging", "loonafstand")


def findings(subject: Subject) -> Iterator[Finding]:
    """Judge the sanctions of a policy, or their absence."""
    sanctions = subject.policy.sanctions
    if sanctions is None:
        yield from _without(subject)
        return
    if not sanctions.in_work_rules:
        yield Finding("sanctie_buiten_arbeidsreglement", ("sancties", "in_arbeidsreglement"))
    if sanctions.notification is None:
        yield Finding("sanctie_kennisgeving", ("sancties",))
    elif not any(words in sanctions.notification.lower() for words in _IN_TIME):
        yield Finding("sanctie_termijn", ("sancties", "kennisgeving"))
    if sanctions.appeal is None:
        yield Finding("sanctie_beroep", ("sancties",))
    if sanctions.hearing is None:
        yield Finding("sanctie_horen", ("sancties",))
    for index, item in enumerate(sanctions.scale):
        place = ("sancties", "lijst", index)
        if any(words in item.lower() for words in _DISMISSAL):
            yield Finding("sanctie_ontslag", place, {"woord": item})
        elif any(words in item.lower() for words in _WAGE):
            yield Finding("sanctie_loon", place, {"woord": item})
    if subject.policy.drafting.procedure in {Procedure.CONTRACT, Procedure.GUIDELINE}:
        yield Finding("sanctie_vorm", ("opmaak", "procedure"))


def _without(subject: Subject) -> Iterator[Finding]:
    threatening = [rule for rule in subject.rules("sanctie") if rule.decision is not Decision.NO]
    if threatening:
        yield Finding("sanctie_zonder_lijst", subject.place_of(threatening[0]))
    else:
        yield Finding("sanctie_niet_beschreven", ())
