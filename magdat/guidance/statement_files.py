"""Read leidraad/uitspraken/, and check that what a statement names elsewhere is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from magdat.files.documents import Document, parse, read_document
from magdat.files.problems import DocumentError, Problem, closest
from magdat.guidance.model import LawNote, Tip
from magdat.guidance.statements import Statement, Statements, statement_id

Read = tuple[Statements, Document]


def read_statements(directory: Path, problems: list[Problem]) -> list[Read]:
    """Return every file of statements with its lines; what is wrong with one is added to ``problems``."""
    found: list[Read] = []
    for path in sorted(directory.glob("*.yml")):
        try:
            document = read_document(path)
            statements = parse(Statements, document)
        except DocumentError as error:
            problems.extend(error.problems)
            continue
        if statements.topic != path.stem:
            line = document.line(("onderwerp",))
            problems.append(
                Problem(path, line, f"«{statements.topic}» heet anders dan het bestand", f"schrijf {path.stem}")
            )
        found.append((statements, document))
    return found


def by_name(files: list[Read]) -> dict[str, Statement]:
    """Return every statement by its name."""
    return {name: statement for statements, _ in files for name, statement in statements.named()}


def dangling(
    files: list[Read], topics: Set[str], tips: Mapping[str, Tip], laws: Mapping[str, LawNote]
) -> Iterator[Problem]:
    """Yield what a statement names and is nowhere, and what stands there twice."""
    for statements, document in files:
        if statements.topic not in topics:
            yield _lost(document, ("onderwerp",), f"het onderwerp «{statements.topic}»", statements.topic, topics)
        seen: set[str] = set()
        for index, statement in enumerate(statements.statements):
            place = ("uitspraken", index)
            if statement.aspect in seen:
                name = statement_id(statements.topic, statement.aspect)
                line = document.line((*place, "deelvraag"))
                yield Problem(document.path, line, f"«{name}» staat er dubbel", "geef een van beide een andere naam")
            seen.add(statement.aspect)
            for tip in statement.more.advice:
                if tip not in tips:
                    yield _lost(document, (*place, "meer", "raad"), f"de tip «{tip}»", tip, tips)
            for note in statement.more.laws:
                if note not in laws:
                    yield _lost(document, (*place, "meer", "wet"), f"de wetsnotitie «{note}»", note, laws)


def _lost(
    document: Document, place: tuple[str | int, ...], what: str, name: str, known: Set[str] | Mapping[str, object]
) -> Problem:
    return Problem(document.path, document.line(place), f"{what} bestaat niet", closest(name, known))
