"""The policy in use: re-read when its file changes, kept when the new version is broken, swapped on its date."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from magdat.files.problems import DocumentError
from magdat.guidance.library import Library
from magdat.policy.archive import Archive
from magdat.policy.in_force import files_of, newest_valid
from magdat.policy.loading import LoadedPolicy, load_policy

logger = structlog.get_logger(__name__)

CHECK_EVERY = 1.0
"""Seconds between two looks at the files; a change is in use well within five."""

KEEP_AGAIN = 30.0
"""Seconds after which a version that could not be put in the archive is tried again."""

BROKEN = "policy.broken"
"""The line of the log that says which files cannot be used; a command tells HR the same in Dutch."""

Fingerprint = tuple[tuple[str, int, int], ...]


class PolicyStore:
    """Hold the policy that answers come from.

    Beside the policy file, the folder ``versies/`` may hold earlier and next versions. Of all the versions
    that are valid already, the newest is in use; a version that lies ready takes over on its date. A file that
    cannot be read is reported and left aside. With an archive, every text that comes into use is kept.
    """

    def __init__(
        self,
        path: Path,
        library: Library,
        today: Callable[[], dt.date] = dt.date.today,
        archive: Archive | None = None,
    ) -> None:
        """Read the policy.

        Raises:
            DocumentError: there is no usable version to start with.
        """
        self._path = path
        self._library = library
        self._today = today
        self._archive = archive
        self._kept = ""
        self._keep_after = float("-inf")
        self._lock = threading.Lock()
        self._good: dict[Path, LoadedPolicy] = {}
        self._broken: dict[Path, DocumentError] = {}
        self.loaded_at = 0.0
        """When the files were last read without a fault (seconds since 1970)."""

        self._fingerprint: Fingerprint = ()
        self._looked = float("-inf")
        self._refresh()
        self._in_use()
        self._report()

    @property
    def problem(self) -> DocumentError | None:
        """Return what is wrong with the files as they are now, if anything."""
        problems = [problem for error in self._broken.values() for problem in error.problems]
        return DocumentError(problems) if problems else None

    def holds(self, loaded: LoadedPolicy) -> bool:
        """Return whether the day of a version has come."""
        return loaded.policy.valid_from <= self._today()

    def current(self) -> LoadedPolicy:
        """Return the version in use today, after a look at the files at most once a second.

        Raises:
            DocumentError: the last version that could be used was taken away.
        """
        with self._lock:
            if time.monotonic() - self._looked >= CHECK_EVERY and self._refresh():
                self._report()
            chosen = self._in_use()
            if chosen.document.digest != self._kept:
                self._keep(chosen)
            return chosen

    def _keep(self, chosen: LoadedPolicy) -> None:
        """Put a version in the archive; while the database is away, not more often than nobody notices."""
        if self._archive is None or time.monotonic() < self._keep_after:
            return
        if self._archive.keep(chosen, dt.datetime.now(dt.timezone.utc)):
            self._kept = chosen.document.digest
        else:
            self._keep_after = time.monotonic() + KEEP_AGAIN

    def versions(self) -> list[LoadedPolicy]:
        """Return every version that lies in the files, in the order in which they become valid."""
        self.current()
        return sorted(self._good.values(), key=lambda item: item.policy.valid_from)

    def _in_use(self) -> LoadedPolicy:
        chosen = newest_valid(self._good, self._path, self._today())
        if chosen is None:  # what is wrong with the policy file itself is what somebody has to know
            raise self._broken.get(self._path) or DocumentError([])
        return chosen

    def _refresh(self) -> bool:
        """Read what changed; return whether anything did."""
        self._looked = time.monotonic()
        files = files_of(self._path)
        fingerprint = tuple(_fingerprint(path) for path in files)
        if fingerprint == self._fingerprint:
            return False
        self._fingerprint = fingerprint
        self._broken = {}
        fresh: dict[Path, LoadedPolicy] = {}
        for path in files:
            try:
                fresh[path] = load_policy(path, self._library)
            except DocumentError as error:
                self._broken[path] = error
                if path in self._good:
                    fresh[path] = self._good[path]
        self._good = fresh
        if not self._broken:
            self.loaded_at = time.time()
        return True

    def _report(self) -> None:
        if self.problem is not None:
            used = newest_valid(self._good, self._path, self._today())
            logger.error(
                BROKEN,
                problems=[str(item) for item in self.problem.problems],
                answers_from=f"{used.document.path}, versie {used.policy.version}" if used else None,
            )
        else:
            logger.info("policy.loaded", versions=[item.policy.version for item in self._good.values()])


def _fingerprint(path: Path) -> tuple[str, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return str(path), -1, -1
    return str(path), stat.st_mtime_ns, stat.st_size
