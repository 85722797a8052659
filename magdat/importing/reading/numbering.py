"""The numbers that Word computes: a paragraph holds only which list it belongs to, and how deep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_LETTERS = {"lowerLetter": 97, "upperLetter": 65}
_ROMANS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Depth:
    """How one depth of a list is numbered."""

    form: str
    pattern: str
    start: int


@dataclass
class Numbering:
    """The lists of one document, and how far each has counted."""

    lists: dict[str, str] = field(default_factory=dict)
    """The number of a list, and of the kind of list that it is one of."""

    depths: dict[str, dict[int, Depth]] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, root: Any | None) -> Numbering:
        """Read what the document's numbering says; without any there are no numbers."""
        found = cls()
        if root is None:
            return found
        for abstract in root.iter(qn("w:abstractNum")):
            name = abstract.get(qn("w:abstractNumId"))
            found.depths[name] = dict(_depths(abstract))
        for item in root.iter(qn("w:num")):
            of = item.find(qn("w:abstractNumId"))
            if of is not None:
                found.lists[item.get(qn("w:numId"))] = of.get(qn("w:val"))
        return found

    def next(self, number: str, depth: int) -> str | None:
        """Count one paragraph of a list and return its number; «•» for a bullet, ``None`` for no list at all."""
        kind = self.lists.get(number)
        shape = self.depths.get(kind or "", {}).get(depth)
        if kind is None or shape is None:
            return None
        counted = self.counted[kind]
        counted[depth] = counted.get(depth, shape.start - 1) + 1
        for deeper in [other for other in counted if other > depth]:
            del counted[deeper]
        if shape.form == "bullet":
            return "•"
        if shape.form == "none":
            return None
        text = shape.pattern
        for level in range(9):
            if (mark := f"%{level + 1}") in text:
                of = self.depths[kind].get(level)
                at = counted.get(level, of.start if of else 1)
                text = text.replace(mark, _written(at, of.form if of else "decimal", alone=level == depth))
        return text.strip() or None


def _depths(abstract: Any) -> Iterator[tuple[int, Depth]]:
    for level in abstract.iter(qn("w:lvl")):
        values = {name: level.find(qn(f"w:{name}")) for name in ("numFmt", "lvlText", "start")}
        form, pattern, start = (
            item.get(qn("w:val"), "") if item is not None else "" for item in (values[name] for name in values)
        )
        yield int(level.get(qn("w:ilvl"), "0")), Depth(form or "decimal", pattern, int(start or 1))


def _written(number: int, form: str, alone: bool) -> str:
    if form in _LETTERS and alone:
        return chr(_LETTERS[form] + (number - 1) % 26)
    if form in {"lowerRoman", "upperRoman"} and alone:
        text = ""
        for value, sign in _ROMANS:
            while number >= value:
                text, number = text + sign, number - value
        return text if form == "upperRoman" else text.lower()
    return str(number)
