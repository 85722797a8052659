"""The values that the context can have in one company: those of the product, the guidance, and its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from magdat.guidance.library import Library
from magdat.guidance.vocabulary import Word
from magdat.policy.contents import known_contents
from magdat.policy.model import OwnWords, Policy
from magdat.situation import CLOSED, DIMENSIONS

Known = Mapping[str, tuple[str, ...] | None]
"""For each dimension its values; ``None`` where nobody can tell, because the files are not at hand."""


def known_values(library: Library, words: OwnWords, departments: Iterable[str]) -> Known:
    """Return the values that may stand in the conditions of a company's policy."""
    contents = known_contents()
    product: dict[str, Iterable[str] | None] = {
        **CLOSED,
        "platform": library.platforms,
        "afdeling": departments,
        "inhoud": contents,
    }
    shared, own = library.words.by_dimension(), words.by_dimension()
    return {
        name: None
        if product.get(name, ()) is None
        else tuple(dict.fromkeys((*(product.get(name) or ()), *_ids(shared, name), *_ids(own, name))))
        for name in DIMENSIONS
    }


def values_of(policy: Policy, library: Library) -> Known:
    """Return the values that the context can have where a policy is in use."""
    return known_values(library, policy.words, policy.company.departments)


def names_of(policy: Policy, library: Library) -> dict[str, dict[str, str]]:
    """Return what the words of the guidance and of a company are called, for each dimension."""
    shared, own = library.words.by_dimension(), policy.words.by_dimension()
    return {name: {str(word.id): word.name for word in (*shared[name], *own[name])} for name in shared}


def _ids(words: Mapping[str, tuple[Word, ...]], dimension: str) -> tuple[str, ...]:
    return tuple(word.id for word in words.get(dimension, ()))
