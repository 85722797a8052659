"""Take out of a text what may identify somebody, before it is stored or logged."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

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
"""What a place is called when several recognisers claim it: the first of these."""

_PLACEHOLDER = re.compile("<(?:" + "|".join(PRIORITY) + ")>")


@dataclass(frozen=True, order=True)
class Span:
    """One piece of personal data: characters ``start`` up to ``end``, and its kind in Dutch (see PRIORITY)."""

    start: int
    end: int
    type: str


class Redactor:
    """Finds personal data in Dutch as Belgians type it, and replaces it by its kind: «Karel» becomes «<naam>».

    Making one costs nothing. The first text loads Presidio, the lists of names and the Dutch tagger (some seconds,
    shared by every redactor in the process); each message after that takes a few milliseconds. Nothing is
    downloaded and nothing is logged.
    """

    def spans(self, text: str) -> list[Span]:
        """Return the personal data in a text, in order and without overlap.

        Raises:
            OSError: the lists in data/namen/ cannot be read.
        """
        found = []
        # A control character is no word, no space and no digit: nothing is found in or across a placeholder.
        masked = _PLACEHOLDER.sub(lambda match: "\x1f" * len(match.group()), text)
        for offset, piece in _pieces(masked):
            for item in _engine().analyze(piece, language="nl"):
                found.append(Span(item.start + offset, item.end + offset, item.entity_type))
        return _without_overlap(_trimmed(span, text) for span in found)

    def redact(self, text: str) -> str:
        """Return the text with every piece of personal data replaced by its kind.

        Raises:
            OSError: the lists in data/namen/ cannot be read.
        """
        parts, end = [], 0
        for span in self.spans(text):
            parts += [text[end : span.start], f"<{span.type}>"]
            end = span.end
        return "".join([*parts, text[end:]])


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


@lru_cache(maxsize=1)
def _engine() -> AnalyzerEngine:
    """Load Presidio with our recognisers only; done once, at the first text."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # slow: it brings spaCy along

    from magdat.privacy.name_lists import load_name_lists
    from magdat.privacy.recognisers import LANGUAGE, all_recognisers
    from magdat.privacy.tagging import NoLanguageEngine, open_tagger

    logging.getLogger("presidio-analyzer").setLevel(logging.WARNING)  # or it tells of every message that it looks

    registry = RecognizerRegistry(
        recognizers=all_recognisers(load_name_lists(), open_tagger()), supported_languages=[LANGUAGE]
    )
    arguments: dict[str, Any] = {"nlp_engine": NoLanguageEngine(), "registry": registry}
    return AnalyzerEngine(supported_languages=[LANGUAGE], **arguments)
