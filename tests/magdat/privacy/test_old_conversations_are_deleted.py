from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from made_events import SECRET, make, senders

from magdat.privacy.retention import purge

NOW = datetime(2026, 3, 31, 12, tzinfo=timezone.utc)


def ago(**time: float) -> float:
    return (NOW - timedelta(**time)).timestamp()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    rows = [("p-old", ago(days=31)), ("p-edge", ago(days=30)), ("p-new", ago(days=1)), ("p-mixed", ago(days=40))]
    return make(tmp_path / "gesprekken.db", [*rows, ("p-mixed", ago(hours=1))])


def test_what_is_older_than_the_retention_goes(database: Path) -> None:
    assert purge(database, 30, NOW) == 2
    assert senders(database) == ["p-edge", "p-mixed", "p-new"]
    assert purge(database, 30, NOW) == 0


def test_the_text_is_gone_from_the_file(database: Path) -> None:
    purge(database, 30, NOW)
    content = b"".join(path.read_bytes() for path in database.parent.iterdir())
    assert f"{SECRET} 0".encode() not in content
    assert f"{SECRET} 2".encode() in content


def test_the_time_zone_of_now_does_not_matter(database: Path) -> None:
    assert purge(database, 30, NOW.astimezone(timezone(timedelta(hours=9)))) == 2


def test_a_moment_without_time_zone_is_refused(database: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        purge(database, 30, NOW.replace(tzinfo=None))


def test_a_retention_below_a_day_is_refused(database: Path) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        purge(database, 0, NOW)
    assert len(senders(database)) == 5


def test_a_database_that_does_not_exist_holds_nothing(tmp_path: Path) -> None:
    assert purge(tmp_path / "geen.db", 30, NOW) == 0
