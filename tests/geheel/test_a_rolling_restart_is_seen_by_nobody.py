"""Two workers and two action servers behind the proxy, of which one of each is started anew while people ask.

`python -m bench.productie --herstart 10` is the long form: all of them, one after the other.
"""

from __future__ import annotations

from pathlib import Path

import databases
import pytest
from free_ports import free_ports, free_ports_in_a_row
from own_loop import run_apart

from bench.company import company
from bench.rolling import PEOPLE, rolled
from magdat.storage.database import Database

ONE_OF_EACH = ("acties", "rasa")
"""The other two are alike, and a start takes long."""


@pytest.mark.server
@pytest.mark.timeout(600)
def test_every_question_is_answered_and_no_fault_is_shown(tmp_path: Path) -> None:
    with databases.postgresql() as address, databases.redis() as redis:
        database = Database(address)
        assert database.migrate()
        database.engine.dispose()
        with company(tmp_path, address, redis, [*free_ports(4), *free_ports_in_a_row(2)]) as running:
            seen = run_apart(rolled(running, 1, ONE_OF_EACH))
    assert dict(seen.faults) == {}
    assert set(seen.away) == set(ONE_OF_EACH)
    assert len(seen.took) > PEOPLE * 4, "there were people asking all the time"
