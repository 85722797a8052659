"""What every answer comes from, opened once; a policy that is broken at the start is tried again when it changes."""

from __future__ import annotations

import threading
from pathlib import Path

import structlog

from magdat.files.problems import DocumentError, Problem
from magdat.knowledge import Knowledge, open_knowledge
from magdat.settings import Settings
from magdat.storage.stores import open_stores

logger = structlog.get_logger(__name__)


class Opening:
    """Open the policy, the guidance and the wording as soon as all can be used.

    A server that starts while the policy is broken runs on, and answers when somebody mended the file.
    """

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._lock = threading.Lock()
        self._known: Knowledge | None = None
        self._tried: object = None
        self._problems: list[Problem] = []

    def knowledge(self) -> Knowledge:
        """Return what the answers of one turn come from.

        Raises:
            DocumentError: some of it cannot be used.
        """
        with self._lock:
            if self._known is not None:
                self._known = self._known.anew()
                return self._known
            state = _state(Settings.from_environment().policy)
            # Reading takes a while and writes a line in the log: once for every version of the file is enough.
            if self._problems and state == self._tried:
                raise DocumentError(self._problems)
            try:
                settings = Settings.from_environment()
                self._known = open_knowledge(settings, open_stores(settings).archive).anew()
            except DocumentError as error:
                self._tried, self._problems = state, error.problems
                logger.error("policy.broken", kept_last_good=False, problems=[str(item) for item in error.problems])
                raise
            return self._known


def _state(path: Path) -> object:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size
