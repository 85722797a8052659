"""The questions for a first policy, read once."""

from __future__ import annotations

import pytest
from made_rules import ROOT

from magdat.questionnaire.loading import load_questionnaire
from magdat.questionnaire.model import Questionnaire


@pytest.fixture(scope="session")
def questionnaire(library) -> Questionnaire:
    """Give leidraad/nieuw.yml."""
    return load_questionnaire(ROOT / "leidraad", library)
