"""The guidance, read once."""

from __future__ import annotations

import pytest
from made_rules import ROOT

from magdat.guidance.library import load_library


@pytest.fixture(scope="session")
def library():
    return load_library(ROOT / "leidraad")
