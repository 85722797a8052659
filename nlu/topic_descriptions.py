"""What the guidance says of the topics, as sentences to learn from beside those that people wrote.

A topic is understood a little from its description alone: with 1,500 training sentences the descriptions in
leidraad/onderwerpen.yml take away one error in eight, with all of them one in forty; the examples in
leidraad/antwoorden/ take away some more (docs/nlu.md).
"""

from __future__ import annotations

import re
from pathlib import Path

from magdat.files.documents import parse, read_document
from magdat.files.problems import DocumentError, Problem
from magdat.guidance.model import Topic, TopicAnswer, Topics
from nlu.labelled_questions import read_statement_examples

SHORTEST = 12
"""Characters of the shortest piece of a description that says something by itself."""


def read_descriptions(path: Path) -> list[tuple[str, str]]:
    """Return (sentence, topic) for every title, border, piece of a border, and what a neighbour says of the topic.

    Raises:
        DocumentError: the file is not as magdat.guidance.model.Topics wants it; with lines, in Dutch.
    """
    return [pair for topic in parse(Topics, read_document(path)).topics for pair in describe(topic)]


def read_examples(directory: Path) -> list[tuple[str, str]]:
    """Return (sentence, topic) for the example in every answer: a situation from the floor, in plain words.

    Raises:
        DocumentError: there is no answer at all, or a file is not as magdat.guidance.model.TopicAnswer wants it; with
            lines, in Dutch.
    """
    paths = sorted(directory.glob("*.yml"))
    if not paths:
        raise DocumentError(
            [Problem(directory, 1, "hier staat geen enkel antwoord", "kijk na wat «answers» in config.yml zegt")]
        )
    answers = [parse(TopicAnswer, read_document(path)) for path in paths]
    return [
        (wording.example, answer.topic)
        for answer in answers
        for wording in (answer.employee, answer.hr)
        if wording and wording.example
    ]


def read_questions(directory: Path) -> list[tuple[str, str]]:
    """Return (sentence, topic) for the questions that stand as examples under every statement.

    Raises:
        DocumentError: a file is not as magdat.guidance.statements.Statements wants it; with lines, in Dutch.
    """
    return [(item.text, item.topic) for item in read_statement_examples(directory) if item.opening is not None]


def describe(topic: Topic) -> list[tuple[str, str]]:
    """Return (sentence, topic) for everything that one topic's description says, of itself and of its neighbours."""
    own = re.split(r"(?<=[.])\s", topic.boundary, maxsplit=1)[0]
    clauses = re.split(r";\s*", own.rstrip("."))
    pieces = [piece for clause in clauses for piece in re.split(r"[,:?]\s", clause) if len(piece) > SHORTEST]
    said = [(text, topic.id) for text in dict.fromkeys([topic.title, own, *clauses, *pieces])]
    return said + [
        (phrase, neighbour) for neighbour, text in topic.elsewhere.items() for phrase in re.split(r";\s*", text)
    ]
