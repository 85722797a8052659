"""What has a name in a policy has one of its own, and stands in the format that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from magdat.files.problems import Problem
from magdat.files.yaml_data import Location
from magdat.guidance.library import Library
from magdat.guidance.vocabulary import KEYS, Words
from magdat.policy.draft import Draft, Piece
from magdat.policy.known_values import known_values
from magdat.policy.model import NEWEST
from magdat.policy.own_words import OwnWords

OF_FORMAT_2 = ("uitspraken", "onderwerpen", "woorden", "documenten", "doorgeven")
"""The keys that a file of the first format cannot have."""

Named = tuple[str, Location]


def identity_problems(draft: Draft, library: Library) -> Iterator[Problem]:
    """Yield the dates in a wrong order, the keys of another format, and the names that are taken."""
    yield from _dates(draft)
    yield from _format(draft)
    yield from _once(draft, "de regel of uitspraak", _ids_of_rules_and_statements(draft))
    yield from _once(draft, "het document", [(str(item.values["id"]), item.place) for item in draft.documents])
    yield from _own_topics(draft, library)
    yield from _own_words(draft, library)


def _dates(draft: Draft) -> Iterator[Problem]:
    valid_from, review_before = draft.dates.get("valid_from"), draft.dates.get("review_before")
    if valid_from and review_before and review_before <= valid_from:
        yield Problem(
            draft.document.path,
            draft.line("herzien_voor"),
            "«herzien_voor» ligt niet na «geldig_vanaf»",
            "kies een latere dag",
        )


def _format(draft: Draft) -> Iterator[Problem]:
    data, path = draft.document.data, draft.document.path
    if not isinstance(data, dict):
        return
    if draft.format < NEWEST:
        for key in OF_FORMAT_2:
            if key in data:
                yield Problem(
                    path,
                    draft.line(key),
                    f"«{key}» hoort bij formaat 2, en dit bestand is formaat 1",
                    "schrijf bovenaan «formaat: 2»",
                )
    if "regels" not in data and (draft.format < NEWEST or "uitspraken" not in data):
        choose = "«regels» ontbreekt" if draft.format < NEWEST else "er zijn geen «uitspraken» en geen «regels»"
        yield Problem(path, draft.line("regels"), choose, "vul deze sleutel aan")


def _ids_of_rules_and_statements(draft: Draft) -> list[Named]:
    items: tuple[Piece[Any], ...] = (*draft.rules, *draft.statements)
    return [(str(item.values["id"]), item.place) for item in items if item.values.get("id") is not None]


def _once(draft: Draft, what: str, names: Iterable[Named]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for name, place in names:
        line = draft.line(*place, "id")
        if name in seen:
            yield Problem(
                draft.document.path, line, f"{what} «{name}» bestaat al op regel {seen[name]}", "kies een andere id"
            )
        seen.setdefault(name, line)


def _own_topics(draft: Draft, library: Library) -> Iterator[Problem]:
    named = [(str(item.values["id"]), item.place) for item in draft.topics if "id" in item.values]
    yield from _once(draft, "het onderwerp", named)
    ours = {topic.id: topic.title for topic in library.topics}
    for name, place in named:
        if name in ours:
            yield Problem(
                draft.document.path,
                draft.line(*place, "id"),
                f"het onderwerp «{name}» bestaat al in de leidraad («{ours[name]}»)",
                "gebruik dat onderwerp, of kies een andere id",
            )


def _own_words(draft: Draft, library: Library) -> Iterator[Problem]:
    """Yield the words that stand twice, or that the product has already: that one would be heard as two."""
    product = known_values(replace(library, words=Words()), OwnWords(), ())
    for dimension, words in draft.words.by_dimension().items():
        key = KEYS[dimension]
        named = [(str(word.id), ("woorden", key, index)) for index, word in enumerate(words)]
        yield from _once(draft, f"onder «{key}»", named)
        for name, place in named:
            if name in (product[dimension] or ()):
                yield Problem(
                    draft.document.path,
                    draft.line(*place, "id"),
                    f"«{name}» kent de assistent al, bij «{dimension}»",
                    "schrap het hier, of kies een andere id",
                )
