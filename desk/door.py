"""The one door before all pages: who asks, may this form come from here, and nothing else reaches a page."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from desk.asked import Asked, NotFound, Page, form_token
from desk.house import House
from desk.pages import elsewhere, trouble
from desk.provider import LASTS
from magdat.storage.errors import StorageError

logger = structlog.get_logger(__name__)

VISIT, BEFORE, WAY = "bureau", "bureau_voor", "bureau_weg"
"""The cookies of a visit, of the forms before one, and of who is at the provider; with https they get the prefix that
binds them to this host."""

MOST_BYTES = 64_000
"""Bytes of a form."""

LIVE = "x-levend"
"""The header with which the page asks by itself for what is new."""

Endpoint = Callable[[Request[Any]], Awaitable[Response]]


class Door:
    """Makes endpoints of pages."""

    def __init__(self, house: House, proxies: int = 0) -> None:
        """Keep the house, and how many reverse proxies in front are believed about where a request comes from."""
        self._house = house
        self._proxies = proxies

    def closed(self, page: Page) -> Endpoint:
        """Return the endpoint of a page for people of a desk."""
        return self._endpoint(page, everybody=False)

    def open(self, page: Page) -> Endpoint:
        """Return the endpoint of a page that comes before logging in."""
        return self._endpoint(page, everybody=True)

    async def asked(self, request: Request[Any]) -> Asked:
        """Return what a request asks, with who asks."""
        visit = request.cookies.get(self._cookie(VISIT), "")
        live = LIVE in request.headers
        agent = await run_in_threadpool(self._house.entrance.agent_of, visit, used=not live)
        before = request.cookies.get(self._cookie(BEFORE), "")
        token = visit if agent is not None else before or secrets.token_urlsafe(32)
        form = dict(parse_qsl((await _body(request)).decode("utf-8", "replace"), keep_blank_values=True))
        return Asked(
            house=self._house,
            token=token,
            place=self._place(request),
            someone=agent,
            path={name: str(value) for name, value in request.path_params.items()},
            query=dict(request.query_params),
            form={name: value.replace("\x00", "") for name, value in form.items()},
            on_the_way=request.cookies.get(self._cookie(WAY), ""),
            live=live,
        )

    def _endpoint(self, page: Page, *, everybody: bool) -> Endpoint:
        async def endpoint(request: Request[Any]) -> Response:
            try:
                asked = await self.asked(request)
                if asked.someone is None and not everybody:
                    return self._elsewhere(request, asked)
                if request.method == "POST" and not self._of_ours(request, asked):
                    return await run_in_threadpool(trouble.expired, asked)
                response = await run_in_threadpool(page, asked)
                self._keep(response, asked)
                return response
            except TooLarge:
                return await run_in_threadpool(trouble.too_large, self._nobody(request))
            except NotFound:
                return await run_in_threadpool(trouble.not_found, await self._who(request))
            except StorageError as error:
                logger.error("desk.storage", reason=str(error))
                return await run_in_threadpool(trouble.no_storage, self._nobody(request))

        return endpoint

    async def _who(self, request: Request[Any]) -> Asked:
        asked = self._nobody(request)
        visit = request.cookies.get(self._cookie(VISIT), "")
        return replace(asked, someone=await run_in_threadpool(self._house.entrance.agent_of, visit), token=visit)

    def _nobody(self, request: Request[Any]) -> Asked:
        return Asked(self._house, "", self._place(request))

    def _elsewhere(self, request: Request[Any], asked: Asked) -> Response:
        """Send somebody who is not logged in to where one does."""
        if asked.live:
            return Response(status_code=401)
        where = request.url.path
        if request.method == "GET" and request.headers.get("sec-fetch-site") == "cross-site":
            # A link in a mail or a ticket of another system: the cookie comes along only with a step from here.
            return trouble.once_more(asked, where)
        target = f"/inloggen?naar={quote(where)}" if request.method == "GET" and where != "/" else "/inloggen"
        return RedirectResponse(target, 303)

    def _of_ours(self, request: Request[Any], asked: Asked) -> bool:
        """Return whether a form comes from a page of ours that was made for this visit."""
        origin = request.headers.get("origin")
        site = request.headers.get("sec-fetch-site", "same-origin")
        here = origin is None or urlsplit(origin).netloc == request.headers.get("host")
        given = asked.form.get("formulier", "")
        return here and site == "same-origin" and hmac.compare_digest(given.encode(), form_token(asked.token).encode())

    def _keep(self, response: Response, asked: Asked) -> None:
        """Set the cookies that this answer brings about."""
        if (kept := response.headers.get(elsewhere.ON_THE_WAY)) is not None:
            del response.headers[elsewhere.ON_THE_WAY]
            # Who comes back comes from another site, so a strict cookie would stay behind.
            self._set(response, WAY, kept, lasts=int(LASTS) if kept else 0, strict=False)
        fresh = response.headers.get(trouble.NEW_VISIT)
        if fresh is not None:
            del response.headers[trouble.NEW_VISIT]
            if fresh:
                self._set(response, VISIT, fresh)
            else:
                response.delete_cookie(self._cookie(VISIT), path="/", secure=self._house.secure, httponly=True)
            response.delete_cookie(self._cookie(BEFORE), path="/", secure=self._house.secure, httponly=True)
        elif asked.someone is None:
            self._set(response, BEFORE, asked.token)

    def _set(self, response: Response, name: str, value: str, *, lasts: int | None = None, strict: bool = True) -> None:
        response.set_cookie(
            self._cookie(name),
            value,
            max_age=lasts,
            path="/",
            secure=self._house.secure,
            httponly=True,
            samesite="strict" if strict else "lax",
        )

    def _cookie(self, name: str) -> str:
        return f"__Host-{name}" if self._house.secure else name

    def _place(self, request: Request[Any]) -> str:
        """Return the address that a request comes from, as the proxy that is believed says."""
        told = [item.strip() for item in request.headers.get("x-forwarded-for", "").split(",") if item.strip()]
        if self._proxies and len(told) >= self._proxies:
            return told[-self._proxies]
        return request.client.host if request.client is not None else ""


class TooLarge(Exception):
    """A form is larger than any of ours."""


async def _body(request: Request[Any]) -> bytes:
    """Return the form that came along, read no further than a form can be.

    Raises:
        TooLarge: there is more.
    """
    if request.method != "POST":
        return b""
    body = b""
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BYTES:
                raise TooLarge
    except ClientDisconnect:
        return b""
    return body
