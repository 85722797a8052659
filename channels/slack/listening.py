"""What is done with each kind of thing that Slack brings; kept first, acknowledged next, answered later."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from typing import Any, Protocol

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from channels.base import Incoming, NotSent, Undeliverable
from channels.slack.desks import is_at_a_desk
from channels.slack.heard import CHANNEL, Heard, command_of, event_of, press_of, shortcut_of
from channels.slack.home import ERASE, Home
from channels.slack.payload import at
from channels.slack.replacing import Deliveries, Replacing
from channels.slack.threads import Threads
from channels.slack.web import WebApi
from channels.threads import kept
from magdat.privacy.discreet_log import place_of
from magdat.slack.markup import escaped, speaks_to_another
from magdat.slack.surface import COMMAND, EVENTS, SHORTCUT
from magdat.storage.errors import StorageError
from magdat.wording.phrases import Phrases

HELP = frozenset({"", "?", "help", "hulp"})
"""What people type after the slash command when they do not know what to type."""

ODD = (LookupError, TypeError, AttributeError, ValueError, RecursionError)
"""Faults of a body that is not made as Slack makes them."""

logger = structlog.get_logger(__name__)


class Keeping(Protocol):
    """The gate, as far as it is used here."""

    @property
    def post(self) -> Deliveries:
        """What came in."""

    async def accept(self, incoming: Incoming, address: Any, *, again: bool = True) -> bool:
        """Keep a message to be answered; ``False`` for a delivery that came before."""

    def trouble(self, error: StorageError) -> str:
        """Return what is said to whoever was not heard."""


class Erasing(Protocol):
    """Whoever erases all that is kept of a person."""

    async def erase(self, person: str, channel: str) -> None:
        """Erase it; raises StorageError when it cannot."""


class Listening:
    """Everything that Slack brings, and what becomes of it."""

    def __init__(
        self, gate: Keeping, threads: Threads, erasing: Erasing, web: WebApi, home: Home, phrases: Phrases
    ) -> None:
        """Keep what is needed."""
        self._gate = gate
        self._threads = threads
        self._erasing = erasing
        self._web = web
        self._home = home
        self._phrases = phrases
        self._replacing = Replacing(web, gate.post, phrases)
        self._busy: set[asyncio.Task[None]] = set()

    def listen(self, app: AsyncApp) -> None:
        """Register for all that is listened to; what else comes in is acknowledged and left."""
        for kind in EVENTS:
            app.event(kind)(self.home_opened if kind == "app_home_opened" else self.message)
        app.command(COMMAND)(self.command)
        app.shortcut({"type": "message_action", "callback_id": SHORTCUT})(self.shortcut)
        app.action(ERASE)(self.erase)
        app.action(re.compile(""))(self.press)
        app.event(re.compile(""))(self.nothing)
        app.error(self.fault)

    async def message(self, body: dict[str, Any]) -> None:
        """Take what somebody said to the bot."""
        heard = event_of(body)
        if heard is None:
            return
        event = body["event"]
        overheard = heard.incoming.group and at(event, "type") != "app_mention"
        if overheard and (speaks_to_another(at(event, "text")) or not await self._threads.goes_on(heard.incoming)):
            return
        if heard.incoming.group and await kept(is_at_a_desk, at(event, "channel"), at(event, "thread_ts")):
            return
        if heard.incoming.group and not overheard:
            await self._threads.named(heard.incoming)
        await self._keep(heard)

    async def command(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """Take a question, or say what one can ask."""
        if at(body, "text").strip().lower() in HELP:
            welcome = self._home.welcome(buttons=False)
            await ack(text=escaped(self._home.summary()), blocks=welcome, response_type="ephemeral")
            return
        try:
            await self._keep(command_of(body), again=False)
        except StorageError as error:
            logger.error("slack.not_kept", why=str(error))
            await ack(text=escaped(self._gate.trouble(error)), response_type="ephemeral")
            return
        await ack()

    async def shortcut(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """Take the message that somebody pointed at as their question."""
        await self._keep(shortcut_of(body), again=False)
        await ack()

    async def press(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """Take what a button says, and put in its place what was chosen."""
        pressed = press_of(body)
        if pressed is None:
            await ack()
            return
        if pressed.owner not in ("", pressed.heard.incoming.person):
            told = {"text": escaped(self._phrases.say("knop_van_ander")), "response_type": "ephemeral"}
            await ack()
            self._later(self._web.respond(at(body, "response_url"), {**told, "replace_original": False}))
            return
        await self._keep(pressed.heard, again=False)
        await ack()
        if pressed.owner:
            self._later(self._replacing.replace(pressed, at(body, "response_url")))

    async def home_opened(self, body: dict[str, Any]) -> None:
        """Draw the bot's own page."""
        event = body["event"]
        if at(event, "tab") in ("", "home"):
            self._later(self._draw(at(event, "user"), at(event, "channel")))

    async def erase(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """Erase all that is kept of a person's conversations on Slack."""
        person = at(body, "user", "id")
        await self._erasing.erase(person, CHANNEL)
        await ack()
        self._later(self._draw(person, at(body, "view", "private_metadata"), erased=True))

    def tried(self, message: dict[str, str]) -> None:
        """Say in the message of a trial that Slack brought it here (magdat/slack/trial.py)."""
        self._later(self._web.call("chat.update", message))

    async def nothing(self) -> None:
        """Acknowledge what nobody asked for."""

    async def fault(self, error: Exception) -> BoltResponse:
        """Say what is wrong: Slack brings again what could not be kept."""
        if isinstance(error, StorageError):
            logger.error("slack.not_kept", why=str(error))
            return BoltResponse(status=503, body="")
        logger.error("slack.failed", kind=type(error).__name__, where=place_of(error))
        return BoltResponse(status=400 if isinstance(error, ODD) else 500, body="")

    async def _keep(self, heard: Heard | None, *, again: bool = True) -> None:
        """Keep what was said; of what Slack does not bring ``again`` the person sees that it failed."""
        if heard is not None:
            await self._gate.accept(heard.incoming, heard.address, again=again)

    async def _draw(self, person: str, channel: str, *, erased: bool = False) -> None:
        view = self._home.view(channel, erased=erased)
        await self._web.call("views.publish", {"user_id": person, "view": view})

    def _later(self, doing: Coroutine[Any, Any, Any]) -> None:
        """Do something that may fail without harm, after Slack was answered."""

        async def do() -> None:
            try:
                await doing
            except (NotSent, Undeliverable) as error:
                logger.warning("slack.not_shown", why=str(error))

        task = asyncio.create_task(do())
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
