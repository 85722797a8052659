"""The restarts, which every story of this folder is about."""

from __future__ import annotations

import pytest
from restarting import Told
from slack_here import slack


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Give what came of every story; an assistant is started and stopped for all of them together."""
    with slack() as workspace:
        return Told(tmp_path_factory.mktemp("toestand"), workspace)
