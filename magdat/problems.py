"""What can be wrong with a file that HR edits, said in Dutch with the line and the way to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel


class Severity(str, Enum):
    """How much a finding matters: a *fout* stops the file from being used, the others do not."""

    ERROR = "fout"
    WARNING = "waarschuwing"
    TIP = "tip"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one file, with the line (1-based) and how to mend it."""

    path: Path
    line: int
    message: str
    remedy: str = ""
    severity: Severity = Severity.ERROR
    rests_on: tuple[str, ...] = ()
    """The claims or law notes that a warning or tip rests on."""

    def __str__(self) -> str:
        """Return the problem as one line that an editor can jump from."""
        remedy = f" → {self.remedy}" if self.remedy else ""
        return f"{self.path}:{self.line}: {self.message}{remedy}"


class MagDatError(Exception):
    """Base of every error that this package raises on purpose; its text is fit for a person."""


class DocumentError(MagDatError):
    """A file cannot be used. Carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of the files."""
        self.problems = sorted(problems, key=lambda item: (str(item.path), item.line, item.message))
        super().__init__("\n".join(str(item) for item in self.problems))


class NoDocument(DocumentError):
    """There is no file to read at all: the command was pointed at the wrong place."""


def closest(word: str, known: Iterable[str]) -> str:
    """Return «bedoel je …?» for the known word nearest to ``word``, or an empty string."""
    match = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"bedoel je «{match[0]}»?" if match else ""


def describe(location: tuple[Any, ...], error: Mapping[str, Any], model: type[BaseModel]) -> tuple[str, str]:
    """Say a pydantic error in Dutch: (what is wrong, how to mend it)."""
    name = ".".join(str(step) for step in location) or "het bestand"
    kind, context = str(error["type"]), error.get("ctx") or {}
    if kind == "value_error.missing":
        return f"«{name}» ontbreekt", "vul deze sleutel aan"
    if kind == "value_error.extra":
        known = _known_keys(model, location[:-1])
        hint = closest(str(location[-1]), known) or (
            f"kies uit: {', '.join(sorted(known))}" if known else "schrap de sleutel"
        )
        return f"«{name}» is een onbekende sleutel", hint
    if kind == "type_error.enum":
        allowed = [str(getattr(item, "value", item)) for item in context.get("enum_values", [])]
        return f"«{name}» heeft een waarde die niet bestaat", f"kies uit: {', '.join(allowed)}"
    if kind.startswith("value_error.any_str.min_length"):
        return f"«{name}» is leeg", "schrijf hier tekst, of schrap de sleutel"
    if kind.startswith("value_error.any_str.max_length"):
        return f"«{name}» is te lang", f"hou het onder {context.get('limit_value')} tekens"
    if kind.startswith("type_error.none"):
        return f"«{name}» is leeg", "vul een waarde in, of schrap de sleutel"
    if kind.startswith(("type_error.integer", "value_error.number")):
        return f"«{name}» moet een geheel getal zijn en binnen het bereik vallen", "schrijf enkel het getal"
    if kind.startswith("type_error.dict"):
        return f"«{name}» hoort onderliggende sleutels te hebben", "spring de sleutels in onder deze regel"
    if kind.startswith(("type_error.list", "type_error.tuple")):
        return f"«{name}» hoort een lijst te zijn", "begin elke regel met een streepje"
    if kind.startswith("type_error.str"):
        return f"«{name}» hoort tekst te zijn", "zet de waarde tussen aanhalingstekens"
    if kind.startswith("value_error.list.min_items"):
        return f"«{name}» is leeg", "zet er minstens één regel in"
    if kind.startswith("value_error.email") or kind.startswith("value_error.str.regex"):
        return f"«{name}» heeft niet de juiste vorm", str(context.get("voorbeeld", "kijk naar het voorbeeldbeleid"))
    if kind != "value_error":  # the library's own words, which are English
        return f"«{name}» heeft een waarde die hier niet past", "kijk naar een voorbeeld in beleid/voorbeelden/"
    message, _, remedy = str(error["msg"]).partition(" → ")
    return f"«{name}»: {message}", remedy


def _known_keys(model: type[BaseModel], location: tuple[Any, ...]) -> set[str]:
    """Return the keys that the model takes at ``location``, as HR writes them."""
    current: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, int):
            continue
        field = next((item for item in current.__fields__.values() if item.alias == step), None) if current else None
        if field is None:
            continue  # a key of a mapping with free keys, such as a contact's name
        current = field.type_ if isinstance(field.type_, type) and issubclass(field.type_, BaseModel) else None
    return {field.alias for field in current.__fields__.values()} if current else set()
