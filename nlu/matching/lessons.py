"""What e5 is taught from: questions, and the texts among which the one that answers has to be found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from magdat.answers.asked_sentence import part_of
from magdat.files.documents import read_document
from magdat.guidance.library import Library
from magdat.guidance.statements import topic_of
from magdat.policy.answerable import Answerable, answerable
from magdat.policy.loading import load_policy
from magdat.policy.sentences import sentences
from nlu.e5.training import Choice
from nlu.labelled_questions import read_labelled_questions
from nlu.matching.as_written import policy_files
from nlu.matching.labelled import ROOT, read_keys, read_policy_questions, read_word_questions
from nlu.matching.questions import Rights, by_clause, by_sentence, question_of_key

QUESTIONS, OTHERS = 40, 90
"""So many questions on one policy stand in one step, beside so many of its texts that need not answer any."""

MOST_ANSWERING = 100
"""So many texts that answer stand there at most: of De Linde's some 750 answer one or other of forty questions, and
with all of them a step took 24 GB."""

TOPICS, OF_TOPIC, STATEMENTS = 6, 8, 12
"""So many topics of the guidance stand in one step, each with so many questions and statements."""

GUIDANCE = 0.3
"""The share of steps that the guidance's questions teach: how people put things, beside how companies do."""

MOST_SENTENCES = 12_000
"""So many labelled sentences teach; each is read up to the upper layers once, which takes a hundredth of a second."""

KEPT_APART = ROOT / "data" / "nlu" / "apart.txt"
"""The writers, one a line, whose sentences teach the encoder nothing from its third go on: with those it is measured
how it hears strangers. Of the 4,000 that taught it before, some 870 were theirs."""


@dataclass(frozen=True)
class Lesson:
    """A policy with what was asked about it."""

    policy: str
    texts: Sequence[str]
    """All its sentences, and all its statements."""

    questions: Sequence[str]
    right: NDArray[np.bool_]
    """Which texts answer which question; shape (questions, texts)."""

    owners: NDArray[np.int64]
    """The number of the statement of each text."""


@dataclass(frozen=True)
class Guidance:
    """The labelled sentences, by topic, each with its statement; and what the statements say."""

    asked: Mapping[str, Sequence[tuple[str, str]]]
    statements: Mapping[str, Sequence[str]]
    said: Mapping[str, str]


def lessons_of_policies(library: Library) -> list[Lesson]:
    """Return a lesson a policy, and where it was put in the format by hand one of its text as well.

    Raises:
        NoInterpreter: there is no trained model to bring texts in with.
    """
    asked: dict[tuple[str, int], list[tuple[str, Rights, str | None]]] = defaultdict(list)
    for question in [*read_policy_questions(), *map(question_of_key, read_keys())]:
        for place in (0, 1):
            asked[question.policy, place].append((question.text, by_clause(question), None))
    for pointed in read_word_questions():
        if pointed.sentence is not None:
            asked[pointed.policy, -1].append((pointed.text, by_sentence(pointed), pointed.sentence))
    found = []
    for (policy, place), questions in sorted(asked.items(), key=lambda item: item[0]):
        paths = policy_files(policy, library)
        if place < len(paths):
            items = answerable(load_policy(paths[place], library).policy, library)
            lesson = _lesson(policy, items, questions)
            found += [lesson] if lesson is not None else []
    return found


def _lesson(
    policy: str, items: Sequence[Answerable], questions: Sequence[tuple[str, Rights, str | None]]
) -> Lesson | None:
    parts = [(number, part) for number, item in enumerate(items) for part in _parts(item.text)]
    owners, texts = np.array([number for number, _ in parts]), [part for _, part in parts]
    kept: list[str] = []
    rows: list[NDArray[np.bool_]] = []
    for question, rights, pointed in questions:
        right = rights(items)[owners]
        if right.any():
            kept.append(question)
            rows.append(_sharper(right, texts, pointed))
    return Lesson(policy, texts, kept, np.stack(rows), owners) if rows else None


def _parts(text: str) -> Iterable[str]:
    return dict.fromkeys([*sentences(text), text])


