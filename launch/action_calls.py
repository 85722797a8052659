"""Calls of the action server with the number of the request in a header, timed: one turn can be followed over both.

An action server that is being restarted takes no connections for some seconds. Rasa makes an error of that at once;
here it is tried again for a while, which doubles nothing: nothing was sent.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import rasa
import structlog
from aiohttp import ClientConnectorError, ClientSSLError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from magdat.metrics.requests import current, headers, stage

logger = structlog.get_logger(__name__)

PATIENCE = 12.0
"""Seconds after the first refusal in which it is tried again: a start takes less, and the gate waits for twenty."""

FIRST_WAIT, LONGEST_WAIT = 0.05, 0.5
"""Seconds between two tries: the first time, and at most; each is twice the one before."""

QUIET = 30.0
"""Seconds after the last refusal from which the next one is of another restart."""


class Away:
    """How long the action server refuses already, as all turns of this process saw it.

    They share their patience: few turns are handled at once, and a server that stays away must not hold up each of
    them anew, nor each action of one turn.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with a server that is there; ``clock`` gives seconds."""
        self._clock = clock
        self._since: float | None = None
        self._last = 0.0

    def refused(self) -> float:
        """Note that it refused; return how many seconds of patience are left, 0 or less when there are none."""
        now = self._clock()
        if self._since is None or now - self._last > QUIET:
            self._since = now
            logger.warning("action.server_away")
        self._last = now
        return self._since + PATIENCE - now

    def took(self) -> None:
        """Note that it took a connection."""
        self._since = None


class Followed(EndpointConfig):
    """The endpoint of the action server."""

    away: Away

    async def request(self, *given: Any, **named: Any) -> Any:
        """Send a request as Rasa does; where one of ours is being handled, its number goes along.

        Raises:
            ClientResponseError: the other side refuses (see Rasa's EndpointConfig).
            ClientConnectorError: it takes no connection, however often it was tried.
        """
        if current() is None:
            return await self._sent(*given, **named)
        with stage("action"):
            named["headers"] = {**(named.get("headers") or {}), **headers()}
            return await self._sent(*given, **named)

    async def _sent(self, *given: Any, **named: Any) -> Any:
        """Send it once; again only where no connection was made, for whatever was sent may have been carried out."""
        wait = FIRST_WAIT
        while True:
            try:
                reply = await super().request(*given, **named)
            except ClientSSLError:
                raise  # a certificate that is not right does not become so by waiting
            except ClientConnectorError:
                left = self.away.refused()
                if left <= 0:
                    raise
            else:
                self.away.took()
                return reply
            await asyncio.sleep(min(wait, left))
            wait = min(2 * wait, LONGEST_WAIT)


def follow(endpoint: EndpointConfig) -> None:
    """Let an endpoint that Rasa made call so, from now on."""
    endpoint.__class__ = Followed
    endpoint.away = Away()


def use() -> None:
    """Let Rasa's remote actions call so, in this process.

    Raises:
        RuntimeError: this Rasa calls its action server in a way that is not known here.
    """
    before = RemoteAction.__init__

    def begin(self: RemoteAction, name: str, action_endpoint: EndpointConfig | None) -> None:
        if type(action_endpoint) is EndpointConfig:
            follow(action_endpoint)
        before(self, name, action_endpoint)

    if before.__code__.co_varnames[: before.__code__.co_argcount] != ("self", "name", "action_endpoint"):
        raise RuntimeError(f"Rasa {rasa.__version__} makes its remote actions otherwise: see launch/action_calls.py")
    RemoteAction.__init__ = begin
