"""Slack through Rasa's own connector, with the faults mended that would lose or spoil an answer."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import Mapping
from typing import Any

from rasa.core.channels.channel import InputChannel
from rasa.core.channels.slack import SlackBot, SlackInput
from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler

from channels.base import Incoming, Reply
from channels.gate import Gate, OnNewMessage, open_gate
from channels.optional import OptionalChannel
from magdat.settings import Settings
from magdat.storage.ports import EventIds
from magdat.storage.stores import open_short_lived

API = "https://slack.com/api/"

MOST_IN_SECTION = 3000
"""Characters that Slack takes in one section of a message with buttons; it refuses the message otherwise."""

MOST_BUTTONS = 25
"""Buttons that Slack takes in one row."""

REMEMBERED = 3600.0
"""Seconds in which an event that Slack brings again is known; it tries for some minutes."""

MOST_ON_BUTTON = 75
"""Characters that Slack takes on a button."""


class OptionalSlack(OptionalChannel):
    """Slack, when MAGDAT_SLACK_TOKEN and MAGDAT_SLACK_SIGNING_SECRET are set."""

    channel = "slack"
    secrets = ("MAGDAT_SLACK_TOKEN", "MAGDAT_SLACK_SIGNING_SECRET")

    def open(self, environment: Mapping[str, str]) -> InputChannel:
        """Return Rasa's Slack channel, talking to the Slack that the environment names."""
        api = environment.get("MAGDAT_SLACK_API") or API
        token, signing_secret = (environment[name] for name in self.secrets)
        return Slack(api.rstrip("/") + "/", slack_token=token, slack_signing_secret=signing_secret)


class Slack(SlackInput):
    """Rasa's Slack channel, whose answers go out as ours."""

    def __init__(self, api: str, **settings: Any) -> None:
        """Talk to the Web API at ``api``, which ends in a slash."""
        # Rasa fills these in only when it reads its own credentials file, and answers 500 without them.
        retries = {
            "slack_retry_reason_header": "x-slack-retry-reason",
            "slack_retry_number_header": "x-slack-retry-num",
        }
        super().__init__(**retries, **settings)
        self._api = api
        self._gate: Gate = open_gate()
        self._events: EventIds = open_short_lived(Settings.from_environment()).events
        self._answering: set[asyncio.Task[Any]] = set()

    async def process_message(
        self,
        request: Request,
        on_new_message: OnNewMessage,
        text: str,
        sender_id: str | None,
        metadata: dict[str, Any] | None,
    ) -> HTTPResponse:
        """Take what somebody said through the gate, once, and let Slack go: it gives up after three seconds."""
        event = _event(request)
        if (name := event.get("event_id")) and not await asyncio.to_thread(
            self._events.first, f"slack:{name}", seconds=REMEMBERED
        ):
            return response.text("")
        where = metadata or {}
        channel, thread = where.get("out_channel"), where.get("thread_id") if self.use_threads else None
        tenant = event.get("team_id") or (event.get("team") or {}).get("id") or ""
        place = f"{channel or ''}/{thread or ''}"
        incoming = Incoming(self.name(), str(sender_id), plain(text), str(tenant), place)
        outgoing = self.get_output_channel(channel, thread)
        task = asyncio.create_task(self._gate.take(incoming, outgoing, on_new_message))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        return response.text("")

    def get_output_channel(self, channel: str | None = None, thread_id: str | None = None) -> SlackAnswers:
        """Return the way to answer in a Slack channel."""
        return SlackAnswers(self._api, self.slack_token, channel or self.slack_channel, thread_id)


class SlackAnswers(SlackBot):
    """The way back to one place in Slack."""

    def __init__(self, api: str, token: str, channel: str | None, thread_id: str | None) -> None:
        """Prepare; nothing is sent yet."""
        super().__init__(token, channel, thread_id)
        self.client.base_url = api
        # Rasa drops a message when Slack asks to slow down; waiting as long as Slack says keeps it.
        self.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))

    async def send(self, reply: Reply) -> None:
        """Send a text whole, with all its buttons; the machine-readable form is for programs and goes nowhere.

        Rasa would post every paragraph by itself, and leave out all buttons when there are more than five.
        """
        text, buttons = reply.text, reply.buttons
        if not text:
            return
        if not buttons:
            await self._post_message(channel=self.slack_channel, text=escaped(text))
            return
        sections = [
            {"type": "section", "text": {"type": "plain_text", "text": piece}}
            for piece in pieces(text, MOST_IN_SECTION)
        ]
        row = {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": button["title"][:MOST_ON_BUTTON]},
                    "value": button["payload"],
                }
                for button in buttons[:MOST_BUTTONS]
            ],
        }
        await self._post_message(channel=self.slack_channel, text=escaped(text), blocks=[*sections, row])


_LINK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


def plain(text: str) -> str:
    """Return a text as somebody typed it: Slack sends links, mentions and three characters in a mark-up of its own."""

    def typed(match: re.Match[str]) -> str:
        target, label = match.groups()
        if target[0] in "@#!":
            return f"{target[0]}{label}" if label else " "
        return label or target.removeprefix("mailto:").removeprefix("tel:")

    return html.unescape(_LINK.sub(typed, text))


def _event(request: Request) -> dict[str, Any]:
    """Return what Slack sent, whichever way it sent it; empty when it cannot be read."""
    try:
        found = request.json if "json" in (request.content_type or "") else json.loads(request.form["payload"][0])
    except Exception:
        return {}
    return found if isinstance(found, dict) else {}


def escaped(text: str) -> str:
    """Return a text in which Slack sees no mark-up: no mention of everybody, no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pieces(text: str, most: int) -> list[str]:
    """Cut a text between paragraphs, so that no piece is longer than ``most``; a longer paragraph is cut anywhere."""
    found = [""]
    for paragraph in text.split("\n\n"):
        joined = f"{found[-1]}\n\n{paragraph}" if found[-1] else paragraph
        if len(joined) <= most:
            found[-1] = joined
            continue
        cut = [paragraph[start : start + most] for start in range(0, len(paragraph), most)]
        found = [*(piece for piece in found if piece), *cut]
    return found
