import json
import sqlite3
import time
from pathlib import Path

from actions.housekeeping import clean_up
from magdat.settings import Settings

DAY = 86_400


def test_old_events_go_and_young_ones_stay(tmp_path: Path) -> None:
    database = tmp_path / "gesprekken.sqlite"
    with sqlite3.connect(database) as connection:
        connection.execute(
            "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, type_name TEXT, timestamp FLOAT, "
            "intent_name TEXT, action_name TEXT, data TEXT)"
        )
        for sender, age in (("p-oud", 31), ("p-jong", 29)):
            event = json.dumps({"event": "user", "text": sender})
            row = (sender, "user", time.time() - age * DAY, event)
            connection.execute("INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, ?, ?, ?)", row)
    clean_up(Settings.from_environment({"MAGDAT_TOESTAND": str(tmp_path)}))
    with sqlite3.connect(database) as connection:
        assert [sender for (sender,) in connection.execute("SELECT sender_id FROM events")] == ["p-jong"]


def test_a_fault_does_not_stop_the_assistant(tmp_path: Path) -> None:
    (tmp_path / "gesprekken.sqlite").write_bytes(b"geen database")
    clean_up(Settings.from_environment({"MAGDAT_TOESTAND": str(tmp_path)}))
