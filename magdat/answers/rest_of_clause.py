"""What else a clause says, for the second layer: what the first left out because nobody asked for it."""

from __future__ import annotations

from collections.abc import Sequence

from magdat.answers.asked_sentence import part_of
from magdat.answers.read_aloud import put_together
from magdat.answers.told_order import begins_of_runs, listed, sentences_told
from magdat.guidance.statements import StatementKind
from magdat.guidance.telling import Telling
from magdat.policy.answerable import Place, Source
from magdat.policy.model import Policy

MOST_WORDS = 90
"""So many words of a clause are read behind a button."""

_APART = frozenset({StatementKind.LIST, StatementKind.STEPS, StatementKind.DEFINITION})
"""What has a form of its own, and is told where it is asked for."""


def rest_of_clause(policy: Policy, telling: Telling, places: Sequence[Place], told: str) -> str:
    """Return what a clause says beside what is told of it; nothing where all is told.

    Sentences that are understood together stay together, and whole ones are told until they are too many.

    Args:
        policy: the policy in use.
        telling: which sentences lean on others.
        places: what is told, the statement that answers first.
        told: the text of the first layer.
    """
    named = {place.name for place in places if place.source is Source.STATEMENT}
    sections = {item.section for item in policy.statements if item.id in named}
    found: list[str] = []
    for item in policy.statements:
        sentences = sentences_told(policy, item, telling) if item.section in sections else []
        if item.kind in _APART or item.requirements or listed(" ".join(sentences)):
            continue
        begins = begins_of_runs(sentences, telling)
        for begin, end in zip(begins, [*begins[1:], len(sentences)]):
            run = sentences[begin:end]
            if not any(part_of(sentence, f"{told} {' '.join(found)}") for sentence in run):
                found.append(" ".join(run))
    kept: list[str] = []
    for text in found:
        if len(" ".join([*kept, text]).split()) > MOST_WORDS:
            break
        kept.append(text)
    return put_together(kept)
