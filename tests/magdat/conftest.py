"""What the tests of several rooms share: the guidance, read once, and servers that start only when asked for."""

from __future__ import annotations

from collections.abc import Iterator

import databases
import pytest
from made_rules import ROOT

from magdat.guidance.library import Library, load_library


@pytest.fixture(scope="session")
def library() -> Library:
    """Give the guidance."""
    return load_library(ROOT / "leidraad")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Give the address of a PostgreSQL that is up."""
    with databases.postgresql() as address:
        yield address


@pytest.fixture(scope="session")
def redis() -> Iterator[str]:
    """Give the address of a Redis that is up."""
    with databases.redis() as address:
        yield address
