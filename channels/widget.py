"""The web widget's channel: messages come in by requests, answers go out over a stream (docs/kanalen/protocol.md)."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from typing import Any

import structlog
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import threads
from channels.base import Address, Incoming, Outgoing
from channels.gate import OnNewMessage, open_gate
from channels.heads import check_heads
from channels.rest import came_from, refused
from channels.widget_erasing import ERASE, Erasing
from channels.widget_login import IntranetTokens
from channels.widget_requests import (
    Refused,
    guarded,
    json_in,
    preflight,
    there_for_everybody,
    token_in,
    without_credentials,
)
from channels.widget_sessions import PROLONGED_EACH, Visitor, Visitors, newcomer
from channels.widget_streams import HEARTBEAT, Streams, number_in
from channels.widget_trying import may_try, trying
from channels.widget_turns import TooFast, Turns
from channels.widget_way_back import Unasked
from magdat.metrics.requests import HEADER
from magdat.metrics.requests import request as request_of
from magdat.policy.shipped import shipped_names
from magdat.privacy.pseudonym import Pseudonyms
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.kept_pushes import KeptPushes
from magdat.storage.ports import UNDERWAY
from magdat.storage.stores import open_pushes, open_short_lived, open_stores
from magdat.wording.phrases import load_phrases

CHANNEL = "widget"

BEGINNINGS, BEGINNINGS_PER_SECOND = 300, 2.0
"""Conversations that may begin at one address, behind which a whole company may be."""

ROOM_AFTER = 15.0
"""Seconds after which an address that listens with too many may try again."""

WITHIN = 12.0
"""Seconds after which a request hears that the database does not answer; the widget asks again after fifteen."""

WRITTEN_WITHIN = 5.0
"""Seconds that a start and a stop wait for what is pushed to be read and written."""

SWEEP = 60.0
"""Seconds between two looks at what is past its time."""

_NAME = re.compile(r"[A-Za-z0-9_-]{8,64}")
"""What the widget calls a message: a uuid, say."""

logger = structlog.get_logger(__name__)


class Widget(InputChannel):
    """`/webhooks/widget/…`."""

    @classmethod
    def name(cls) -> str:
        """Return the name in the path."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Build the channel; what there is to set is in the environment."""
        return cls()

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the routes.

        Raises:
            SettingsError: the log-in of the intranet is set by halves.
            DocumentError: the wording cannot be used.
        """
        desk = _Desk(Settings.from_environment(), on_new_message)
        blueprint = Blueprint("magdat_widget")

        @blueprint.get("/")
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        routes = {"begin": desk.begin, "say": desk.say, "events": desk.events, "erase": desk.erase}
        for name, handler in routes.items():
            method = "GET" if name == "events" else "POST"
            blueprint.add_route(
                guarded(handler, desk.gate.trouble), f"/{name}", methods=[method], stream=True, name=name
            )
            blueprint.add_route(preflight, f"/{name}", methods=["OPTIONS"], name=f"{name}_preflight")
        blueprint.middleware("response")(without_credentials)
        blueprint.middleware("response")(there_for_everybody)
        blueprint.listener("before_server_start")(check_heads)
        blueprint.listener("before_server_start")(desk.go_on)
        desk.gate.post.run_with(blueprint)
        blueprint.listener("after_server_start")(desk.start)
        blueprint.listener("before_server_stop")(desk.stop)
        return blueprint


class _Desk:
    """What the routes do."""

    def __init__(self, settings: Settings, on_new_message: OnNewMessage) -> None:
        stores, short_lived = open_stores(settings), open_short_lived(settings)
        self.gate = gate = open_gate()
        self._on_new_message = on_new_message
        self._pseudonyms = Pseudonyms(stores.keys, settings.retention_days)
        self._limits = short_lived.limits
        self._pushes = open_pushes(settings)
        self._letters = stores.letters
        self._visitors = Visitors(stores.sessions, waits=lambda who: bool(self._waiting(who)))
        self._policies = shipped_names()
        self._login = IntranetTokens(settings.login) if settings.login is not None else None
        self._streams = Streams(self._pushes, HEARTBEAT)
        phrases = load_phrases(settings.guidance / "zinnen.yml")
        self._turns = Turns(gate, phrases, self._pushes, self._limits, short_lived.events, short_lived.underway)
        self._erasing = Erasing(gate, self._pseudonyms, stores, self._pushes, self._turns)
        gate.serve(CHANNEL, self._way_back, on_new_message)
        self._sweeping: list[asyncio.Task[None]] = []
        self._busy: set[asyncio.Task[None]] = set()

    async def begin(self, request: Request) -> HTTPResponse:
        """Give a token: of the conversation that somebody was in, or of a new one."""
        body = await json_in(request)
        return await threads.in_time(self._begun(request, body), WITHIN)

    async def _begun(self, request: Request, body: Any) -> HTTPResponse:
        if not isinstance(body, dict) or not isinstance(old_token := body.get("token") or "", str):
            return refused(400, "Stuur een JSON-object; «token» is je vorige token, als je er een hebt.")
        address = f"widget:begin:{came_from(request)}"
        limit = {"burst": BEGINNINGS, "per_second": BEGINNINGS_PER_SECOND}
        if not await threads.short_lived(self._limits.take, address, **limit):
            raise TooFast(1 / BEGINNINGS_PER_SECOND)
        person = await self._login.person(body.get("jwt")) if self._login is not None else None
        old = await threads.kept(self._visitors.of, old_token)
        known = old is not None and old.goes_on(person)
        visitor = old if known and old is not None else newcomer(person)
        since = await threads.short_lived(self._pushes.mark, await threads.kept(self._pseudonym, visitor))
        token = await threads.kept(self._visitors.token_for, visitor, since, old_token if known else None)
        return response.json({"token": token, "known": known}, headers={"Cache-Control": "no-store"})

    async def say(self, request: Request) -> HTTPResponse:
        """Take a message: what is for a person of a desk is kept, and what comes of it goes over the stream."""
        began = time.monotonic()
        visitor, conversation = await threads.in_time(self._conversation(request), WITHIN)
        within = WITHIN - (time.monotonic() - began)
        body = await json_in(request)
        if not isinstance(body, dict) or not isinstance(body.get("text"), str):
            return refused(400, "Stuur een JSON-object met «id» en «text».")
        if not isinstance(name := body.get("id"), str) or not _NAME.fullmatch(name):
            return refused(400, "«id» is een naam voor dit bericht die je zelf maakt, zoals een uuid.")
        incoming, hand_over = self._incoming(visitor, body["text"], request, name), self._on_new_message
        if policy := str(body.get("policy") or ""):
            if not may_try(request) or policy not in self._policies:
                return refused(400, "Een ander beleid proberen kan enkel op de voorbeeldpagina.")
            hand_over = trying(policy, hand_over)
        with request_of() as one:
            await self._turns.say(conversation, incoming, came_from(request), hand_over, within)
        return response.json({}, status=202, headers={HEADER: one.number})

    async def events(self, request: Request) -> HTTPResponse | None:
        """Give what is pushed, as long as somebody listens."""
        if request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers:
            return refused(413, "Stuur hier niets mee.")
        if self._streams.full:
            return refused(503, "Er luisteren te veel mensen tegelijk. Probeer het straks opnieuw.", "away")
        if self._streams.full_of(address := came_from(request)):
            raise TooFast(ROOM_AFTER, "Van op jouw adres luisteren al te veel mensen. Probeer het straks opnieuw.")
        token = token_in(request)
        visitor, names, number = await threads.in_time(self._listener(request, token), WITHIN)
        looked = time.monotonic()

        async def still_good() -> bool:
            nonlocal looked
            looks = time.monotonic() - looked >= PROLONGED_EACH
            looked = time.monotonic() if looks else looked
            return await threads.in_time(self._still_good(token, visitor, names[0], looks=looks), WITHIN)

        await self._streams.give(request, names, number, still_good, address=address)
        return None

    async def _listener(self, request: Request, token: str) -> tuple[Visitor, list[str], int]:
        """Return who listens, by which names their conversation is pushed to, and the number of what they have."""
        visitor, conversation = await self._conversation(request)
        await threads.kept(self._visitors.of, token, used=False, looks=True)
        waiting = await threads.kept(self._waiting, visitor)
        names = [conversation, *(name for name in waiting if name != conversation)]
        if (number := number_in(request.headers.get("last-event-id", ""))) is None:
            had = [await threads.short_lived(self._pushes.acknowledged, name) for name in names]
            return visitor, names, max([visitor.since, *had])  # nothing that somebody has comes again
        for name in names:
            await threads.short_lived(self._pushes.acknowledge, name, number)
        return visitor, names, number

    async def _still_good(self, token: str, visitor: Visitor, conversation: str, *, looks: bool) -> bool:
        there = await threads.kept(self._visitors.of, token, used=False, looks=looks)
        # With a new period people get new pseudonyms; who comes back listens under the new one.
        return there is not None and await threads.kept(self._pseudonym, visitor) == conversation

    async def erase(self, request: Request) -> HTTPResponse:
        """Erase the conversation, and end its tokens."""
        visitor, conversation = await threads.in_time(self._conversation(request), WITHIN)
        await json_in(request, needed=False)
        incoming = self._incoming(visitor, ERASE, request, "")

        async def erase() -> None:
            await self._erasing.erase(conversation, incoming, self._on_new_message)
            # Only now: with a token that opens nothing any more, what failed could not be asked for again.
            await threads.kept(self._visitors.end, visitor)
            self._streams.end(conversation)

        erasing = asyncio.create_task(erase())
        self._busy.add(erasing)
        erasing.add_done_callback(self._busy.discard)
        await asyncio.shield(erasing)  # whoever goes away meanwhile is erased all the same
        return response.json({})

    async def go_on(self, *_: Any) -> None:
        """Take what the process before this one pushed, and say that no answer comes to what it was busy with.

        A database that hangs holds up nobody for long.
        """
        if isinstance(self._pushes, KeptPushes):
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self._pushes.go_on())), WRITTEN_WITHIN)
            await self._turns.leave(self._pushes.unfinished())

    async def start(self, *_: Any) -> None:
        """Look now and then at what is past its time."""
        self._sweeping = [asyncio.create_task(work) for work in (self._sweep(), self._look_after_turns())]

    async def stop(self, *_: Any) -> None:
        """Finish what is being answered, say what will not be, and end every stream."""
        for task in self._sweeping:
            task.cancel()
        await self._turns.stop()
        await self._streams.stop()
        if isinstance(self._pushes, KeptPushes):
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(threads.kept(self._pushes.close), WRITTEN_WITHIN)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP)
            with contextlib.suppress(StorageError):
                self._pushes.forget()

    async def _look_after_turns(self) -> None:
        while True:
            await asyncio.sleep(UNDERWAY / 4)
            await self._turns.look_after()
            if isinstance(self._pushes, KeptPushes):  # which the database may have told only now
                await self._turns.leave(self._pushes.unfinished())

    async def _visitor(self, request: Request) -> Visitor:
        """Return who sent a request.

        Raises:
            Refused: its token is not good.
            StorageError: it cannot be known.
        """
        visitor = await threads.kept(self._visitors.of, token_in(request))
        if visitor is None or bool(visitor.place) != (self._login is not None):
            raise Refused(401, "Deze sessie is voorbij. Begin opnieuw.")
        return visitor

    async def _conversation(self, request: Request) -> tuple[Visitor, str]:
        """Return who sent a request, and the pseudonym of their conversation; raises as :meth:`_visitor`."""
        visitor = await self._visitor(request)
        return visitor, await threads.kept(self._pseudonym, visitor)

    def _way_back(self, address: Address) -> Outgoing:
        """Return the way back for what comes long after a message: the answer of a person."""
        return Unasked(self._pushes, str(address["conversation"]))

    def _pseudonym(self, visitor: Visitor) -> str:
        return self._pseudonyms.at(visitor.person, CHANNEL, "", visitor.place)

    def _waiting(self, visitor: Visitor) -> list[str]:
        """Return the names of a conversation under which a desk may still answer: each period has another.

        Raises:
            StorageError: it cannot be known.
        """
        names = self._pseudonyms.all_at(visitor.person, CHANNEL, "", visitor.place)
        return [name for name in names if self._letters.lasts(name)]

    @staticmethod
    def _incoming(visitor: Visitor, text: str, request: Request, event: str) -> Incoming:
        # Who logged in is counted as themselves, whoever did not by where they are.
        origin = "" if visitor.place else came_from(request)
        return Incoming(CHANNEL, visitor.person, text, place=visitor.place, origin=origin, event=event)
