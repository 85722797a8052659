"""Every store of a running assistant, opened at the addresses that the settings name."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from magdat.privacy.pseudonym import Pseudonyms
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.storage import redis
from magdat.storage.database import Database
from magdat.storage.kept_pushes import KeptPushes
from magdat.storage.last_done import Chore
from magdat.storage.letters import AT_A_DESK, KEPT
from magdat.storage.memory.agents import MemoryAgents
from magdat.storage.memory.archive import MemoryArchive
from magdat.storage.memory.audit import MemoryAudit
from magdat.storage.memory.conversations import MemoryConversations
from magdat.storage.memory.counts import MemoryCounts
from magdat.storage.memory.keys import MemoryKeys
from magdat.storage.memory.last_done import MemoryLastDone
from magdat.storage.memory.letters import MemoryLetters
from magdat.storage.memory.locks import MemoryLocks
from magdat.storage.memory.proposals import MemoryProposals
from magdat.storage.memory.push_rows import MemoryPushRows
from magdat.storage.memory.pushes import MemoryPushes
from magdat.storage.memory.questions import MemoryGivenQuestions
from magdat.storage.memory.retention_time import MemoryRetentionTime
from magdat.storage.memory.sessions import MemorySessions
from magdat.storage.memory.short_lived import MemoryDrafts, MemoryEventIds, MemoryLimits, MemoryUnderway
from magdat.storage.memory.tickets import MemoryTickets
from magdat.storage.memory.visits import MemoryVisits
from magdat.storage.ports import (
    Agents,
    Archive,
    Audit,
    Conversations,
    Counts,
    Drafts,
    EventIds,
    GivenQuestions,
    Keys,
    LastDone,
    Letters,
    Limits,
    Locks,
    Proposals,
    Pushes,
    PushRows,
    RetentionTime,
    Sessions,
    Tickets,
    Underway,
    Visits,
)
from magdat.storage.redis_locks import RedisLocks
from magdat.storage.redis_pushes import RedisPushes
from magdat.storage.retention_time import moment_of
from magdat.storage.sql.agents import SqlAgents
from magdat.storage.sql.archive import SqlArchive
from magdat.storage.sql.audit import SqlAudit
from magdat.storage.sql.conversations import SqlConversations
from magdat.storage.sql.counts import SqlCounts
from magdat.storage.sql.keys import SqlKeys
from magdat.storage.sql.last_done import SqlLastDone
from magdat.storage.sql.letters import SqlLetters
from magdat.storage.sql.proposals import SqlProposals
from magdat.storage.sql.pushes import SqlPushRows
from magdat.storage.sql.questions import SqlGivenQuestions
from magdat.storage.sql.retention_time import SqlRetentionTime
from magdat.storage.sql.sessions import SqlSessions
from magdat.storage.sql.tickets import SqlTickets
from magdat.storage.sql.visits import SqlVisits
from magdat.storage.takeover import take_over

COUNTS_KEPT_DAYS = 365
"""Counts over groups and the log of the desk hold no text of one person, and are kept a year."""


@dataclass(frozen=True)
class ShortLived:
    """What lives for minutes: in this process, or in Redis for several processes together."""

    limits: Limits
    events: EventIds
    drafts: Drafts
    pushes: Pushes
    locks: Locks
    underway: Underway


@dataclass(frozen=True)
class Erased:
    """How much was erased of somebody."""

    conversations: int
    questions: int
    """Questions that they gave to HR."""

    letters: int
    """Messages and answers that waited."""

    tickets: int
    """Questions that were passed on to a desk."""


@dataclass(frozen=True)
class Stores:
    """What outlives a message."""

    counts: Counts
    questions: GivenQuestions
    conversations: Conversations
    archive: Archive
    keys: Keys
    letters: Letters
    pushes: PushRows
    sessions: Sessions
    agents: Agents
    visits: Visits
    audit: Audit
    proposals: Proposals
    tickets: Tickets
    retention: RetentionTime
    last_done: LastDone

    def clean_up(self, days: int, ticket_days: float) -> dict[str, int]:
        """Erase all that is past its time: the one list of what has one. Return how much went, by what it is.

        That it was done is noted where all of it went.

        Args:
            days: how long conversations, questions and proposals are kept.
            ticket_days: how long a ticket is kept after it was closed.

        Raises:
            StorageError: some of it could not be erased.
        """
        counts_days = max(days, COUNTS_KEPT_DAYS)
        gone = {
            "handed_over": len(self.tickets.forget(ticket_days)),
            "questions": self.questions.forget(days),
            "conversations": self.conversations.forget(days),
            "counts": self.counts.forget(counts_days),
            "desk_log": self.audit.forget(counts_days),
            "proposals": self.proposals.forget(days),
            "letters": self.letters.forget(),
            "pushes": self.pushes.forget(),
            "keys": Pseudonyms(self.keys, days).forget(moment_of(self.retention.peek())),
        }
        self.last_done.note(Chore.CLEAN_UP)
        return gone

    def erase(self, pseudonyms: Collection[str]) -> Erased:
        """Erase all that is kept of these pseudonyms: the one list of where that may be.

        Raises:
            StorageError: some of it could not be erased.
        """
        tickets = self.tickets.erase(pseudonyms)
        self.proposals.erase(tickets)
        self.pushes.erase(pseudonyms)
        return Erased(
            conversations=self.conversations.erase(pseudonyms),
            questions=self.questions.erase(pseudonyms),
            letters=self.letters.erase(pseudonyms),
            tickets=len(tickets),
        )


def sql_stores(database: Database, clock: Callable[[], float] = time.time) -> Stores:
    """Return the stores in a database; ``clock`` gives seconds since 1970."""
    return Stores(
        counts=SqlCounts(database, clock),
        questions=SqlGivenQuestions(database, clock),
        conversations=SqlConversations(database, clock),
        archive=SqlArchive(database),
        keys=SqlKeys(database),
        letters=SqlLetters(database, clock),
        pushes=SqlPushRows(database, clock),
        sessions=SqlSessions(database, clock),
        agents=SqlAgents(database),
        visits=SqlVisits(database, clock),
        audit=SqlAudit(database, clock),
        proposals=SqlProposals(database, clock),
        tickets=SqlTickets(database, clock),
        retention=SqlRetentionTime(database, clock),
        last_done=SqlLastDone(database, clock),
    )


def memory_stores(clock: Callable[[], float] = time.time) -> Stores:
    """Return stores that forget everything when the process ends: for tests."""
    tickets, retention = MemoryTickets(clock), MemoryRetentionTime(clock)

    def lasts(conversation: str) -> bool:
        found = tickets.of_conversations([conversation])
        return any(
            item.status.value in AT_A_DESK or (item.closed or 0.0) > moment_of(retention.peek()) - KEPT
            for item in found
        )

    return Stores(
        counts=MemoryCounts(clock, retention),
        questions=MemoryGivenQuestions(clock, retention),
        conversations=MemoryConversations(clock, retention),
        archive=MemoryArchive(),
        keys=MemoryKeys(),
        letters=MemoryLetters(clock, lasts, retention),
        pushes=MemoryPushRows(clock),
        sessions=MemorySessions(clock),
        agents=MemoryAgents(),
        visits=MemoryVisits(clock),
        audit=MemoryAudit(clock, retention),
        proposals=MemoryProposals(clock, retention),
        tickets=tickets,
        retention=retention,
        last_done=MemoryLastDone(clock),
    )


def open_database(settings: Settings) -> Database:
    """Return the database that the settings name; what an earlier version left in the state folder is taken over."""
    return Database(
        settings.database,
        lambda database, connection: take_over(database, connection, settings.state),
        connections=settings.connections_each,
    )


def open_stores(settings: Settings) -> Stores:
    """Return the stores that the settings name; one set for each address in this process."""
    with _LOCK:
        where = (settings.database, settings.state)
        if where not in _opened:
            database = open_database(settings)
            _opened[where] = database, sql_stores(database)
        return _opened[where][1]


def database_of(settings: Settings) -> Database:
    """Return the database behind :func:`open_stores`, with the connections that this process has."""
    open_stores(settings)
    return _opened[(settings.database, settings.state)][0]


_LOCK = threading.Lock()
_opened: dict[tuple[str, Path], tuple[Database, Stores]] = {}


def open_short_lived(settings: Settings) -> ShortLived:
    """Return what lives for minutes, where the settings say; one set for each address in this process."""
    return _short_lived_at(settings.redis)


def open_pushes(settings: Settings) -> Pushes:
    """Return the pushes of :func:`open_short_lived`; those of one process are kept for the one that follows it.

    Raises:
        ValueError: the key that they are sealed with is none.
        OSError: its file cannot be read or made.
    """
    pushes = open_short_lived(settings).pushes
    if not isinstance(pushes, MemoryPushes):
        return pushes
    return KeptPushes(pushes, open_stores(settings).pushes, Seal.opened(settings.state, settings.post_key))


@lru_cache(maxsize=8)
def _short_lived_at(address: str | None) -> ShortLived:
    if address is None:
        return ShortLived(
            MemoryLimits(), MemoryEventIds(), MemoryDrafts(), MemoryPushes(), MemoryLocks(), MemoryUnderway()
        )
    client = redis.open_redis(address)
    return ShortLived(
        redis.RedisLimits(client),
        redis.RedisEventIds(client),
        redis.RedisDrafts(client),
        RedisPushes(client),
        RedisLocks(client),
        redis.RedisUnderway(client),
    )
