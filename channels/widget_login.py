"""Tokens of the company's intranet: whether one is good, and who shows it."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx
import jwt

from channels.key_ring import KeyRing, KeysUnread
from magdat.settings import IntranetLogin

LEEWAY = 60.0
"""Seconds that clocks may differ."""

KEYS_KEPT = 3600.0
"""Seconds that keys are used before they are read again: one that was withdrawn is believed no longer than that."""

READ_PAUSE = 30.0
"""Seconds between two readings of keys: tokens that name strange keys must not make us read all day."""

PATIENCE = 10.0
"""Seconds that the intranet gets to answer."""

MOST_KEYS = 1_000_000
"""Characters of a file or answer with keys."""

_FORM = re.compile(r"[A-Za-z0-9_-]{1,4000}\.[A-Za-z0-9_-]{1,8000}\.[A-Za-z0-9_-]{1,4000}")
_ALGORITHMS = {("RSA", None): "RS256", ("EC", "P-256"): "ES256"}
"""What a key may sign with; never what a token asks for, and never a shared secret."""

_MOST_OF_A_NAME = 255


class LoginRefused(Exception):
    """A token of the intranet is not good; the message says why and holds nothing of the token."""


class KeysAway(Exception):
    """No keys could be read yet, so that nobody can be believed or refused."""


class IntranetTokens:
    """Check the tokens of one intranet.

    Its keys are read when the first token comes in, so that the assistant starts without it (channels/key_ring.py).
    """

    def __init__(self, login: IntranetLogin, clock: Callable[[], float] = time.monotonic) -> None:
        """Remember whose tokens are good; ``clock`` gives seconds."""
        self._login = login
        self._keys = KeyRing(self._read, "widget.keys_not_read", kept=KEYS_KEPT, pause=READ_PAUSE, clock=clock)

    async def person(self, token: object) -> str:
        """Return who shows a token (its ``sub``).

        Raises:
            LoginRefused: it is missing, expired, not the intranet's, or not for us.
            KeysAway: the intranet's keys cannot be read.
        """
        if not isinstance(token, str) or not _FORM.fullmatch(token):
            raise LoginRefused("no token")
        try:
            name = jwt.get_unverified_header(token).get("kid")
            key = await self._key(name if isinstance(name, str) else None)
            claims: dict[str, Any] = jwt.decode(
                token,
                key=key.key,
                algorithms=[key.algorithm_name],
                audience=self._login.audience,
                issuer=self._login.issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError, OverflowError) as error:
            raise LoginRefused(type(error).__name__) from None
        person = claims["sub"]
        if not isinstance(person, str) or not person.strip() or len(person) > _MOST_OF_A_NAME:
            raise LoginRefused("no name")
        return person

    async def _key(self, name: str | None) -> jwt.PyJWK:
        found = await self._keys.named(name)
        if not self._keys.known:
            raise KeysAway
        if found is None:
            raise LoginRefused("unknown key")
        return found

    async def _read(self) -> dict[str, jwt.PyJWK]:
        try:
            return keys_of(json.loads(await self._text()))
        except (httpx.HTTPError, OSError, ValueError, RecursionError) as error:
            raise KeysUnread(type(error).__name__) from None

    async def _text(self) -> str:
        if "://" not in self._login.keys:
            text = await asyncio.to_thread(Path(self._login.keys).read_text, encoding="utf-8")
        else:
            async with httpx.AsyncClient(timeout=PATIENCE) as client:
                text = (await client.get(self._login.keys)).raise_for_status().text
        if len(text) > MOST_KEYS:
            raise ValueError("too long")
        return text


def keys_of(document: Any) -> dict[str, jwt.PyJWK]:
    """Return the keys of a JWKS that may sign, by their names; others are left out.

    Raises:
        ValueError: it is no JWKS.
    """
    if not isinstance(document, dict) or not isinstance(document.get("keys"), list):
        raise ValueError("no JWKS")
    found: dict[str, jwt.PyJWK] = {}
    for item in document["keys"]:
        if (key := _signing_key(item)) is not None:
            found[str(item.get("kid", ""))] = key
    return found


def _signing_key(item: Any) -> jwt.PyJWK | None:
    if not isinstance(item, Mapping) or item.get("use", "sig") != "sig":
        return None
    algorithm = _ALGORITHMS.get((str(item.get("kty")), item.get("crv") if item.get("kty") == "EC" else None))
    if algorithm is None or item.get("alg", algorithm) != algorithm:
        return None
    public = {name: value for name, value in item.items() if name != "d"}
    try:
        return jwt.PyJWK(public, algorithm=algorithm)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        return None
