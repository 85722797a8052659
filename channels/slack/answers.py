"""The way back to one place on Slack: to all who read along there, or to one person alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

import structlog

from channels.base import NotSent, Outgoing, Reply, Undeliverable
from channels.parts import NoParts, Parts
from channels.slack.card import Message, buttons_apart, in_words, messages, small_print
from channels.slack.web import MENDABLE, Refused, WebApi
from channels.thumbs import asks_what_thumbs_tell
from magdat.wording.phrases import Phrases

TRIES = 4
"""Attempts at a message that follows on one of the same reply: the whole reply would otherwise be said again."""

LONGEST_PAUSE = 5.0
"""Seconds that are waited at most between those."""

MARK = "magdat_antwoord"
"""The kind of the metadata by which a message of ours is known again; people do not see it."""

PAGES, PAGE = 10, 100
"""So many pages of so many messages are read back at most."""

QUIET = {"unfurl_links": False, "unfurl_media": False}
"""Links are not unfolded: an answer is not about the page that it names."""

ALONE = ("D", "U", "W")
"""What the id of a place begins with where only the person reads."""

Send = Callable[[Message], Awaitable[None]]

logger = structlog.get_logger(__name__)


class SlackAnswers:
    """The way back to one place."""

    def __init__(self, web: WebApi, phrases: Phrases, address: Mapping[str, Any]) -> None:
        """Answer at an address as channels/slack/heard.py makes them."""
        self._web = web
        self._phrases = phrases
        self._to = {key: str(value) for key, value in address.items()}
        self._mark = ""
        self._again = False
        self._parts: Parts = NoParts()

    def marked(self, mark: str, *, again: bool, parts: Parts) -> Outgoing:
        """Return the way back for one reply, that sends nothing twice (see Marked)."""
        fresh = SlackAnswers(self._web, self._phrases, self._to)
        fresh._mark, fresh._again, fresh._parts = mark, again, parts
        return fresh

    async def send(self, reply: Reply) -> None:
        """Send a reply; the machine-readable form is drawn as a card and goes nowhere itself.

        Raises:
            NotSent: it has to be tried again.
            Undeliverable: trying again is of no use.
        """
        if not reply.text or asks_what_thumbs_tell(reply, self._phrases):
            return
        if self._to.get("hidden") or reply.discreet:
            await self._whisper(reply)
        else:
            await self._speak(reply)

    async def _speak(self, reply: Reply) -> None:
        """Say a reply to all who read along; where that cannot be, what is left of it to who asked alone."""
        made = messages(reply, self._phrases, self._to["person"], self._talk)
        place = begun = await self._begin(len(made))
        try:
            there = await self._arrived() if self._again else frozenset()
            for place, message in enumerate(made[begun:], start=begun):
                if (part := f"{self._mark}-{place}") not in there:
                    await self._shown(partial(self._to_all, part=part), message, first=not place)
                await self._note(str(place), more=place < len(made) - 1)
        except Undeliverable as error:
            if self._to["channel"].startswith(ALONE):
                raise
            # Whatever closes a channel or a thread to us, who asked gets the answer.
            logger.warning("slack.closed_to_us", why=str(error))
            await self._whisper(reply, since=place)

    async def _whisper(self, reply: Reply, *, since: int = 0) -> None:
        """Say a reply to the person alone, without its messages before ``since``, which all read."""
        # What only one person sees takes few messages, and its buttons go together: it has no thumbs.
        made = messages(reply, self._phrases, self._to["person"], self._talk, thumbs=False)[since:]
        if made and not self._to.get("hidden"):
            warned = small_print(self._phrases.say("alleen_jij"))
            made = [Message(made[0].text, (*made[0].blocks[:49], *warned)), *made[1:]]
        apart = [part for message in made for part in buttons_apart(message) if part is not None]
        for place, message in enumerate(apart):
            part = f"{since}-{place}"
            if not (self._again and await self._parts.said(part)):
                await self._shown(self._to_one, message, first=not place)
                await self._note(part, more=place < len(apart) - 1)

    async def _begin(self, most: int) -> int:
        """Return which message of a reply is the first that is not known to have arrived."""
        place = 0
        while self._again and place < most and await self._parts.said(str(place)):
            place += 1
        return place

    async def _note(self, part: str, *, more: bool) -> None:
        """Note a part that arrived; after the last one the whole reply is noted to be sent."""
        if more:
            await self._parts.note(part)

    async def _shown(self, send: Send, message: Message, *, first: bool) -> None:
        tries = 1 if first else TRIES
        try:
            await self._insist(send, message, tries=tries)
        except Refused:
            # Whatever Slack has against the blocks, the person gets the words.
            await self._insist(send, in_words(message), tries=tries)

    @property
    def _talk(self) -> str:
        return self._to.get("talk") or f"{self._to['channel']}/{self._to.get('thread', '')}"

    async def _insist(self, send: Send, message: Message, *, tries: int) -> None:
        for attempt in range(1, tries + 1):
            try:
                await send(message)
                return
            except NotSent as error:
                if attempt == tries or (error.after or 0) > LONGEST_PAUSE:
                    raise
                await asyncio.sleep(error.after or 1.0)

    async def _to_all(self, message: Message, *, part: str) -> None:
        thread = self._to.get("thread")
        place = {"channel": self._to["channel"], **({"thread_ts": thread} if thread else {})}
        known = {"metadata": {"event_type": MARK, "event_payload": {"id": part}}} if self._mark else {}
        await self._web.call("chat.postMessage", {**place, **content(message), **QUIET, **known})

    async def _arrived(self) -> frozenset[str]:
        """Return the parts of a reply that somebody sent before, and died before it was noted.

        Where Slack does not let us read back, nothing is known of it, and the reply is sent.

        Raises:
            NotSent: Slack is out of reach, or asks to slow down.
            Undeliverable: there is no such place, or we may not be there.
        """
        thread, found, cursor = self._to.get("thread"), set(), ""
        method = "conversations.replies" if thread else "conversations.history"
        asked = {"channel": self._to["channel"], "include_all_metadata": True, "limit": PAGE}
        asked |= {"ts": thread} if thread else {}
        for _ in range(PAGES):
            try:
                told = await self._web.call(method, {**asked, **({"cursor": cursor} if cursor else {})})
            except NotSent as error:
                if error.after == MENDABLE:
                    break
                raise
            for message in told.get("messages") or ():
                found.add(str(((message.get("metadata") or {}).get("event_payload") or {}).get("id")))
            cursor = str((told.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor or not thread:  # of a place the newest come first
                break
        return frozenset(found)

    async def _to_one(self, message: Message) -> None:
        """Show a message to the person alone; where that cannot be, in their direct messages."""
        respond, thread = self._to.get("respond"), self._to.get("thread")
        if respond:
            try:
                await self._web.respond(
                    respond, {"response_type": "ephemeral", "replace_original": False, **content(message)}
                )
                return
            except Undeliverable:
                pass  # after half an hour, or five answers
        # In a thread that nobody answered in yet, Slack shows no message that is for one person.
        place = {"thread_ts": thread} if thread and self._to.get("threaded") else {}
        there = {"channel": self._to["channel"], "user": self._to["person"], **place}
        try:
            await self._web.call("chat.postEphemeral", {**there, **content(message)})
        except Refused:
            raise
        except Undeliverable:
            await self._web.call("chat.postMessage", {"channel": self._to["person"], **content(message), **QUIET})


def content(message: Message) -> dict[str, Any]:
    """Return what a call says."""
    return {"text": message.text, **({"blocks": list(message.blocks)} if message.blocks else {})}
