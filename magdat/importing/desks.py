"""Which desks, functions and persons a piece of text names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from magdat.files.schema import as_name
from magdat.importing.cues import Cues
from magdat.importing.forms import any_of, pattern_of

Mention = tuple[str, re.Match[str]]
"""The key of a desk or function, with where a text names it."""

_PERSON = (
    r"[A-ZÀ-Þ][\w'’-]+(?:(?: (?:van|de|den|der|ten|ter|el|la|le|von|'t))*"
    r" (?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w'’-]+)){1,4}"
)
_TITLED = r"(?:(?:mevrouw|mevr\.|mw\.|de heer|dhr\.) )?"
_NAME = rf",? {_TITLED}(?-i:(?P<name>{_PERSON}))"
_NAME_BEFORE = rf"(?:(?-i:(?P<before>{_PERSON}))(?:,| is) (?:onze |ons |jullie )?)?"
_ARTICLE = r"(?:\b(?P<article>de|het|onze|ons|een|je|jouw|zijn|haar|hun|mijn) )?"
_WHOLE_NAME = re.compile(rf"{_TITLED}(?P<name>(?:van (?:(?:de[nr]?|'t) )?)?{_PERSON})")
_FIRST_NAME = re.compile(r"[A-ZÀ-Þ][a-zà-þ'’-]+")
_BETWEEN = re.compile(r"\s*(?:[,;()|–—]|\s[-/]\s)\s*")
_FUNCTION_FIRST = re.compile(rf"(?P<function>[a-zà-þ][\w -]*?) (?P<name>{_PERSON})")
_OWN = re.compile(r"^(?:en|of|de|het|onze|ons|een|je|jouw|uw)\s+", re.IGNORECASE)

_SENDER = re.compile(r"^Van (?!De[nr]? )(?=\S+ [A-ZÀ-Þ])")
"""In front of who a letter comes from, where nothing else is said: «Van Els Claes, directeur.»"""

_MOST_NAMES = 3


@dataclass(frozen=True)
class Who:
    """Whom a short piece of text names: «Sofie Bulcke, functionaris voor gegevensbescherming»."""

    desks: tuple[Mention, ...]
    name: str
    """The name of a person; "" where none stands there."""

    rest: str
    """What names a desk that nobody knows beforehand: «Servicepunt ICT»."""


class Desks:
    """The desks and functions that can be heard in a text."""

    def __init__(self, cues: Cues) -> None:
        """Put the forms of every contact together once."""
        self._no_names = cues.contact_lists.no_names
        self._before_names = any_of(cues.contact_lists.before_names)
        self._patterns = {cue.key: _pattern("|".join(map(pattern_of, cue.forms))) for cue in cues.contacts}
        self._functions = _pattern("|".join(map(pattern_of, cues.functions)))

    def mentions(self, text: str) -> list[Mention]:
        """Return everybody named, by place: the known contacts, then functions that are none of them."""
        marks: list[tuple[int, int, str, re.Match[str]]] = []
        for key, pattern in self._patterns.items():
            marks += [(match.start("term"), match.end("term"), key, match) for match in pattern.finditer(text)]
        for match in self._functions.finditer(text):
            start, end = match.span("term")
            if not any(start < other_end and other < end for other, other_end, _, _ in marks):
                marks.append((start, end, as_name(match["term"]).replace("-", "_"), match))
        return [(key, match) for _, _, key, match in sorted(marks, key=lambda mark: mark[:2])]

    def name_beside(self, match: re.Match[str]) -> str:
        """Return the name of a person that stands right before or behind a desk: «woordvoerder Pieter Decloedt»."""
        before = match["before"] or ""
        # Of «Van Looy Rita, preventieadviseur, helpt je» it is the family name.
        if match.start("before") == 0 and not re.search(r"\w", match.string[match.end() :]):
            before = _SENDER.sub("", before)
        names = [self._without_what_leads(name) for name in (match["name"], before) if name]
        return next((name for name in names if name and self._is_name(name)), "")

    def who(self, text: str) -> Who:
        """Return whom a short piece of text names, which says nothing else."""
        desks: list[Mention] = []
        names: list[str] = []
        first_names: list[str] = []
        rest: list[str] = []
        for piece in filter(None, _BETWEEN.split(text.strip(" .:"))):
            found = self.mentions(piece)
            desks += found
            left = piece
            for _, match in reversed(found):
                left = left[: match.start("term")] + left[match.end("term") :]
            left = self._without_what_leads(_OWN.sub("", " ".join(left.split())))
            whole = _WHOLE_NAME.fullmatch(left) or (None if found else _FUNCTION_FIRST.fullmatch(left))
            if whole and self._is_name(whole["name"]):
                names.append(whole["name"])
                if "function" in whole.groupdict():
                    rest.append(whole["function"])
            elif found or not re.search(r"[^\W\d_]", left):
                continue
            elif _FIRST_NAME.fullmatch(left) and self._is_name(left):
                first_names.append(left)
            else:
                rest.append(piece)
        if not names and desks:  # a first name alone is a name beside a desk, and may as well be a desk without one
            names = first_names
        else:
            rest = [*first_names, *rest]
        return Who(tuple(desks), " en ".join(names[:_MOST_NAMES]), ", ".join(rest))

    def is_desk(self, text: str) -> bool:
        """Return whether a word of a text is one that desks are called by: «Stressteam», «Intern Toezicht»."""
        return any(any_of(self._no_names).fullmatch(word) for word in text.split())

    def _without_what_leads(self, text: str) -> str:
        """Return words with capitals without those that only stand in front of a name: «Alleen», «Via», «Mevrouw»."""
        words = text.split()
        while len(words) > 1 and self._leads(words) and words[1][:1].isupper():
            words.pop(0)
        return " ".join(words)

    def _leads(self, words: Sequence[str]) -> bool:
        found = self._before_names.match(" ".join(words))
        return found is not None and found.end() == len(words[0])

    def _is_name(self, text: str) -> bool:
        """Return whether words with capitals are the name of a person: no «Team Klant», no «Servicepunt ICT»."""
        words = text.split()
        shouted = any(len(word) > 1 and word.isupper() for word in words)
        return not shouted and not self.is_desk(text)


def _pattern(terms: str) -> re.Pattern[str]:
    return re.compile(f"{_NAME_BEFORE}{_ARTICLE}(?P<term>{terms})(?:{_NAME})?", re.IGNORECASE)
