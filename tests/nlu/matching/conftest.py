"""The guidance and what was learned, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.guidance.library import Library, load_library
from nlu.matching.learned import Learned

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(ROOT / "leidraad")


@pytest.fixture(scope="session")
def learned() -> Learned:
    return Learned.load()
