"""What the lists and data/redactie/namen.yml say of a single word: a first name, a relation, an everyday word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from magdat.files.documents import read_document
from magdat.redaction.lists import flat, fold, folded, joined, read_list
from magdat.redaction.rules import RULES
from magdat.redaction.words import Word

_ENDINGS = ("'s", "'tje", "ke", "je", "tje", "s")
_I = regex.IGNORECASE


@dataclass(frozen=True)
class Phrases:
    """Fixed rows of words, by the first of them."""

    by_first: Mapping[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, written: Sequence[str]) -> Phrases:
        """Return them, as they are written in a file."""
        found: dict[str, tuple[tuple[str, ...], ...]] = {}
        for phrase in written:
            parts = tuple(fold(phrase).split())
            found[parts[0]] = (*found.get(parts[0], ()), parts)
        return cls(found)

    def ends(self, lows: Sequence[str], at: int) -> list[int]:
        """Return where phrases that begin here end."""
        known = self.by_first.get(lows[at], ())
        return [at + len(phrase) for phrase in known if tuple(lows[at : at + len(phrase)]) == phrase]


class NameWords:
    """Knows what a word is by itself."""

    def __init__(self) -> None:
        """Read data/redactie/namen.yml and the lists that it names.

        Raises:
            OSError: a file cannot be read.
            DocumentError: the file is no YAML.
        """
        written = read_document(RULES / "namen.yml").data
        self._lists = {name: folded(file) for name, file in written["lijsten"].items()}
        self._last = frozenset(joined(line) for line in read_list(written["lijsten"]["achternaam"]))
        self._wavering = frozenset(joined(line) for line in read_list(written["lijsten"]["dubbelzinnig"]))
        self._classes = {name: frozenset(fold(words).split()) for name, words in written["klassen"].items()}
        self._classes |= {
            name: self._lists[name] for name in ("relatie", "ding", "volk", "engels", "engelse_naam", "clan")
        }
        self._classes["lettergreep"] = self._lists["lettergreep"]
        famous = read_list("bekende_mensen")
        self._famous = frozenset(joined(line) for line in famous)
        self._famous_starts = frozenset(fold(line.split()[0]) for line in famous)
        self.sayings = Phrases.of(written["gezegden"])
        self.openings = {name: Phrases.of(phrases) for name, phrases in written["inleidingen"].items()}
        self.details = regex.compile(flat(written["gegevens"]), _I)
        self.explained = regex.compile(flat(written["bijstelling"]), _I)
        self.examples = tuple(written["voorbeelden"])
        ends: dict[str, Any] = written["eindes"]
        self._ends = {
            "op_achternaam": regex.compile(rf".{{3,}}(?:{ends['achternaam']})|(?:{ends['begin_achternaam']}).+"),
            "op_woord": regex.compile(rf".*{ends['geen_naam']}"),
            "verkleind": regex.compile(rf".{{3,}}(?:{ends['verkleind']})"),
        }
        self.cues = frozenset(word for words in self._classes.values() for word in words if len(words) < 700)
        self.classes = lru_cache(maxsize=20_000)(self._classes_of)
        self.kind = lru_cache(maxsize=20_000)(self._kind_of)
        self.looks = lru_cache(maxsize=20_000)(self._looks_of)

    def _classes_of(self, low: str) -> tuple[str, ...]:
        """Return the classes of words that it belongs to."""
        return tuple(name for name, words in self._classes.items() if low in words)

    def _kind_of(self, low: str, *, named: bool = False) -> str:
        """Return what the lists call it: as a first name, as a surname, as a word.

        Args:
            low: the word.
            named: whether it stands where somebody is named: what only opens a sentence is no such word there.
        """
        return "/".join((self._as_first(low, named), self._as_last(low), self._as_word(low, named)))

    def _as_first(self, low: str, named: bool) -> str:
        lists = self._lists
        base = low if low in lists["voornaam"] else self._base(low)
        if not base:
            return "-"
        if base in lists["liever_naam"]:
            return "liever"
        doubtful = joined(base) in self._wavering or self._is_no_name(low, named)
        return "misschien" if doubtful else "voornaam" if base == low else "verbogen"

    def _base(self, low: str) -> str:
        """Return the first name in «fatima's», «jefke», «jan-willem»; or nothing."""
        for ending in _ENDINGS:
            stem = low[: -len(ending)]
            if low.endswith(ending) and len(stem) >= (3 if ending[0] == "'" else 4) and stem in self._lists["voornaam"]:
                return stem
        parts = low.split("-")
        return low if len(parts) > 1 and all(part in self._lists["voornaam"] for part in parts) else ""

    def _as_last(self, low: str) -> str:
        key = joined(low)
        if key not in self._last and not (low.endswith("'s") and key[:-1] in self._last):
            return "deel" if "-" in low and any(joined(part) in self._last for part in low.split("-")) else "-"
        return "misschien" if key in self._wavering or low in self._lists["gewoon"] else "achternaam"

    def _is_no_name(self, low: str, named: bool) -> bool:
        return low in self._lists["nooit"] or (not named and low in self._lists["opent_zin"])

    def _as_word(self, low: str, named: bool) -> str:
        if self._is_no_name(low, named):
            return "nooit"
        for name in ("gemeente", "gewoon"):
            if low in self._lists[name]:
                return name
        return "woord" if low in self.cues else "vreemd"

    def _looks_of(self, low: str, *, named: bool = False) -> tuple[str, ...]:
        """Return how it ends, which matters for words on no list."""
        if len(low) < 4 or self._as_word(low, named) != "vreemd":
            return ()
        return tuple(name for name, pattern in self._ends.items() if pattern.fullmatch(low))

    def surname_end(self, words: Sequence[Word], at: int) -> tuple[int, str]:
        """Return the index after the listed surname of several words that begins here, and how sure it is; or 0."""
        key, best, sure = "", 0, ""
        for end in range(at, min(at + 4, len(words))):
            key += words[end].key
            if end > at and key in self._last:
                best, sure = end + 1, "misschien" if key in self._wavering else "zeker"
            if words[end].low not in self._classes["deeltje"]:
                break
        return best, sure

    def famous_end(self, words: Sequence[Word], at: int) -> int:
        """Return the index after the full name of a public figure that begins here, or 0."""
        if words[at].low not in self._famous_starts:
            return 0
        key, best = words[at].key, 0
        for end in range(at + 1, min(at + 5, len(words))):
            key += words[end].key
            if key in self._famous or (key.endswith("s") and key[:-1] in self._famous):
                best = end + 1
        return best
