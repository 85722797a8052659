"""Answers that are ready: what the policy says, with its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from magdat.guidance.library import Library
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Answerable, Source, answerable
from magdat.policy.loading import LoadedPolicy


@dataclass(frozen=True)
class Canned:
    """One thing that the policy says, ready to send."""

    id: str
    topic: str
    title: str
    text: str
    clause: str
    asked: str
    """Questions that it answers: by their words it is found too."""


def canned(knowledge: Knowledge, topic: str | None) -> list[Canned]:
    """Return everything that the policy says under a clause; what is about a topic comes first."""
    found = _of_policy(Held(knowledge.loaded, knowledge.library))
    return sorted(found, key=lambda item: item.topic != topic)


def clauses(knowledge: Knowledge) -> dict[str, str]:
    """Return the clauses under which the policy says something, in order, each with what it is about."""
    found: dict[str, str] = {}
    for item in _of_policy(Held(knowledge.loaded, knowledge.library)):
        found.setdefault(item.clause, item.title)
    return dict(sorted(found.items(), key=lambda entry: [int(part) for part in entry[0].split(".") if part.isdigit()]))


class Held:
    """One policy as it was loaded, told apart by being it: reading it all again takes a tenth of a second."""

    def __init__(self, loaded: LoadedPolicy, library: Library) -> None:
        """Keep the policy, and the topics."""
        self.loaded = loaded
        self.library = library

    def __hash__(self) -> int:
        """Return what tells it apart."""
        return id(self.loaded)

    def __eq__(self, other: object) -> bool:
        """Return whether it is the same loading of the same file."""
        return isinstance(other, Held) and other.loaded is self.loaded


@lru_cache(maxsize=2)
def _of_policy(held: Held) -> tuple[Canned, ...]:
    titles = {item.id: str(item.title) for item in held.library.topics}
    policy = held.loaded.policy
    demanding = {
        **{(Source.RULE, rule.id): (rule.text, rule.requirements) for rule in policy.rules},
        **{(Source.STATEMENT, item.id): (item.text, item.requirements) for item in policy.statements},
    }
    every = [item for item in answerable(policy, held.library) if item.clause is not None]
    return tuple(_ready(item, titles, demanding.get((item.source, item.name))) for item in every)


def _ready(item: Answerable, titles: dict[str, str], demanding: tuple[str, Sequence[str]] | None) -> Canned:
    title = str(titles.get(item.topic) or item.title or "")
    text, requirements = demanding if demanding is not None and demanding[1] else (item.text, ())
    # What has to be fulfilled stands in lines of its own, as the policy has it.
    lines = [" ".join(text.split()), *(f"- {' '.join(each.split())}" for each in requirements)]
    return Canned(item.id, item.topic, title, "\n".join(lines), str(item.clause), " ".join(item.examples))
