"""Whoever is killed while vectors are kept leaves half a file: the next start reads on as if it were not there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_policy import Hashed

from nlu import vector_cache
from nlu.matching.kept import KeptVectors

TEXTS = ["Bellen mag.", "Filmen mag niet."]


class Killed(BaseException):
    pass


def test_the_next_start_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(written: object, **parts: object) -> None:
        written.write(b"PK half of it")  # type: ignore[attr-defined]
        raise Killed

    with monkeypatch.context() as falling:
        falling.setattr(vector_cache.np, "savez", killed)
        with pytest.raises(Killed):
            KeptVectors(Hashed(), tmp_path).encode(TEXTS)
    assert list(tmp_path.iterdir())
    again = KeptVectors(Hashed(), tmp_path)
    assert np.array_equal(again.encode(TEXTS), Hashed().encode(TEXTS))
    assert np.array_equal(KeptVectors(Hashed(), tmp_path).encode(TEXTS), Hashed().encode(TEXTS))
