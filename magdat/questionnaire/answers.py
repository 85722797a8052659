"""What somebody answered: choices, something of their own, or nothing yet; read as typed and from a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from magdat.files.documents import read_document
from magdat.files.problems import DocumentError, Problem, closest
from magdat.policy.open_place import OPEN, Headcount
from magdat.questionnaire.model import FreeKind, Question, Questionnaire

LONGEST = 200
"""Characters of an answer in somebody's own words: a name, or one of a list."""

Value = str | int | tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """An answer to one question."""

    choices: tuple[str, ...] = ()
    value: Value | None = None

    @property
    def known(self) -> bool:
        """Return whether there is an answer at all."""
        return bool(self.choices) or self.value is not None


Answers = Mapping[str, Answer]
"""For each question by its id the answer; a question that is not there has none yet."""

NOT_YET = Answer()
"""«weet ik nog niet»"""


class NoAnswer(ValueError):
    """This is no answer to the question; the message says in Dutch what would be."""


def typed_answer(question: Question, typed: str) -> Answer:
    """Return what somebody answered in a terminal, with the numbers of the choices as they are shown.

    Raises:
        NoAnswer: it cannot be an answer to this question.
    """
    text = typed.strip()
    if not text:
        return Answer((question.default,)) if question.default else NOT_YET
    if text == "0":
        return NOT_YET
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if question.choices and parts and all(part.isdigit() for part in parts):
        numbers = [int(part) for part in parts]
        if all(1 <= number <= len(question.choices) for number in numbers):
            return _chosen(question, [question.choices[number - 1].id for number in numbers])
    return answer_of(question, parts if question.several else text)


def answer_of(question: Question, given: Any) -> Answer:
    """Return an answer as a file holds it: the id of a choice, a list of them, or something of one's own.

    Raises:
        NoAnswer: it cannot be an answer to this question.
    """
    if given == OPEN:
        return NOT_YET
    names = list(given) if isinstance(given, list | tuple) else [given]
    if question.choices and names and all(isinstance(name, str) and question.choice(name) for name in names):
        return _chosen(question, [str(name) for name in names])
    if question.free is None:
        wrong = next((str(name) for name in names if not question.choice(str(name))), str(given))
        raise NoAnswer(f"«{wrong[:40]}» is geen keuze → {_choose(question)}")
    return Answer(value=_own(question.free.kind, given))


def _chosen(question: Question, names: list[str]) -> Answer:
    unique = tuple(dict.fromkeys(names))
    if len(unique) > 1 and not question.several:
        raise NoAnswer(f"hier past maar één antwoord → {_choose(question)}")
    for choice in question.choices:
        if choice.alone and choice.id in unique and len(unique) > 1:
            raise NoAnswer(f"«{choice.text}» past niet bij een ander antwoord → kies het alleen, of laat het weg")
    return Answer(unique)


def _choose(question: Question) -> str:
    names = ", ".join(choice.id for choice in question.choices)
    return f"kies {'één of meer van ' if question.several else ''}{names}"


def _own(kind: FreeKind, given: Any) -> Value:
    if kind is FreeKind.NUMBER:
        digits = str(given).replace(".", "").replace(" ", "")
        if isinstance(given, bool) or not digits.isdecimal() or not Headcount.ge <= int(digits) <= Headcount.le:
            raise NoAnswer(
                f"«{str(given)[:40]}» is geen aantal → schrijf een getal van {Headcount.ge} tot {Headcount.le}"
            )
        return int(digits)
    if kind is FreeKind.TEXT:
        if not isinstance(given, str):
            raise NoAnswer(f"«{str(given)[:40]}» is geen tekst → schrijf woorden, tussen aanhalingstekens")
        return _text(given)
    items = given.split(",") if isinstance(given, str) else given
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
        raise NoAnswer("dit is geen lijst van teksten → schrijf ze met een komma ertussen")
    found = tuple(dict.fromkeys(_text(item) for item in items if item.strip()))
    if not found:
        raise NoAnswer("de lijst is leeg → noem er minstens één, of kies «weet ik nog niet»")
    return found


def _text(given: str) -> str:
    text = " ".join(given.split())
    if not text or not text.isprintable():
        raise NoAnswer("er staat niets leesbaars → schrijf het in gewone letters")
    if len(text) > LONGEST:
        raise NoAnswer(f"dit is langer dan {LONGEST} tekens → schrijf het korter")
    if "{{" in text or "}}" in text:
        raise NoAnswer("«{{» en «}}» kunnen hier niet → laat ze weg")
    return text


def read_answers(path: Path, questionnaire: Questionnaire) -> dict[str, Answer]:
    """Read a file with answers; a question that is not in it has none yet.

    Raises:
        DocumentError: everything that is wrong with it, each with its line.
    """
    document = read_document(path)
    if not isinstance(document.data, dict):
        raise DocumentError([Problem(path, 1, "hier horen antwoorden", "schrijf op elke regel «vraag: antwoord»")])
    answers: dict[str, Answer] = {}
    problems = []
    for name, given in document.data.items():
        question = questionnaire.question(str(name))
        try:
            if question is None:
                known = [item.id for item in questionnaire.questions]
                hint = closest(str(name), known) or f"kies uit {', '.join(known)}"
                problems.append(Problem(path, document.line((name,)), f"er is geen vraag «{name}»", hint))
            elif given is not None:
                answers[str(name)] = answer_of(question, given)
        except NoAnswer as error:
            message, _, remedy = str(error).partition(" → ")
            problems.append(Problem(path, document.line((name,)), f"{name}: {message}", remedy))
    if problems:
        raise DocumentError(problems)
    return answers


def unanswered(questionnaire: Questionnaire, answers: Answers) -> Iterator[Question]:
    """Yield the questions without an answer."""
    for question in questionnaire.questions:
        if not answers.get(question.id, NOT_YET).known:
            yield question
