"""What can be wrong with a file that HR edits, said in Dutch with the line and the way to mend it."""

from __future__ import annotations

import difflib
import errno
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import ModelField


class Severity(str, Enum):
    """How much a finding matters: a *fout* stops the file from being used, the others do not."""

    ERROR = "fout"
    WARNING = "waarschuwing"
    TIP = "tip"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one file, with the line (1-based, 0 for the file as a whole) and how to mend it."""

    path: Path
    line: int
    message: str
    remedy: str = ""
    severity: Severity = Severity.ERROR
    rests_on: tuple[str, ...] = ()
    """The claims or law notes that a warning or tip rests on."""

    kind: str = ""
    """What was looked for when it was found, so that many of a kind can be told as one."""

    def __str__(self) -> str:
        """Return the problem as one line that an editor can jump from."""
        remedy = f" → {self.remedy}" if self.remedy else ""
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.message}{remedy}"


class MagDatError(Exception):
    """Base of every error that this package raises on purpose; its text is fit for a person."""


class DocumentError(MagDatError):
    """A file cannot be used. Carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of the files."""
        self.problems = sorted(problems, key=lambda item: (str(item.path), item.line, item.message))
        super().__init__("\n".join(str(item) for item in self.problems))

    @property
    def nothing_there(self) -> bool:
        """Return whether there is no file to read at all: the command was pointed at the wrong place."""
        return bool(self.problems) and all(problem.line == 0 for problem in self.problems)


class NoDocument(DocumentError):
    """There is no file to read at all: the command was pointed at the wrong place."""

    nothing_there = True


def closest(word: str, known: Iterable[str]) -> str:
    """Return «bedoel je …?» for the known words nearest to ``word``, or an empty string; capitals do not count."""
    plain = {item.lower().replace("_", "-"): item for item in known}
    wanted = re.sub(r"[\s_]+", "-", word.strip().lower())
    near = difflib.get_close_matches(wanted, list(plain), n=NEAREST, cutoff=0.6)
    if near and _likeness(wanted, near[0]) >= NEARLY_THE_SAME:
        near = near[:1]
    elif len(wanted) > 1:
        near = list(dict.fromkeys((*(item for item in plain if f"-{wanted}" in f"-{item}"), *near)))
    named = [f"«{plain[item]}»" for item in near[:NEAREST]]
    return f"bedoel je {' of '.join([', '.join(named[:-1]), named[-1]] if named[1:] else named)}?" if named else ""


NEAREST, NEARLY_THE_SAME = 3, 0.85
"""So many words are offered in the place of an unknown one; from this likeness on it is a slip, and one will do."""


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def closest_of(word: str, known: Sequence[str]) -> str:
    """Return what to write in the place of an unknown word: the nearest one, and all that there are."""
    near, all_of_them = closest(word, known), f"kies uit: {', '.join(known)}"
    return f"{near} ({all_of_them})" if near else all_of_them


def reason(error: OSError) -> str:
    """Say in Dutch why the system refuses a file."""
    return _REASONS.get(error.errno or 0, f"de computer geeft fout {error.errno or type(error).__name__}")


def describe(
    location: tuple[Any, ...], error: Mapping[str, Any], model: type[BaseModel], data: Any = None
) -> tuple[str, str]:
    """Say a pydantic error in Dutch: (what is wrong, how to mend it); ``data`` is what was checked."""
    name = _spelled(location, data) or "het bestand"
    kind, context = str(error["type"]), error.get("ctx") or {}
    value = _value_at(location, data)
    if kind == "value_error.extra":
        known = _known_keys(model, location[:-1])
        hint = closest(str(location[-1]), known) or (
            f"kies uit: {', '.join(sorted(known))}" if known else "schrap de sleutel"
        )
        return f"«{name}» is een onbekende sleutel", hint
    if kind == "type_error.enum":
        allowed = [str(getattr(item, "value", item)) for item in context.get("enum_values", [])]
        return f"«{name}» heeft een waarde die niet bestaat", closest_of(str(value or ""), allowed)
    if kind.startswith("value_error.any_str.max_length"):
        return f"«{name}» is te lang", f"hou het onder {context.get('limit_value')} tekens"
    if kind.startswith(("type_error.integer", "value_error.number")):
        return f"«{name}» hoort {_range(model, location)} te zijn", _mend_number(value)
    for start, message, remedy in _SAID:
        if kind.startswith(start):
            return f"«{name}» {message}", remedy
    if kind != "value_error":  # the library's own words, which are English
        return f"«{name}» heeft een waarde die hier niet past", "kijk naar een voorbeeld in beleid/voorbeelden/"
    message, _, remedy = str(error["msg"]).partition(" → ")
    return f"«{name}»: {message}", remedy


_SAID: tuple[tuple[str, str, str], ...] = (
    ("value_error.missing", "ontbreekt", "vul deze sleutel aan"),
    ("value_error.any_str.min_length", "is leeg", "schrijf hier tekst, of schrap de sleutel"),
    ("type_error.none", "is leeg", "vul een waarde in, of schrap de sleutel"),
    ("type_error.dict", "hoort onderliggende sleutels te hebben", "spring de sleutels in onder deze regel"),
    ("type_error.list", "hoort een lijst te zijn", "begin elke regel met een streepje"),
    ("type_error.tuple", "hoort een lijst te zijn", "begin elke regel met een streepje"),
    ("type_error.str", "hoort tekst te zijn", "zet de waarde tussen aanhalingstekens"),
    ("value_error.list.min_items", "is leeg", "zet er minstens één regel in"),
    ("value_error.email", "is geen e-mailadres", "schrijf één adres, zoals personeel@bedrijf.be"),
    ("value_error.str.regex", "heeft niet de juiste vorm", "kijk naar een voorbeeld in beleid/voorbeelden/"),
)
"""How a kind of error starts in the library's words, what is wrong, and how to mend it."""

