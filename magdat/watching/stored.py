"""Metrics that are read when somebody asks for them: who answers, connections, the policy, and what waits."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sql
from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from magdat.files.problems import DocumentError
from magdat.insight.counts import week_of
from magdat.metrics.catalogue import READ_WHEN_ASKED
from magdat.policy.store import PolicyStore
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.letters import Way
from magdat.storage.stores import Stores, database_of, open_stores
from magdat.watching.patience import Aside, NoAnswer
from magdat.watching.readiness import DATABASE, REDIS, parts

PATIENCE = 4.0
"""Seconds to wait for the database: Prometheus gives up after ten."""

Label = Mapping[str, str]


def gauge(name: str, *values: tuple[Label, float]) -> Metric:
    """Return a metric of READ_WHEN_ASKED with its values."""
    labels = list(values[0][0]) if values else []
    family = GaugeMetricFamily(name, READ_WHEN_ASKED[name], labels=labels)
    for label, value in values:
        family.add_metric([label[key] for key in labels], value)
    return family


def info(name: str, facts: Label) -> Metric:
    """Return a metric whose labels say it all."""
    return InfoMetricFamily(name.removesuffix("_info"), READ_WHEN_ASKED[name], value=dict(facts))


class OfProcess(Collector):
    """What every process tells of itself."""

    def __init__(self, settings: Settings, policies: Callable[[], PolicyStore] | None) -> None:
        """Keep where everything is, and what gives the policy."""
        self._settings = settings
        self._policies = policies
        known = parts(settings)
        self._reached: dict[str, Aside[bool]] = {
            name: Aside(known[name], PATIENCE) for name in (DATABASE, REDIS) if name in known
        }

    def describe(self) -> Sequence[Metric]:
        """Return nothing: nobody need look now to know that names are free."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics."""
        yield info("magdat_build_info", {"version": importlib.metadata.version("magdat")})
        reached = {name: _answers(check) for name, check in self._reached.items()}
        yield gauge("magdat_reachable", *(({"part": name}, float(value)) for name, value in reached.items()))
        if reached[DATABASE]:
            yield from self._connections()
        yield from self._policy()

    def _connections(self) -> Iterator[Metric]:
        pool: Any = database_of(self._settings).engine.pool
        if isinstance(pool, sql.pool.QueuePool):  # a file has none
            used, free = pool.checkedout(), pool.checkedin()
            states = (({"state": "in_use"}, float(used)), ({"state": "idle"}, float(free)))
            yield gauge("magdat_database_connections", *states)
            yield gauge("magdat_database_connections_limit", ({}, float(pool.size() + max(0, pool._max_overflow))))

    def _policy(self) -> Iterator[Metric]:
        if self._policies is None:
            return
        try:
            store = self._policies()
            chosen = store.current()
        except DocumentError:
            yield gauge("magdat_policy_broken", ({}, 1.0))
            return
        facts = {"version": str(chosen.policy.version), "digest": chosen.document.digest[:12]}
        yield info("magdat_policy_info", facts)
        yield gauge("magdat_policy_loaded_timestamp_seconds", ({}, store.loaded_at))
        yield gauge("magdat_policy_broken", ({}, float(store.problem is not None)))


class OfStores(Collector):
    """What is kept, told by the one service that carries it: of several processes any tells the same."""

    def __init__(self, settings: Settings, today: Callable[[], dt.date] = dt.date.today) -> None:
        """Keep where everything is."""
        self._settings = settings
        self._today = today
        self._read = Aside(self._all, PATIENCE)

    def describe(self) -> Sequence[Metric]:
        """Return nothing: nobody need look now to know that names are free."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics; none while the database does not answer, which another metric tells."""
        try:
            yield from self._read()
        except (NoAnswer, StorageError):
            return

    def _all(self) -> list[Metric]:
        stores = open_stores(self._settings)
        return [*_letters(stores), *_backlog(stores), _unread(stores), _last_done(stores), self._topics(stores)]

    def _topics(self, stores: Stores) -> Metric:
        """Return what was asked in the last whole week, by groups.

        A number that grows while somebody watches would tell when one person asked; of a week that is over it stands.
        """
        week = week_of(self._today() - dt.timedelta(days=7))
        rows = [row for row in stores.counts.rows(self._settings.minimum_group) if row.week == week]
        return gauge("magdat_topic_people", *(({"topic": row.topic, "kind": row.kind}, row.people) for row in rows))


def _letters(stores: Stores) -> Iterator[Metric]:
    found = {way.value: stores.letters.waiting(way) for way in Way}
    yield gauge("magdat_letters", *(({"way": way}, float(one.letters)) for way, one in found.items()))
    yield gauge("magdat_letters_oldest_seconds", *(({"way": way}, one.oldest) for way, one in found.items()))
    yield gauge("magdat_letters_overdue_seconds", *(({"way": way}, one.overdue) for way, one in found.items()))


def _backlog(stores: Stores) -> Iterator[Metric]:
    found = stores.tickets.backlog()
    states = (({"state": "waits"}, float(found.errands)), ({"state": "stuck"}, float(found.stuck)))
    yield gauge("magdat_errands", *states)
    yield gauge("magdat_errands_oldest_seconds", ({}, found.oldest_errand))
    yield gauge("magdat_tickets_waiting", ({}, float(found.tickets)))
    yield gauge("magdat_tickets_oldest_seconds", ({}, found.oldest_ticket))


def _unread(stores: Stores) -> Metric:
    """Return how long no answers come in, by system; of several places of one, the longest."""
    since: dict[str, float] = {}
    for item in stores.tickets.troubles():
        since[item.way] = min(item.since, since.get(item.way, item.since))
    now = time.time()
    ages = ((({"system": way}, max(0.0, now - moment))) for way, moment in sorted(since.items()))
    return gauge("magdat_replies_unread_seconds", *ages)


def _last_done(stores: Stores) -> Metric:
    """Return when what has to be done regularly was last done; nothing of what was never done."""
    moments = stores.last_done.moments()
    return gauge("magdat_last_done_timestamp_seconds", *(({"what": one.value}, at) for one, at in moments.items()))


def _answers(check: Aside[bool]) -> bool:
    try:
        return check()
    except (NoAnswer, StorageError):
        return False
