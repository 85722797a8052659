"""The servers that the tests of several rooms share; each starts once, and only when a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import databases
import pytest


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
