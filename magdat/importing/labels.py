"""What stands in front of a piece of text: «Artikel 4.», «2.1», «II.1», «A1.», «§ 3», «b)», «3°», «•»."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = r"(?P<word>hoofdstuk|artikel|art\.|deel|titel|afdeling|paragraaf|bijlage|rubriek|thema|sectie|§)"
_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,4}|[IVXL]{1,7})"
_NAMED = re.compile(rf"{_WORD}\s*{_NUMBER}(?P<end>[.:)]|,(?=\s+§)|\s*[-–—])?(?:\s+|$)", re.I)
_DOTTED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,2}){1,4})(?P<end>[.:)])?\s+(?=\S)")
_ROMAN_DOTTED = re.compile(r"(?P<number>[IVXL]{2,7}(?:\.\d{1,2}){1,3})(?P<end>[.:)])?\s+(?=\S)")
"""One letter may be that of a chapter: «V.1» stands after «IV.9» or after «U.9» (counting.py)."""

_SINGLE = re.compile(r"(?P<number>\d{1,3})(?P<end>[.:)])\s+(?=\S)")
_ROMAN = re.compile(r"(?P<number>[IVXL]{1,7})(?P<end>[.)])\s+(?=\S)")
_CODE = re.compile(r"(?P<prefix>[A-Z]{1,2})[. -]?(?P<number>\d{1,2}(?:\.\d{1,2})?)(?P<end>[.:)]|\s+[-–—])\s+(?=\S)")
_BARE_CODE = re.compile(r"(?P<prefix>[A-Z])[./-]?(?P<number>\d{1,2})\s+(?=[A-Z])")
_CHAPTER = re.compile(
    r"(?:(?i:deel|hoofdstuk|titel|rubriek|thema|bijlage|tabel|luik)\s+)?(?P<prefix>[A-Z])(?P<end>[.:)]|\s+[-–—])\s+(?=\S)"
)
_DEGREE = re.compile(r"(?P<number>\d{1,2})(?P<end>°|º)\s*(?=\S)")
_LETTER = re.compile(r"\(?(?P<number>[a-z]|[ivx]{1,4})(?P<end>\))\s+(?=\S)")
_BULLET = re.compile(r"(?P<bullet>[•●◦○▪■□▫‣⁃∙·➢➤►✓✔*o\uf0b7\uf0a7\uf0d8–—-])\s+(?=\S)")

_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True)
class Label:
    """A number in front of a text."""

    numbers: tuple[int, ...]
    """(2, 1) for «2.1»; a letter or a Roman number is the number that it stands for."""

    written: str
    """As it stands in the document."""

    word: str = ""
    """«hoofdstuk», «artikel»: the word in front of it, in small letters."""

    ordinal: bool = False
    """Whether it numbers the items of a list («b)») rather than the parts of the document."""

    prefix: str = ""
    """The capital of the chapter in a number such as «A1»."""

    @property
    def whole(self) -> bool:
        """Return whether it says by itself where a clause stands: «2.1», «A1»."""
        return bool(self.prefix) or len(self.numbers) > 1

    def __str__(self) -> str:
        """Return the number as a clause is cited."""
        return self.prefix + ".".join(str(number) for number in self.numbers)


def label_of(text: str) -> tuple[Label | None, str]:
    """Take the number from the front of a text: (the label, the rest); without one, (``None``, the text)."""
    for pattern in (_NAMED, _DOTTED, _ROMAN_DOTTED, _SINGLE, _ROMAN):
        if found := pattern.match(text):
            named = found.groupdict()
            numbers = _value(named["number"])
            if numbers is None:
                continue
            word = (named.get("word") or "").lower().replace("art.", "artikel")
            return Label(numbers, found.group().strip(), word), text[found.end() :].strip()
    if found := _CODE.match(text) or _BARE_CODE.match(text):
        numbers = _value(found["number"]) or ()
        return Label(numbers, found.group().strip(), prefix=found["prefix"]), text[found.end() :].strip()
    if found := _DEGREE.match(text):
        return Label((int(found["number"]),), found.group().strip(), ordinal=True), text[found.end() :].strip()
    if found := _LETTER.match(text):
        return Label((ord(found["number"][0]) - 96,), found.group().strip(), ordinal=True), text[found.end() :].strip()
    return None, text


def lettered(text: str) -> tuple[Label | None, str]:
    """Take the letter from the front of an item behind a bullet: («a)», the rest) of «- a) klanten»."""
    label, rest = label_of(text)
    return (label, rest) if label is not None and label.ordinal else (None, text)


def chapter_letter(text: str) -> tuple[str, str]:
    """Take the capital from the front of a heading: («A», the rest) of «A. Vooraf»; without one, ("", the text)."""
    found = _CHAPTER.match(text)
    return (found["prefix"], text[found.end() :].strip()) if found else ("", text)


def bullet_of(text: str) -> tuple[bool, str]:
    """Take the bullet from the front of a text: (whether there is one, the rest)."""
    found = _BULLET.match(text)
    return (True, text[found.end() :].strip()) if found else (False, text)


def _value(number: str) -> tuple[int, ...] | None:
    first, *others = number.split(".")
    chapter = int(first) if first.isdigit() else roman_value(first.upper())
    return (chapter, *map(int, others)) if chapter is not None else None


def roman_value(number: str) -> int | None:
    """Return what a Roman number stands for, ``None`` when it is none."""
    total = 0
    for here, after in zip(number, [*number[1:], None]):
        value = _ROMANS.get(here)
        if value is None:
            return None
        total += -value if after is not None and _ROMANS.get(after, 0) > value else value
    return total
