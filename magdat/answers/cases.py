"""An answer that hangs on something unknown: each case with its decision, and never without its conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from magdat.guidance.library import Library
from magdat.policy.clause_number import clause_order
from magdat.policy.model import Decision
from magdat.policy.selection import Case, Outcome
from magdat.policy.verdict import Deciding
from magdat.wording.phrases import Phrases
from magdat.wording.situation import as_sentence


def case_lines(outcome: Outcome, phrases: Phrases, library: Library) -> Iterator[str]:
    """Yield a line for each case, with its decision and its conditions."""
    for case in outcome.cases:
        when = as_sentence(case.path, phrases, library)
        if case.rule is None:
            yield "- " + phrases.say("geval_niet_geregeld", wanneer=when)
            continue
        word = phrases.say(f"woord_{case.rule.decision.value}")
        text = " ".join([case.rule.text, *_requirements(case.rule, phrases)])
        yield "- " + phrases.say("geval", wanneer=when, besluit=word, tekst=text)


def clauses_of(rules: Iterable[Deciding]) -> list[str]:
    """Return the numbers that rules have in the policy, each once, in the order of the policy."""
    return sorted({rule.clause for rule in rules}, key=clause_order)


def case_facts(case: Case) -> dict[str, Any]:
    """Return one case in machine-readable form (docs/contract.md)."""
    return {
        "context": {name: list(values) for name, values in case.path},
        "besluit": case.rule.decision.value if case.rule else Decision.UNREGULATED.value,
        "artikel": case.rule.clause if case.rule else None,
        "regel": case.rule.id if case.rule else None,
        "voorwaarden": list(case.rule.requirements) if case.rule else [],
    }


def _requirements(rule: Deciding, phrases: Phrases) -> Iterator[str]:
    """Yield the conditions as short sentences behind one label: a list in a list is not shown alike everywhere."""
    spoken = [item.rstrip(" .") for item in rule.requirements]
    if spoken:
        told = ". ".join([spoken[0], *(item[0].upper() + item[1:] for item in spoken[1:])])
        yield phrases.say("geval_voorwaarde" if len(spoken) == 1 else "geval_voorwaarden", tekst=f"{told}.")
