"""Words, laws, authorities and links that are out of date, and other words that a policy should not use."""

from __future__ import annotations

from collections.abc import Iterator

from magdat.policy.advice.subject import Finding, Subject, word


def findings(subject: Subject) -> Iterator[Finding]:
    """Find every word that a check of leidraad/controles.yml lists; once a text and a check is enough."""
    headcount = subject.policy.company.headcount
    for check in subject.checks.checks:
        if not check.terms or not check.applies_to(headcount):
            continue
        terms, unless = [word(item) for item in check.terms], [word(item) for item in check.unless]
        for place, text in subject.texts:
            if any(item.search(text) for item in unless):
                continue
            hits = [hit for term in terms if (hit := term.search(text))]
            if hits:
                first = min(hits, key=lambda hit: hit.start())
                line = subject.line_with(place, first.group())
                yield Finding(check.id, place, {"woord": first.group()}, line)
