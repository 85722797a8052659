"""Find personal data in a text and replace it by its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from magdat.redaction.health import find_health
from magdat.redaction.names import NAMES, NameFinder, open_name_finder
from magdat.redaction.rules import Rules, load_all_rules
from magdat.redaction.weighing import find
from magdat.redaction.weights import WEIGHTS, load_weights

MAX_CHARACTERS = 4_000
"""Longer texts are looked at in pieces of at most this many characters, so that time grows with length only."""

PRIORITY = (
    "e-mail",
    "url",
    "rijksregisternummer",
    "rekening",
    "telefoon",
    "nummerplaat",
    "personeelsnummer",
    "adres",
    "geboortedatum",
    "handle",
    "gezondheid",
    "naam",
)
"""What a place is called when several rules claim it: the first of these."""

_PLACEHOLDER = regex.compile("<(?:" + "|".join(PRIORITY) + ")>")


@dataclass(frozen=True, order=True)
class Span:
    """One piece of personal data: characters ``start`` up to ``end``, and its kind in Dutch (see PRIORITY)."""

    start: int
    end: int
    type: str


@dataclass(frozen=True)
class Knowledge:
    """The rules, words and weights with which personal data are found."""

    rules: tuple[Rules, ...]
    weights: Mapping[str, Mapping[str, float]]
    """Of each kind that has rules."""

    names: NameFinder

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, kind) of the personal data in a short text; they may overlap, but for names."""
        rest = text
        for item in self.rules:
            also = find_health(text) if item.kind == "gezondheid" else ()
            for start, end in find(item, self.weights[item.kind], text, also):
                yield start, end, item.kind
                rest = masked(rest, start, end)
        for start, end in self.names.find(rest):
            yield start, end, "naam"


@lru_cache(maxsize=1)
def open_knowledge() -> Knowledge:
    """Return the rules, words and weights of the project, read once.

    Raises:
        DocumentError: weights are missing.
        OSError: the rules or lists in data/ cannot be read.
    """
    rules = load_all_rules()
    return Knowledge(rules, weights_of(rules), open_name_finder())


def weights_of(rules: Iterable[Rules], folder: Path = WEIGHTS) -> dict[str, dict[str, float]]:
    """Return the weights of every kind; none of a kind of which nothing is left to weigh.

    Raises:
        DocumentError: the weights of a kind that is weighed are missing.
        OSError: they cannot be read.
    """
    return {item.kind: load_weights(item.kind, folder) if item.weighed else {} for item in rules}


def check_weights(folder: Path = WEIGHTS) -> None:
    """See at a start that all is there with which personal data are found, before somebody rests on it.

    Raises:
        DocumentError: weights are missing.
        OSError: the rules or weights cannot be read.
    """
    weights_of(load_all_rules(), folder)
    load_weights(NAMES, folder)


class Redactor:
    """Finds personal data in Dutch as Belgians type it, and replaces it by its kind: «Karel» becomes «<naam>».

    Making one costs nothing. The first text loads the rules, the words and the weights (some seconds, shared by every
    redactor in the process); each message after that takes some milliseconds. Nothing is downloaded or logged.
    """

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        """Take other rules or weights than those of the project, if need be."""
        self._knowledge = knowledge

    def spans(self, text: str) -> list[Span]:
        """Return the personal data in a text, in order and without overlap.

        Raises:
            OSError: the rules or lists in data/ cannot be read.
        """
        plain = _PLACEHOLDER.sub(lambda match: masked(match.group(), 0, len(match.group())), text)
        found = [
            Span(start + offset, end + offset, kind)
            for offset, piece in _pieces(plain)
            for start, end, kind in (self._knowledge or open_knowledge()).find(piece)
        ]
        return _without_overlap(_trimmed(span, text) for span in found)

    def redact(self, text: str) -> str:
        """Return the text with every piece of personal data replaced by its kind.

        Raises:
            OSError: the rules or lists in data/ cannot be read.
        """
        parts, end = [], 0
        for span in self.spans(text):
            parts += [text[end : span.start], f"<{span.type}>"]
            end = span.end
        return "".join([*parts, text[end:]])


def masked(text: str, start: int, end: int) -> str:
    """Return a text with a piece hidden: a control character is no word, no space and no digit."""
    return text[:start] + "\x1f" * (end - start) + text[end:]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, piece); a long text is cut at a line break or space where there is one."""
    start = 0
    while len(text) - start > MAX_CHARACTERS:
        end = start + MAX_CHARACTERS
        cut = max(text.rfind("\n", start, end), text.rfind(" ", start + MAX_CHARACTERS // 2, end))
        end = cut + 1 if cut > start else end
        yield start, text[start:end]
        start = end
    if text[start:].strip():
        yield start, text[start:]


def _trimmed(span: Span, text: str) -> Span:
    """Return the span without spaces at its ends."""
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()), span.type)


def _without_overlap(spans: Iterator[Span]) -> list[Span]:
    """Return spans that overlap as one, of the kind that matters most."""
    kept: list[Span] = []
    for span in sorted(spans):
        if kept and span.start < kept[-1].end:
            last = kept.pop()
            kind = min(last.type, span.type, key=PRIORITY.index)
            kept.append(Span(last.start, max(last.end, span.end), kind))
        elif span.end > span.start:
            kept.append(span)
    return kept
