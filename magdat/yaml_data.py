"""From YAML text to plain data with the line of every value, in one pass over the parser's events.

libyaml does the parsing, which takes a hundredth of the time of a parser in Python. What a word means is decided
here and not by a loader of the library: other packages teach those, for the whole process, to replace ${…} by an
environment variable, and a policy has to mean the same whoever imported what.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from yaml import (
    AliasEvent,
    CBaseLoader,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    StreamStartEvent,
    YAMLError,
)

Step = str | int
Location = tuple[Step, ...]

MAX_DEPTH = 12
"""Deeper nesting than this is no policy and no tip, but an accident or an attack."""

MEND_YAML = "kijk het inspringen, de dubbelpunten en de aanhalingstekens op deze regel na"

IN_DUTCH: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "hier staat een dubbelpunt te veel",
        "zet de tekst tussen aanhalingstekens, of kijk het inspringen na",
    ),
    ("did not find expected key", "deze regel past niet bij de vorige", MEND_YAML),
    ("did not find expected '-'", "hier hoort een streepje", "begin de regel met «- », even ver ingesprongen"),
    (
        "block sequence entries are not allowed",
        "hier kan geen streepje staan",
        "begin een lijst op een nieuwe regel, of zet de tekst tussen aanhalingstekens",
    ),
    ("could not find expected ':'", "hier ontbreekt een dubbelpunt", "schrijf «sleutel: waarde»"),
    (
        "expected ',' or",
        "een haakje is niet gesloten",
        "sluit de haakjes [ ] of { }, of zet de tekst tussen aanhalingstekens",
    ),
    ("unexpected end of stream", "een aanhalingsteken is niet gesloten", "zet ook achter de tekst een aanhalingsteken"),
    ("tab character", "deze regel springt in met een tab", "spring in met spaties"),
    ("comment or line break", "achter | of > kan geen tekst staan", "zet de tekst op de volgende regel, ingesprongen"),
    ("tag", "een waarde kan niet met ! beginnen", "zet de tekst tussen aanhalingstekens"),
    (
        "expected node content",
        "hier ontbreekt een waarde",
        "schrijf een waarde, of zet de tekst tussen aanhalingstekens",
    ),
    ("directive", "een regel kan niet met % beginnen", "zet de tekst tussen aanhalingstekens"),
    (
        "cannot start any token",
        "een waarde kan niet met dit teken beginnen",
        "zet de tekst tussen aanhalingstekens, en spring in met spaties",
    ),
    (
        "unknown escape",
        "een \\ tussen aanhalingstekens betekent iets bijzonders",
        "schrijf \\\\, of gebruik enkele aanhalingstekens",
    ),
    (
        "expected <document start>",
        "deze regel past niet bij het begin van het bestand",
        "laat elke hoofdsleutel vooraan beginnen",
    ),
)
"""What the parser says in English, and what a person hears: what is wrong and how to mend it."""

STARTED_EARLIER = ("unexpected end of stream", "could not find expected ':'", "expected ',' or")
"""Faults that are found further on than where they were made; the start is what helps."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)")
_FRACTION = re.compile(r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a file as YAML: its line (1-based), what it is, and how to mend it."""

    line: int
    message: str
    remedy: str


class YamlFault(Exception):
    """The text cannot be read; carries every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep the faults in the order of the lines."""
        self.faults = faults
        super().__init__("; ".join(fault.message for fault in faults))


def read_yaml(text: str) -> tuple[Any, dict[Location, int]]:
    """Return the plain data of one YAML document, ``None`` when it is empty, and the line of every value.

    Anchors are refused: a few lines of them can grow to gigabytes. Only what stands without quotes becomes a
    number or a day; yes and no stay words.

    Raises:
        YamlFault: the text is not YAML, uses anchors, nests too deep, or has a key twice.
    """
    reader = _Reader(text)
    try:
        data = reader.document()
    except MarkedYAMLError as error:
        raise YamlFault([*reader.faults, _spoken(error)]) from None
    except YAMLError as error:
        raise YamlFault([*reader.faults, _unreadable(error, text)]) from None
    if reader.faults:
        raise YamlFault(reader.faults)
    return data, reader.lines


class _Reader:
    """Builds the data while the events come in."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Location, int] = {}
        self.faults: list[Fault] = []
        self._events = _events(text)

    def document(self) -> Any:
        event = next(self._events)
        while isinstance(event, StreamStartEvent | DocumentStartEvent):
            event = next(self._events)
        if isinstance(event, StreamEndEvent):
            return None
        data = self._value(event, ())
        next(self._events)  # the end of the document
        event = next(self._events)
        if isinstance(event, DocumentStartEvent):
            self._stop(event, "hier begint een tweede document", "schrap de lijn met ---")
        return data

    def _value(self, event: Any, location: Location) -> Any:
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self._stop(
                event,
                "verwijzingen met & of * zijn hier niet toegelaten",
                "schrijf de waarde voluit, of zet ze tussen aanhalingstekens",
            )
        self.lines.setdefault(location, _line(event))
        if isinstance(event, ScalarEvent):
            return _plain(event.value) if event.implicit[0] else event.value
        if len(location) > MAX_DEPTH:
            self._stop(event, "te diep genest", "haal deze tak uit elkaar")
        return self._mapping(location) if isinstance(event, MappingStartEvent) else self._sequence(location)

    def _sequence(self, location: Location) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.append(self._value(event, (*location, len(items))))
        return items

    def _mapping(self, location: Location) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent) or event.anchor is not None:
                self._stop(event, "een sleutel is één woord", "schrijf «sleutel: waarde»")
            key, line = event.value, _line(event)
            place = (*location, key)
            if key in result:
                first = self.lines[place]
                self.faults.append(
                    Fault(line, f"de sleutel «{key}» staat hier twee keer (ook op regel {first})", "schrap er één")
                )
                self._value(next(self._events), (*location, f"{key} op regel {line}"))  # read on, for other faults
                continue
            self.lines[place] = line
            result[key] = self._value(next(self._events), place)
        return result

    def _stop(self, event: Any, message: str, remedy: str) -> NoReturn:
        raise YamlFault([*self.faults, Fault(_line(event), message, remedy)])


def _events(text: str) -> Iterator[Any]:
    parser = CBaseLoader(text)
    while (event := parser.get_event()) is not None:
        yield event


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def _plain(value: str) -> Any:
    """Give a word without quotes its value; a broken date or number stays text, for the model to refuse."""
    if value in _NULL:
        return None
    if value[0] not in "-+0123456789":
        return value
    if _WHOLE.fullmatch(value):
        return int(value.replace("_", ""))
    if _FRACTION.fullmatch(value):
        return float(value.replace("_", ""))
    if _DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _spoken(error: MarkedYAMLError) -> Fault:
    problem = error.problem or ""
    earlier = any(part in problem for part in STARTED_EARLIER)
    mark = (error.context_mark if earlier else error.problem_mark) or error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else 1
    for part, message, remedy in IN_DUTCH:
        if part in problem:
            return Fault(line, f"dit is geen geldige YAML: {message}", remedy)
    return Fault(line, "dit is geen geldige YAML", MEND_YAML)


def _unreadable(error: YAMLError, text: str) -> Fault:
    """Name the line of a character that no text holds, such as a null byte."""
    position = getattr(error, "position", 0)
    line = text.encode()[: position if isinstance(position, int) else 0].count(b"\n") + 1
    return Fault(line, "hier staat een teken dat niet in een tekst hoort", "wis het teken, of typ de regel opnieuw")
