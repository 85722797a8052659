"""Sanctions: only from the work rules, in time, with appeal, and after hearing the person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from magdat.advice.subject import Finding, Subject
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

_FIRST_DAY = (
    r"\b(?:(?:eerste|1ste|1e|eerstvolgende|volgende)\s+werkdag|(?:de|één|1)\s+werkdag|(?:24|vierentwintig)\s+uur)"
)
_AFTER = r"\s+(?:na|nadat|volgende?\s+op|die\s+(?:volgt\s+)?op)\b"
_ESTABLISHED = (
    r"\b(?:vast(?:stel|gesteld)\w*|feit\w*|fout\w*|inbreuk\w*|overtreding\w*|tekortkoming\w*|merkt\w*|vernam\w*)"
)
_LATER = r"gesprek|beslissing|verhoor|hoorzitting|onderzoek"

_IN_TIME = re.compile(
    rf"{_FIRST_DAY}{_AFTER}(?:(?!{_LATER})[^.!?;])*?{_ESTABLISHED}"
    rf"|{_FIRST_DAY}\s+(?:erna|daarna|nadien)\b"
    r"|\b(?:de)?zelfde\s+(?:werk)?dag\b",
    re.IGNORECASE,
)
"""Article 17 of the law of 8 April 1965: the first working day after the shortcoming was established at the latest."""

_CONTRACT = r"(?:contract|arbeidscontract|arbeidsovereenkomst|overeenkomst|samenwerking|tewerkstelling|dienstverband)"
_ENDING = (
    r"(?:verbrek\w*|verbreek\w*|verbroken|beëindig\w*|stopzett\w*|stopgezet|ontbind\w*|ontbonden|opzegg\w*"
    r"|opgezegd|opzeg|einde|eind|eindigt|stopt|stoppen)"
)
_DISMISSAL = re.compile(
    r"ontsla(?:g|an)|dringende\s+reden|afdank|afgedankt|\bC4\b|\bopzeg(?:ging)?\b|op\s+staande\s+voet|\bde\s+laan\b|\buit\s+dienst\b"
    rf"|\b{_ENDING}\b.*\b{_CONTRACT}\b|\b{_CONTRACT}\b.*\b{_ENDING}\b",
    re.IGNORECASE,
)
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
    elif not _IN_TIME.search(sanctions.notification):
        yield Finding("sanctie_termijn", ("sancties", "kennisgeving"))
    if sanctions.appeal is None:
        yield Finding("sanctie_beroep", ("sancties",))
    if sanctions.hearing is None:
        yield Finding("sanctie_horen", ("sancties",))
    for index, item in enumerate(sanctions.scale):
        place = ("sancties", "lijst", index)
        if _DISMISSAL.search(item):
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
