"""Slack's Web API: calls with our token, and the short-lived addresses at which an interaction may be answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from channels.base import NotSent, Undeliverable

API = "https://slack.com/api/"
PATIENCE = 10.0
"""Seconds that Slack gets to answer."""

GONE = frozenset(
    {
        *("channel_not_found", "not_in_channel", "is_archived", "user_not_found", "user_not_in_channel"),
        *("account_inactive", "restricted_action", "user_disabled", "messages_tab_disabled", "message_not_found"),
        *("cant_update_message", "team_access_not_granted", "org_login_required", "cannot_dm_bot", "thread_not_found"),
        *("cannot_reply_to_message", "channel_is_limited_access", "method_not_supported_for_channel_type"),
        *("is_inactive", "no_text", "msg_too_long", "duplicate_channel_not_found"),
    }
)
"""What Slack says when a message can never arrive at this place."""

RESTRICTED = "restricted_action"
"""What all that begins with it says the same of: that a channel or thread is closed to us by who manages it."""

FULL_OF_FAULTS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
"""What Slack says when it takes a text, but not the blocks that we made of it."""

MENDABLE = 300.0
"""Seconds until another try when an administrator has to do something: a token that is no longer good, a scope."""

RESPONDERS = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})
"""Where Slack lets an interaction be answered."""


class Refused(Undeliverable):
    """Slack refuses the blocks, and may take the text."""


class WebApi:
    """What we ask of Slack."""

    def __init__(self, token: str, address: str = API) -> None:
        """Call the Web API at ``address`` as the bot that ``token`` is of."""
        self._headers = {"Authorization": f"Bearer {token}"}
        self._address = address.rstrip("/") + "/"
        self._client: httpx.AsyncClient | None = None

    async def close(self) -> None:
        """Let go of the connections to Slack."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def call(self, method: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Call a method and return what Slack says.

        Raises:
            NotSent: Slack is out of reach, asks to slow down, or wants an administrator first.
            Refused: it does not take the blocks.
            Undeliverable: there is no such place, or we may not be there.
        """
        return _read(await self._post(self._address + method, arguments, self._headers))

    async def respond(self, address: str, message: Mapping[str, Any]) -> None:
        """Answer an interaction at the address that came with it; our token is not sent there.

        Raises:
            NotSent: Slack is out of reach, or asks to slow down.
            Undeliverable: the address is not Slack's, or was used too often or too late.
        """
        if not self._is_slacks(address):
            raise Undeliverable("no address of Slack")
        response = await self._post(address, message, {})
        if response.status_code == 429 or response.status_code >= 500:
            _read(response)
        if response.status_code >= 400:
            raise Undeliverable(f"the address to respond to is used up ({response.status_code})")

    def _is_slacks(self, address: str) -> bool:
        there, api = urlsplit(address), urlsplit(self._address)
        if there.scheme == "https" and there.hostname in RESPONDERS:
            return True
        return (there.scheme, there.netloc) == (api.scheme, api.netloc)

    async def _post(self, address: str, content: Mapping[str, Any], headers: Mapping[str, str]) -> httpx.Response:
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=PATIENCE)
        try:
            return await self._client.post(address, json=content, headers=dict(headers))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotSent(type(error).__name__) from None


def _read(response: httpx.Response) -> dict[str, Any]:
    if response.status_code == 429:
        raise NotSent("slack asks to slow down", after=_seconds(response.headers.get("retry-after", "")))
    if response.status_code >= 400:
        raise NotSent(f"status {response.status_code}")
    try:
        said = response.json()
        fault = "" if said["ok"] is True else str(said["error"])
    except (ValueError, KeyError, TypeError):
        raise NotSent("an answer that is none") from None
    if fault in FULL_OF_FAULTS:
        raise Refused(fault)
    if fault in GONE or fault.startswith(RESTRICTED):
        raise Undeliverable(fault)
    if fault:
        raise NotSent(fault, after=None if fault in _PASSING else MENDABLE)
    return dict(said)


_PASSING = frozenset(
    {"ratelimited", "rate_limited", "internal_error", "fatal_error", "request_timeout", "service_unavailable"}
)
"""Faults of Slack's own that pass."""


def _seconds(said: str) -> float:
    return float(said) if said.isascii() and said.isdigit() else 1.0
