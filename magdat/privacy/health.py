"""Find what tells of somebody's health: illnesses, injuries, treatments and medicines, misspelt ones included."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import regex
from rapidfuzz.distance import OSA

from magdat.privacy.name_lists import FOLDER, fold, read_list

_I = regex.IGNORECASE
_WORD = regex.compile(r"\p{L}[\p{L}'’\-]*")
_SHORTEST = 7
"""Shorter words are taken only as they are spelt in the lists: too many others are like them."""

_TWO_ERRORS = 10
"""From this length on a word may have two wrong letters."""

_SIDE = r"(?:(?:linker|rechter|linkse?|rechtse?)[ \-]?)?"
_OF = r"(?:mijn|mn|m'n|men|mijne[nm]?|zijne?n?|haar|hare|hun|uw|jouw|de|het|den|een|ne|nen|'t|aan|in)"
_MS = regex.compile(
    r"\b(?:heb(?:t|ben)?|heeft|had|hadden|lijdt? aan|diagnose|krijg|kreeg|met|aan) (?:ook |nu |al |van )?"
    r"(?P<ms>ms|als|add|ass|nah|tia|copd|bpd)(?=$|[.,;!?)]| (?:en|maar|gekregen|vastgesteld|gehad|heb|heeft|dus|mag"
    r"|kan|zit|want)\b)",
    _I,
)
_CAPITAL_MS = regex.compile(
    r"\b(?:heb(?:t|ben)?|heeft|had|lijdt? aan|diagnose) (?:ook |nu |al )?(?P<ms>MS|ALS|ADD|ASS|NAH|TIA)\b"
)


class Health:
    """Finds words of health with the lists in data/namen/."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read the lists.

        Raises:
            OSError: a file cannot be read.
        """
        phrases = {fold(phrase) for phrase in (*read_list("gezondheid", folder), *read_list("geneesmiddelen", folder))}
        self._never = frozenset(fold(word) for word in read_list("geen_gezondheid", folder))
        self._words = frozenset(phrase for phrase in phrases if " " not in phrase)
        self._joined = frozenset(word.replace("-", "") for word in self._words)
        long = sorted(word for word in self._joined if len(word) >= _SHORTEST)
        self._by_first: dict[str, list[str]] = {}
        for word in long:
            self._by_first.setdefault(word[0], []).append(word)
        many = sorted((phrase for phrase in phrases if " " in phrase), key=len, reverse=True)
        self._phrases = regex.compile(r"(?<![\w\-])(?:" + "|".join(map(_spelling, many)) + r")(?![\w\-])", _I)
        parts = [fold(word) for word in read_list("lichaamsdelen", folder)]
        harms = _any(fold(word) for word in read_list("letsels", folder))
        part = _any(parts)
        self._injuries = (
            # gebroken pols, geopereerd aan mijn knie
            regex.compile(rf"(?<!\w){harms}(?: {_OF}){{0,3}} {_SIDE}{part}(?!\w)", _I),
            # mijn pols gebroken, een been dat gebroken is
            regex.compile(
                rf"(?<!\w)(?:mijn|mn|m'n|men|mijne|zijne?n?|haar|hun|een|ne|twee|drie|de) {_SIDE}{part}"
                rf"(?: (?:is|was|zijn|waren|dat|die|weer|nog|al|laten|moeten|moet|heb|heeft)){{0,3}} {harms}(?!\w)",
                _I,
            ),
            regex.compile(
                rf"(?<!\w)(?:operatie|ingreep|fractuur|breuk|kanker|tumor|ontsteking|gezwel|pijn|last)(?: (?:aan|in"
                rf"|van|op)){{1,2}}"
                rf"(?: {_OF}){{0,2}} {_SIDE}{part}(?!\w)",
                _I,
            ),
        )
        self._parts = tuple(sorted(set(parts), key=len, reverse=True))
        self._deeds = tuple(fold(word) for word in read_list("ingrepen", folder))
        self._is_health = lru_cache(maxsize=20_000)(self._looked_up)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return the (start, end) of what tells of health."""
        return list(self._found(text))

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        flat = _flat(text)
        for match in _WORD.finditer(flat):
            if len(match.group()) > 2 and self._is_health(fold(match.group())):
                yield match.span()
        for pattern in (self._phrases, *self._injuries):
            for match in pattern.finditer(flat):
                yield match.span()
        for pattern in (_MS, _CAPITAL_MS):
            for match in pattern.finditer(text):
                if pattern is _CAPITAL_MS or match["ms"].lower() != "als":
                    yield match.span("ms")

    def _looked_up(self, low: str) -> bool:
        """Whether a folded word is one of health, as it is or with its typing errors."""
        plain = low.strip("'-").replace("-", "")
        if low in self._never or plain in self._never:
            return False
        if low in self._words or plain in self._joined:
            return True
        if len(plain) > 4 and plain.endswith("s") and plain[:-1].rstrip("'") in self._joined:
            return True
        if self._is_compound(plain):
            return True
        if not _SHORTEST <= len(plain) <= 30 or "'" in plain:
            return False
        errors = 2 if len(plain) >= _TWO_ERRORS else 1
        choices = self._by_first.get(plain[0], ())
        return any(OSA.distance(plain, word, score_cutoff=errors) <= errors for word in choices)

    def _is_compound(self, plain: str) -> bool:
        """Whether a word is made of a part of the body and what is wrong with it: «schouderoperatie»."""
        for deed in self._deeds:
            if plain.endswith(deed) and len(plain) > len(deed):
                head = plain[: -len(deed)]
                if any(head == part or head == part + "s" for part in self._parts):
                    return True
        return False


def _flat(text: str) -> str:
    """Return the text without accents, letter for letter, so that places stay the same."""
    if text.isascii():
        return text
    return "".join(folded if len(folded := fold(letter)) == 1 else letter for letter in text)


def _any(words: Iterator[str] | list[str]) -> str:
    return "(?:" + "|".join(map(regex.escape, sorted(set(words), key=len, reverse=True))) + ")"


def _spelling(phrase: str) -> str:
    """Return a phrase as a pattern in which a space may be a hyphen."""
    return regex.escape(phrase).replace(r"\ ", r"[ \-]")
