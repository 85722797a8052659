"""Read a policy file and refuse it, with every line named, when it cannot be answered from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from magdat.files.documents import Document, look_into
from magdat.files.problems import DocumentError, Problem
from magdat.guidance.library import Library
from magdat.policy.clauses import clause_problems
from magdat.policy.conflicts import conflicts, unreachable
from magdat.policy.draft import Draft, draft_of
from magdat.policy.identity import identity_problems
from magdat.policy.model import Policy
from magdat.policy.references import reference_problems


@dataclass(frozen=True)
class LoadedPolicy:
    """A policy that passed every check, with the file it came from."""

    policy: Policy
    document: Document


def load_policy(path: Path, library: Library, text: str | None = None) -> LoadedPolicy:
    """Read and check a policy; with ``text`` that is what it says, and ``path`` only what it is called.

    Raises:
        DocumentError: everything that is wrong with it, each with its line; in Dutch.
    """
    document = look_into(path, text)
    draft, unfit = draft_of(document)
    problems = [
        *document.problems,
        *unfit,
        *identity_problems(draft, library),
        *reference_problems(draft, library),
        *clause_problems(draft),
        *_decisions(draft),
    ]
    if problems or draft.policy is None:
        raise DocumentError(problems)
    return LoadedPolicy(draft.policy, document)


def _decisions(draft: Draft) -> Iterator[Problem]:
    path = draft.document.path
    placed = [(rule.whole, rule.place) for rule in draft.rules if rule.whole is not None]
    for topic in dict.fromkeys(rule.topic for rule, _ in placed):
        rules = [rule for rule, _ in placed if rule.topic == topic]
        lines = {id(rule): draft.document.line(place) for rule, place in placed}
        for conflict in conflicts(rules) if _all_readable(draft, topic) else ():
            known = ", ".join(f"{name}: {value}" for name, value in conflict.situation.known().items()) or "altijd"
            yield Problem(
                path,
                lines[id(conflict.second)],
                f"«{conflict.second.id}» spreekt «{conflict.first.id}» (regel {lines[id(conflict.first)]}) "
                f"tegen bij {known}",
                "maak één van de twee specifieker, of voeg een regel toe voor net die situatie",
            )
        for rule, winner in unreachable(rules):
            yield Problem(
                path,
                lines[id(rule)],
                f"«{rule.id}» wint nooit: «{winner.id}» (regel {lines[id(winner)]}) gaat altijd voor",
                "schrap de regel of maak haar voorwaarden ruimer",
            )


def _all_readable(draft: Draft, topic: str) -> bool:
    """Return whether every rule on a topic is known: one that is not could be what settles a conflict."""
    written = draft.document.data.get("regels", ())
    broken = [rule.values.get("topic") for rule in draft.rules if rule.whole is None]
    return len(draft.rules) == len(written) and topic not in broken and None not in broken
