"""What was kept of sixty thousand sentences occupies nothing once the policy in force has been read."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_policy import Hashed

from nlu import vector_cache
from nlu.encoders import Vectors
from nlu.matching import kept
from nlu.vector_cache import VectorCache


class Counting(Hashed):
    """An encoder that counts what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.given += len(texts)
        return super().encode(texts)


def test_nothing_of_the_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[weakref.ref[VectorCache]] = []

    def open_it(*given: Any, **named: Any) -> VectorCache:
        cache = VectorCache(*given, **named)
        opened.append(weakref.ref(cache))
        return cache

    monkeypatch.setattr(kept, "VectorCache", open_it)
    encoder = Counting()
    vectors = kept.KeptVectors(encoder, tmp_path)
    for text in ("Bellen mag.", "Filmen mag niet.", "Bellen mag."):
        assert np.array_equal(vectors.encode([text]), Hashed().encode([text]))
    assert encoder.given == 2, "what was kept is not encoded again"
    assert len(opened) == 3
    assert [cache() for cache in opened] == [None] * 3


def test_two_that_read_policies_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    texts = [[f"Zin {thread} {number}." for number in range(20)] for thread in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda mine: [kept.KeptVectors(Hashed(), tmp_path).encode([text]) for text in mine], texts))
    encoder = Counting()
    kept.KeptVectors(encoder, tmp_path).encode([text for mine in texts for text in mine])
    assert encoder.given == 0


def test_where_nothing_can_be_written_nothing_is_encoded_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("read-only")

    monkeypatch.setattr(vector_cache.np, "savez", full)
    encoder = Counting()
    found = kept.KeptVectors(encoder, tmp_path).encode(["Bellen mag.", "Filmen mag niet."])
    assert np.array_equal(found, Hashed().encode(["Bellen mag.", "Filmen mag niet."]))
    assert encoder.given == 2
