"""Calls of the action server with the number of the request in a header, timed: one turn can be followed over both."""

from __future__ import annotations

from typing import Any

import rasa
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from magdat.metrics.requests import current, headers, stage


class Followed(EndpointConfig):
    """The endpoint of the action server."""

    async def request(self, *given: Any, **named: Any) -> Any:
        """Send a request as Rasa does; where one of ours is being handled, its number goes along.

        Raises:
            ClientResponseError: the other side refuses (see Rasa's EndpointConfig).
        """
        if current() is None:
            return await super().request(*given, **named)
        with stage("action"):
            named["headers"] = {**(named.get("headers") or {}), **headers()}
            return await super().request(*given, **named)


def use() -> None:
    """Let Rasa's remote actions call so, in this process.

    Raises:
        RuntimeError: this Rasa calls its action server in a way that is not known here.
    """
    before = RemoteAction.__init__

    def begin(self: RemoteAction, name: str, action_endpoint: EndpointConfig | None) -> None:
        if type(action_endpoint) is EndpointConfig:
            action_endpoint.__class__ = Followed
        before(self, name, action_endpoint)

    if before.__code__.co_varnames[: before.__code__.co_argcount] != ("self", "name", "action_endpoint"):
        raise RuntimeError(f"Rasa {rasa.__version__} makes its remote actions otherwise: see launch/action_calls.py")
    RemoteAction.__init__ = begin
