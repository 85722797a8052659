"""Answers that are ready: what the policy says, with where it stands."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from magdat.answers.citing import cited
from magdat.guidance.library import Library
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Answerable, Source, answerable
from magdat.policy.clause_number import chapter_of, clause_order
from magdat.policy.loading import LoadedPolicy
from magdat.wording.phrases import Phrases

STEM, SHORTEST = 5, 3
"""Letters by which words are the same, and the fewest that a word has to be looked at."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Canned:
    """One thing that the policy says, ready to send."""

    id: str
    topic: str
    title: str
    text: str
    clause: str
    where: str
    """Where it stands, within a sentence: «artikel 3.1», «het stuk “Foto's”»."""

    asked: str
    """Questions that it answers: by their words it is found too."""


def canned(knowledge: Knowledge, topic: str | None, question: str = "") -> list[Canned]:
    """Return everything that the policy says under a clause.

    What is about the topic comes first, and then what has most in common with the question: not every question comes
    with its topic.
    """
    held = Held(knowledge.loaded, knowledge.library, knowledge.phrases)
    asked, (weights, words) = stems(question), _weighed(held)
    fits = {item: sum(weights[stem] for stem in asked & words[item]) / len(words[item]) ** 0.5 for item in words}
    return sorted(_of_policy(held), key=lambda item: (item.topic != topic, -fits[item]))


def clauses(knowledge: Knowledge) -> dict[str, str]:
    """Return the clauses under which the policy says something, in order, each as whoever chooses one reads it.

    «3.1: Foto's»; of a chapter that has no number in the company's text the heading: «het stuk “Foto's”: Selfies».
    """
    unnumbered = {article.number for article in knowledge.loaded.policy.articles if article.unnumbered}
    found: dict[str, str] = {}
    for item in _of_policy(Held(knowledge.loaded, knowledge.library, knowledge.phrases)):
        named = f"{item.where[:1].upper()}{item.where[1:]}" if chapter_of(item.clause) in unnumbered else item.clause
        found.setdefault(item.clause, ": ".join(filter(None, (named, item.title))))
    ordered = sorted(found.items(), key=lambda entry: clause_order(entry[0]))
    told = {name: clause for clause, name in reversed(ordered)}  # of two that read alike the first is enough
    return {clause: name for clause, name in ordered if told[name] == clause}


def clause_at(knowledge: Knowledge, where: str) -> str:
    """Return the clause that is named so; empty where the policy has none."""
    held = Held(knowledge.loaded, knowledge.library, knowledge.phrases)
    return next((item.clause for item in _of_policy(held) if item.where == where), "")


class Held:
    """One policy as it was loaded, told apart by being it: reading it all again takes a tenth of a second."""

    def __init__(self, loaded: LoadedPolicy, library: Library, phrases: Phrases) -> None:
        """Keep the policy, the topics, and how a clause is named."""
        self.loaded = loaded
        self.library = library
        self.phrases = phrases

    def __hash__(self) -> int:
        """Return what tells it apart."""
        return id(self.loaded)

    def __eq__(self, other: object) -> bool:
        """Return whether it is the same loading of the same file."""
        return isinstance(other, Held) and other.loaded is self.loaded


def stems(text: str) -> frozenset[str]:
    """Return how the words of a text begin: enough to know «foto» in «foto's», and «klant» in «klanten»."""
    return frozenset(word[:STEM] for word in _WORD.findall(text.lower()) if len(word) >= SHORTEST)


@lru_cache(maxsize=2)
def _weighed(held: Held) -> tuple[dict[str, float], dict[Canned, frozenset[str]]]:
    """Return how much each word tells, the fewer answers have it the more; and the words of each answer."""
    words = {item: stems(f"{item.title} {item.text} {item.asked}") for item in _of_policy(held)}
    among = Counter(stem for found in words.values() for stem in found)
    return {stem: math.log(len(words) / number) for stem, number in among.items()}, words


@lru_cache(maxsize=2)
def _of_policy(held: Held) -> tuple[Canned, ...]:
    titles = {item.id: str(item.title) for item in held.library.topics}
    policy = held.loaded.policy
    demanding = {
        **{(Source.RULE, rule.id): (rule.text, rule.requirements) for rule in policy.rules},
        **{(Source.STATEMENT, item.id): (item.text, item.requirements) for item in policy.statements},
    }
    every = [item for item in answerable(policy, held.library) if item.clause is not None]
    return tuple(
        _ready(
            item,
            titles,
            cited(policy, held.phrases, [str(item.clause)], item.part, item.point),
            demanding.get((item.source, item.name)),
        )
        for item in every
    )


def _ready(item: Answerable, titles: dict[str, str], where: str, demanding: tuple[str, Sequence[str]] | None) -> Canned:
    title = str(titles.get(item.topic) or item.title or "")
    text, requirements = demanding if demanding is not None and demanding[1] else (item.text, ())
    # What has to be fulfilled stands in lines of its own, as the policy has it.
    lines = [" ".join(text.split()), *(f"- {' '.join(each.split())}" for each in requirements)]
    return Canned(item.id, item.topic, title, "\n".join(lines), str(item.clause), where, " ".join(item.examples))
