"""The keys with which the Bot Framework signs what it brings."""

from __future__ import annotations

from typing import Any

import httpx

PATIENCE = 10.0
"""Seconds that Microsoft gets to answer."""


class KeysError(Exception):
    """The keys cannot be had; the message says of what kind the fault is."""


async def fetch_keys(configuration: str) -> dict[str, dict[str, Any]]:
    """Return the keys by their names, from where the configuration at an address says that they are.

    Raises:
        KeysError: nobody answers there, or not with keys.
    """
    try:
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            where = (await client.get(configuration)).raise_for_status().json()["jwks_uri"]
            found = (await client.get(where)).raise_for_status().json()["keys"]
        return {str(key["kid"]): key for key in found}
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
        raise KeysError(type(error).__name__) from None


def endorses(key: dict[str, Any], channel: str) -> bool:
    """Return whether Microsoft says that a key may sign what comes from a channel."""
    endorsed = key.get("endorsements")
    return isinstance(endorsed, list) and channel in endorsed
