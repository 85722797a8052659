"""Show in a message which of its buttons were used, however busy Slack is and however quickly they were pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

import structlog

from channels import threads
from channels.base import Incoming, NotSent
from channels.slack.card import without_buttons
from channels.slack.heard import Pressed, event_of_button
from channels.slack.payload import at
from channels.slack.web import WebApi
from magdat.slack.markup import escaped
from magdat.storage.errors import StorageError
from magdat.wording.phrases import Phrases

TRIES = 6
"""Attempts at a message that Slack does not take yet."""

LONGEST_PAUSE = 30.0
"""Seconds that are waited at most between those."""

logger = structlog.get_logger(__name__)


class Deliveries(Protocol):
    """What came in, as far as it is asked here (channels/post.py)."""

    def delivery(self, *names: str) -> str:
        """Return the digest by which a delivery is known again."""

    def known(self, delivery: str) -> bool:
        """Return whether it came; raises StorageError when that cannot be looked up."""


class Replacing:
    """Put what was chosen in the place of a row of buttons."""

    def __init__(self, web: WebApi, deliveries: Deliveries, phrases: Phrases) -> None:
        """Keep what is needed."""
        self._web = web
        self._deliveries = deliveries
        self._phrases = phrases

    async def replace(self, pressed: Pressed, respond: str) -> None:
        """Show what was chosen where the buttons were.

        Args:
            pressed: the button, with the message as it was when it was pressed.
            respond: the address at which the press may be answered.

        Raises:
            NotSent: Slack does not take it, also after a while.
            Undeliverable: it never will.
        """
        for attempt in range(1, TRIES + 1):
            try:
                if pressed.heard.address["hidden"]:
                    told = {"replace_original": True, "text": escaped(self._told(pressed.title))}
                    await self._web.respond(respond, told)
                    return
                used = await threads.kept(self._used, pressed)
                await self._update(pressed, used)
                # Whoever pressed twice in a second brings the message of before the first press along twice, and of two
                # updates on their way at once either may come last.
                if await threads.kept(self._used, pressed) == used:
                    return
            except NotSent as error:
                if attempt == TRIES or (error.after or 0) > LONGEST_PAUSE:
                    raise
                await asyncio.sleep(error.after if error.after is not None else 2.0 ** (attempt - 2))

    async def _update(self, pressed: Pressed, used: Mapping[str, str]) -> None:
        blocks, moment, text = pressed.message.get("blocks"), at(pressed.message, "ts"), at(pressed.message, "text")
        for row, title in used.items():
            blocks = without_buttons(blocks, row, self._told(title))
        if blocks and moment:
            place = {"channel": pressed.heard.address["channel"], "ts": moment}
            told = {"text": text or escaped(self._told(pressed.title)), "blocks": blocks}
            await self._web.call("chat.update", {**place, **told})

    def _told(self, title: str) -> str:
        return self._phrases.say("gekozen", knop=title)

    def _used(self, pressed: Pressed) -> dict[str, str]:
        """Return the rows of which a button was pressed, each with what stood on it.

        Which those are is asked of the deliveries: every process knows them, and they outlive a restart.
        """
        used = {pressed.row: pressed.title}
        blocks, channel = pressed.message.get("blocks"), pressed.heard.address["channel"]
        for block in blocks if isinstance(blocks, list) else ():
            row, elements = at(block, "block_id"), block.get("elements") if isinstance(block, dict) else None
            if not row or row in used or at(block, "type") != "actions" or not isinstance(elements, list):
                continue
            for element in elements:
                event = event_of_button(channel, at(pressed.message, "ts"), at(element, "action_id"))
                if self._came(replace(pressed.heard.incoming, event=event)):
                    used[row] = at(element, "text", "text")
        return used

    def _came(self, press: Incoming) -> bool:
        try:
            return self._deliveries.known(
                self._deliveries.delivery(press.channel, press.tenant, press.place, press.event)
            )
        except StorageError as error:
            logger.warning("slack.not_known_whether_used", why=str(error))
            return False
