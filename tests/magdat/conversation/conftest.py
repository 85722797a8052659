"""The knowledge, opened once, and messages as an understanding would hand them over."""

from __future__ import annotations

import pytest

from magdat.knowledge import Knowledge, open_knowledge
from magdat.settings import Settings


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return open_knowledge(Settings.from_environment({}))
