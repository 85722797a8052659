"""The token that we show the Bot Framework with every answer, from the app's own tenant."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from cryptography import x509

from magdat.teams.settings import TeamsSettings

AUDIENCE = "https://api.botframework.com"
SCOPE = f"{AUDIENCE}/.default"

PATIENCE = 10.0
"""Seconds that the log-in gets to answer."""


class LoginError(Exception):
    """There is no token; ``code`` is Microsoft's own number for why, where it gives one, and 0 elsewhere."""

    def __init__(self, why: str, code: int = 0) -> None:
        """Say why in a word, without anything of the secret."""
        super().__init__(why)
        self.code = code


class Login:
    """Our own token: msal keeps it until shortly before it ends. Nothing is fetched before the first is wanted."""

    def __init__(self, settings: TeamsSettings) -> None:
        """Log in as the app of ``settings``."""
        self._settings = settings
        self._lock = threading.Lock()
        self._app: Any = None
        self._asking: asyncio.Future[str] | None = None

    async def token(self) -> str:
        """Return a token that is good for some minutes; a thread fetches it, for msal waits for the answer.

        Everybody who asks meanwhile waits for the same one: the process has few threads, and the other channels would
        wait for those too while the log-in cannot be reached.

        Raises:
            LoginError: Microsoft cannot be reached, or does not know the app.
        """
        if self._asking is None:
            self._asking = asyncio.ensure_future(asyncio.to_thread(self.fetch))
            self._asking.add_done_callback(self._asked)
        return await asyncio.shield(self._asking)

    def fetch(self) -> str:
        """Return a token that is good for some minutes, waiting for it.

        Raises:
            LoginError: Microsoft cannot be reached, or does not know the app.
        """
        import msal  # here: a third of a second at the start of whoever has no Teams

        with self._lock:
            try:
                found = self._ask()
            except (httpx.HTTPError, OSError, ValueError, KeyError, msal.ManagedIdentityError) as error:
                self._app = None  # what it knows of the tenant may be what is wrong
                raise LoginError(type(error).__name__) from None
        if token := found.get("access_token"):
            return str(token)
        raise LoginError(str(found.get("error") or "no token"), next(iter(found.get("error_codes") or ()), 0))

    def forget(self) -> None:
        """Fetch a new token next time: the one that we have was refused. This never waits for one on its way."""
        self._app = None

    def _asked(self, asked: asyncio.Future[str]) -> None:
        self._asking = None
        if not asked.cancelled():
            asked.exception()  # whoever asked may be gone, and then nobody else looks at it

    def _ask(self) -> Mapping[str, Any]:
        app = self._app
        if app is None:
            app = self._app = self._open()
        if self._settings.managed:
            return dict(app.acquire_token_for_client(resource=AUDIENCE))
        return dict(app.acquire_token_for_client(scopes=[SCOPE]))

    def _open(self) -> Any:
        import msal

        web = _Web(self._settings.login)
        if self._settings.managed:
            identity = msal.UserAssignedManagedIdentity(client_id=self._settings.app_id)
            return msal.ManagedIdentityClient(identity, http_client=web)
        return msal.ConfidentialClientApplication(
            self._settings.app_id,
            client_credential=self._credential(),
            authority=web.said_to_msal(self._settings.authority),
            instance_discovery=False,  # the tenant's own log-in, and nobody else's word on whether it is one
            http_client=web,
        )

    def _credential(self) -> str | dict[str, str]:
        if self._settings.certificate is None:
            return self._settings.secret
        pem = self._settings.certificate.read_text(encoding="ascii")
        return {"private_key": pem, "public_certificate": pem}


def certificate_of(path: Path) -> x509.Certificate:
    """Return the certificate in a PEM file.

    Raises:
        OSError: the file cannot be read.
        ValueError: there is no certificate in it.
    """
    return x509.load_pem_x509_certificate(path.read_bytes())


class _Web:
    """How msal reaches the log-in: it takes https addresses only, also for a stand-in on this machine."""

    def __init__(self, login: str) -> None:
        self._plain = login if login.startswith("http://") else ""
        self._client = httpx.Client(timeout=PATIENCE)

    def said_to_msal(self, address: str) -> str:
        return f"https://{address.partition('://')[2]}"

    def get(self, url: str, params: Any = None, headers: Any = None, **_more: Any) -> httpx.Response:
        return self._client.get(self._there(url), params=params, headers=headers)

    def post(self, url: str, params: Any = None, data: Any = None, headers: Any = None, **_more: Any) -> httpx.Response:
        return self._client.post(self._there(url), params=params, data=data, headers=headers)

    def close(self) -> None:
        self._client.close()

    def _there(self, url: str) -> str:
        secure = self.said_to_msal(self._plain) if self._plain else ""
        return f"{self._plain}{url.removeprefix(secure)}" if secure and url.startswith(secure) else url
