"""A channel that the environment switches on; off, it needs no set-up and answers nobody."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import structlog
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.gate import OnNewMessage

logger = structlog.get_logger(__name__)


class OptionalChannel(InputChannel):
    """A channel that answers only when its secrets are in the environment."""

    channel = ""
    secrets: tuple[str, ...] = ()

    def __init__(self) -> None:
        """Open the channel behind this one when every secret is there.

        Raises:
            ValueError: some of the secrets are there, but not all.
        """
        given = [name for name in self.secrets if os.environ.get(name)]
        if given and len(given) < len(self.secrets):
            missing = ", ".join(name for name in self.secrets if name not in given)
            raise ValueError(f"{self.channel} is half switched on: {missing} is missing from the environment")
        self._channel = self.open(os.environ) if given else None

    @classmethod
    def name(cls) -> str:
        """Return the name in the path."""
        return cls.channel

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Build the channel; what it needs is in the environment, never in a file."""
        return cls()

    def open(self, environment: Mapping[str, str]) -> InputChannel:
        """Return the channel to hand messages to; every secret is there."""
        raise NotImplementedError

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the channel's routes, or one that says that it is off."""
        if self._channel is not None:
            logger.info("channel.on", channel=self.channel)
            blueprint: Blueprint = self._channel.blueprint(on_new_message)
            return blueprint
        blueprint = Blueprint(f"{self.channel}_off")

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "off"})

        return blueprint

    def get_output_channel(self) -> Any:
        """Return the channel's way to send messages by itself, if it is on."""
        return self._channel.get_output_channel() if self._channel is not None else None
