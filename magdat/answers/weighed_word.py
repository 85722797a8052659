"""With which word an answer from the company's own text begins: all that was heard of it, weighed together.

What somebody decided on the deed, how it was asked, what the text that is told does, what each of its sentences says to
such a question (magdat.answers.first_word), and what reading question and text together hears (nlu/reading/): none of
them is right often enough alone. How much each counts was learned from questions on De Linde's policy and on others
that taught no encoder (data/beleid/gezegd_woord/, and those of eerste_woord/ that are kept apart; bench/said_word.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from magdat.answers.asked_sentence import sentences_of_text
from magdat.answers.first_word import Asked, hear
from magdat.answers.marks import asking_of, deed_of
from magdat.guidance.first_word import FirstWordKnowledge
from magdat.guidance.said_word import WORDS
from magdat.policy.decision import Decision
from magdat.policy.statements import PolicyStatement
from magdat.question import Opening

LEAST = 0.02
"""What is less likely than this says no more than that it is unlikely."""


@dataclass(frozen=True)
class Evidence:
    """What is known of a question and of what the company says to it, before anybody knows with which word."""

    asked: Asked
    told: str
    """What the answer tells, the sentence that answers first."""

    decided: str | None = None
    """«ja» or «nee», the way round it was asked, where somebody decided on the deed or it was heard in the clause."""

    opening: Opening = Opening.NONE
    """What was heard in the clause or known of the question."""

    decision: Decision | None = None
    item: PolicyStatement | None = None
    found: bool = True
    """Whether the text was found by the question itself, and not by the rule on its topic."""

    excepts: bool = False
    """Whether what is told is an exception, or begins with one."""

    read: Sequence[float] = ()
    """How likely each word is, by who read the question together with what is told; nothing where nobody did."""

    read_likely: Sequence[Sequence[float]] = ()
    """The same of all that is likely to answer."""


def signs_of_said_word(cues: FirstWordKnowledge, evidence: Evidence) -> dict[str, float]:
    """Return what speaks for each word with which an answer may begin.

    Args:
        cues: the words by which questions and sentences are heard, and how much those count.
        evidence: what is known.
    """
    asked, item = evidence.asked, evidence.item
    asking, sentences = asking_of(cues, asked.text), sentences_of_text(evidence.told)
    deed = deed_of(cues.heard_in_sentence(sentences[0].text if sentences else ""))
    decision = evidence.decision.value if evidence.decision is not None else "-"
    form = asked.form.value if asked.form is not None else "-"
    decided, source = evidence.decided or "-", "tekst" if evidence.found else "regel"
    names = [
        "altijd",
        source,
        f"vorm {form}",
        f"vorm {form} & beslist {decided}",
        f"vraagt {asking.way}",
        f"vraagt {asking.way} & {deed}",
        f"vraagt {asking.way} & besluit {decision}",
        *(f"vraag {mark}" for mark in asking.marks),
        f"zin {deed}",
        f"zin {deed} & besluit {decision}",
        f"besluit {decision}",
        f"soort {item.kind.value if item is not None else '-'}",
        f"{source} & beslist {decided}",
        f"{source} & gehoord {evidence.opening.value}",
    ]
    if item is not None and not item.examples and not item.aspects:
        names.append("kaal")
    if evidence.excepts:
        names.append("uitzondering")
    found = dict.fromkeys(names, 1.0)
    if sentences:
        for name, told in (("tekst", sentences), ("eerste zin", sentences[:1])):
            words = hear(cues, asked, told).words
            found.update(_of_chances(name, [words[word] for word in WORDS]))
    if evidence.read:
        found.update(_of_chances("samen", evidence.read))
    else:
        found["niet samen"] = 1.0
    if evidence.read_likely:
        likely = [sum(column) / len(evidence.read_likely) for column in zip(*evidence.read_likely)]
        found.update(_of_chances("alle samen", likely))
    return found


def hears_no(read: Sequence[float]) -> bool:
    """Return whether who read question and text together hears «nee» rather than «ja»; not where nobody did."""
    return bool(read) and read[WORDS.index(Opening.NO)] > read[WORDS.index(Opening.YES)]


def _of_chances(name: str, chances: Sequence[float]) -> Mapping[str, float]:
    """Return how sure each word is, and «ja» rather than «nee», as the logarithm of its odds."""
    return dict(_odds_of(name, chances))


def _odds_of(name: str, chances: Sequence[float]) -> Iterator[tuple[str, float]]:
    yes, no, _ = chances
    for word, chance in zip(WORDS, chances):
        yield f"{name} {word.value}", _odds(chance)
    yield f"{name} ja of nee", _odds(yes / (yes + no) if yes + no else 0.5)


def _odds(chance: float) -> float:
    bounded = min(max(chance, LEAST), 1 - LEAST)
    return math.log(bounded / (1 - bounded))
