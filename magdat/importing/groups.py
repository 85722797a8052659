"""Roles that a document gives leave to: «stagecoördinatoren mogen …» holds for them, and is no «ja» to whoever asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from magdat.files.schema import as_name
from magdat.importing.cues import Cues
from magdat.importing.forms import any_of
from magdat.importing.proposals import Proposal

_PLURAL = re.compile(r"(?:en|s|'s)$")

_MODAL = re.compile(r"\s(?:mag|mogen|kan|kunnen)\b", re.IGNORECASE)

_SHORTEST = 4

_BINDING = frozenset({"verbod", "plicht"})


class Role(NamedTuple):
    """A role in the company's own words."""

    id: str
    name: str
    words: tuple[str, ...]


def with_roles(proposals: Sequence[Proposal], cues: Cues) -> tuple[list[Proposal], list[Role]]:
    """Return the proposals, those that allow something to some people with their role, and the roles.

    Only where the same clause binds the others, or where it is an exception: else it may well be said to everybody.
    """
    found: dict[str, Role] = {}
    done: list[Proposal] = []
    bound = {item.passage.clause.number for item in proposals if item.kind in _BINDING or item.decision == "nee"}
    for item in proposals:
        apart = item.exception_to is not None or item.passage.clause.number in bound
        roles = _named(item.passage.text, cues) if item.others and apart and "rol" not in item.conditions else []
        for role in roles:
            found.setdefault(role.id, role)
        if roles:
            conditions = {**item.conditions, "rol": [role.id for role in roles]}
            kind = replace(item, conditions=conditions, kind="toelating", decision=item.decision or "voorwaardelijk")
            done.append(kind)
        else:
            done.append(item)
    return done, list(found.values())


def _named(text: str, cues: Cues) -> list[Role]:
    """Return the roles that stand before «mogen» at the beginning of a text."""
    modal = _MODAL.search(text)
    people = any_of(cues.people)
    if modal is None:
        return []
    words = re.findall(r"[\w-]+", text[: modal.start()])
    return list(_roles(word for word in words if len(word) >= _SHORTEST and people.fullmatch(word)))


def _roles(words: Iterable[str]) -> Iterable[Role]:
    for word in words:
        stem = _PLURAL.sub("", word.lower())
        name = as_name(stem).replace("-", "_")
        written = [f"{stem}*", *([f"{stem.replace('-', ' ')}*"] if "-" in stem else [])]
        if "-" in stem and len(stem.split("-")[0]) >= _SHORTEST:
            written.append(f"{stem.split('-')[0]}*")
        if re.fullmatch(r"[a-z][a-z0-9_]*", name):
            yield Role(name, stem, tuple(written))
