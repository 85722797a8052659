"""Whether a process can answer people now: apart from whether it lives, for who is not ready need not be killed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from functools import partial

from magdat.files.problems import DocumentError
from magdat.policy.store import PolicyStore
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.redis import open_redis, spoken_for
from magdat.storage.stores import database_of
from magdat.watching.patience import Aside

Check = Callable[[], bool]

FRESH = 1.0
"""Seconds for which a look is good: whoever asks more often makes no more work."""

WAITS = 2.0
"""Seconds that one part gets to answer."""

DATABASE, REDIS, POLICY, MODEL = "database", "redis", "policy", "model"
"""The parts that somebody may miss."""

SHARED = frozenset({DATABASE, REDIS})
"""What all processes use together. While it is away each of them still gives people a calm sentence: who takes every
process out of traffic then, has nobody left to give it."""


class Readiness:
    """What a process needs to answer people, looked at when somebody asks."""

    def __init__(self, checks: Mapping[str, Check], clock: Callable[[], float] = time.monotonic) -> None:
        """Keep the checks.

        Args:
            checks: by part, whether it is there. One may raise, or take long: then it is not.
            clock: gives seconds.
        """
        self._checks = {name: Aside(check, WAITS) for name, check in checks.items()}
        self._clock = clock
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._missing: tuple[str, ...] = ()

    def missing(self) -> tuple[str, ...]:
        """Return the parts that are not there; none where all is ready."""
        with self._lock:
            if self._clock() - self._looked >= FRESH:
                # All at once: none waits for one that does not answer.
                begun = {name: check.begin() for name, check in self._checks.items()}
                until = time.monotonic() + WAITS
                self._missing = tuple(name for name, looking in begun.items() if not _holds(looking, until))
                self._looked = self._clock()
            return self._missing


def of_its_own(missing: Iterable[str]) -> tuple[str, ...]:
    """Return the missing parts that are a process's own: without those it has nothing to say to people."""
    return tuple(name for name in missing if name not in SHARED)


def _holds(looking: Future[bool], until: float) -> bool:
    try:
        return looking.result(max(0.0, until - time.monotonic()))
    except (TooLate, StorageError, DocumentError, OSError):
        return False


def parts(settings: Settings, policies: Callable[[], PolicyStore] | None = None) -> dict[str, Check]:
    """Return the checks that every process with these settings shares.

    Args:
        settings: where everything is.
        policies: gives the policy; raises DocumentError while no version can be used. Without, none is needed.
    """
    found: dict[str, Check] = {DATABASE: lambda: database_answers(settings)}
    if settings.redis is not None:
        client = open_redis(settings.redis)
        found[REDIS] = lambda: redis_answers(client)
    if policies is not None:
        found[POLICY] = partial(_usable, policies)
    return found


def _usable(policies: Callable[[], PolicyStore]) -> bool:
    """Return true when some version can be used.

    One that was broken by an edit leaves the last good one in use: people are answered, and an alert tells.

    Raises:
        DocumentError: none can.
    """
    return policies().current() is not None


def database_answers(settings: Settings) -> bool:
    """Return true when the database does.

    Raises:
        StorageError: it does not, or its tables are of another version.
    """
    with database_of(settings).reading() as connection:
        return connection is not None


def redis_answers(client: object) -> bool:
    """Return whether Redis does.

    Raises:
        StorageError: it cannot be reached.
    """
    with spoken_for():
        return bool(client.ping())  # type: ignore[attr-defined]
