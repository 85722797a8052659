"""A decision beside a text that says the opposite: «nee» where the text allows, «ja» where it forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from magdat.advice.subject import Finding, Subject
from magdat.policy.model import Decision, PolicyStatement, Rule

CHECKS = frozenset({"besluit_nee_tekst_ja", "besluit_ja_tekst_nee"})

_LIMITS = re.compile(
    r"\b(?:niet|nooit|geen|verboden|enkel|alleen|nergens|niemand|zonder|pas|hoogstens|liever|vermijd\w*|buiten)\b",
    re.IGNORECASE,
)
"""Words by which a sentence forbids something, or leaves something out."""

_ALLOWS = re.compile(r"\b(?:mag|mogen|kan|kunnen|toegestaan|toegelaten|vrij|gerust|welkom)\b", re.IGNORECASE)
_FORBIDS = re.compile(
    r"(?<!niet )\bverboden\b|(?<!hoeft )(?<!hoef )\bnooit\b|\bniet (?:toegelaten|toegestaan)\b"
    r"|\b(?:mag|mogen)\b(?:\s+\w+){0,4}?\s+(?:niet|nooit|geen)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


def findings(subject: Subject) -> Iterator[Finding]:
    """Find every rule and statement whose text says the opposite of what it decides."""
    items: tuple[tuple[str, tuple[Rule | PolicyStatement, ...]], ...] = (
        ("regels", subject.policy.rules),
        ("uitspraken", subject.policy.statements),
    )
    for key, listed in items:
        for index, item in enumerate(listed):
            found = said_otherwise(item.decision, item.text)
            if found is not None:
                yield Finding(found, (key, index, "tekst"), {"woord": str(item.id)})


def said_otherwise(decision: Decision | None, text: str) -> str | None:
    """Return the check that a text fails beside a decision, or ``None``."""
    sentences = _SENTENCE.split(text)
    if decision is Decision.NO and _ALLOWS.search(sentences[0]) and not _LIMITS.search(text):
        return "besluit_nee_tekst_ja"
    forbidding = [bool(_FORBIDS.search(sentence)) for sentence in sentences]
    allowing = [bool(_ALLOWS.search(sentence)) and not bad for sentence, bad in zip(sentences, forbidding)]
    if decision is Decision.YES and any(forbidding) and not any(allowing):
        return "besluit_ja_tekst_nee"
    return None