def _sharper(right: NDArray[np.bool_], texts: Sequence[str], pointed: str | None) -> NDArray[np.bool_]:
    """Return only the texts with the sentence that was pointed out, where one of those that answer has it."""
    if pointed is None:
        return right
    having = np.array([said and (part_of(text, pointed) or part_of(pointed, text)) for said, text in zip(right, texts)])
    return having if having.any() else right


def lessons_of_guidance(library: Library, draw: np.random.Generator) -> Guidance:
    """Return some of the labelled sentences that the guidance answers, none of them by whoever is kept apart."""
    apart = sentences_by(frozenset(KEPT_APART.read_text(encoding="utf-8").split()))
    labelled = [item for item in read_labelled_questions(ROOT / "data" / "vragen") if item.text not in apart]
    known = [(item.text, str(item.statement)) for item in labelled if item.statement in library.statements]
    chosen = draw.permutation(len(known))[:MOST_SENTENCES]
    asked: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place in sorted(chosen):
        asked[topic_of(known[place][1])].append(known[place])
    statements: dict[str, list[str]] = defaultdict(list)
    for name in library.statements:
        statements[topic_of(name)].append(name)
    return Guidance(asked, statements, {name: item.text for name, item in library.statements.items()})


def sentences_by(writers: frozenset[str], folder: Path = ROOT / "data" / "nlu") -> frozenset[str]:
    """Return all training sentences of some writers.

    Raises:
        DocumentError: a file cannot be read.
    """
    blocks = [block for path in sorted(folder.glob("*.yml")) for block in read_document(path).data["nlu"]]
    lines = [
        line for block in blocks if block["metadata"]["schrijver"] in writers for line in block["examples"].split("\n")
    ]
    return frozenset(line.removeprefix("- ").strip() for line in lines)


def choices(lessons: Sequence[Lesson], guidance: Guidance, draw: np.random.Generator) -> Iterator[Choice]:
    """Yield one step after the other, without end."""
    makers: tuple[Callable[[], Choice], Callable[[], Choice]] = (
        lambda: _of_policy(lessons[draw.integers(len(lessons))], draw),
        lambda: _of_guidance(guidance, draw),
    )
    while True:
        yield makers[int(draw.random() < GUIDANCE)]()


def _of_policy(lesson: Lesson, draw: np.random.Generator) -> Choice:
    asked = draw.permutation(len(lesson.questions))[:QUESTIONS]
    answering = _answering(lesson.right[asked], draw)
    texts = np.union1d(answering, draw.permutation(len(lesson.texts))[:OTHERS])
    return Choice(
        [lesson.questions[place] for place in asked],
        [lesson.texts[place] for place in texts],
        lesson.right[np.ix_(asked, texts)],
    )


def _answering(right: NDArray[np.bool_], draw: np.random.Generator) -> NDArray[np.int64]:
    """Return texts that answer, at least one of every question that has any."""
    answering = np.flatnonzero(right.any(axis=0))
    if len(answering) <= MOST_ANSWERING:
        return answering
    one_of_each = [draw.choice(np.flatnonzero(row)) for row in right if row.any()]
    return np.union1d(one_of_each, draw.permutation(answering)[: MOST_ANSWERING - len(one_of_each)])


def _of_guidance(guidance: Guidance, draw: np.random.Generator) -> Choice:
    topics = sorted(guidance.asked)
    asked: list[tuple[str, str]] = []
    names: list[str] = []
    for place in draw.permutation(len(topics))[:TOPICS]:
        of_topic, statements = guidance.asked[topics[place]], guidance.statements[topics[place]]
        asked += [of_topic[number] for number in draw.permutation(len(of_topic))[:OF_TOPIC]]
        names += [statements[number] for number in draw.permutation(len(statements))[:STATEMENTS]]
    names = sorted({*names, *(name for _, name in asked)})
    right = np.array([[name == wanted for name in names] for _, wanted in asked])
    return Choice([question for question, _ in asked], [guidance.said[name] for name in names], right)
