"""Which topic a clause is about, by the assistant's own understanding; what is far from all of them gets its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from magdat.files.schema import as_name
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.importing.kinds import Sure
from magdat.importing.outline import Clause
from magdat.understanding import Interpreter, Understanding

_OURS, LIKELY, CERTAIN = 0.35, 0.5, 0.75
"""From which probability a text is on one of our topics, likely so, and certainly."""


_BORDER = 300
"""Characters of a clause by which a topic of the company's own is described."""

LONGEST = 480
"""Characters of a text that are read: what comes after says the same in other words."""


@dataclass(frozen=True)
class Topic:
    """What a clause is about."""

    id: str
    sure: Sure
    own: bool = False

    understood: Understanding | None = None
    """What was heard in the clause, under its heading."""

    alone: Understanding | None = None
    """What was heard in one passage of it."""


@dataclass(frozen=True)
class NewTopic:
    """A topic that only this company has."""

    id: str
    title: str
    border: str


def topics_of(
    clauses: Sequence[Clause],
    chapters: Mapping[str, str],
    library: Library,
    ours: Mapping[str, str],
    interpreter: Interpreter,
) -> tuple[dict[tuple[str, str], Topic], list[NewTopic]]:
    """Return the topic of each clause by its number and its part, and the company's own topics.

    Args:
        clauses: what the document says.
        chapters: the titles of the chapters by number.
        library: the guidance, with its topics.
        ours: those that a policy is about (:func:`topics_of_policies`).
        interpreter: what reads.
    """
    taken = {topic.id for topic in library.topics}
    understood = interpreter.read([_read(clause) for clause in clauses])
    found: dict[tuple[str, str], Topic] = {}
    own: dict[str, NewTopic] = {}
    for clause, message in zip(clauses, understood):
        name, chance = likeliest(message, ours)
        if chance >= _OURS:
            sure = Sure.CERTAIN if chance >= CERTAIN else Sure.LIKELY if chance >= LIKELY else Sure.LOOK
            found.setdefault((clause.number, clause.part), Topic(name, sure, understood=message))
            continue
        title = chapters.get(clause.chapter) or f"Hoofdstuk {clause.chapter}"
        new = _new_topic(clause, title, own, taken)
        found.setdefault((clause.number, clause.part), Topic(new.id, Sure.LOOK, own=True, understood=message))
    return found, list(own.values())


def topics_of_policies(library: Library, of_staff: Mapping[str, str]) -> dict[str, str]:
    """Return of each topic that is heard in a policy what that policy is about; none is about the assistant itself.

    Args:
        library: the guidance, with its topics.
        of_staff: of topics that HR asks about, the one of an employee who asks about the same: whom a policy speaks to.
    """
    heard = (topic.id for topic in library.topics if topic.kind is not Kind.ASSISTANT)
    return {name: of_staff.get(name, name) for name in heard}


def likeliest(message: Understanding, ours: Mapping[str, str]) -> tuple[str, float]:
    """Return the likeliest topic of a text in a policy and how likely it is; ("", 0) where none was heard."""
    chances: dict[str, float] = {}
    for heard, chance in message.topics():
        if heard in ours:
            chances[ours[heard]] = chances.get(ours[heard], 0.0) + chance
    return max(chances.items(), key=lambda item: item[1], default=("", 0.0))


def _read(clause: Clause) -> str:
    """Return a clause as it is understood: under its heading."""
    text = " ".join(block.text for block in clause.blocks)
    heading = clause.path[-1] if clause.path else ""
    return f"{heading.rstrip('.')}. {text}"[:LONGEST] if heading else text[:LONGEST]


def _new_topic(clause: Clause, title: str, own: dict[str, NewTopic], taken: set[str]) -> NewTopic:
    if title not in own:
        name = as_name(title).replace("-", "_")[:60].strip("_") or f"hoofdstuk_{clause.chapter.lower()}"
        while name in taken or name in {item.id for item in own.values()}:
            name = f"{name}_{clause.chapter.lower()}"
        border = f"Wat hoofdstuk {clause.chapter} regelt, zoals: {clause.blocks[0].text[:_BORDER]}"
        own[title] = NewTopic(name, title, border)
    return own[title]
