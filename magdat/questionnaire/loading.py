"""Read leidraad/nieuw.yml, and refuse it when something in it leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from magdat.files.documents import Document, parse, read_document
from magdat.files.problems import DocumentError, Problem, closest, closest_of
from magdat.files.yaml_data import Location
from magdat.guidance.library import Library
from magdat.policy.clause_number import chapter_of
from magdat.policy.model import Policy
from magdat.questionnaire.model import UNKNOWN, Piece, Question, Questionnaire
from magdat.wording.placeholders import asked_for

FILE = "nieuw.yml"


def load_questionnaire(guidance: Path, library: Library) -> Questionnaire:
    """Read the questions from the folder with the guidance.

    Raises:
        DocumentError: everything that is wrong with the file, each with its line.
    """
    document = read_document(guidance / FILE)
    questionnaire = parse(Questionnaire, document)
    problems = [*_Check(questionnaire, document, library).problems()]
    if problems:
        raise DocumentError(problems)
    return questionnaire


class _Check:
    """Holds what everything in the file has to lead to."""

    def __init__(self, questionnaire: Questionnaire, document: Document, library: Library) -> None:
        self._questionnaire, self._document = questionnaire, document
        self._topics = {str(topic.id) for topic in library.topics}
        self._chapters = {str(chapter.number) for chapter in questionnaire.chapters}
        self._words = {name for piece in questionnaire.always for name in piece.words}

    def problems(self) -> Iterator[Problem]:
        """Yield everything that leads nowhere."""
        seen: set[str] = set()
        for index, question in enumerate(self._questionnaire.questions):
            place: Location = ("vragen", index)
            if question.id in seen:
                yield self._problem((*place, "id"), f"de vraag «{question.id}» staat er al", "kies een andere id")
            seen.add(question.id)
            if not question.choices and question.free is None:
                yield self._problem(place, f"«{question.id}» heeft geen antwoorden", "vul «keuzes» of «vrij» aan")
            if question.free and not known_field(question.free.field.split(".")):
                yield self._problem(
                    (*place, "vrij", "veld"),
                    f"een beleid heeft geen «{question.free.field}»",
                    "kies een sleutel uit docs/beleidsformaat.md",
                )
        for name in self._questionnaire.captions:
            if not known_field([name]):
                yield self._problem(("kopjes", name), f"een beleid heeft geen «{name}»", "noem een deel van een beleid")
        for piece, at in self._pieces():
            yield from self._in_piece(piece, at)
        yield from self._placeholders(self._document.data, ())

    def _pieces(self) -> Iterator[tuple[Piece, Location]]:
        for index, piece in enumerate(self._questionnaire.always):
            yield piece, ("altijd", index)
        for number, question in enumerate(self._questionnaire.questions):
            yield from _of_question(question, ("vragen", number))

    def _in_piece(self, piece: Piece, place: Location) -> Iterator[Problem]:
        for name, values in piece.when.items():
            question = self._questionnaire.question(name)
            at = (*place, "wanneer", name)
            if question is None:
                known = [item.id for item in self._questionnaire.questions]
                yield self._problem(at, f"er is geen vraag «{name}»", closest_of(name, known))
                continue
            for value in values:
                if value != UNKNOWN and question.choice(value) is None:
                    choices = [choice.id for choice in question.choices]
                    yield self._problem(at, f"«{name}» heeft geen keuze «{value}»", closest_of(value, choices))
        for name in piece.at_least:
            if self._questionnaire.question(name) is None:
                yield self._problem(
                    (*place, "vanaf", name), f"er is geen vraag «{name}»", "noem een vraag naar een getal"
                )
        for path in _leaves(piece.fields, ()):
            if not known_field(path):
                yield self._problem(
                    (*place, "velden", *path),
                    f"een beleid heeft geen «{'.'.join(path)}»",
                    "kies een sleutel uit docs/beleidsformaat.md",
                )
        for index, said in enumerate(piece.statements):
            at = (*place, "uitspraken", index)
            if said.topic not in self._topics:
                hint = closest(said.topic, self._topics) or "kies een id uit leidraad/onderwerpen.yml"
                yield self._problem((*at, "onderwerp"), f"het onderwerp «{said.topic}» bestaat niet", hint)
            yield from self._clause(said.clause, (*at, "artikel"))
        for index, item in enumerate(piece.undecided):
            yield from self._clause(item.clause, (*place, "te_beslissen", index, "artikel"))

    def _clause(self, clause: str, place: Location) -> Iterator[Problem]:
        chapter = chapter_of(clause)
        if chapter not in self._chapters:
            yield self._problem(place, f"er is geen hoofdstuk «{chapter}»", "voeg het toe onder «hoofdstukken»")

    def _placeholders(self, data: Any, place: Location) -> Iterator[Problem]:
        if isinstance(data, str):
            for name in sorted(asked_for(data)):
                if name not in self._words:
                    yield self._problem(
                        place,
                        f"niemand vult «{{{{ {name} }}}}» in",
                        "zet het bij «woorden» in het eerste stuk van «altijd»",
                    )
        elif isinstance(data, dict):
            for key, value in data.items():
                yield from self._placeholders(value, (*place, key))
        elif isinstance(data, list):
            for index, value in enumerate(data):
                yield from self._placeholders(value, (*place, index))

    def _problem(self, place: Location, message: str, remedy: str) -> Problem:
        return Problem(self._document.path, self._document.line(place), message, remedy)


def _of_question(question: Question, place: Location) -> Iterator[tuple[Piece, Location]]:
    """Yield every piece of a question, with its place in the file."""
    listed = [("schrijft", question.writes), ("onbekend", question.unknown)]
    for key, pieces in listed:
        for index, piece in enumerate(pieces):
            yield piece, (*place, key, index)
    for index, piece in enumerate(question.free.writes if question.free else ()):
        yield piece, (*place, "vrij", "schrijft", index)
    for number, choice in enumerate(question.choices):
        for index, piece in enumerate(choice.writes):
            yield piece, (*place, "keuzes", number, "schrijft", index)


def _leaves(data: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key)


def known_field(path: list[str] | tuple[str, ...]) -> bool:
    """Return whether a policy file has such a key; below a mapping with free keys, such as contacts, any key is one."""
    model: type[BaseModel] | None = Policy
    free = False
    for step in path:
        if free:  # the name of a contact
            free = False
            continue
        if model is None:
            return False
        field = next((item for item in model.__fields__.values() if item.alias == step), None)
        if field is None:
            return False
        model = field.type_ if isinstance(field.type_, type) and issubclass(field.type_, BaseModel) else None
        free = field.key_field is not None
    return True
