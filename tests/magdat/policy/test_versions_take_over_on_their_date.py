"""Several versions in time: the next takes over on its date, earlier ones stay, a broken one harms nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from made_rules import as_yaml, policy_data
from structlog.testing import capture_logs

from magdat.files.problems import DocumentError
from magdat.policy import store as store_module
from magdat.policy.store import PolicyStore


class Calendar:
    def __init__(self, day):
        self.day = dt.date.fromisoformat(day)

    def __call__(self):
        return self.day


@pytest.fixture(autouse=True)
def _look_every_time(monkeypatch):
    monkeypatch.setattr(store_module, "CHECK_EVERY", 0.0)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "versies").mkdir()
    as_yaml(policy_data(versie="2.0", geldig_vanaf="2026-01-01"), tmp_path / "beleid.yml")
    return tmp_path


def version(folder, number, valid_from):
    return as_yaml(policy_data(versie=number, geldig_vanaf=valid_from), folder / "versies" / f"{number}.yml")


def test_a_next_version_takes_over_on_its_date_and_not_before(folder, library):
    version(folder, "3.0", "2026-06-01")
    today = Calendar("2026-05-31")
    store = PolicyStore(folder / "beleid.yml", library, today)
    assert store.current().policy.version == "2.0"
    today.day += dt.timedelta(days=1)
    assert store.current().policy.version == "3.0"


def test_a_version_that_is_laid_ready_later_is_noticed(folder, library):
    store = PolicyStore(folder / "beleid.yml", library, Calendar("2026-07-01"))
    assert store.current().policy.version == "2.0"
    version(folder, "3.0", "2026-06-01")
    assert store.current().policy.version == "3.0"


def test_an_earlier_version_in_the_files_stays_known(folder, library):
    version(folder, "1.0", "2024-01-01")
    store = PolicyStore(folder / "beleid.yml", library, Calendar("2026-07-01"))
    assert store.current().policy.version == "2.0"
    known = [(item.policy.version, item.policy.valid_from) for item in store.versions()]
    assert known == [("1.0", dt.date(2024, 1, 1)), ("2.0", dt.date(2026, 1, 1))]


def test_a_broken_next_version_keeps_the_good_one_and_says_what_is_wrong(folder, library):
    store = PolicyStore(folder / "beleid.yml", library, Calendar("2026-07-01"))
    (folder / "versies" / "3.0.yml").write_text("titel: kapot\n", encoding="utf-8")
    assert store.current().policy.version == "2.0"
    assert "3.0.yml" in str(store.problem)


def test_a_version_in_use_that_breaks_stays_in_use_as_it_was(folder, library):
    path = folder / "beleid.yml"
    store = PolicyStore(path, library, Calendar("2026-07-01"))
    path.write_text("titel: [kapot\n", encoding="utf-8")
    assert store.current().policy.version == "2.0"
    assert store.problem is not None
    as_yaml(policy_data(versie="2.1"), path)
    assert store.current().policy.version == "2.1"
    assert store.problem is None


def test_a_next_version_that_breaks_after_it_was_good_is_still_used(folder, library):
    path = version(folder, "3.0", "2026-06-01")
    store = PolicyStore(folder / "beleid.yml", library, Calendar("2026-07-01"))
    path.write_text("titel: [kapot\n", encoding="utf-8")
    assert store.current().policy.version == "3.0"


def test_a_next_version_that_is_taken_away_gives_way(folder, library):
    path = version(folder, "3.0", "2026-06-01")
    store = PolicyStore(folder / "beleid.yml", library, Calendar("2026-07-01"))
    assert store.current().policy.version == "3.0"
    path.unlink()
    assert store.current().policy.version == "2.0"


def test_a_broken_policy_at_the_start_leaves_the_answer_to_a_version_that_holds(folder, library):
    version(folder, "1.0", "2024-01-01")
    version(folder, "3.0", "2026-12-01")
    (folder / "beleid.yml").write_text("titel: kapot\n", encoding="utf-8")
    with capture_logs() as logged:
        store = PolicyStore(folder / "beleid.yml", library, Calendar("2026-07-01"))
    assert store.current().policy.version == "1.0"
    assert "beleid.yml" in str(store.problem)
    (line,) = logged
    assert line["log_level"] == "error"
    assert line["answers_from"] == f"{folder / 'versies' / '1.0.yml'}, versie 1.0"


def test_the_last_version_that_is_taken_away_leaves_what_is_wrong(folder, library):
    path = version(folder, "1.0", "2024-01-01")
    (folder / "beleid.yml").write_text("titel: kapot\n", encoding="utf-8")
    store = PolicyStore(folder / "beleid.yml", library, Calendar("2026-07-01"))
    path.unlink()
    with pytest.raises(DocumentError, match=r"beleid\.yml"):
        store.current()


def test_a_version_that_is_not_valid_yet_does_not_stand_in_for_a_broken_policy(folder, library):
    version(folder, "3.0", "2026-12-01")
    (folder / "beleid.yml").write_text("titel: kapot\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"beleid\.yml"):
        PolicyStore(folder / "beleid.yml", library, Calendar("2026-07-01"))


def test_without_a_good_version_there_is_no_start(folder, library):
    (folder / "beleid.yml").write_text("titel: kapot\n", encoding="utf-8")
    with pytest.raises(DocumentError):
        PolicyStore(folder / "beleid.yml", library, Calendar("2026-07-01"))
