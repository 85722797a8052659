from __future__ import annotations

import pytest

from magdat.privacy.redaction import Redactor


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    return Redactor()
