"""What is new, told by itself: a stream that says only that something changed; the page then asks for itself anew."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from desk.asked import Asked, NotFound
from desk.door import Door
from desk.pages.ticket import shown
from magdat.handoff.outbox import number_of
from magdat.handoff.tickets import Status, Ticket
from magdat.storage.errors import StorageError

LOOKS_EVERY = 1.0
"""Seconds between two looks at whether something changed."""

SIGN_OF_LIFE = 15.0
"""Seconds without news after which a line goes out, so that proxies keep the connection."""

LASTS = 600.0
"""Seconds that one stream lasts; the browser begins another."""

OPEN = (Status.WAITING, Status.HUMAN)


def stream(door: Door, ending: asyncio.Event) -> Callable[[Request[Any]], Awaitable[Response]]:
    """Return the endpoint of the stream.

    Args:
        door: who asks.
        ending: set when the server stops, so that no stream keeps it.
    """

    async def endpoint(request: Request[Any]) -> Response:
        asked = replace(await door.asked(request), live=True)
        if asked.someone is None:
            return Response(status_code=401)
        number = request.query_params.get("vraag")
        asked = replace(asked, path={"nummer": number} if number else {})
        try:
            first = await run_in_threadpool(fingerprint, asked)
        except NotFound:
            return Response(status_code=404)
        except StorageError:
            return Response(status_code=503)
        return StreamingResponse(_news(asked, first, ending), media_type="text/event-stream")

    return endpoint


def fingerprint(asked: Asked) -> str:
    """Return something that differs as soon as the page would.

    Raises:
        NotFound: the ticket is not, or no longer, for whoever asks.
    """
    if asked.path:
        item = shown(asked).ticket
        told: object = (item.key, item.status.value, item.desk, item.agent, item.changed, _last(asked, item))
    else:
        told = sorted(map(repr, asked.house.desk.tally(list(asked.house.desks_of(asked.agent)), OPEN)))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _last(asked: Asked, ticket: Ticket) -> int:
    """Return the last line of a ticket."""
    return max((said.id for said in asked.house.desk.talk(number_of(ticket.key))), default=0)


async def _news(asked: Asked, told: str, ending: asyncio.Event) -> AsyncIterator[str]:
    """Yield the lines of one stream, until the visit ends, the server stops or it lasted long enough."""
    yield f"retry: 2000\nid: {told}\nevent: nu\ndata: {told}\n\n"
    until, spoke = time.monotonic() + LASTS, time.monotonic()
    while time.monotonic() < until and not ending.is_set():
        await asyncio.sleep(LOOKS_EVERY)
        try:
            now = await run_in_threadpool(_still, asked)
        except NotFound:
            now = ""
        except StorageError:
            continue
        if now is None:
            yield "event: afgemeld\ndata: \n\n"
            return
        if now != told:
            told, spoke = now, time.monotonic()
            yield f"id: {told}\nevent: nu\ndata: {told}\n\n"
        elif time.monotonic() - spoke > SIGN_OF_LIFE:
            spoke = time.monotonic()
            yield ": nog hier\n\n"


def _still(asked: Asked) -> str | None:
    """Return the fingerprint for who asks as they are now; ``None`` when their visit ended."""
    agent = asked.house.entrance.agent_of(asked.token, used=False)
    return None if agent is None else fingerprint(replace(asked, someone=agent))
