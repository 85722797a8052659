"""The REST channel: an unguessable sender instead of a login, a bounded body, and only origins that we know."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import threads
from channels.base import Incoming, Reply
from channels.bodies import MAX_BODY, TooLarge, json_of, read_body
from channels.gate import OnNewMessage, open_gate
from magdat.metrics.requests import HEADER
from magdat.metrics.requests import request as request_of
from magdat.settings import Door
from magdat.storage.errors import StorageError

SENDER = re.compile(r"[\x20-\x7e]{0,64}[0-9a-f]{32}")
"""A prefix that a client chooses, and 32 random hexadecimal digits: knowing one is having the conversation."""

PASSED_ON = ("x-forwarded-for", "forwarded", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
"""Heads that a proxy adds to what it passes on."""


class Collected:
    """Replies that wait for the end of the request."""

    def __init__(self, sender: str) -> None:
        """Begin with none; ``sender`` is who gets them, in the client's own words."""
        self._sender = sender
        self._notes: list[Callable[[], Awaitable[None]]] = []
        self._replies: list[Reply] = []

    def when_sent(self, note: Callable[[], Awaitable[None]]) -> None:
        """Keep what notes that the replies were told, until the request is answered."""
        self._notes.append(note)

    async def sends(self) -> None:
        """Note that the replies are told now: before they go, so that nobody asks again while it is noted.

        What another message of this moment told is left out.
        """
        self._replies = [reply for reply in self._replies if await _is_news(reply)]
        for note in self._notes:
            await note()

    async def send(self, reply: Reply) -> None:
        """Keep one reply."""
        self._replies.append(reply)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Return the messages of docs/contract.md: of each reply the text, and then its machine-readable form."""
        found: list[dict[str, Any]] = []
        for reply in self._replies:
            if reply.text:
                buttons = {"buttons": [as_told(button) for button in reply.buttons]} if reply.buttons else {}
                found.append({"recipient_id": self._sender, "text": reply.text, **buttons})
            if reply.custom:
                found.append({"recipient_id": self._sender, "custom": dict(reply.custom)})
        return found


class GatedRest(InputChannel):
    """`/webhooks/rest/webhook`."""

    @classmethod
    def name(cls) -> str:
        """Return the name in the path."""
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Build the channel; there is nothing to set."""
        return cls()

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the routes."""
        blueprint, gate = Blueprint("magdat_rest"), open_gate()

        @blueprint.get("/")
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @blueprint.post("/webhook", stream=True)
        async def webhook(request: Request) -> HTTPResponse:
            if fault := stranger(request):
                return refused(*fault)
            try:
                body = json_of(await read_body(request))
            except TooLarge:
                return refused(413, f"Dit bericht is te groot: hoogstens {MAX_BODY} bytes.")
            if fault_in_body := body_fault(body):
                return refused(400, fault_in_body)
            collected = Collected(body["sender"])
            incoming = Incoming(self.name(), body["sender"], body["message"], origin=came_from(request))
            with request_of() as one:
                await gate.take(incoming, collected, on_new_message)
            if not cast(asyncio.Transport, request.transport).is_closing():
                await collected.sends()  # whoever hung up meanwhile is told at the next message
            return response.json(collected.messages, headers={HEADER: one.number})

        return blueprint


async def _is_news(reply: Reply) -> bool:
    """Return whether a reply still is to be told; where that cannot be known, it is told once more, no harm done."""
    if reply.claim is None:
        return True
    try:
        return await threads.late(threads.kept(reply.claim))
    except StorageError:
        return True


def as_told(button: Mapping[str, str]) -> dict[str, str]:
    """Return a button as docs/contract.md has it: a program sends its payload, about the last answer, as a message."""
    return {"title": button["title"], "payload": button["payload"]}


def refused(status: int, why: str, code: str = "") -> HTTPResponse:
    """Return a refusal that says why, in Dutch; ``code`` names it for who says it in another language."""
    return response.json({"fout": why, **({"code": code} if code else {})}, status=status)


def stranger(request: Request) -> tuple[int, str] | None:
    """Return why a request is not from a client that we know; ``None`` when it may be."""
    door, origin = Door.from_environment(), request.headers.get("origin")
    if not door.admits(origin):
        return 403, "Deze website mag niet met mij praten. De beheerder kan ze toelaten met MAGDAT_HERKOMST."
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        return 415, "Stuur JSON, met de kop «Content-Type: application/json»."
    token = door.rest_token
    if not token and on_this_machine(request.ip) and not passed_on(request, door):
        return None
    shown = request.headers.get("authorization", "").encode("utf-8", "surrogateescape")  # any bytes may come in
    if not token or not hmac.compare_digest(shown, f"Bearer {token}".encode()):
        told = "Van een andere machine, of door een proxy, vraag ik een token (MAGDAT_REST_TOKEN)"
        return 401, f"{told}: «Authorization: Bearer …»."
    return None


def passed_on(request: Request, door: Door) -> bool:
    """Return whether a request may come from elsewhere by a proxy on this machine, whatever its own address is."""
    return door.proxies > 0 or any(name in request.headers for name in PASSED_ON)


def on_this_machine(address: str) -> bool:
    """Return whether an address is of the loopback."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def came_from(request: Request) -> str:
    """Return the address that a message is counted for: one machine is one person, whatever it calls itself."""
    proxies = Door.from_environment().proxies
    # Some proxies add a line of their own below the one that whoever asks made up.
    told = ",".join(request.headers.getall("x-forwarded-for", []))
    hops = [hop.strip() for hop in told.split(",") if hop.strip()]
    return hops[-proxies] if 0 < proxies <= len(hops) else str(request.ip)


def body_fault(body: Any) -> str | None:
    """Return what is wrong with a body, in Dutch; ``None`` when it can be used."""
    if body is None:
        return "Dit is geen geldige JSON."
    if not isinstance(body, dict):
        return "Stuur een JSON-object met «sender» en «message»."
    if not isinstance(body.get("sender"), str) or not SENDER.fullmatch(body["sender"]):
        return "«sender» moet eindigen op 32 willekeurige hexadecimale cijfers, zoals uuid4().hex ze geeft."
    if not isinstance(body.get("message"), str):
        return "«message» ontbreekt of is geen tekst."
    return None
