"""Whether a token that comes in is the Bot Framework's, for us, and good for messages of Teams."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import jwt

from channels.key_ring import KeyRing, KeysUnread
from channels.teams_activity import CHANNEL
from magdat.teams.keys import KeysError, endorses, fetch_keys

ISSUER = "https://api.botframework.com"

LEEWAY = 300.0
"""Seconds that clocks may differ."""

KEYS_KEPT = 24 * 3600.0
"""Seconds that Microsoft's keys are used before they are fetched again."""

FETCH_PAUSE = 60.0
"""Seconds between two fetches of keys: tokens that name strange keys must not make us fetch all day."""


class TokenError(Exception):
    """A token is not good; the message says why and holds nothing of the token."""


class IncomingTokens:
    """Check the tokens that Microsoft signs for one app.

    The keys are fetched when the first token comes in, so that the assistant starts without the internet.
    """

    def __init__(self, app_id: str, configuration: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Remember for whom tokens must be and at which address Microsoft says where its keys are."""
        self._app_id = app_id
        self._configuration = configuration
        self._keys = KeyRing(self._fetch, "teams.keys_not_fetched", kept=KEYS_KEPT, pause=FETCH_PAUSE, clock=clock)

    async def claims(self, header: str | None) -> dict[str, Any]:
        """Return what the token in an Authorization header says.

        Raises:
            TokenError: it is missing, expired, not Microsoft's, not for us, or signed by a key for other channels.
        """
        kind, _, token = (header or "").partition(" ")
        if kind.lower() != "bearer" or not token:
            raise TokenError("no bearer token")
        try:
            # A hostile header may be nested so deep, or hold such numbers, that reading it fails in other ways.
            found = await self._key(str(jwt.get_unverified_header(token).get("kid")))
            claims: dict[str, Any] = jwt.decode(
                token,
                key=jwt.PyJWK(found, algorithm="RS256").key,
                algorithms=["RS256"],  # never what the token itself asks for
                audience=self._app_id,
                issuer=ISSUER,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise TokenError(type(error).__name__) from None
        if not endorses(found, CHANNEL):
            raise TokenError("the key is not for Teams")
        return claims

    async def _key(self, name: str) -> dict[str, Any]:
        if (found := await self._keys.named(name)) is None:
            raise TokenError("unknown key")
        return found

    async def _fetch(self) -> dict[str, dict[str, Any]]:
        try:
            return await fetch_keys(self._configuration)
        except KeysError as error:
            raise KeysUnread(str(error)) from None
