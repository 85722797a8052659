"""YAML files that people edit: read strictly, with the line of every value kept for error messages.

Errors are in Dutch, because HR reads them. Nothing here knows what a policy or a tip is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from magdat.files.problems import DocumentError, NoDocument, Problem, describe, reason
from magdat.files.yaml_data import Fault, Location, YamlFault, read_yaml

MAX_BYTES = 1_000_000
"""A handbook of a hundred pages in statements (bytes); reading much more would keep everybody waiting for seconds."""

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Document:
    """The plain data of one file, and on which line each value stands (1-based)."""

    path: Path
    data: Any
    lines: dict[Location, int]
    text: str = ""
    """The file as it was read, so that nobody has to read it again when it may have changed."""

    problems: tuple[Problem, ...] = ()
    """What is wrong with it as YAML, yet does not hide the rest."""

    cut: tuple[Location, ...] = ()
    """The texts that a # behind them cuts off."""

    @cached_property
    def digest(self) -> str:
        """Return a name for exactly this text, whatever the file is called."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def line(self, location: Location) -> int:
        """Return the line of the value at ``location``, or of its nearest parent that has one."""
        for length in range(len(location), -1, -1):
            if location[:length] in self.lines:
                return self.lines[location[:length]]
        return 1


def read_document(path: Path) -> Document:
    """Read one YAML file.

    Raises:
        DocumentError: the file is missing, a directory, too large, not UTF-8, not YAML, empty, or uses
            anchors, tags or duplicate keys; every problem carries its line.
    """
    document = look_into(path)
    if document.problems:
        raise DocumentError(document.problems)
    return document


def look_into(path: Path, text: str | None = None) -> Document:
    """Read one YAML file as far as possible: what is wrong with it comes along, unless nothing can be known.

    Args:
        path: the file, or the name to call it by.
        text: what it says, when that is known already.

    Raises:
        DocumentError: there is nothing to know, for example because the file is no YAML.
    """
    text = _read_text(path) if text is None else text
    try:
        reading = read_yaml(text)
    except YamlFault as error:
        raise DocumentError(_problems(path, error.faults)) from None
    if reading.data is None:
        raise DocumentError([Problem(path, 1, "het bestand is leeg", "vertrek van een voorbeeld in beleid/")])
    return Document(path, reading.data, reading.lines, text, tuple(_problems(path, reading.faults)), reading.cut)


def _problems(path: Path, faults: Iterable[Fault]) -> list[Problem]:
    return [Problem(path, fault.line, fault.message, fault.remedy) for fault in faults]


def parse(model: type[Model], document: Document) -> Model:
    """Check ``document`` against ``model`` and build it.

    Raises:
        DocumentError: every key that is missing, unknown or wrong, with its line, all at once.
    """
    if not isinstance(document.data, dict):
        raise DocumentError(
            [
                Problem(
                    document.path,
                    1,
                    "hier hoort een lijst van sleutels met een waarde",
                    "begin elke regel met «sleutel:»",
                )
            ]
        )
    try:
        return model.parse_obj(document.data)
    except ValidationError as error:
        problems = []
        for item in error.errors():
            location = tuple(step for step in item["loc"] if step != "__root__")
            message, remedy = describe(location, item, model, document.data)
            problems.append(Problem(document.path, document.line(location), message, remedy))
        raise DocumentError(problems) from None


def _read_text(path: Path) -> str:
    if path.is_dir():
        raise NoDocument([Problem(path, 1, "dit is een map, geen bestand", "geef het YAML-bestand zelf op")])
    if path.exists() and not path.is_file():  # a pipe or a device: reading it may wait for ever
        raise NoDocument([Problem(path, 1, "dit is geen gewoon bestand", "geef het YAML-bestand zelf op")])
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(
                [Problem(path, 1, f"het bestand is te groot ({size} bytes)", f"hou het onder {MAX_BYTES} bytes")]
            )
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise NoDocument([Problem(path, 0, "het bestand bestaat niet", "kijk de naam en de map na")]) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise DocumentError(
            [Problem(path, line, "dit teken is geen UTF-8", "bewaar het bestand opnieuw als UTF-8")]
        ) from None
    except OSError as error:
        raise DocumentError(
            [Problem(path, 1, f"het bestand is niet te lezen: {reason(error)}", "kijk de naam en de rechten na")]
        ) from None