_REASONS = {
    errno.ENOENT: "dit bestand bestaat niet",
    errno.ENOTDIR: "de map bestaat niet",
    errno.EISDIR: "dat is een map, geen bestand",
    errno.EACCES: "je hebt er de rechten niet voor",
    errno.EPERM: "je hebt er de rechten niet voor",
    errno.EROFS: "je hebt er de rechten niet voor",
    errno.ENOSPC: "de schijf is vol",
    errno.ELOOP: "deze snelkoppeling verwijst naar zichzelf",
    errno.ENAMETOOLONG: "de naam is te lang",
}


def _spelled(location: tuple[Any, ...], data: Any) -> str:
    """Return a place as a person finds it: a rule by its id, what has none by counting from 1."""
    steps = []
    for place, step in enumerate(location):
        if isinstance(step, int):
            if data is not None and not isinstance(_value_at(location[:place], data), list):
                continue  # one value where a list could stand
            item = _value_at(location[: place + 1], data)
            name = item.get("id") if isinstance(item, dict) and location[place + 1 :] != ("id",) else None
            step = name if isinstance(name, str) and re.fullmatch(r"[\w-]+", name) else step + 1
        steps.append(str(step))
    return ".".join(steps)


def _value_at(location: tuple[Any, ...], data: Any) -> Any:
    """Return what stands at a place, or as near to it as there is something."""
    for step in location:
        known = range(len(data)) if isinstance(data, list) else data if isinstance(data, dict) else ()
        if step in known:
            data = data[step]
    return data


def field_at(model: type[BaseModel], location: Iterable[Any]) -> ModelField | None:
    """Return the field of the model that a place in a file belongs to."""
    current: type[BaseModel] | None = model
    found: ModelField | None = None
    for step in location:
        if isinstance(step, int):
            continue
        field = next((item for item in current.__fields__.values() if item.alias == step), None) if current else None
        if field is None:
            continue  # a key of a mapping with free keys, such as a contact's name
        found = field
        current = field.type_ if isinstance(field.type_, type) and issubclass(field.type_, BaseModel) else None
    return found


def _known_keys(model: type[BaseModel], location: tuple[Any, ...]) -> set[str]:
    """Return the keys that the model takes at ``location``, as HR writes them."""
    field = field_at(model, location)
    part = model if field is None else field.type_
    is_model = isinstance(part, type) and issubclass(part, BaseModel)
    return {item.alias for item in part.__fields__.values()} if is_model else set()


def _range(model: type[BaseModel], location: tuple[Any, ...]) -> str:
    field = field_at(model, location)
    low, high = getattr(field and field.type_, "ge", None), getattr(field and field.type_, "le", None)
    if low is None or high is None:
        return "een geheel getal"
    return str(low) if low == high else f"een geheel getal van {low} tot en met {high}"


def _mend_number(value: Any) -> str:
    if isinstance(value, str) and value.strip().isdigit():
        return "schrijf het getal zonder aanhalingstekens"
    return "schrijf enkel dat getal, in cijfers"
