"""From answers to a policy: the pieces that they write, put together, filled in and numbered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from magdat.policy.clause_number import chapter_of, clause_order
from magdat.policy.model import PolicyStatement
from magdat.questionnaire.answers import NOT_YET, Answer, Answers
from magdat.questionnaire.model import UNKNOWN, Piece, Question, Questionnaire
from magdat.wording.placeholders import fill

Data = dict[str, Any]

_FIRST = ("id", "soort", "artikel", "onderwerp", "titel", "deelvragen", "als", "besluit", "voorwaarden", "tekst")
"""The keys of a statement in the order in which people read them; the others follow."""

_NUMBERED = ("sancties", "controle")
"""The parts of a policy that have a clause number of their own."""


@dataclass(frozen=True)
class Composed:
    """A policy as plain data, and what is still to be decided."""

    data: Data
    undecided: tuple[tuple[str, str], ...]
    """For each thing to decide the number of the clause, and what it is."""

    heading: str
    """What stands above the file."""

    captions: Mapping[str, str]
    """What stands above each part of it."""


def compose(questionnaire: Questionnaire, answers: Answers) -> Composed:
    """Return the policy that these answers make."""
    pieces = _pieces(questionnaire, answers)
    words = words_of(questionnaire, answers)
    data: Data = {}
    for piece in pieces:
        _merge(data, piece.fields)
    for question in questionnaire.questions:
        value = answers.get(question.id, NOT_YET).value
        if question.free is not None and value is not None:
            _put(data, question.free.field.split("."), list(value) if isinstance(value, tuple) else value)
    data["artikels"] = [_plain(chapter) for chapter in questionnaire.chapters]
    data["uitspraken"] = [_statement(said) for piece in pieces for said in piece.statements]
    undecided = [(str(item.clause), str(item.text)) for piece in pieces for item in piece.undecided]
    numbers = _numbers(data, [clause for clause, _ in undecided])
    _renumber(data, numbers)
    for said in data["uitspraken"]:
        _reachable(said, data["contacten"], questionnaire.stand_ins)
    data["uitspraken"].sort(key=lambda said: clause_order(said["artikel"]))
    filled = {key: _filled(value, words) for key, value in data.items() if value}
    return Composed(
        filled,
        tuple(
            (numbers[clause], fill(text, **words))
            for clause, text in sorted(undecided, key=lambda item: clause_order(numbers[item[0]]))
        ),
        fill(questionnaire.heading, **words),
        questionnaire.captions,
    )


def words_of(questionnaire: Questionnaire, answers: Answers) -> dict[str, str]:
    """Return the words that stand between {{ }} in texts, as these answers fill them in."""
    words = {name: str(text) for piece in _pieces(questionnaire, answers) for name, text in piece.words.items()}
    return words | {name: answer.value for name, answer in answers.items() if isinstance(answer.value, str)}


def _pieces(questionnaire: Questionnaire, answers: Answers) -> list[Piece]:
    """Return the pieces that hold with these answers, in the order in which they complete each other."""
    return [piece for piece in _written(questionnaire, answers) if _holds(piece, answers)]


def _written(questionnaire: Questionnaire, answers: Answers) -> Iterator[Piece]:
    """Yield what the answers write: what holds for any answer to a question first, then what the answer adds."""
    yield from questionnaire.always
    for question in questionnaire.questions:
        answer = answers.get(question.id, NOT_YET)
        yield from question.writes if answer.known else question.unknown
        yield from _of_answer(question, answer)


def _of_answer(question: Question, answer: Answer) -> Iterator[Piece]:
    if question.free is not None and answer.value is not None:
        yield from question.free.writes
    for choice in question.choices:
        if choice.id in answer.choices:
            yield from choice.writes


def _holds(piece: Piece, answers: Answers) -> bool:
    for name, values in piece.when.items():
        if not set(answers.get(name, NOT_YET).choices or (UNKNOWN,)) & set(values):
            return False
    for name, least in piece.at_least.items():
        value = answers.get(name, NOT_YET).value
        if not isinstance(value, int) or value < least:
            return False
    return True


def _merge(data: Data, added: Mapping[str, Any]) -> None:
    for key, value in added.items():
        if isinstance(value, Mapping):
            _merge(data.setdefault(key, {}), value)
        else:
            data[key] = value


def _put(data: Data, path: list[str], value: Any) -> None:
    for step in path[:-1]:
        data = data.setdefault(step, {})
    data[path[-1]] = value


def _plain(part: Any) -> Data:
    """Return a part of the file with the keys that somebody wrote."""
    found: Data = json.loads(part.json(by_alias=True, exclude_unset=True))
    return found


def _statement(said: PolicyStatement) -> Data:
    """Return a statement as people write it: a condition of one value without a list."""
    plain = _plain(said)
    for conditions in (plain.get("als"), *(unless.get("als") for unless in plain.get("tenzij", ()))):
        for name, values in (conditions or {}).items():
            conditions[name] = values[0] if len(values) == 1 else values
    keys = [*(key for key in _FIRST if key in plain), *(key for key in plain if key not in _FIRST)]
    return {key: plain[key] for key in keys}


def _reachable(said: Data, contacts: Mapping[str, Any], stand_ins: Mapping[str, tuple[str, ...]]) -> None:
    """Let a statement name the first contact that the company has, or none."""
    wanted = said.get("contact")
    if wanted is None:
        return
    found = next((name for name in (wanted, *stand_ins.get(wanted, ())) if name in contacts), None)
    if found is None:
        del said["contact"]
    else:
        said["contact"] = found


def _numbers(data: Data, open_clauses: Iterable[str]) -> dict[str, str]:
    """Return for each clause its new number, so that the clauses of a chapter follow each other."""
    used = {said["artikel"] for said in data["uitspraken"]} | set(open_clauses)
    used |= {data[key]["artikel"] for key in _NUMBERED if key in data}
    numbers: dict[str, str] = {}
    count: dict[str, int] = {}
    for clause in sorted(used, key=clause_order):
        chapter = chapter_of(clause)
        count[chapter] = count.get(chapter, 0) + 1
        numbers[clause] = f"{chapter}.{count[chapter]}"
    return numbers


def _renumber(data: Data, numbers: Mapping[str, str]) -> None:
    for part in (*data["uitspraken"], *(data[key] for key in _NUMBERED if key in data)):
        part["artikel"] = numbers[part["artikel"]]
    for example in (example for said in data["uitspraken"] for example in said.get("voorbeelden", ())):
        if "artikel" in example:
            example["artikel"] = numbers[example["artikel"]]


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return fill(value, **words)
    if isinstance(value, Mapping):
        return {key: _filled(item, words) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(item, words) for item in value]
    return value
