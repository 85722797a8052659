"""From YAML text to plain data with the line of every value, in one pass over the parser's events.

libyaml does the parsing, which takes a hundredth of the time of a parser in Python. What a word means is decided
here and not by a loader of the library: other packages teach those, for the whole process, to replace ${…} by an
environment variable, and a policy has to mean the same whoever imported what.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
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

YAML_TAG = "tag:yaml.org,2002:"
"""What the parser makes of !!."""

MEND_YAML = "kijk het inspringen, de dubbelpunten en de aanhalingstekens op deze regel na"

QUOTE = "zet de tekst tussen aanhalingstekens"

NO_TAG = "een waarde kan niet met ! beginnen"

NOT_CLOSED = (
    "een haakje is niet gesloten",
    "sluit de haakjes [ ] of { }, of zet de tekst tussen aanhalingstekens",
)

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
    ("expected ',' or", *NOT_CLOSED),
    ("unexpected end of stream", "een aanhalingsteken is niet gesloten", "zet ook achter de tekst een aanhalingsteken"),
    ("comment or line break", "achter | of > kan geen tekst staan", "zet de tekst op de volgende regel, ingesprongen"),
    ("tag", NO_TAG, QUOTE),
    (
        "expected node content",
        "hier ontbreekt een waarde",
        "schrijf een waarde, of zet de tekst tussen aanhalingstekens",
    ),
    ("directive", "een regel kan niet met % beginnen", QUOTE),
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

STUCK_IN_BRACKETS = ("expected node content", "block sequence entries")
"""What goes wrong on a later line when a bracket was left open."""

AFTER_A_COMMENT = ("expected key", "expected ':'", "expected '-'")
"""What goes wrong on the line after a # that cut off a text of several lines."""

STARTS_WITH_A_TAB = re.compile(r" *\t")

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)")
_FRACTION = re.compile(r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_COMMENT = re.compile(r"\s+#")


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


@dataclass(frozen=True)
class Reading:
    """What one YAML document says, as far as it could be read."""

    data: Any
    """``None`` when the document is empty."""

    lines: dict[Location, int]
    """The line of every value (1-based)."""

    faults: tuple[Fault, ...] = ()
    """What is wrong, yet does not keep the rest from being read."""

    cut: tuple[Location, ...] = ()
    """The texts without quotes that a # behind them cuts off: whoever meant a hashtag loses the rest of the line."""


def read_yaml(text: str) -> Reading:
    """Return the plain data of one YAML document.

    Anchors are refused: a few lines of them can grow to gigabytes. Only what stands without quotes becomes a
    number or a day; yes and no stay words. After a key that stands twice, or a tag, reading goes on: the first
    value of the key counts, and the tag is part of the text.

    Raises:
        YamlFault: the text is not YAML, uses anchors, or nests too deep; carries the other faults as well.
    """
    reader = _Reader(text)
    try:
        data = reader.document()
    except MarkedYAMLError as error:
        raise YamlFault([*reader.faults, reader.spoken(error)]) from None
    except YAMLError as error:
        raise YamlFault([*reader.faults, _unreadable(error, text)]) from None
    return Reading(data, reader.lines, tuple(reader.faults), tuple(reader.cut))


class _Reader:
    """Builds the data while the events come in."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Location, int] = {}
        self.faults: list[Fault] = []
        self.cut: list[Location] = []
        self._text = _LINE_BREAK.split(text)
        self._open: list[int] = []  # the lines of the brackets that are open
        self._cut_at = 0
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

    def spoken(self, error: MarkedYAMLError) -> Fault:
        """Say in Dutch what the parser met, on the line where somebody has to mend it."""
        problem = error.problem or ""
        met = error.problem_mark or error.context_mark
        if met is not None and STARTS_WITH_A_TAB.match(self._line_of(met)):
            return _no_yaml(met.line + 1, "deze regel springt in met een tab", "spring in met spaties")
        if self._open and met is not None and self._open[0] <= met.line and _says(problem, STUCK_IN_BRACKETS):
            return _no_yaml(self._open[0], *NOT_CLOSED)
        if met is not None and 0 < self._cut_at == met.line and _says(problem, AFTER_A_COMMENT):
            return _no_yaml(self._cut_at, "alles na # telt niet mee, en daar stopt de tekst", QUOTE)
        mark = (error.context_mark if _says(problem, STARTED_EARLIER) else error.problem_mark) or met
        line = mark.line + 1 if mark is not None else 1
        for part, message, remedy in IN_DUTCH:
            if part in problem:
                return _no_yaml(line, message, remedy)
        return Fault(line, "dit is geen geldige YAML", MEND_YAML)

    def _value(self, event: Any, location: Location) -> Any:
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self._stop(
                event,
                "verwijzingen met & of * zijn hier niet toegelaten",
                "schrijf de waarde voluit, of zet ze tussen aanhalingstekens",
            )
        self.lines.setdefault(location, _line(event))
        if event.tag is not None:
            self.faults.append(Fault(_line(event), NO_TAG, QUOTE))
        if isinstance(event, ScalarEvent):
            return self._scalar(event, location)
        if len(location) > MAX_DEPTH:
            self._stop(event, "te diep genest", "haal deze tak uit elkaar")
        if event.flow_style:
            self._open.append(_line(event))
        value = self._mapping(location) if isinstance(event, MappingStartEvent) else self._sequence(location)
        if event.flow_style:
            self._open.pop()
        return value

    def _scalar(self, event: ScalarEvent, location: Location) -> Any:
        if event.tag is not None:
            return f"{event.tag.replace(YAML_TAG, '!!')} {event.value}".rstrip()
        if not event.implicit[0]:
            return event.value
        value = _plain(event.value)
        if isinstance(value, str) and _COMMENT.match(self._line_of(event.end_mark), event.end_mark.column):
            self.cut.append(location)
            self._cut_at = event.end_mark.line + 1
        return value

    def _line_of(self, mark: Any) -> str:
        line: int = mark.line
        return self._text[line] if line < len(self._text) else ""

    def _sequence(self, location: Location) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.append(self._value(event, (*location, len(items))))
        return items

    def _mapping(self, location: Location) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent) or event.anchor is not None or event.tag is not None:
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


def _says(problem: str, parts: Iterable[str]) -> bool:
    return any(part in problem for part in parts)


def _no_yaml(line: int, message: str, remedy: str) -> Fault:
    return Fault(line, f"dit is geen geldige YAML: {message}", remedy)


def _unreadable(error: YAMLError, text: str) -> Fault:
    """Name the line of a character that no text holds, such as a null byte."""
    position = getattr(error, "position", 0)
    line = text.encode()[: position if isinstance(position, int) else 0].count(b"\n") + 1
    return Fault(line, "hier staat een teken dat niet in een tekst hoort", "wis het teken, of typ de regel opnieuw")
