"""The application: which page is where, and what goes with every answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk import live
from desk.asked import Asked
from desk.door import Door
from desk.house import House
from desk.pages import elsewhere, entering, people, proposal, queue, ticket, trouble
from desk.provider import BACK

logger = structlog.get_logger(__name__)

STATIC = Path(__file__).parent / "static"
LOGO = Path(__file__).resolve().parent.parent / "widget" / "img" / "logo.svg"

HERE = ("127.0.0.1", "localhost", "[::1]")
"""Names of this machine; a page of another site cannot use another name for it (DNS rebinding)."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types bureau"
)

HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
"""What goes with every answer."""


def application(house: House, proxies: int = 0, missing: Callable[[], Collection[str]] = tuple) -> ASGIApp:
    """Return the application.

    Args:
        house: what the pages need.
        proxies: how many reverse proxies in front are believed about where a request comes from.
        missing: gives what is not there that people need now, by name.
    """
    door, ending = Door(house, proxies), asyncio.Event()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        ending.set()

    async def lost(request: Request[Any], _fault: Exception) -> Response:
        return await run_in_threadpool(trouble.not_found, await door.asked(request))

    async def broken(_request: Request[Any], fault: Exception) -> Response:
        # Only its kind: the text of a fault may quote what somebody typed.
        logger.error("desk.fault", kind=type(fault).__name__)
        return await run_in_threadpool(trouble.broken, Asked(house, "", ""))

    known = [*HERE, urlsplit(house.address).hostname or "localhost"]
    pages = Starlette(
        routes=_routes(door, ending, missing),
        exception_handlers={HTTPException: lost, 404: lost, 405: lost, Exception: broken},
        lifespan=lifespan,
    )
    return Strict(TrustedHostMiddleware(pages, allowed_hosts=known), secure=house.secure)


def _routes(door: Door, ending: asyncio.Event, missing: Callable[[], Collection[str]]) -> list[Route]:
    one = "/vraag/{nummer}"
    return [
        Route("/", door.closed(queue.queue)),
        Route("/gesloten", door.closed(queue.closed)),
        Route("/zoeken", door.closed(queue.search), methods=["GET", "POST"]),
        Route("/logboek", door.closed(queue.log)),
        Route("/stroom", live.stream(door, ending)),
        Route(one, door.closed(ticket.ticket)),
        Route(f"{one}/antwoord", door.closed(ticket.answer), methods=["POST"]),
        Route(f"{one}/invoegen", door.closed(ticket.insert), methods=["POST"]),
        Route(f"{one}/notitie", door.closed(ticket.note), methods=["POST"]),
        Route(f"{one}/nemen", door.closed(ticket.take), methods=["POST"]),
        Route(f"{one}/overdragen", door.closed(ticket.transfer), methods=["POST"]),
        Route(f"{one}/sluiten", door.closed(ticket.close), methods=["POST"]),
        Route(f"{one}/heropenen", door.closed(ticket.reopen), methods=["POST"]),
        Route(f"{one}/voorstel", door.closed(proposal.form)),
        Route(f"{one}/voorstel", door.closed(proposal.propose), methods=["POST"]),
        Route("/inloggen", door.open(entering.log_in)),
        Route("/inloggen", door.open(entering.check_log_in), methods=["POST"]),
        Route("/begin", door.open(entering.begin)),
        Route("/begin", door.open(entering.check_begin), methods=["POST"]),
        Route("/inloggen/elders", door.open(elsewhere.go)),
        Route(BACK, door.open(elsewhere.come_back)),
        Route("/gebruikers", door.closed(people.people)),
        Route("/gebruikers", door.closed(people.add), methods=["POST"]),
        Route("/afmelden", door.closed(entering.leave), methods=["POST"]),
        Route("/gezond", _well),
        Route("/klaar", _ready(missing)),
        Route("/stijl.css", _file(STATIC / "stijl.css")),
        Route("/bureau.js", _file(STATIC / "bureau.js")),
        Route("/logo.svg", _file(LOGO)),
    ]


async def _well(_request: Request[Any]) -> Response:
    return PlainTextResponse("ok")


def _ready(missing: Callable[[], Collection[str]]) -> Callable[[Request[Any]], Awaitable[Response]]:
    async def ready(_request: Request[Any]) -> Response:
        found = await run_in_threadpool(missing)
        return JSONResponse({"missing": list(found)}, 503 if found else 200)

    return ready


def _file(path: Path) -> ASGIApp:
    return FileResponse(path, headers={"cache-control": "no-cache"})


class Strict:
    """Puts the security headers on every answer, and keeps pages out of every cache."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        """Keep what comes behind, and whether people come over https."""
        self._app = app
        more = {"strict-transport-security": "max-age=31536000"} if secure else {}
        self._headers = [(name.encode(), value.encode()) for name, value in {**HEADERS, **more}.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                cache = [] if b"cache-control" in given else [(b"cache-control", b"no-store")]
                message["headers"] = [*message["headers"], *self._headers, *cache]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
