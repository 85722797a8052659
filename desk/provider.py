"""Log-in by an OpenID Connect provider: the authorization code, bound to one browser, and the token that it brings."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import structlog

from magdat.privacy.seal import BrokenSeal, Seal
from magdat.staff.provider_settings import ProviderSettings

if TYPE_CHECKING:  # read by who logs in so: most desks have no provider, and every start would wait for it
    from joserfc.jwk import KeySet

PATIENCE = 10.0
"""Seconds that the provider gets for each answer."""

LASTS = 600.0
"""Seconds in which somebody has to come back from the provider."""

LEEWAY = 60
"""Seconds that clocks may differ."""

ALGORITHMS = ("RS256", "ES256")
"""With what a token may be signed; never with a shared secret, whatever it says itself."""

BACK = "/aangemeld"
"""The page to which the provider sends people back."""

_BOUND = "desk log-in elsewhere"

logger = structlog.get_logger(__name__)


class NotKnown(Exception):
    """Nobody comes in; the text is a key of leidraad/bureau.yml."""


@dataclass(frozen=True)
class Person:
    """Who the provider says somebody is."""

    subject: str
    """What the provider calls them, for ever."""

    name: str
    """What people call them."""

    values: frozenset[str]
    """What the claim of roles holds."""


@dataclass(frozen=True)
class Going:
    """Somebody on their way to the provider."""

    address: str
    kept: str
    """Sealed: what their browser has to bring back, so that nobody else can end this log-in."""


class Provider:
    """One provider. What it publishes is asked at every log-in: those are few, and keys change."""

    def __init__(
        self, settings: ProviderSettings, seal: Seal, here: str, clock: Callable[[], float] = time.time
    ) -> None:
        """Keep what it works with.

        Args:
            settings: the provider, and who we are there.
            seal: closes what browsers keep meanwhile.
            here: where people find the desk page, without a slash at the end.
            clock: gives seconds since 1970.
        """
        self.settings = settings
        self._seal = seal
        self._back = f"{here}{BACK}"
        self._clock = clock

    def go(self, where: str) -> Going:
        """Begin a log-in that ends at a page.

        Raises:
            NotKnown: the provider cannot be reached, or is not the one that it should be.
        """
        nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        there = self._published()["authorization_endpoint"]
        with self._asking() as client:
            address, state = client.create_authorization_url(there, code_verifier=verifier, nonce=nonce)
        kept = {"state": state, "nonce": nonce, "verifier": verifier, "where": where, "at": self._clock()}
        return Going(address, self._seal.close(json.dumps(kept), _BOUND).hex())

    def come_back(self, kept: str, state: str, code: str) -> tuple[Person, str]:
        """Return who came back, and the page where they wanted to go.

        Raises:
            NotKnown: this browser did not begin it, it took too long, or what the provider says cannot be believed.
        """
        from authlib.common.errors import AuthlibBaseError
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        try:
            begun = json.loads(self._seal.open(bytes.fromhex(kept), _BOUND))
        except (BrokenSeal, ValueError):
            raise NotKnown("aanmelden_opnieuw") from None
        if not code or not secrets.compare_digest(begun["state"].encode(), state.encode()):
            raise NotKnown("aanmelden_opnieuw")
        if not 0 <= self._clock() - begun["at"] <= LASTS:
            raise NotKnown("aanmelden_opnieuw")
        try:
            published = self._published()
            with self._asking() as client:
                told = client.fetch_token(published["token_endpoint"], code=code, code_verifier=begun["verifier"])
            keys = KeySet.import_key_set(_read(published["jwks_uri"]))
            claims = self._believed(str(told.get("id_token") or ""), keys, begun["nonce"])
        except (AuthlibBaseError, JoseError, httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            logger.warning("desk.provider_not_believed", kind=type(error).__name__)
            raise NotKnown("aanmelden_elders_mislukt") from None
        return self._person(claims), str(begun["where"])

    def _believed(self, token: str, keys: KeySet, nonce: str) -> Mapping[str, Any]:
        from joserfc import jwt

        claims: dict[str, Any] = jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
        checks = jwt.JWTClaimsRegistry(
            now=lambda: int(self._clock()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self.settings.issuer},
            aud={"essential": True, "value": self.settings.client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        checks.validate(claims)
        if claims.get("azp", self.settings.client) != self.settings.client:
            raise ValueError("the token is for somebody else")
        return claims

    def _person(self, claims: Mapping[str, Any]) -> Person:
        named = (claims.get(name) for name in ("preferred_username", "email", "sub"))
        name = next(str(item) for item in named if item)
        given = claims.get(self.settings.claim)
        values = given if isinstance(given, list) else [given]
        return Person(str(claims["sub"]), name, frozenset(item for item in values if isinstance(item, str)))

    def _asking(self) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client

        return OAuth2Client(
            self.settings.client,
            self.settings.secret,
            redirect_uri=self._back,
            scope="openid profile email",
            code_challenge_method="S256",
            timeout=PATIENCE,
        )

    def _published(self) -> Mapping[str, str]:
        """Return where the provider does what.

        Raises:
            NotKnown: it cannot be reached, or is not the one that it should be.
        """
        address = f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            told = _read(address)
            found = {name: str(told[name]) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
            if told["issuer"] != self.settings.issuer:
                raise ValueError("another issuer")
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            logger.error("desk.provider_away", kind=type(error).__name__)
            raise NotKnown("aanmelden_elders_weg") from None
        # What is said over https is not gone on with over something else.
        if any(not item.startswith(("https://", *self._plain())) for item in found.values()):
            logger.error("desk.provider_away", kind="not https")
            raise NotKnown("aanmelden_elders_weg")
        return found

    def _plain(self) -> tuple[str, ...]:
        """Return what addresses may also begin with: a provider on this machine may do without https."""
        return (f"{self.settings.issuer.rstrip('/')}/",) if self.settings.issuer.startswith("http://") else ()


def _read(address: str) -> Any:
    return httpx.get(address, timeout=PATIENCE).raise_for_status().json()
