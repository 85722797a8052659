"""A table like the one of Rasa's SQLTrackerStore."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

SECRET = "een heel geheim bericht"


def make(path: Path, rows: list[tuple[str, float]]) -> Path:
    """Make a database with one event for each (sender, timestamp)."""
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, "
        "type_name VARCHAR(255) NOT NULL, "
        "timestamp FLOAT, intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT)"
    )
    for number, (sender, timestamp) in enumerate(rows):
        data = json.dumps({"text": f"{SECRET} {number} van {sender} " + "." * 2000})
        connection.execute(
            "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, 'user', ?, ?)",
            (sender, timestamp, data),
        )
    connection.commit()
    connection.close()
    return path


def senders(path: Path) -> list[str]:
    """Return the senders that are left, sorted."""
    connection = sqlite3.connect(path)
    try:
        return sorted(row[0] for row in connection.execute("SELECT sender_id FROM events"))
    finally:
        connection.close()
