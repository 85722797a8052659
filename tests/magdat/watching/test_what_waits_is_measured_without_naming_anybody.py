"""What is read from the stores when Prometheus asks: ages and numbers, and topics from the smallest group on."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from databases import emptied
from prometheus_client.registry import Collector

from magdat.files.problems import DocumentError
from magdat.handoff.tickets import Status
from magdat.insight.counts import ASKED
from magdat.knowledge import open_knowledge
from magdat.settings import Settings
from magdat.storage.last_done import Chore
from magdat.storage.letters import Letter
from magdat.storage.stores import open_stores
from magdat.watching.stored import OfProcess, OfStores


def next_week() -> dt.date:
    return dt.date.today() + dt.timedelta(days=7)


def here(folder: Path, **more: str) -> Settings:
    return Settings.from_environment({"MAGDAT_TOESTAND": str(folder), **more})


def samples(collector: Collector) -> dict[tuple[str, tuple[str, ...]], float]:
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in collector.collect()
        for sample in family.samples
    }


def test_topics_are_shown_of_the_week_that_is_over_and_of_groups(tmp_path: Path) -> None:
    settings = here(tmp_path)
    counts = open_stores(settings).counts
    for person in range(settings.minimum_group):
        counts.record("sociale_media_tijdens_werk", ASKED, f"iemand {person}")
    for person in range(settings.minimum_group - 1):
        counts.record("fotos_van_collegas", ASKED, f"iemand {person}")
    topics = {key: value for key, value in samples(OfStores(settings, next_week)).items() if "topic" in key[0]}
    assert topics == {("magdat_topic_people", ("sociale_media_tijdens_werk", ASKED)): settings.minimum_group}
    assert not [key for key in samples(OfStores(settings, dt.date.today)) if "topic" in key[0]], "this week still grows"


def test_when_a_clean_up_and_a_copy_last_went_well_is_told(tmp_path: Path) -> None:
    settings = here(tmp_path)
    before = time.time()
    open_stores(settings).last_done.note(Chore.COPY)
    open_stores(settings).clean_up(30, 14)
    found = {key[1]: value for key, value in samples(OfStores(settings)).items() if "last_done" in key[0]}
    assert set(found) == {("copy",), ("clean_up",)}
    assert all(before <= moment <= time.time() for moment in found.values())


def test_letters_errands_and_tickets_are_told_with_their_age(tmp_path: Path) -> None:
    settings = here(tmp_path)
    stores = open_stores(settings)
    stores.letters.accept(Letter("slack", "p-1", b"verzegeld"), None)
    stores.tickets.open("hr", "p-1", "slack", b"adres", "code", "foto", lambda key: b"vraag", ["mail"], "m1")
    found = samples(OfStores(settings))
    assert not [key for key in found if "last_done" in key[0]], "nothing was done yet"
    assert found["magdat_letters", ("in",)] == 1
    assert found["magdat_letters", ("out",)] == 0
    assert 0 <= found["magdat_letters_oldest_seconds", ("in",)] < 60
    assert found["magdat_errands", ("waits",)] == 1
    assert found["magdat_errands", ("stuck",)] == 0
    assert found["magdat_tickets_waiting", ()] == 1
    assert not {label for _, labels in found for label in labels} - {"in", "out", "waits", "stuck"}
    assert Status.WAITING.value == "waiting"


def test_connections_to_a_server_are_told_and_how_many_there_may_be(tmp_path: Path, postgresql: str) -> None:
    emptied(postgresql).engine.dispose()
    found = samples(OfProcess(here(tmp_path, MAGDAT_DATABASE=postgresql), None))
    assert found["magdat_reachable", ("database",)] == 1
    used, idle = (found["magdat_database_connections", (state,)] for state in ("in_use", "idle"))
    assert used == 0
    assert 1 <= idle <= found["magdat_database_connections_limit", ()]


def test_a_database_that_is_away_is_told_and_breaks_nothing(tmp_path: Path) -> None:
    settings = here(tmp_path, MAGDAT_DATABASE="postgresql://magdat@127.0.0.1:9/magdat")
    found = samples(OfProcess(settings, None))
    assert found["magdat_reachable", ("database",)] == 0
    assert samples(OfStores(settings)) == {}


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    written = tmp_path / "beleid.yml"
    written.write_bytes((Path(__file__).resolve().parents[3] / "beleid" / "beleid.yml").read_bytes())
    return written


def test_the_policy_in_use_is_told_and_that_an_edit_broke_it(
    tmp_path: Path, policy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("magdat.policy.store.CHECK_EVERY", 0.0)
    settings = here(tmp_path, MAGDAT_BELEID=str(policy))
    known = open_knowledge(settings)
    collector = OfProcess(settings, lambda: known.policies)
    before = samples(collector)
    assert before["magdat_policy_broken", ()] == 0
    policy.write_text("titel: [", encoding="utf-8")
    after = samples(collector)
    assert after["magdat_policy_broken", ()] == 1
    loaded: Callable[[dict[tuple[str, tuple[str, ...]], float]], float]
    loaded = lambda found: found["magdat_policy_loaded_timestamp_seconds", ()]  # noqa: E731
    assert loaded(after) == loaded(before) > 1e9
    assert [key for key in before if key[0] == "magdat_policy_info"] == [
        key for key in after if key[0] == "magdat_policy_info"
    ], "the version before goes on answering"


def test_without_any_policy_that_is_told_too(tmp_path: Path) -> None:
    def none() -> object:
        raise DocumentError([])

    assert samples(OfProcess(here(tmp_path), none))["magdat_policy_broken", ()] == 1
