"""Every metric by its name and what it says; docs/meten.md explains them, and deploy/ draws and watches them.

Nothing here tells of one person: no name, no pseudonym, no text, and of topics only what a group asked. A label takes
its values from lists in our own code. Times are in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

disable_created_metrics()  # type: ignore[no-untyped-call]  # when each of them was made is of no use to anybody

REGISTRY = CollectorRegistry()
"""The metrics of this process; not the library's own, in which anything that is imported may write."""

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)

STAGES = ("gate", "post", "queue", "lock", "parse", "action", "work", "send", "whole")
"""The way of a message: the checks at the gate, what it waited in the durable queue, for its turn and for its
conversation's lock, the reading, the call of the action server, its work without the way there and back, bringing the
reply; and all of it."""

OUTCOMES = ("answered", "asked_back", "unsure", "not_understood")
"""How a turn may be counted; a confidential one is not."""

MESSAGES = Counter("magdat_messages", "Messages that came in, by channel.", ["channel"], registry=REGISTRY)

REFUSED = Counter(
    "magdat_messages_refused",
    "Messages that the gate stopped, by channel and reason.",
    ["channel", "reason"],
    registry=REGISTRY,
)

SECONDS = Histogram(
    "magdat_stage_seconds",
    "Seconds that each stage of a message took.",
    ["stage"],
    buckets=_BOUNDS,
    registry=REGISTRY,
)

TURNS = Counter("magdat_turns", "How turns ended that are not confidential.", ["outcome"], registry=REGISTRY)

HANDOFFS = Counter("magdat_handoffs", "Questions that were passed on to a person, of all desks.", registry=REGISTRY)

WAITING = Gauge(
    "magdat_messages_waiting", "Messages in this process that wait for their turn to be read.", registry=REGISTRY
)

FAULTS = Counter(
    "magdat_faults",
    "Warnings and errors that this process logged, by what happened.",
    ["level", "event"],
    registry=REGISTRY,
)

READ_WHEN_ASKED = {
    "magdat_build_info": "The version that runs.",
    "magdat_reachable": "Whether the database and Redis answer this process: 1 or 0.",
    "magdat_database_connections": "Connections of this process to a server's database, by state.",
    "magdat_database_connections_limit": "Connections to a server's database that this process may have.",
    "magdat_policy_info": "The version of the policy that answers come from, and a part of its digest.",
    "magdat_policy_loaded_timestamp_seconds": "When this process last read policy files without a fault.",
    "magdat_policy_broken": "Whether some file of the policy cannot be used: 1 or 0.",
    "magdat_letters": "Messages and replies in the durable queue, by way (in, out).",
    "magdat_letters_oldest_seconds": "Age of the oldest message or reply in the durable queue, by way.",
    "magdat_letters_overdue_seconds": "How long what is due in the durable queue was left, by way.",
    "magdat_errands": "Lines that still have to be carried to a desk, by state (waits, stuck).",
    "magdat_errands_oldest_seconds": "Age of the oldest line that still has to be carried to a desk.",
    "magdat_replies_unread_seconds": "How long answers of a desk's system were not read, of each that has trouble.",
    "magdat_tickets_waiting": "Questions that no desk took up yet, of all desks.",
    "magdat_tickets_oldest_seconds": "Age of the oldest question that no desk took up yet.",
    "magdat_last_done_timestamp_seconds": "When a clean-up and a back-up (what: clean_up, copy) last went well.",
    "magdat_topic_people": "People behind a topic in the last whole week, from the smallest group on.",
}
"""What magdat/watching reads at the moment that somebody asks for it."""


def own_names() -> Iterator[str]:
    """Yield the name of every series of ours, as it is asked for in a rule or a dashboard."""
    for metric in (MESSAGES, REFUSED, TURNS, HANDOFFS, FAULTS, SECONDS, WAITING):
        for family in metric.describe():
            if family.type == "counter":
                yield f"{family.name}_total"
            elif family.type == "histogram":
                yield from (f"{family.name}_{part}" for part in ("bucket", "count", "sum"))
            else:
                yield family.name
    yield from READ_WHEN_ASKED


def begin() -> None:
    """Show every stage and outcome from the start, so that a rate over it begins at 0; and add what Python tells."""
    for stage in STAGES:
        SECONDS.labels(stage=stage)
    for outcome in OUTCOMES:
        TURNS.labels(outcome=outcome)
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=REGISTRY)
