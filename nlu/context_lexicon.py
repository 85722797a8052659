"""How people type platforms, moments, devices and roles: read from data/context/ and found in text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, validator
from rapidfuzz.distance import OSA

from magdat.files.documents import parse, read_document
from magdat.files.schema import FileModel, Name, Text, readable_form
from magdat.situation import DIMENSIONS

MIN_FUZZY = 5
"""Shorter words than this are only recognised exactly: one letter more or less makes another word of them."""


class Forms(FileModel):
    """How one value is typed."""

    forms: tuple[Text, ...] = Field(..., alias="vormen")
    typos: tuple[Text, ...] = Field((), alias="tikfouten")

    _readable = validator("forms", each_item=True, allow_reuse=True)(readable_form)


class ContextFile(FileModel):
    """One file of data/context/."""

    dimension: Name = Field(..., alias="dimensie")
    values: dict[Name, Forms] = Field(..., alias="waarden")
    never: tuple[Text, ...] = Field((), alias="nooit")

    @validator("dimension")
    def _exists(cls, value: str) -> str:
        if value not in DIMENSIONS:
            raise ValueError(f"deze dimensie bestaat niet → kies uit: {', '.join(DIMENSIONS)}")
        return value


@dataclass(frozen=True)
class Mention:
    """One value of the context, found in a text; ``start`` and ``end`` count characters of that text."""

    dimension: str
    value: str
    start: int
    end: int
    exact: bool


class ContextLexicon:
    """Find mentions of the context in text."""

    def __init__(self, files: Iterable[ContextFile]) -> None:
        """Compile the forms; the longest form wins where several fit."""
        self._patterns: dict[str, list[tuple[re.Pattern[str], str | None]]] = {}
        self._fuzzy: dict[str, dict[str, list[tuple[str, str]]]] = {}
        for file in files:
            patterns: list[tuple[re.Pattern[str], str | None]] = [(_compile([form]), None) for form in file.never] + [
                (_compile(forms.forms), value) for value, forms in file.values.items()
            ]
            self._patterns[file.dimension] = patterns
            typos = {flatten(word): value for value, forms in file.values.items() for word in forms.typos}
            by_first = self._fuzzy[file.dimension] = {}
            for form, value in typos.items():  # a word with another first letter is never a form mistyped
                by_first.setdefault(form[:1], []).append((form, value))

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in a text, in order; negated ones are left out where the text gives another value."""
        flat = flatten(text)
        words = [(word.start(), word.end(), word.group()) for word in _WORD.finditer(flat)]
        found = [mention for dimension in self._patterns for mention in self._in(dimension, flat, words)]
        return sorted(_without_negated(flat, found), key=lambda item: (item.start, item.dimension))

    def _in(self, dimension: str, flat: str, words: Sequence[tuple[int, int, str]]) -> Iterator[Mention]:
        candidates = [
            (match.start(), match.end(), value)
            for pattern, value in self._patterns[dimension]
            for match in pattern.finditer(flat)
        ]
        taken: list[tuple[int, int]] = []
        for start, end, value in sorted(candidates, key=lambda item: (item[0] - item[1], item[0], item[2] is not None)):
            if any(start < right and left < end for left, right in taken):
                continue
            taken.append((start, end))
            if value is not None:
                yield Mention(dimension, value, start, end, exact=True)
        for start, end, word in words:
            if any(start < right and left < end for left, right in taken):
                continue
            near = self._near(dimension, word)
            if near is not None:
                yield Mention(dimension, near, start, end, exact=False)

    def _near(self, dimension: str, word: str) -> str | None:
        best: tuple[int, str] | None = None
        for form, value in self._fuzzy[dimension].get(word[0], ()):
            allowed = 1 if min(len(word), len(form)) < 8 else 2
            distance = OSA.distance(word, form, score_cutoff=allowed)
            if distance <= allowed and (best is None or distance < best[0]):
                best = distance, value
        return best[1] if best else None


def load_lexicon(directory: Path) -> ContextLexicon:
    """Read data/context/ whole.

    Raises:
        DocumentError: a file is wrong; with its line, in Dutch.
    """
    return ContextLexicon(parse(ContextFile, read_document(path)) for path in sorted(directory.glob("*.yml")))


def flatten(text: str) -> str:
    """Return text in small letters without accents, character for character, so that positions stay the same."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return "".join(_flat(char) for char in text)


def _flat(char: str) -> str:
    if char in "’`´‘":
        return "'"
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return base if len(base) == 1 else char


def _compile(forms: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(f"(?:{flatten(form)})" for form in forms).replace(" ", r"\s+").replace(r"\s+)?", r"\s+)?")
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")


_WORD = re.compile(rf"\w{{{MIN_FUZZY},}}")
_INSTEAD = re.compile(r"\b(?:in plaats van|ipv)\s+(?:\w+\s+){0,2}$")
_NEGATION = re.compile(
    r"\b(?:niet|nie|ni|geen|gene)\s+(?:(?:in|op|tijdens|onder|na|met|via|de|den|het|'t|t|mijn|mijne)\s+)*$"
)
_DENIED = re.compile(r"\s*(?:niet|nie|ni)\b\W*(?:maar|wel)\b")
"""What follows «LinkedIn» in «LinkedIn niet, wel Instagram»."""


def _without_negated(flat: str, mentions: list[Mention]) -> list[Mention]:
    """Leave out «niet tijdens de pauze» where the text also says when it is."""
    negated = [
        item
        for item in mentions
        if _NEGATION.search(flat[: item.start]) or _INSTEAD.search(flat[: item.start]) or _DENIED.match(flat, item.end)
    ]
    plain: Mapping[str, bool] = {item.dimension: True for item in mentions if item not in negated}
    return [item for item in mentions if item not in negated or item.dimension not in plain]
