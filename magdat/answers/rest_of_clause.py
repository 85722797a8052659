"""What else a clause says, for the second layer: what the first left out because nobody asked for it."""

from __future__ import annotations

from collections.abc import Sequence

from magdat.answers.asked_sentence import part_of
from magdat.answers.limits import limit_of
from magdat.answers.read_aloud import put_together
from magdat.answers.told_order import begins_of_runs, listed, sentences_told
from magdat.guidance.statements import StatementKind
from magdat.guidance.telling import Telling
from magdat.policy.answerable import Place, Source
from magdat.policy.model import Policy
from magdat.policy.statements import PolicyStatement
from magdat.policy.whole_sentences import sentences_of

MOST_WORDS = 90
"""So many words of a clause are read behind a button; the nearest to the answer go before."""

_Order = tuple[int, bool, int]
"""The place of a statement, whether it stands behind that as its exception, and the place of a sentence in it."""

_APART = frozenset({StatementKind.LIST, StatementKind.STEPS, StatementKind.DEFINITION})
"""What has a form of its own, and is told where it is asked for."""


def rest_of_clause(policy: Policy, telling: Telling, places: Sequence[Place], told: str) -> str:
    """Return what a clause says beside what is told of it, in its order; nothing where all is told.

    What holds for others than the answer does stays out, and what leans on something that is not told right before it.
    An exception stands behind what it takes something away from.

    Args:
        policy: the policy in use.
        telling: which sentences lean on others.
        places: what is told, the statement that answers first.
        told: the text of the first layer.
    """
    numbers = {item.id: number for number, item in enumerate(policy.statements)}
    answer = numbers.get(places[0].name) if places and places[0].source is Source.STATEMENT else None
    if answer is None:
        return ""
    said = [part for line in told.splitlines() for part in sentences_of(line, telling.abbreviations)]
    known = {place.name for place in places}
    limit = limit_of(policy, policy.statements[answer]) if places[0].unlimited else None
    found: list[tuple[int, _Order, str]] = []
    for number, item in enumerate(policy.statements):
        apart = item is limit
        if not apart and not _goes_with(policy, telling, policy.statements[answer], item):
            continue
        runs = [run for run in _runs(policy, telling, item) if not all(_said(part, said, telling) for part in run)]
        for place, run in enumerate(runs):
            # Of what is told in part nothing is far away; a statement apart is, by how many stand between. What limits
            # the answer is told before all else, and stands behind it.
            away = -1 if apart else 0 if item.id in known else abs(number - answer)
            found.append((away, (answer if apart else number, apart, place), " ".join(run)))
    kept: list[tuple[_Order, str]] = []
    words = 0
    for away, order, text in sorted(found):
        length = len(text.split())
        if (away < 0 or words + length <= MOST_WORDS) and text not in (other for _, other in kept):
            kept.append((order, text))
            words += length
    return put_together([text for _, text in sorted(kept)])


def _goes_with(policy: Policy, telling: Telling, answer: PolicyStatement, item: PolicyStatement) -> bool:
    """Return whether a statement may be told beside another: of the same clause, for the same people, by itself."""
    if item.section != answer.section or item.kind in _APART or item.requirements or item.aspects:
        return False
    sentences = sentences_told(policy, item, telling)
    if listed(" ".join(sentences)) or (item is not answer and telling.begins_leaning(sentences[0])):
        return False
    return item.conditions == answer.conditions or not item.conditions.named()


def _runs(policy: Policy, telling: Telling, item: PolicyStatement) -> list[list[str]]:
    """Return the sentences that are understood together, the exceptions with the last ones."""
    sentences = sentences_told(policy, item, telling)
    begins = begins_of_runs(sentences, telling)
    runs = [sentences[begin:end] for begin, end in zip(begins, [*begins[1:], len(sentences)])]
    return [*runs[:-1], [*runs[-1], *(exception.text for exception in item.unless)]]


def _said(sentence: str, said: Sequence[str], telling: Telling) -> bool:
    """Return whether a sentence was told: one with the same words, and not its opposite."""
    denies = telling.denies(sentence)
    return any(sentence in other or (part_of(sentence, other) and telling.denies(other) == denies) for other in said)
