"""An answer that hangs on something unknown: each case with its decision, and never without its conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from magdat.answers.phrases import Phrases
from magdat.guidance.library import Library
from magdat.policy.model import Decision, Rule
from magdat.policy.selection import Case, Outcome
from magdat.situation import OTHER


def case_lines(outcome: Outcome, phrases: Phrases, library: Library) -> Iterator[str]:
    """Yield a line for each case, with its decision and its conditions."""
    for case in outcome.cases:
        when = describe_case(case, phrases, library)
        if case.rule is None:
            yield "- " + phrases.say("geval_niet_geregeld", wanneer=when)
            continue
        word = phrases.say(f"woord_{case.rule.decision.value}")
        text = " ".join([case.rule.text, *_requirements(case.rule, phrases)])
        yield "- " + phrases.say("geval", wanneer=when, besluit=word, tekst=text)


def clauses_of(rules: Iterable[Rule]) -> list[str]:
    """Return the numbers that rules have in the policy, each once, in the order of the policy."""
    return sorted({rule.clause for rule in rules}, key=lambda clause: [int(piece) for piece in clause.split(".")])


def case_facts(case: Case) -> dict[str, Any]:
    """Return one case in machine-readable form (docs/contract.md)."""
    return {
        "context": {name: list(values) for name, values in case.path},
        "besluit": case.rule.decision.value if case.rule else Decision.UNREGULATED.value,
        "artikel": case.rule.clause if case.rule else None,
        "regel": case.rule.id if case.rule else None,
        "voorwaarden": list(case.rule.requirements) if case.rule else [],
    }


def describe_case(case: Case, phrases: Phrases, library: Library) -> str:
    """Return in which case a branch holds: «In de pauze, op een toestel van het werk»."""
    named = []
    for name, values in case.path:
        spoken = [_value(phrases, library, name, value) for value in values]
        if name == "platform":  # «Op Teams, LinkedIn of het intranet», not «Op Teams, Op LinkedIn …»
            spoken = [spoken[0], *(item.removeprefix("Op ") for item in spoken[1:])]
        named.append(_as_choice(spoken))
    return _as_sentence(named)


def _requirements(rule: Rule, phrases: Phrases) -> Iterator[str]:
    """Yield the conditions as short sentences behind one label: a list in a list is not shown alike everywhere."""
    spoken = [item.rstrip(" .") for item in rule.requirements]
    if spoken:
        told = ". ".join([spoken[0], *(item[0].upper() + item[1:] for item in spoken[1:])])
        yield phrases.say("geval_voorwaarde" if len(spoken) == 1 else "geval_voorwaarden", tekst=f"{told}.")


def _value(phrases: Phrases, library: Library, dimension: str, value: str) -> str:
    named = phrases.named(dimension, value)
    if named is not None:
        return named
    if dimension == "platform" and value != OTHER:
        return f"Op {library.platforms.get(value, value)}"
    if dimension == "afdeling" and value != OTHER:
        return f"Op de afdeling {value.replace('_', ' ')}"
    return phrases.value(dimension, value)


def _as_choice(spoken: Sequence[str]) -> str:
    """Join values with «of»; only the first keeps a capital that it has from standing first."""
    first_words = ("In ", "Op ", "Tijdens ", "Buiten ", "Als ")
    lowered = [item[0].lower() + item[1:] if item.startswith(first_words) else item for item in spoken[1:]]
    parts = [spoken[0], *lowered]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} of {parts[-1]}"


def _as_sentence(named: Sequence[str]) -> str:
    """Join cased pieces so that only the first keeps its capital; names of platforms keep theirs."""
    return ", ".join([named[0], *(item[0].lower() + item[1:] for item in named[1:])]) if named else ""
