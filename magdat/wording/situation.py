"""The situation in words, put so in this one place: «tijdens de werkuren, op LinkedIn of Teams»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from magdat.situation import DIMENSIONS, OTHER
from magdat.wording.lists import either_dutch
from magdat.wording.phrases import Phrases

Values = tuple[str, Sequence[str]]
"""A dimension of the context with one or more of its values."""


class NamesPlatforms(Protocol):
    """Whoever knows what platforms are called (magdat.guidance.library.Library)."""

    @property
    def platforms(self) -> Mapping[str, str]:
        """Return each platform's id with its name."""


def in_words(context: Mapping[str, Sequence[str]], phrases: Phrases, library: NamesPlatforms) -> str:
    """Return a context as a piece of a sentence; empty when there is none."""
    known = [(name, context[name]) for name in DIMENSIONS if context.get(name)]
    return ", ".join(_pieces(known, phrases, library))


def as_sentence(context: Iterable[Values], phrases: Phrases, library: NamesPlatforms) -> str:
    """Return a context as the beginning of a sentence, in the order given: «In de pauze, op een toestel van het werk».

    Empty when there is none.
    """
    words = ", ".join(_pieces(context, phrases, library))
    return words[:1].upper() + words[1:]


def value_alone(dimension: str, value: str, phrases: Phrases, library: NamesPlatforms) -> str:
    """Return how one value is called where nothing stands around it: on a button."""
    if dimension == "platform" and value in library.platforms:
        return library.platforms[value]
    return phrases.value(dimension, value)


def _pieces(context: Iterable[Values], phrases: Phrases, library: NamesPlatforms) -> Iterator[str]:
    return (either_dutch([*_spoken(name, values, phrases, library)]) for name, values in context)


def _spoken(dimension: str, values: Sequence[str], phrases: Phrases, library: NamesPlatforms) -> Iterator[str]:
    """Yield the values of a dimension, without a capital; what goes behind «op» or «het gaat over» says that once."""
    key = f"waarde_{dimension}"
    lead = phrases.say(key, naam="").lower() if key in phrases.keys() else ""  # noqa: SIM118
    led = False
    before = {"platform": "op ", "afdeling": "op de afdeling "}.get(dimension)
    listed = False
    for value in values:
        told = phrases.named(dimension, value)
        if told is None and value == OTHER and dimension == "afdeling":
            told = "op een andere afdeling"
        if told is not None or value == OTHER or before is None:
            told = told or phrases.value(dimension, value)
            told = told[0].lower() + told[1:]
            yield told.removeprefix(lead) if led and lead else told
            led = led or (bool(lead) and told.startswith(lead))
            continue
        name = library.platforms.get(value, value) if dimension == "platform" else value.replace("_", " ")
        yield name if listed else f"{before}{name}"
        listed = True
