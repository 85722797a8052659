"""A small policy of statements, and an encoder that needs no model: a vector is the n-grams of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from magdat.guidance.library import Library
from magdat.policy.answerable import Answerable, answerable
from magdat.policy.model import Policy
from nlu.matching.grams import counted
from nlu.matching.learned import Learned
from nlu.matching.meaning import Floats, Meaning

WIDTH = 384

HEAD = {
    "formaat": 2,
    "titel": "Gemaakt",
    "versie": "1",
    "geldig_vanaf": "2026-01-01",
    "bedrijf": {
        "naam": "Made",
        "werknemers": 60,
        "sector": "privé",
        "overlegorganen": {"ondernemingsraad": "ja", "cpbw": "ja", "vakbondsafvaardiging": "ja"},
    },
    "vindplaats": {"plaats": "op het intranet"},
    "contacten": {"hr": {"functie": "de personeelsdienst", "telefoon": "1"}},
    "artikels": [{"nummer": "1", "titel": "Alles"}],
}


class Hashed:
    """An encoder whose vectors are n-grams of characters in few columns."""

    name, dimension = "hashed", WIDTH

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.read += texts
        rows = counted(texts)
        found = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for index in range(len(texts)):
            row = rows[index].tocoo()
            np.add.at(found[index], row.col % WIDTH, row.data)
        return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def statement(name: str, text: str, kind: str = "uitleg", topic: str = "foto_tag", **more: object) -> dict[str, object]:
    return {"id": name, "soort": kind, "onderwerp": topic, "artikel": "1.1", "tekst": text, **more}


def policy_of(*statements: dict[str, object], **more: object) -> Policy:
    return Policy.parse_obj({**HEAD, **more, "uitspraken": list(statements)})


def items_of(library: Library, *statements: dict[str, object], **more: object) -> tuple[Answerable, ...]:
    return answerable(policy_of(*statements, **more), library)


def plain(learned: Learned) -> Learned:
    """Return what was learned, with a meaning that takes nothing away: the vectors here are not e5's."""
    nothing = np.zeros(WIDTH, dtype=np.float32)
    return replace(learned, meaning=Meaning(nothing, nothing))
