import time
from pathlib import Path

from structlog.testing import capture_logs

from actions.housekeeping import clean_up
from magdat.settings import Settings
from magdat.storage.database import Database
from magdat.storage.sql.conversations import SqlConversations

DAY = 86_400


def test_old_conversations_go_and_young_ones_stay(tmp_path: Path) -> None:
    settings = Settings.from_environment({"MAGDAT_TOESTAND": str(tmp_path)})
    kept = SqlConversations(Database(settings.database))
    SqlConversations(Database(settings.database), lambda: time.time() - 31 * DAY).keep("p-oud", "{}")
    SqlConversations(Database(settings.database), lambda: time.time() - 29 * DAY).keep("p-jong", "{}")
    clean_up(settings)
    assert kept.of("p-oud") is None
    assert kept.of("p-jong") is not None


def test_the_redacted_texts_of_earlier_versions_go(tmp_path: Path) -> None:
    (tmp_path / "gesprekken.sqlite").write_bytes(b"tekst")
    clean_up(Settings.from_environment({"MAGDAT_TOESTAND": str(tmp_path)}))
    assert not (tmp_path / "gesprekken.sqlite").exists()


def test_a_fault_does_not_stop_the_assistant(tmp_path: Path) -> None:
    (tmp_path / "magdat.sqlite").write_bytes(b"geen database")
    with capture_logs() as lines:
        clean_up(Settings.from_environment({"MAGDAT_TOESTAND": str(tmp_path)}))
    assert [line["event"] for line in lines] == ["retention.failed"]
