"""Find number plates: the Belgian ones of every age and kind, the Dutch ones, and anything that is called a plate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import regex

from magdat.privacy.name_lists import FOLDER, fold, read_list

_I = regex.IGNORECASE
_A, _Z = r"(?<![\w@.,/\-])", r"(?![\w@%€]|[\-./,]\w)"
# 1-ABC-123, T-XAA-001, 1.ABC.123: hyphens and dots leave no doubt; foreign ones with them neither.
_CLEAR = regex.compile(
    rf"{_A}(?:[1-9a-z] ?[\-.] ?(?P<word>[a-z]{{3}}) ?[\-.] ?\d{{3}}|[a-z]{{2}}-\d{{3}}-[a-z]{{1,2}}"
    rf"|[a-z]-\d{{3}}-[a-z]{{2}}"
    rf"|\d-(?P<dutch>[a-z]{{3}})-\d{{2}}|\d{{2}}-(?P<older>[a-z]{{2,3}})-\d{{1,2}}|\d{{2}}-[a-z]{{2}}-[a-z]{{2}}"
    rf"|[a-z]{{2}}-\d{{2}}-(?:\d{{2}}|[a-z]{{2}})"
    rf"|(?:cd|cc)-?[a-z]{{2}}-?\d{{3}}|(?:cd|cc)-?\d{{3}}-?[a-z]{{2}}|(?-i:[A-Z]{{1,2}}\.?-?\d{{2,3}}\.[A-Z])){_Z}",
    _I,
)
# 1abc234, 1 ABC 234: the letters must be no word.
_LOOSE = regex.compile(rf"{_A}[1-9][ .\-]?(?P<word>[a-z]{{3}})[ .\-]?\d{{3}}{_Z}", _I)
_CAPITALS = regex.compile(
    rf"{_A}(?:[TOMQGSZ] ?)?(?P<word>[A-Z]{{3}})[ \-]\d{{3}}{_Z}|{_A}\d{{3}}-(?P<after>[A-Z]{{3}}){_Z}"
)
# abc-123, abc 123, 123 abc: only where a vehicle is near.
_OLD = regex.compile(
    rf"{_A}(?:(?:[tomqgsz][ .\-])?(?P<word>[a-z]{{3}})[ .\-]?\d{{3}}|\d{{3}}[ .\-]?(?P<after>[a-z]{{3}})"
    rf"|(?:cd|cc)[ .]?(?:[a-z]{{1,2}}[ .]?)?\d{{2,4}}){_Z}",
    _I,
)
_NAMED = regex.compile(
    r"\b(?:t?(?:nummer|nr|n°)\.?-?plaat(?:je)?|tn?rpl|nrpl|t?plaat(?:je|nummer)?|kenteken(?:plaat)?|inschrijvingsplaat"
    r"|immatriculatie|autoplaat|platen?nr|nummerplaten)\b\.?[:,]?(?: (?:is|was|van|mijn|mijne?n?|zijn|haar|de|het"
    r"|den|auto"
    r"|wagen|nummer|nr|met|heeft|dus|staat|op|name|als|onze?|hem|:)[:,]?){0,5} {0,2}[:=]? ?['\"«(]?"
    r"(?P<plate>[a-z\d]{1,8}(?:[ .\-][a-z\d]{1,4}){0,2})(?!\w)",
    _I,
)
_REACH = 60
"""How near, in characters, a vehicle must be to a plate that could be something else."""


@dataclass(frozen=True)
class PlateLists:
    """What the files say about plates, folded."""

    never: frozenset[str]
    """Letters that come before or after a number for another reason."""

    vehicles: frozenset[str]
    """Words that tell of a vehicle."""

    products: frozenset[str]
    """Words that tell of something else with letters and digits: «ref ABC-123»."""


def load_plate_lists(folder: Path = FOLDER) -> PlateLists:
    """Read the lists.

    Raises:
        OSError: a file cannot be read.
    """

    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(line) for line in read_list(name, folder))

    words = frozenset(word for word in folded("gewone_woorden") if len(word) == 3)
    return PlateLists(folded("geen_nummerplaten") | words, folded("voertuigwoorden"), folded("productwoorden"))


def find_plates(text: str, lists: PlateLists) -> list[tuple[int, int]]:
    """Return the (start, end) of every number plate."""
    return list(_found(text, lists)) if any(letter.isdigit() for letter in text) else []


def _found(text: str, lists: PlateLists) -> Iterator[tuple[int, int]]:
    shouted = text.isupper()
    for match in _CLEAR.finditer(text):
        if not _is_word(match, lists, "dutch", "older"):
            yield match.span()
    for match in _LOOSE.finditer(text):
        if not _is_word(match, lists, "word") and not _counts(text, match.end()):
            yield match.span()
    for match in _CAPITALS.finditer(text):
        if shouted or _is_word(match, lists, "word", "after"):
            continue
        other = _near(text, match.start(), match.start(), lists.products)
        if (not other and "-" in match.group()) or _near(text, match.start(), match.end(), lists.vehicles):
            yield match.span()
    for match in _OLD.finditer(text):
        if not _is_word(match, lists, "word", "after") and _near(text, match.start(), match.end(), lists.vehicles):
            yield match.span()
    for match in _NAMED.finditer(text):
        end = _plate_end(match["plate"], lists)
        if end:
            start = match.start("plate")
            yield start, start + end


def _is_word(match: regex.Match[str], lists: PlateLists, *groups: str) -> bool:
    return any(match[group] and fold(match[group]) in lists.never for group in groups)


def _counts(text: str, end: int) -> bool:
    """Whether the number counts something: «1 van 250 euro»."""
    return bool(regex.match(r" ?(?:euro|eur|uur|km|kg|man|keer|dagen|mensen|procent)\b", text[end : end + 10], _I))


def _near(text: str, start: int, end: int, words: frozenset[str]) -> bool:
    """Whether one of these words is near, mostly before."""
    near = fold(text[max(0, start - _REACH) : start] + " " + text[end : end + _REACH // 2])
    return any(word in words for word in regex.findall(r"[\p{L}']+", near))


def _plate_end(plate: str, lists: PlateLists) -> int:
    """Return how much of what follows the word «plaat» is one: letters and digits, four to nine together; or 0."""
    ends = [match.start() for match in regex.finditer(r"[ .\-]", plate)] + [len(plate)]
    for end in reversed(ends):
        parts = regex.split(r"[ .\-]", plate[:end])
        together = "".join(parts)
        mixed = any(letter.isdigit() for letter in together) and any(letter.isalpha() for letter in together)
        wordy = any(fold(part) in lists.never or (part.isalpha() and len(part) > 3) for part in parts)
        if mixed and not wordy and 4 <= len(together) <= 9:
            return end
    return 0
