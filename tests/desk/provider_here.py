"""An OpenID Connect provider on the loopback, with real RS256 keys, which checks what a real one checks."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from stand_ins import Received, StandIn, stand_in

CLIENT, SECRET = "bureau-van-de-test", "geheim-van-de-test"
KEY, STRANGER = (RSAKey.generate_key(2048, parameters={"kid": "een"}) for _ in range(2))


@dataclass
class Here:
    """The provider: who logs in, and what it says of them."""

    server: StandIn
    changes: dict[str, Any] = field(default_factory=dict)
    """Claims that it gets wrong; ``None`` is one that it leaves out."""

    key: Any = KEY
    algorithm: str = "RS256"
    published: dict[str, str] = field(default_factory=dict)
    """What it publishes wrongly."""

    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        return f"{self.server.address}/bedrijf"

    def logs_in(self, address: str, **claims: Any) -> dict[str, str]:
        """Let somebody log in who was sent to an address; return what they bring back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_hex(8)
        self._codes[code] = {**asked, "claims": json.dumps(claims)}
        return {"code": code, "state": asked["state"]}

    def answer(self, request: Received) -> tuple[int, bytes]:
        at = self.issuer
        if request.path == "/bedrijf/.well-known/openid-configuration":
            told = {"issuer": at, "authorization_endpoint": f"{at}/auth", "token_endpoint": f"{at}/token"}
            return 200, json.dumps({**told, "jwks_uri": f"{at}/keys", **self.published}).encode()
        if request.path == "/bedrijf/keys":
            return 200, json.dumps({"keys": [KEY.as_dict(private=False)]}).encode()
        if request.path == "/bedrijf/token":
            return self._token(request)
        return 404, b"{}"

    def _token(self, request: Received) -> tuple[int, bytes]:
        form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        asked = self._codes.pop(form["code"], None)  # a code is good once
        who = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        good = asked is not None and request.headers.get("authorization") == f"Basic {who}"
        if not good or asked["code_challenge"] != challenge or asked["redirect_uri"] != form["redirect_uri"]:
            return 400, b'{"error": "invalid_grant"}'
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT, "sub": "17", "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = {**usual, **json.loads(asked["claims"]), **self.changes}
        kept = {name: value for name, value in claims.items() if value is not None}
        signed = jwt.encode({"alg": self.algorithm, "kid": "een"}, kept, self.key, algorithms=[self.algorithm])
        return 200, json.dumps({"access_token": "x", "token_type": "Bearer", "id_token": signed}).encode()


SHARED = OctKey.import_key(SECRET * 4)
"""A secret as a key, with which nobody may sign."""


@contextlib.contextmanager
def provider() -> Iterator[Here]:
    """Serve until the end of the block."""
    made: list[Here] = []
    with stand_in(lambda request: made[0].answer(request)) as server:
        made.append(Here(server))
        yield made[0]
