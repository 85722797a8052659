"""YAML files that people edit: read strictly, with the line of every value kept for error messages.

Errors are in Dutch, because HR reads them. Nothing here knows what a policy or a tip is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from magdat.problems import DocumentError, Problem, describe

MAX_BYTES = 300_000
"""Ten times what people edit by hand (bytes); reading much more would keep everybody waiting for seconds."""

MAX_DEPTH = 12
"""Deeper nesting than this is no policy and no tip, but an accident or an attack."""

Step = str | int
Location = tuple[Step, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Document:
    """The plain data of one file, and on which line each value stands (1-based)."""

    path: Path
    data: Any
    lines: dict[Location, int]

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
            anchors or duplicate keys; every problem carries its line.
    """
    text = _read_text(path)
    _refuse_aliases(path, text)
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        raise DocumentError(
            [
                Problem(
                    path,
                    line,
                    f"dit is geen geldige YAML ({error.problem or 'onleesbaar'})",
                    "kijk het inspringen, de dubbelpunten en de aanhalingstekens op deze regel na",
                )
            ]
        ) from None
    except (YAMLError, RecursionError, ValueError) as error:
        raise DocumentError(
            [Problem(path, 1, f"dit is geen leesbare YAML ({type(error).__name__})", "zet de vorige versie terug")]
        ) from None
    if root is None:
        raise DocumentError([Problem(path, 1, "het bestand is leeg", "vertrek van een voorbeeld in beleid/")])
    lines: dict[Location, int] = {}
    problems: list[Problem] = []
    data = _plain(path, root, (), lines, problems)
    if problems:
        raise DocumentError(problems)
    return Document(path, data, lines)


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
            message, remedy = describe(location, item, model)
            problems.append(Problem(document.path, document.line(location), message, remedy))
        raise DocumentError(problems) from None


def _read_text(path: Path) -> str:
    if path.is_dir():
        raise DocumentError([Problem(path, 1, "dit is een map, geen bestand", "geef het YAML-bestand zelf op")])
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(
                [Problem(path, 1, f"het bestand is te groot ({size} bytes)", f"hou het onder {MAX_BYTES} bytes")]
            )
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise DocumentError([Problem(path, 1, "het bestand bestaat niet", "kijk de naam en de map na")]) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise DocumentError(
            [Problem(path, line, "dit teken is geen UTF-8", "bewaar het bestand opnieuw als UTF-8")]
        ) from None
    except OSError as error:
        raise DocumentError(
            [Problem(path, 1, f"het bestand is niet te lezen ({error.strerror})", "kijk de rechten na")]
        ) from None


def _refuse_aliases(path: Path, text: str) -> None:
    """Refuse anchors before anything is built: a few lines of them can grow to gigabytes (a YAML bomb)."""
    if "&" not in text and "*" not in text:
        return
    try:
        for token in _scan(text):
            name = type(token).__name__
            if name in {"AnchorToken", "AliasToken"}:
                raise DocumentError(
                    [
                        Problem(
                            path,
                            token.start_mark.line + 1,
                            "verwijzingen met & of * zijn hier niet toegelaten",
                            "schrijf de waarde voluit, of zet ze tussen aanhalingstekens",
                        )
                    ]
                )
    except (YAMLError, ValueError):
        return  # compose() reports the same fault, with its line


def _scan(text: str) -> Iterator[Any]:
    yield from YAML(typ="safe", pure=True).scan(text)


def _plain(path: Path, node: Node, location: Location, lines: dict[Location, int], problems: list[Problem]) -> Any:
    lines.setdefault(location, node.start_mark.line + 1)
    if len(location) > MAX_DEPTH:
        problems.append(Problem(path, node.start_mark.line + 1, "te diep genest", "haal deze tak uit elkaar"))
        return None
    if isinstance(node, MappingNode):
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else ""
            line = key_node.start_mark.line + 1
            if key in result:
                first = lines[(*location, key)]
                problems.append(
                    Problem(
                        path, line, f"de sleutel «{key}» staat hier twee keer (ook op regel {first})", "schrap er één"
                    )
                )
                continue
            lines[(*location, key)] = line
            result[key] = _plain(path, value_node, (*location, key), lines, problems)
        return result
    if isinstance(node, SequenceNode):
        return [_plain(path, item, (*location, index), lines, problems) for index, item in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: Node) -> Any:
    """Give a scalar its plain Python value; a broken date or number stays text, for the model to refuse."""
    tag, value = str(node.tag).rsplit(":", 1)[-1], node.value
    if tag == "null":
        return None
    if tag == "int":
        try:
            return int(value.replace("_", ""), 0)
        except ValueError:
            return value
    if tag == "float":
        try:
            return float(value.replace("_", ""))
        except ValueError:
            return value
    if tag == "timestamp":
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return value
    return value
