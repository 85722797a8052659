"""How the policy came about: goal, involvement, training, procedure and signature."""

from __future__ import annotations

from collections.abc import Iterator

from magdat.advice.subject import Finding, Subject
from magdat.advice.thresholds import TRAINING_FROM
from magdat.policy.model import Procedure

CHECKS = frozenset(
    {
        "opmaak_doel",
        "opmaak_inspraak",
        "opmaak_opleiding",
        "procedure_ontbreekt",
        "procedure_zonder_raad",
        "procedure_met_raad",
        "procedure_losse_richtlijn",
        "procedure_contract",
        "ondertekening_ontbreekt",
    }
)


def findings(subject: Subject) -> Iterator[Finding]:
    """Judge how a policy was drawn up and introduced."""
    drafting, company = subject.policy.drafting, subject.policy.company
    place, procedure = ("opmaak",), ("opmaak", "procedure")
    if drafting.goal is None:
        yield Finding("opmaak_doel", place)
    if drafting.involvement is None:
        yield Finding("opmaak_inspraak", place)
    if drafting.training is None and not (company.headcount or 0) >= TRAINING_FROM:
        yield Finding("opmaak_opleiding", place)
    if drafting.signature is None:
        yield Finding("ondertekening_ontbreekt", place)
    council = bool(company.consultation.works_council)
    if drafting.procedure is None:
        yield Finding("procedure_ontbreekt", place)
    elif drafting.procedure is Procedure.WORK_RULES_COUNCIL and not council:
        yield Finding("procedure_zonder_raad", procedure)
    elif drafting.procedure is Procedure.WORK_RULES_POSTING and council:
        yield Finding("procedure_met_raad", procedure)
    elif drafting.procedure is Procedure.GUIDELINE:
        yield Finding("procedure_losse_richtlijn", procedure)
    elif drafting.procedure is Procedure.CONTRACT:
        yield Finding("procedure_contract", procedure)
