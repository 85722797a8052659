"""The open streams of the web widget: each gives what is pushed to one conversation, until somebody goes away."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from sanic.request import Request

from channels import threads
from magdat.storage.errors import StorageError
from magdat.storage.ports import Push, Pushes

HEARTBEAT = 15.0
"""Seconds after which a stream gives a sign of life, and the token is looked at again."""

MOST_OF_ONE = 8
"""Streams of one conversation (tabs); with another, the oldest ends, for it may be of somebody who is gone."""

MOST_OF_ADDRESS = 500
"""Streams of one address, behind which a whole company may be: nobody takes the place of everybody else."""

MOST = 2_000
"""Streams of everybody together in this process."""

GONE_AFTER = 45.0
"""Seconds after which somebody who confirms nothing any more is gone."""

STOP_WITHIN_TENTHS = 30
"""Tenths of a second that streams get to end when the server stops."""

HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no", "X-Content-Type-Options": "nosniff"}

PING = ": ping\n\n"

logger = structlog.get_logger(__name__)


class Streams:
    """Every open stream of this process."""

    def __init__(self, pushes: Pushes, heartbeat: float = HEARTBEAT, most: int = MOST) -> None:
        """Begin with none.

        Args:
            pushes: what there is to give.
            heartbeat: seconds between two signs of life.
            most: so many streams may be open at once.
        """
        self._pushes = pushes
        self._heartbeat = heartbeat
        self._most = most
        self._open: defaultdict[str, list[_Stream]] = defaultdict(list)
        self._addresses: Counter[str] = Counter()
        self._stopping = False

    @property
    def full(self) -> bool:
        """Return whether there is no place for another stream."""
        return self._stopping or len(self) >= self._most

    def full_of(self, address: str) -> bool:
        """Return whether an address has as many streams as one may have."""
        return self._addresses[address] >= MOST_OF_ADDRESS

    def listens(self, conversation: str) -> bool:
        """Return whether somebody listens to a conversation."""
        return conversation in self._open

    def __len__(self) -> int:
        """Return how many are open."""
        return sum(map(len, self._open.values()))

    async def give(
        self,
        request: Request,
        names: Sequence[str],
        number: int,
        still_good: Callable[[], Awaitable[bool]],
        *,
        address: str,
    ) -> None:
        """Answer a request with what was pushed after a number, and all that is pushed from now on.

        Args:
            request: of somebody who may read the conversation.
            names: the pseudonym of the conversation, and older ones under which a person may still answer.
            number: of the last push that they have.
            still_good: whether they still may; asked at every sign of life.
            address: of the machine that it came from.

        A stream ends after a push that names a ``letter``: whoever has it comes back with its number, and that is how
        it is known. Whoever came without a number did not say where they are: what was there before ends nothing then.
        """
        stream, conversation = _Stream(), names[0]
        mine = self._open[conversation]
        mine.append(stream)
        self._addresses[address] += 1
        if len(mine) > MOST_OF_ONE:
            mine[0].end()
        try:
            _notice_who_is_gone(request)
            if request.stream is not None:
                request.stream.keep_alive = False  # its connection ends with it, or a server that stops would wait
            says_where = "last-event-id" in request.headers
            answer = await request.respond(content_type="text/event-stream; charset=utf-8", headers=HEADERS)
            await answer.send(PING)
            with contextlib.ExitStack() as listening:
                for name in names:
                    listening.enter_context(self._pushes.listen(name, stream.wake))
                had = dict.fromkeys(names, number)
                while True:
                    stream.asleep()
                    ends = stream.ended  # asked before looking: what was pushed until then still goes out
                    for push in await threads.short_lived(self._news, had):
                        # Of what comes late under an older name they keep no number: they have a later one already.
                        await asyncio.wait_for(answer.send(written(push, numbered=push.number > number)), GONE_AFTER)
                        number = max(number, push.number)
                        ends = ends or (says_where and "letter" in push.data)
                    if ends:
                        break
                    says_where = True
                    if not await stream.woken(self._heartbeat):
                        await asyncio.wait_for(answer.send(PING), GONE_AFTER)
                        if not await still_good():
                            break
            await answer.eof()
        except asyncio.TimeoutError:
            logger.info("widget.gone")
            _hang_up(request)
        except StorageError as error:
            logger.error("widget.pushes", why=str(error))
            _hang_up(request)  # the widget comes back, with the number of the last thing that it has
        finally:
            self._addresses[address] -= 1
            self._addresses += Counter()  # drops those that have none
            mine.remove(stream)
            if not mine:
                self._open.pop(conversation, None)

    def _news(self, had: dict[str, int]) -> list[Push]:
        """Return what was pushed since, in order, and note it; ``had`` is what somebody has by name."""
        found = [(name, push) for name, number in had.items() for push in self._pushes.after(name, number)]
        had.update({name: push.number for name, push in found})
        return sorted((push for _, push in found), key=lambda push: push.number)

    def end(self, conversation: str) -> None:
        """End the streams of a conversation, after what there still is to give."""
        for stream in self._open.get(conversation, ()):
            stream.end()

    async def stop(self) -> None:
        """End every stream, after what there still is to give, and open no more."""
        self._stopping = True
        for conversation in list(self._open):
            self.end(conversation)
        for _ in range(STOP_WITHIN_TENTHS):
            if not self._open:
                return
            await asyncio.sleep(0.1)


class _Stream:
    """One stream that sleeps until there is something to give."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._awake = asyncio.Event()
        self.ended = False

    def wake(self) -> None:
        """Wake the stream, from any thread."""
        with contextlib.suppress(RuntimeError):  # the loop is closed: the server stopped
            self._loop.call_soon_threadsafe(self._awake.set)

    def asleep(self) -> None:
        self._awake.clear()

    def end(self) -> None:
        self.ended = True
        self.wake()

    async def woken(self, seconds: float) -> bool:
        """Return whether something woke it within so many seconds."""
        try:
            await asyncio.wait_for(self._awake.wait(), seconds)
        except asyncio.TimeoutError:
            return False
        return True


def written(push: Push, *, numbered: bool = True) -> str:
    """Return a push as server-sent events are written; JSON has no line breaks of its own."""
    number = f"id: {push.number}\n" if numbered else ""
    return f"{number}event: {push.kind}\ndata: {json.dumps(push.data, separators=(',', ':'))}\n\n"


def number_in(header: str) -> int | None:
    """Return the number in a ``Last-Event-ID``; ``None`` when it holds none."""
    return int(header) if header.isascii() and header.isdigit() and len(header) <= 16 else None


def _notice_who_is_gone(request: Request) -> None:
    """Let the system end a connection whose other side confirms nothing: a phone in a tunnel says no goodbye."""
    transport: Any = request.transport
    line = transport.get_extra_info("socket") if transport is not None else None
    if line is not None and hasattr(socket, "TCP_USER_TIMEOUT"):
        with contextlib.suppress(OSError):
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(GONE_AFTER * 1000))


def _hang_up(request: Request) -> None:
    transport: Any = request.transport
    if transport is not None:
        transport.abort()
