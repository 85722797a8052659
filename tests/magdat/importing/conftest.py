"""The words of an import, read once."""

from __future__ import annotations

import pytest
from made_rules import ROOT

from magdat.importing.cues import Cues, load_cues


@pytest.fixture(scope="session")
def cues() -> Cues:
    """Give leidraad/importeren.yml."""
    return load_cues(ROOT / "leidraad")
