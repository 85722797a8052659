"""Tokens of the Bot Framework: whether one that comes in is Microsoft's, and one of our own to answer with."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import jwt
import structlog

ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"

LEEWAY = 300.0
"""Seconds that clocks may differ."""

KEYS_KEPT = 24 * 3600.0
"""Seconds that Microsoft's keys are used before they are fetched again."""

FETCH_PAUSE = 60.0
"""Seconds between two fetches of keys: tokens that name strange keys must not make us fetch all day."""

PATIENCE = 10.0
"""Seconds that Microsoft gets to answer."""

logger = structlog.get_logger(__name__)


class TokenError(Exception):
    """A token is not good, or there is none; the message says why and holds nothing of the token."""


class IncomingTokens:
    """Check the tokens that Microsoft signs for one app.

    The keys are fetched when the first token comes in, so that the assistant starts without the internet.
    """

    def __init__(self, app_id: str, configuration: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Remember for whom tokens must be and at which address Microsoft says where its keys are."""
        self._app_id = app_id
        self._configuration = configuration
        self._clock = clock
        self._keys: dict[str, dict[str, Any]] = {}
        self._fetched = float("-inf")

    async def claims(self, header: str | None) -> dict[str, Any]:
        """Return what the token in an Authorization header says.

        Raises:
            TokenError: it is missing, expired, not Microsoft's, or not for us.
        """
        kind, _, token = (header or "").partition(" ")
        if kind.lower() != "bearer" or not token:
            raise TokenError("no bearer token")
        try:
            key = jwt.PyJWK(await self._key(str(jwt.get_unverified_header(token).get("kid"))), algorithm="RS256")
            claims: dict[str, Any] = jwt.decode(
                token,
                key=key.key,
                algorithms=["RS256"],  # never what the token itself asks for
                audience=self._app_id,
                issuer=ISSUER,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud"]},
            )
        except jwt.PyJWTError as error:
            raise TokenError(type(error).__name__) from None
        return claims

    async def _key(self, name: str) -> dict[str, Any]:
        age = self._clock() - self._fetched
        if age > KEYS_KEPT or (name not in self._keys and age > FETCH_PAUSE):
            self._fetched = self._clock()
            try:
                async with httpx.AsyncClient(timeout=PATIENCE) as client:
                    where = (await client.get(self._configuration)).raise_for_status().json()["jwks_uri"]
                    found = (await client.get(where)).raise_for_status().json()["keys"]
                self._keys = {key["kid"]: key for key in found}
            except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
                # The keys of before stay good enough for the tokens that they fit.
                logger.error("teams.keys_not_fetched", kind=type(error).__name__)
        if name not in self._keys:
            raise TokenError("unknown key")
        return self._keys[name]


@dataclass
class OutgoingToken:
    """Our own token, fetched when it is needed and kept until shortly before it ends."""

    app_id: str
    password: str
    address: str
    _token: str = ""
    _until: float = float("-inf")

    async def get(self) -> str:
        """Return a token that is good for some minutes.

        Raises:
            httpx.HTTPError: Microsoft cannot be reached, or does not know the app.
            TokenError: the answer holds no token.
        """
        if time.monotonic() < self._until:
            return self._token
        form = {
            "grant_type": "client_credentials",
            "client_id": self.app_id,
            "client_secret": self.password,
            "scope": SCOPE,
        }
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            answer = (await client.post(self.address, data=form)).raise_for_status()
        try:
            body = answer.json()
            self._token = str(body["access_token"])
            self._until = time.monotonic() + float(body["expires_in"]) - LEEWAY
        except (json.JSONDecodeError, KeyError, TypeError, ValueError):
            raise TokenError("the answer of the log-in holds no token") from None
        return self._token
