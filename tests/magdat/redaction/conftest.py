from __future__ import annotations

import pytest

from magdat.redaction import Redactor


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    """Return one that has loaded its lists and its tagger, so that no test's time holds that."""
    made = Redactor()
    made.redact("mijn collega Zwiepo stuurt iets")
    return made
