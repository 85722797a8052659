"""leidraad/dekking.yml: which topics are counted together, and on which no company has to say anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, validator

from magdat.files.documents import Document, parse, read_document
from magdat.files.problems import DocumentError, Problem, closest
from magdat.files.schema import FilledModel, Name, Text, filled
from magdat.files.yaml_data import Location
from magdat.guidance.library import Library


class Group(FilledModel):
    """Topics that are counted together."""

    title: Text = Field(..., alias="titel")
    topics: tuple[Name, ...] = Field(..., alias="onderwerpen")

    _filled = validator("topics", allow_reuse=True)(filled)


class Groups(FilledModel):
    """The whole file."""

    groups: tuple[Group, ...] = Field(..., alias="groepen")
    about_the_assistant: tuple[Name, ...] = Field(..., alias="over_de_assistent")
    """On these the assistant answers for itself."""

    nobody: tuple[Name, ...] = Field(..., alias="niemand")
    """On these even the guidance only shows the way."""

    _filled = validator("groups", allow_reuse=True)(filled)

    def placed(self) -> Iterator[tuple[str, Location]]:
        """Yield every topic with its place in the file."""
        for number, group in enumerate(self.groups):
            for index, topic in enumerate(group.topics):
                yield topic, ("groepen", number, "onderwerpen", index)
        for key, topics in (("over_de_assistent", self.about_the_assistant), ("niemand", self.nobody)):
            for index, topic in enumerate(topics):
                yield topic, (key, index)


def load_groups(path: Path, library: Library) -> Groups:
    """Read leidraad/dekking.yml.

    Raises:
        DocumentError: a key is wrong, or a topic is unknown, missing or there twice; every problem has its line.
    """
    document = read_document(path)
    groups = parse(Groups, document)
    problems = list(_misplaced(groups, document, {str(topic.id) for topic in library.topics}))
    if problems:
        raise DocumentError(problems)
    return groups


def _misplaced(groups: Groups, document: Document, known: set[str]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for topic, place in groups.placed():
        line = document.line(place)
        if topic not in known:
            hint = closest(topic, known) or "kies een id uit leidraad/onderwerpen.yml"
            yield Problem(document.path, line, f"het onderwerp «{topic}» bestaat niet", hint)
        elif topic in seen:
            yield Problem(document.path, line, f"«{topic}» staat er al, op regel {seen[topic]}", "schrap er één")
        seen.setdefault(topic, line)
    for topic in sorted(known - set(seen)):
        yield Problem(document.path, 1, f"het onderwerp «{topic}» ontbreekt", "zet het bij een groep")
