"""The guidance, read once for all commands."""

from __future__ import annotations

import pytest

from magdat.commands import coverage
from magdat.commands import policy as policy_commands


@pytest.fixture(autouse=True)
def _guidance_read_once(monkeypatch, library):
    for module in (policy_commands, coverage):
        monkeypatch.setattr(module, "load_library", lambda directory: library)
