"""Slack and Teams through Rasa's own connectors: switched on by the environment, off without a word of set-up."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from rasa.core.channels.botframework import BotFrameworkInput
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.slack import SlackInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.gate import open_gate

logger = structlog.get_logger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class OptionalChannel(InputChannel):
    """A channel that answers only when its secrets are in the environment."""

    channel = ""
    secrets: tuple[str, ...] = ()

    def __init__(self) -> None:
        """Open the channel behind this one when every secret is there.

        Raises:
            ValueError: some of the secrets are there, but not all.
        """
        found = {name: os.environ.get(name) or "" for name in self.secrets}
        given = [name for name, value in found.items() if value]
        if given and len(given) < len(found):
            missing = ", ".join(name for name in found if name not in given)
            raise ValueError(f"{self.channel} is half switched on: {missing} is missing from the environment")
        self._channel = self.open(found) if given else None

    @classmethod
    def name(cls) -> str:
        """Return the name in the path."""
        return cls.channel

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Build the channel; what it needs is in the environment, never in a file."""
        return cls()

    def open(self, found: Mapping[str, str]) -> InputChannel:
        """Return the channel to hand messages to."""
        raise NotImplementedError

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the channel's routes behind the gate, or one that says that it is off."""
        if self._channel is not None:
            logger.info("channel.on", channel=self.channel)
            blueprint: Blueprint = self._channel.blueprint(open_gate().around(on_new_message))
            return blueprint
        blueprint = Blueprint(f"{self.channel}_off")

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "off"})

        return blueprint

    def get_output_channel(self) -> Any:
        """Return the channel's way to send messages by itself, if it is on."""
        return self._channel.get_output_channel() if self._channel is not None else None


class OptionalSlack(OptionalChannel):
    """Slack, when SLACK_TOKEN and SLACK_SIGNING_SECRET are set."""

    channel = "slack"
    secrets = ("SLACK_TOKEN", "SLACK_SIGNING_SECRET")

    def open(self, found: Mapping[str, str]) -> InputChannel:
        """Return Rasa's Slack channel."""
        settings = {"slack_token": found["SLACK_TOKEN"], "slack_signing_secret": found["SLACK_SIGNING_SECRET"]}
        return SlackInput.from_credentials(settings)  # the constructor leaves out headers that it needs


class OptionalTeams(OptionalChannel):
    """Microsoft Teams, when TEAMS_APP_ID and TEAMS_APP_PASSWORD are set."""

    channel = "botframework"
    secrets = ("TEAMS_APP_ID", "TEAMS_APP_PASSWORD")

    def open(self, found: Mapping[str, str]) -> InputChannel:
        """Return Rasa's Bot Framework channel; it fetches Microsoft's keys when it is built."""
        return BotFrameworkInput(found["TEAMS_APP_ID"], found["TEAMS_APP_PASSWORD"])
