"""Calls to the web interface of another system, with its refusals put in the words that a courier knows."""

from __future__ import annotations

import logging
import re
import ssl
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from magdat.handoff.failures import PermanentFailure, TemporaryFailure
from magdat.handoff.ways.addresses import is_loopback

TIMEOUT = 30.0
"""Seconds that the other side has for each step of a call."""

MENDABLE = 300.0
"""Seconds until another try when an administrator has to do something: a token, a right."""

# At INFO httpx logs whole addresses.
logging.getLogger("httpx").setLevel(logging.WARNING)


class Missing(PermanentFailure):
    """What was asked for is not there."""


class Unwelcome(TemporaryFailure):
    """The token is refused, or lacks a right: somebody has to mend that, and then everything goes on."""


class Calls:
    """Calls to one system, under one token."""

    def __init__(
        self, system: str, address: str, headers: Mapping[str, str], *, timeout: float = TIMEOUT, trust: Any = None
    ) -> None:
        """Prepare to call.

        Args:
            system: what the log calls the other side, such as ``rt``.
            address: where its interface begins; ``https://``, or ``http://`` on this machine.
            headers: what goes along with every call, the token for one.
            timeout: see TIMEOUT.
            trust: certificates to trust, as an SSL context; ``None`` is what the machine trusts.

        Raises:
            ValueError: a token would travel readable to another machine.
        """
        found = httpx.URL(address)
        if found.scheme not in {"http", "https"} or not found.host:
            raise ValueError("this must be a full address that starts with https://")
        if found.scheme == "http" and not is_loopback(found.host):
            raise ValueError("this must start with https://; http:// is for this machine alone")
        self._system = system
        self._address = address.rstrip("/")
        self._headers = {"Accept": "application/json", **headers}
        self._timeout = timeout
        self._trust: ssl.SSLContext | bool = True if trust is None else trust
        # Companies often reach the web through a proxy, but never their own machine.
        self._through_proxy = not is_loopback(found.host)

    def get(self, path: str, **asked: str | int) -> Any:
        """Ask for something and return it.

        Raises:
            TemporaryFailure: the other side is away or busy; Unwelcome when it wants an administrator first.
            PermanentFailure: it refuses; Missing when there is no such thing.
        """
        return self._call("GET", path, params={name: str(value) for name, value in asked.items()})

    def post(self, path: str, content: Mapping[str, Any]) -> Any:
        """Bring something, and return what is said; it fails as :meth:`get` does."""
        return self._call("POST", path, json=dict(content))

    def put(self, path: str, content: Mapping[str, Any]) -> Any:
        """Change something, and return what is said; it fails as :meth:`get` does."""
        return self._call("PUT", path, json=dict(content))

    def delete(self, path: str) -> Any:
        """Remove something, and return what is said; it fails as :meth:`get` does."""
        return self._call("DELETE", path)

    def _call(self, method: str, path: str, **more: Any) -> Any:
        try:
            with httpx.Client(
                timeout=self._timeout, headers=self._headers, trust_env=self._through_proxy, verify=self._trust
            ) as client:
                response = client.request(method, f"{self._address}{path}", **more)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise TemporaryFailure(f"{self._system}: {type(error).__name__}") from None
        self._check(response)
        if not response.content:
            return None
        try:
            return response.json()
        except ValueError:
            raise TemporaryFailure(f"{self._system}: an answer that is no JSON") from None

    def _check(self, response: httpx.Response) -> None:
        status = response.status_code
        if 200 <= status < 300:
            return
        why = f"{self._system}: http {status}"
        if status == 429 or status >= 500:
            raise TemporaryFailure(why, _seconds(response.headers.get("Retry-After")))
        if status in {401, 403}:
            raise Unwelcome(f"{why}, it refuses our token or that lacks a right", MENDABLE)
        if status in {404, 410}:
            raise Missing(why)
        raise PermanentFailure(why)


def _seconds(retry_after: str | None) -> float | None:
    """Read a Retry-After header, which holds seconds or a date; ``None`` when there is none or it is nonsense."""
    if not retry_after:
        return None
    if re.fullmatch(r"\d{1,9}", retry_after.strip(), re.ASCII):
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
