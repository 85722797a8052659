"""What a person sees of a reply, before a channel draws it: a verdict, what was asked, and what it rests on."""

from __future__ import annotations

import json
from dataclasses import dataclass

from channels.base import Reply
from channels.verdict import Part, first_layer, verdict, without_verdict
from magdat.wording.phrases import Phrases

URGENT = "dringend"
"""The verdict of a message that may save somebody."""

_QUIET = frozenset({"regel", "raad", "wet", "noot"})
"""Kinds of paragraphs of the first layer that only say what the answer rests on."""

_HEADED = ("waarom", "raad", "wet", "contact")
"""Kinds of paragraphs of the second layer that have a heading."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, and whether it is said quietly or stands under a heading."""

    text: str
    quiet: bool = False
    heading: str = ""


@dataclass(frozen=True)
class Face:
    """What one reply looks like."""

    paragraphs: tuple[Paragraph, ...]
    verdict: str = ""
    """A key of channels/verdict.py, or :data:`URGENT`; empty where nothing stands above it."""

    word: str = ""
    """What the verdict is called."""

    def written(self) -> str:
        """Return it as a short text that :meth:`from_written` reads."""
        shown = [[item.text, int(item.quiet), item.heading] for item in self.paragraphs]
        return json.dumps([shown, self.verdict, self.word], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_written(cls, text: str) -> Face:
        """Return what was written."""
        shown, key, word = json.loads(text)
        return cls(tuple(Paragraph(said, bool(quiet), heading) for said, quiet, heading in shown), key, word)


def face_of(reply: Reply, phrases: Phrases) -> Face:
    """Return what a reply looks like.

    The parts of the machine-readable form are shown where they are what the text says; a follow-up such as «waarom?»
    sends the parts of the answer that it is about along with another text, and then the text counts.
    """
    first = first_layer(reply.custom)
    if not first or (reply.text and _squeezed(reply.text) != _squeezed(" ".join(part.text for part in first))):
        key = URGENT if reply.custom.get("gevaar") is True else ""
        said = tuple(Paragraph(item) for item in reply.text.split("\n\n") if item.strip())
        return Face(said, key, _word(key, phrases))
    if reply.custom.get("handeling") == "meer_weten":
        return Face(tuple(_second_layer(first, phrases)))
    key = verdict(reply.custom)
    said = tuple(
        Paragraph(part.text if part.kind in _QUIET else without_verdict(part.text, key), part.kind in _QUIET)
        for part in first
    )
    return Face(said, key, _word(key, phrases))


def _word(key: str, phrases: Phrases) -> str:
    return phrases.say(f"oordeel_{key}") if key else ""


def _second_layer(parts: tuple[Part, ...], phrases: Phrases) -> list[Paragraph]:
    """Return what else is known, with one heading over the paragraphs of a kind, which then need not say it."""
    found: list[Paragraph] = []
    for part in parts:
        heading = phrases.say(f"kop_{part.kind}") if part.kind in _HEADED else ""
        label, _, rest = part.text.partition(": ")
        bare = rest if heading and rest and label == heading else part.text
        again = any(item.heading == heading for item in found)
        quiet = part.kind in _QUIET and not heading
        found.append(Paragraph(bare[:1].upper() + bare[1:], quiet, "" if again else heading))
    return found


def _squeezed(text: str) -> str:
    return " ".join(text.split())
