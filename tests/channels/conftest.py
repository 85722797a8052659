"""The Redis that tests of the gate share; it starts only when a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import databases
import pytest


@pytest.fixture(scope="session")
def redis() -> Iterator[str]:
    """Give the address of a Redis that is up."""
    with databases.redis() as address:
        yield address
