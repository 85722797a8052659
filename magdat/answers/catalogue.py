"""Everything that the assistant can say, as one page that HR can read, search and print."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from magdat.answers.answer import Part
from magdat.answers.producible import Produced, producible
from magdat.files.documents import parse, read_document
from magdat.guidance.model import Topic, Wording
from magdat.guidance.statements import Statement
from magdat.knowledge import Knowledge
from magdat.question import Asker
from magdat.situation import Role, Situation
from magdat.wording.dates import belgian_date
from magdat.wording.phrases import PhraseFile
from magdat.wording.situation import in_words

BULLET = "- "

WHO = {None: "werknemer", Role.EMPLOYEE.value: "werknemer", Role.MANAGER.value: "leidinggevende", Role.HR.value: "HR"}

ASKED_BY = {Asker.MANAGER: "leidinggevende", Asker.HR: "HR"}
"""Who asks a question, where that is no employee."""


@dataclass(frozen=True)
class Entry:
    """One answer, with when and to whom it is given."""

    who: str
    when: str
    decision: str
    produced: Produced


@dataclass(frozen=True)
class FollowUp:
    """What the assistant says when somebody asks on."""

    question: str
    text: str


@dataclass(frozen=True)
class StatementEntry:
    """One question with every answer to it."""

    statement: Statement
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class TopicEntry:
    """One topic with its questions, and every answer to them."""

    topic: Topic
    statements: tuple[StatementEntry, ...]
    follow_ups: tuple[tuple[str, tuple[FollowUp, ...]], ...]

    @property
    def count(self) -> int:
        """Return how many answers there are on the topic."""
        return sum(len(item.entries) for item in self.statements)


def catalogue(knowledge: Knowledge) -> tuple[TopicEntry, ...]:
    """Return every topic with its questions and every answer that can be given."""
    found: dict[str, list[Produced]] = {}
    for produced in producible(knowledge):
        found.setdefault(produced.answer.statement or "", []).append(produced)
    library = knowledge.library
    return tuple(
        TopicEntry(
            topic,
            tuple(
                StatementEntry(statement, tuple(_entry(knowledge, statement, item) for item in found.get(name, ())))
                for name, statement in library.statements_of(topic.id).items()
            ),
            tuple(_follow_ups(knowledge, topic)),
        )
        for topic in library.topics
    )


def render(knowledge: Knowledge, today: dt.date) -> str:
    """Return the page: one file, no external assets."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(blocks=blocks, label=label)
    topics = catalogue(knowledge)
    return environment.get_template("catalogue.html.jinja").render(
        topics=topics,
        policy=knowledge.policy,
        valid_from=belgian_date(knowledge.policy.valid_from),
        today=belgian_date(today),
        phrases=parse(PhraseFile, read_document(knowledge.settings.guidance / "zinnen.yml")).phrases,
        questions=sum(len(item.statements) for item in topics),
        count=sum(item.count for item in topics),
    )


@dataclass(frozen=True)
class Lines:
    """A paragraph, or the items of a list."""

    listed: bool
    texts: tuple[str, ...]


def blocks(text: str) -> list[Lines]:
    """Return a text as paragraphs and lists: in a chat a list is lines that start with a dash."""
    grouped = itertools.groupby(text.splitlines(), key=lambda line: line.startswith(BULLET))
    found: list[Lines] = []
    for listed, lines in grouped:
        if listed:
            found.append(Lines(True, tuple(line.removeprefix(BULLET) for line in lines)))
        else:
            found += [Lines(False, (line,)) for line in lines if line]
    return found


def label(part: Part) -> str:
    """Return what kind of part this is, unless its first word says so itself: «Raad:», «Wet:», «Regel van»."""
    kind = part.kind.value
    return "" if part.text.lower().startswith(kind) else kind


def write(knowledge: Knowledge, path: Path, today: dt.date) -> None:
    """Write the page.

    Raises:
        OSError: the file cannot be written.
    """
    path.write_text(render(knowledge, today), encoding="utf-8")


def _entry(knowledge: Knowledge, statement: Statement, produced: Produced) -> Entry:
    role = produced.situation.rol
    return Entry(
        ASKED_BY.get(statement.askers[0], WHO[role]) if role is None else WHO[role],
        _when(knowledge, produced.situation),
        (produced.answer.decision or "").replace("_", " "),
        produced,
    )


def _when(knowledge: Knowledge, situation: Situation) -> str:
    known = {name: (value,) for name, value in situation.known().items() if name != "rol"}
    words = in_words(known, knowledge.phrases, knowledge.library)
    return words[0].upper() + words[1:] if words else ""


def _follow_ups(knowledge: Knowledge, topic: Topic) -> Iterator[tuple[str, tuple[FollowUp, ...]]]:
    answer = knowledge.library.answers[topic.id]
    for who, wording in ((WHO[None], answer.employee), ("leidinggevende en HR", answer.hr)):
        if wording is not None:
            yield who, tuple(_asked_on(wording))


def _asked_on(wording: Wording) -> Iterator[FollowUp]:
    for question, text in (
        ("Waarom?", wording.why),
        ("Wat kan ik doen?", "\n".join(f"- {step}" for step in wording.steps)),
        ("Heb je een voorbeeld?", wording.example),
        ("En als ik het toch doe?", wording.consequence),
        ("Kan het korter?", wording.short),
    ):
        if text:
            yield FollowUp(question, text)
