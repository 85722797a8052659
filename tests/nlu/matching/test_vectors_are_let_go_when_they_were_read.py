"""What was kept of sixty thousand sentences occupies nothing once the policy in force has been read."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_policy import Hashed

from nlu.matching import kept
from nlu.vector_cache import VectorCache


def test_nothing_of_the_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[weakref.ref[VectorCache]] = []

    def open_it(*given: Any, **named: Any) -> VectorCache:
        cache = VectorCache(*given, **named)
        opened.append(weakref.ref(cache))
        return cache

    monkeypatch.setattr(kept, "VectorCache", open_it)
    vectors = kept.KeptVectors(Hashed(), tmp_path)
    for text in ("Bellen mag.", "Filmen mag niet.", "Bellen mag."):
        assert np.array_equal(vectors.encode([text]), Hashed().encode([text]))
    assert len(opened) == 3
    assert [cache() for cache in opened] == [None] * 3
