"""The company's own words for the context: no trained model knows them, so they are found by how people type them.

Heard are the words that the policy brings itself, and those of the guidance (leidraad/woorden.yml) whose values it
uses. An own role counts only where somebody speaks as one or asks about one («als stagiair», «mag een jobstudent …»):
in «mijn winkelverantwoordelijke vraagt het» somebody else does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from magdat.guidance.library import Library
from magdat.policy.model import Policy
from magdat.understanding import Understanding

ROLE, DEPARTMENT = "rol", "afdeling"

_CONTEXT_ALONE = frozenset({ROLE, DEPARTMENT, "platform", "vestiging"})
"""The dimensions whose words say nothing of what a message is about; with the others they are half the question."""

_OF_SOMEBODY_ELSE = re.compile(
    r"(?:\b(?:mijn|mijne|m'n|onze|ons|uw|jouw|je|zijn|haar|hun)|\b(?:aan|van|door|met|bij|tegen|naar|over|via|tot)"
    r"(?:\s+(?:de|den|het|een|ne|nen))?)\s+(?:\w+\s+)?$"
)


@dataclass(frozen=True)
class _Forms:
    """One value with a pattern of everything that it is typed as."""

    value: str
    pattern: re.Pattern[str]


def with_own_words(understanding: Understanding, policy: Policy, library: Library) -> Understanding:
    """Return the understanding with the company's own values that the message names."""
    text = _flat(understanding.text)
    values = dict(understanding.values)
    spans = list(understanding.spans)
    for dimension, words in _words(policy, library):
        found = list(_heard(text, dimension, words))
        if not found:
            continue
        own = tuple(dict.fromkeys(value for value, _ in found))
        others = () if dimension == ROLE else tuple(value for value in values.get(dimension, ()) if value not in own)
        values[dimension] = (*own, *others)
        if dimension in _CONTEXT_ALONE:
            spans += [span for _, span in found]
    if values == dict(understanding.values):
        return understanding
    named = {name for name, found in values.items() if found != understanding.values.get(name)}
    return replace(understanding, values=values, spans=tuple(spans), implied=understanding.implied - named)


def _words(policy: Policy, library: Library) -> Iterator[tuple[str, tuple[_Forms, ...]]]:
    """Yield the words of each dimension: the company's own, and of the guidance those whose values it uses."""
    own, shared, used = policy.words.by_dimension(), library.words.by_dimension(), policy.decisions.values
    for dimension, words in own.items():
        brought = {word.id for word in words}
        named = {word.id for word in shared[dimension]}
        listed = [*words, *(word for word in shared[dimension] if word.id in used[dimension] - brought)]
        forms = [_forms(word.id, (word.name, *word.forms)) for word in listed]
        if dimension == DEPARTMENT:
            forms += [_forms(name, ()) for name in policy.company.departments if name not in brought | named]
        yield dimension, tuple(forms)


@lru_cache(maxsize=4096)
def _forms(value: str, typed: tuple[str, ...]) -> _Forms:
    spelled = r"[\s_-]*".join(re.escape(_flat(part)) for part in re.split(r"[_-]+", value))
    return _Forms(value, re.compile(rf"(?<!\w)(?:{'|'.join([spelled, *map(_form, typed)])})(?!\w)"))


def _form(typed: str) -> str:
    ending = r"\w*" if typed.endswith("*") else ""
    return r"\s+".join(re.escape(part) for part in _flat(typed.removesuffix("*")).split()) + ending


def _heard(text: str, dimension: str, words: Iterable[_Forms]) -> Iterator[tuple[str, tuple[int, int]]]:
    for word in words:
        for hit in word.pattern.finditer(text):
            if dimension == ROLE and _OF_SOMEBODY_ELSE.search(text[: hit.start()]):
                continue
            yield word.value, hit.span()
            break


def _flat(text: str) -> str:
    """Return a text in small letters without accents, character for character, so that places stay the same."""
    return "".join(_plain(char) for char in text)


def _plain(char: str) -> str:
    if char in "’`´‘":
        return "'"
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return base if len(base) == 1 else char
