"""Pushes of one process that outlive it: told at once, and written behind to the database, sealed.

Nobody waits for the database: what is pushed is heard as soon as it is in memory, also while the database hangs. A
process that is killed loses what it pushed in its last milliseconds, and only for who did not listen then.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import AbstractContextManager
from typing import Any

import structlog

from magdat.privacy.seal import BrokenSeal, Seal
from magdat.storage.errors import StorageError
from magdat.storage.memory.pushes import MOST, MemoryPushes, Restored
from magdat.storage.ports import Push, PushRow, PushRows

PATIENCE = 20.0
"""Seconds that erasing waits for the database."""

BEGINS, ENDS = "typing", frozenset({"done", "fault"})
"""What is pushed when work on a message begins, and when it is over (docs/kanalen/protocol.md)."""

logger = structlog.get_logger(__name__)


class KeptPushes:
    """What goes to people by itself, in one process and the one that follows it."""

    def __init__(self, pushes: MemoryPushes, rows: PushRows, seal: Seal) -> None:
        """Prepare; nothing is read before :meth:`go_on`.

        Args:
            pushes: those of this process.
            rows: where they are written.
            seal: what they are sealed with.
        """
        self._pushes = pushes
        self._rows = rows
        self._seal = seal
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="pushes")
        self._lock = threading.Lock()
        self._waiting: list[PushRow] = []
        self._had: dict[str, int] = {}
        self._failing = False
        self._goes_on = False
        self._unfinished: list[tuple[str, str]] = []

    def go_on(self) -> Future[None]:
        """Take what an earlier process left, beside everything else; again with the next sweep where that fails."""
        return self._writer.submit(self._take_what_is_left)

    def publish(self, conversation: str, push: Push) -> int:
        """Tell everybody who is connected to a conversation, and have it written."""
        number, until = self._pushes.publish_until(conversation, push)
        text = json.dumps({"kind": push.kind, "data": push.data})
        row = PushRow(number, conversation, self._seal.close(text, _bound(conversation)), until)
        with self._lock:
            self._waiting.append(row)
        self._submit(self._write)
        return number

    def unfinished(self) -> list[tuple[str, str]]:
        """Return what an earlier process was busy with when it died, each once: conversation and message."""
        found, self._unfinished = self._unfinished, []
        return found

    def after(self, conversation: str, number: int) -> list[Push]:
        """Return what is still kept of a conversation after a number."""
        return self._pushes.after(conversation, number)

    def mark(self, conversation: str) -> int:
        """Return a number after which everything comes that is published from now on."""
        return self._pushes.mark(conversation)

    def acknowledge(self, conversation: str, number: int) -> None:
        """Note that somebody has everything of a conversation up to a number."""
        before = self._pushes.acknowledged(conversation)
        self._pushes.acknowledge(conversation, number)
        known = self._pushes.acknowledged(conversation)
        if known > before:
            with self._lock:
                self._had[conversation] = known
            self._submit(self._write)

    def acknowledged(self, conversation: str) -> int:
        """Return up to which number somebody has what is kept of a conversation."""
        return self._pushes.acknowledged(conversation)

    def listen(self, conversation: str, heard: Callable[[], None]) -> AbstractContextManager[None]:
        """Have ``heard`` called when there is something new."""
        return self._pushes.listen(conversation, heard)

    def heard(self, conversation: str) -> bool:
        """Return whether somebody listens to a conversation here."""
        return self._pushes.heard(conversation)

    def erase(self, conversation: str) -> None:
        """Forget what is kept of a conversation, in the database too.

        Raises:
            StorageError: it may still be there.
        """
        self._pushes.erase(conversation)
        with self._lock:
            self._waiting = [row for row in self._waiting if row.conversation != conversation]
            self._had.pop(conversation, None)
        try:
            self._writer.submit(self._rows.erase, [conversation]).result(PATIENCE)
        except TooLate:
            raise StorageError("de databank antwoordt niet") from None
        except RuntimeError:  # the process ends
            self._rows.erase([conversation])

    def forget(self) -> None:
        """Let go of everything that is past its time."""
        self._pushes.forget()
        if not self._goes_on:
            self._submit(self._take_what_is_left)
        self._submit(self._sweep)

    def close(self) -> None:
        """Write what is still to be written, and end."""
        self._submit(self._write)
        self._writer.shutdown(wait=True)

    def _submit(self, work: Callable[[], None]) -> None:
        try:
            self._writer.submit(work)
        except RuntimeError:  # it was closed: what comes now, the last sentence of a turn say, is heard and not kept
            logger.warning("pushes.closed")

    def _write(self) -> None:
        """Write all that waits at once; what cannot be written is not tried again, and is heard all the same."""
        with self._lock:
            rows, self._waiting = self._waiting, []
            had, self._had = self._had, {}
        if rows or had:
            self._told(lambda: self._rows.keep(rows, had))

    def _sweep(self) -> None:
        self._told(self._rows.forget)

    def _take_what_is_left(self) -> None:
        if self._goes_on or (found := self._told(lambda: self._rows.left(MOST))) is None:
            return
        self._goes_on = True
        left = [opened for row in found if (opened := self._opened(row)) is not None]
        ended = {_message(item) for item in left if item.push.kind in ENDS}
        self._unfinished = [_message(item) for item in left if item.push.kind == BEGINS and _message(item) not in ended]
        self._pushes.restore(left)

    def _opened(self, row: PushRow) -> Restored | None:
        try:
            told = json.loads(self._seal.open(row.content, _bound(row.conversation)))
            push = Push(str(told["kind"]), told["data"], row.number)
        except (BrokenSeal, ValueError, LookupError, TypeError) as error:
            logger.error("pushes.unreadable", kind=type(error).__name__)
            return None
        return Restored(row.conversation, push, row.until, row.had)

    def _told(self, work: Callable[[], Any]) -> Any:
        """Do something with the database; ``None`` when it cannot, of which the log hears once."""
        try:
            done = work()
        except StorageError as error:
            if not self._failing:
                logger.error("pushes.not_kept", why=str(error))
            self._failing = True
            return None
        self._failing = False
        return done


def _message(item: Restored) -> tuple[str, str]:
    return item.conversation, str(item.push.data.get("answers"))


def _bound(conversation: str) -> str:
    return f"push {conversation}"
