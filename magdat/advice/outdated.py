"""Words, laws, authorities and links that are out of date, and other words that a policy should not use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from magdat.advice.subject import Finding, Subject
from magdat.advice.terms import hits


def findings(subject: Subject) -> Iterator[Finding]:
    """Find every word that a check of leidraad/controles.yml lists, each on its own line; twice on one is counted."""
    headcount = subject.policy.company.headcount
    for check in subject.checks.checks:
        if not check.terms or not check.applies_to(headcount):
            continue
        for place, text in subject.texts:
            counts: Counter[tuple[int, str]] = Counter()
            for hit in hits(check, text):
                word = " ".join(hit.group().split())
                counts[subject.line_with(place, text, hit), word] += 1
            for (line, word), times in counts.items():
                yield Finding(check.id, place, {"woord": word}, line, f"{times} keer" if times > 1 else "")
