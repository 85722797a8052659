"""Microsoft on the loopback: keys, log-in and the Bot Framework, which refuses what the real one refuses."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import jwt
from adaptive_rules import KIND, faults_of
from cryptography.hazmat.primitives.asymmetric import rsa
from stand_ins import Received, StandIn, stand_in

APP = "11111111-aaaa-4aaa-8aaa-111111111111"
TENANT = "22222222-bbbb-4bbb-8bbb-222222222222"
PASSWORD = "wachtwoord-van-teams"
PERSON = "29:1XJKJMvc5GBtc2JwZq0oj8tHZmzrQgmB"
CONVERSATION = "a:17I0kl9E"
BOT = "28:11111111-aaaa-4aaa-8aaa-111111111111"
ISSUER = "https://api.botframework.com"
OUR_TOKEN = "ons-token"
MOST_BYTES = 28 * 1024

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
"""A key that Microsoft does not publish."""

THREAD = ";messageid="
"""What stands between a channel of a team and the message that began a thread."""

_CONVERSATIONS = re.compile(r"^/dienst/[^/]+/v3/conversations(?:/(?P<place>[^/]+)/pagedmembers)?$")
_ACTIVITIES = re.compile(r"^/dienst/[^/]+/v3/conversations/(?P<place>.+)/activities(?:/(?P<message>[^/]+))?$")


def number(value: int) -> str:
    """Write a number as a JSON web key does."""
    return base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()


def published(name: str, *endorsements: str) -> dict[str, Any]:
    """Return the key as Microsoft publishes it under a name."""
    public = KEY.public_key().public_numbers()
    key = {"kty": "RSA", "kid": name, "use": "sig", "n": number(public.n), "e": number(public.e)}
    return {**key, "endorsements": list(endorsements)} if endorsements else key


@dataclass(repr=False)
class Microsoft:
    """What a test arranges, and what came of it."""

    server: StandIn
    statuses: list[tuple[int, float | None]] = field(default_factory=list)
    """With which statuses the next activities are answered, before all is well."""

    faults: list[str] = field(default_factory=list)
    """What the Bot Framework would have refused."""

    key_fetches: int = 0
    teams: set[str] = field(default_factory=set)
    """The channels of teams that the app is in."""

    threads: dict[str, list[str]] = field(default_factory=dict)
    """What stands in each thread of a channel, by its name."""

    has_the_app: str = ""
    """Who has the app, as Entra calls them."""

    removed: list[str] = field(default_factory=list)
    """The messages of chats that were taken away."""

    @property
    def service(self) -> str:
        """Return the address to answer to."""
        return f"{self.server.address}/dienst/be/"

    @property
    def settings(self) -> dict[str, str]:
        """Return the settings of an assistant that talks to this Microsoft."""
        return {
            "MAGDAT_TEAMS_APP_ID": APP,
            "MAGDAT_TEAMS_TENANT": TENANT,
            "MAGDAT_TEAMS_APP_PASSWORD": PASSWORD,
            "MAGDAT_TEAMS_KEYS": f"{self.server.address}/openid",
            "MAGDAT_TEAMS_LOGIN": f"{self.server.address}/login",
            "MAGDAT_TEAMS_SERVICE": f"{self.server.address}/dienst",
        }

    def sent(self, count: int = 0, seconds: float = 10.0, place: str = CONVERSATION) -> list[dict[str, Any]]:
        """Return the messages that were brought to a conversation, as soon as there are so many."""
        deadline = time.monotonic() + seconds
        while True:
            found = [json.loads(item.body) for item in self.taken(place) if item.method == "POST"]
            messages = [item for item in found if item.get("type") == "message"]
            if len(messages) >= count or time.monotonic() > deadline:
                return messages
            time.sleep(0.02)

    def taken(self, place: str = CONVERSATION) -> list[Received]:
        """Return every request to a conversation that was found good, in order."""
        found = []
        for item in list(self.server.received):
            match = _ACTIVITIES.match(item.path)
            if match and match["place"] == place:
                found.append(item)
        return found

    def answer(self, request: Received) -> tuple[int, bytes]:
        """Say what Microsoft says to a request."""
        address = self.server.address
        if request.path == "/keys":
            self.key_fetches += 1
            keys = [published("een", "msteams", "webchat"), published("web", "webchat"), published("kaal")]
            return 200, json.dumps({"keys": keys}).encode()
        tenant = f"{address}/login/{TENANT}/oauth2/v2.0"
        said: dict[str, Any] = {
            "/openid": {"issuer": ISSUER, "jwks_uri": f"{address}/keys"},
            f"/login/{TENANT}/v2.0/.well-known/openid-configuration": {
                "issuer": f"{address}/login/{TENANT}/v2.0",
                "authorization_endpoint": f"{tenant}/authorize".replace("http://", "https://"),
                "token_endpoint": f"{tenant}/token".replace("http://", "https://"),
            },
            f"/login/{TENANT}/oauth2/v2.0/token": {
                "token_type": "Bearer",
                "access_token": OUR_TOKEN,
                "expires_in": 3600,
            },
        }
        if request.path in said:
            return 200, json.dumps(said[request.path]).encode()
        match = _ACTIVITIES.match(request.path)
        begins = _CONVERSATIONS.match(request.path)
        if match is None and begins is None:
            return 404, b"{}"
        if self.statuses:
            return self.statuses.pop(0)[0], b"{}"
        if begins is not None:
            return self._in_a_team(request, begins["place"])
        assert match is not None
        if request.method == "DELETE" and THREAD not in match["place"]:
            if request.headers.get("authorization") != f"Bearer {OUR_TOKEN}":
                return 401, b"{}"
            self.removed.append(str(match["message"]))
            return 200, b""
        if THREAD in match["place"]:
            return self._in_a_thread(request, match["place"])
        found = list(refused(request, match["place"], match["message"]))
        self.faults += found
        return (400, json.dumps({"error": found}).encode()) if found else (201, b'{"id": "1"}')

    def _in_a_team(self, request: Received, members_of: str | None) -> tuple[int, bytes]:
        """Begin a thread in a channel, or say who is in one."""
        if request.headers.get("authorization") != f"Bearer {OUR_TOKEN}":
            return 401, b"{}"
        asked = json.loads(request.body or b"{}")
        if members_of is None and not asked.get("isGroup"):
            if [item["id"] for item in asked["members"]] != [self.has_the_app]:
                return 403, b'{"error": {"code": "ForbiddenOperationException"}}'
            good = asked["bot"]["id"] == BOT and asked["tenantId"] == TENANT == asked["channelData"]["tenant"]["id"]
            return (201, json.dumps({"id": CONVERSATION}).encode()) if good else (400, b"{}")
        channel = members_of or asked.get("channelData", {}).get("channel", {}).get("id")
        if channel not in self.teams:
            return 403, b'{"error": {"code": "BotNotInConversationRoster"}}'
        if members_of is not None:
            return 200, b'{"members": []}'
        told = asked["activity"]
        if not asked["isGroup"] or asked["bot"]["id"] != BOT or told["type"] != "message" or not told["text"]:
            self.faults.append("no thread begins so")
            return 400, b"{}"
        name = f"{channel}{THREAD}{1_700_000_000_000 + len(self.threads)}"
        self.threads[name] = [told["text"]]
        return 201, json.dumps({"id": name, "activityId": name.rpartition("=")[2]}).encode()

    def _in_a_thread(self, request: Received, place: str) -> tuple[int, bytes]:
        """Add to a thread, or remove the message that it began with."""
        if place not in self.threads:
            return 404, b"{}"
        if request.method == "DELETE":
            self.threads[place][0] = ""
            return 200, b""
        told = json.loads(request.body)
        if request.headers.get("authorization") != f"Bearer {OUR_TOKEN}" or told["conversation"]["id"] != place:
            self.faults.append("this goes in no thread")
            return 400, b"{}"
        if "text" not in told:  # that somebody types is no message of the thread
            return 400, b"{}"
        self.threads[place].append(told["text"])
        return 201, b'{"id": "2"}'


def refused(request: Received, place: str, message: str | None) -> Iterator[str]:
    """Yield why the Bot Framework takes no such activity."""
    if request.headers.get("authorization") != f"Bearer {OUR_TOKEN}":
        yield "no token of ours"
    if (request.method == "PUT") != (message is not None):
        yield f"{request.method} to this address"
    if len(request.body) > MOST_BYTES:
        yield f"{len(request.body)} bytes"
    activity = json.loads(request.body)
    for party in ("from", "recipient", "conversation"):
        if not isinstance(activity.get(party), dict) or not activity[party].get("id"):
            yield f"no {party}"
    if activity.get("conversation", {}).get("id") != place:
        yield "another conversation than that of the address"
    if activity.get("type") == "message" and not (activity.get("text") or activity.get("attachments")):
        yield "nothing in it"
    if activity.get("type") not in ("message", "typing"):
        yield f"a {activity.get('type')}"
    for attachment in activity.get("attachments") or ():
        if attachment.get("contentType") != KIND:
            yield f"a {attachment.get('contentType')}"
        yield from faults_of(attachment.get("content"))


@contextlib.contextmanager
def microsoft() -> Iterator[Microsoft]:
    """Serve until the end of the block."""
    made: list[Microsoft] = []
    with stand_in(lambda request: made[0].answer(request)) as server:
        made.append(Microsoft(server))
        yield made[0]


def token(service: str, *, key: Any = KEY, name: str = "een", algorithm: str = "RS256", **claims: Any) -> str:
    """Return a token as Microsoft signs it; a claim that is ``None`` is left out."""
    now = int(time.time())
    usual = {"iss": ISSUER, "aud": APP, "nbf": now - 60, "exp": now + 3600, "serviceurl": service}
    kept = {name: value for name, value in {**usual, **claims}.items() if value is not None}
    return jwt.encode(kept, key, algorithm=algorithm, headers={"kid": name})


def forged(service: str) -> dict[str, str | None]:
    """Return tokens, by what is wrong with each."""
    now, good = int(time.time()), token(service)
    parts = good.split(".")
    public = KEY.public_key().public_numbers()

    def headed(header: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()

    confused = token(service, key=number(public.n), algorithm="HS256")
    deep = base64.urlsafe_b64encode(b"[" * 5_000).rstrip(b"=").decode()
    changed = base64.urlsafe_b64encode(json.dumps({"iss": ISSUER, "aud": APP, "exp": now + 99}).encode()).decode()
    return {
        "none at all": None,
        "another scheme": f"Basic {good}",
        "no token": "geen.token",
        "an empty token": "..",
        "signed by a stranger": token(service, key=STRANGER),
        "an unknown key": token(service, name="twee"),
        "a key that is a path": token(service, name="../../dev/null"),
        "a key for another channel": token(service, name="web"),
        "a key for no channel": token(service, name="kaal"),
        "another issuer": token(service, iss="https://elders.example"),
        "an issuer that begins well": token(service, iss=f"{ISSUER}.elders.example"),
        "the issuer of the tenant": token(service, iss=f"https://sts.windows.net/{TENANT}/"),
        "no issuer": token(service, iss=None),
        "another app": token(service, aud="33333333-cccc-4ccc-8ccc-333333333333"),
        "no audience": token(service, aud=None),
        "expired": token(service, exp=now - 3600),
        "never expires": token(service, exp=None),
        "an end that is no number": token(service, exp="morgen"),
        "not valid yet": token(service, nbf=now + 3600),
        "not signed": f"{headed({'alg': 'none', 'kid': 'een'})}.{parts[1]}.",
        "not signed, in capitals": f"{headed({'alg': 'NoNe', 'kid': 'een'})}.{parts[1]}.",
        "signed with the public key": confused,
        "signed with a password": token(service, key=PASSWORD * 2, algorithm="HS256"),
        "another algorithm of the same key": token(service, algorithm="RS512"),
        "a signature with padding": token(service, algorithm="PS256"),
        "another body under a good signature": f"{parts[0]}.{changed.rstrip('=')}.{parts[2]}",
        "its own key in the header": jwt.encode(
            {"iss": ISSUER, "aud": APP, "exp": now + 60},
            STRANGER,
            algorithm="RS256",
            headers={"kid": "een", "jwk": published("een"), "jku": "http://127.0.0.1:9/"},
        ),
        "a header that is nested deep": f"{deep}.{parts[1]}.{parts[2]}",
        "a header that is a list": f"{headed(['een'])}.{parts[1]}.{parts[2]}",
    }


def authorization(signed: str | None) -> dict[str, str]:
    """Return the header that carries a token."""
    if signed is None:
        return {}
    return {"Authorization": signed if " " in signed else f"Bearer {signed}"}


def activity(text: Any, service: str, **facts: Any) -> dict[str, Any]:
    """Return what somebody types in Teams."""
    return {
        "type": "message",
        "id": uuid.uuid4().hex,
        "channelId": "msteams",
        "text": text,
        "from": {"id": PERSON, "name": "Jan Peeters"},
        "recipient": {"id": BOT, "name": "Mag dat?"},
        "conversation": {"id": CONVERSATION, "tenantId": TENANT, "conversationType": "personal"},
        "channelData": {"tenant": {"id": TENANT}},
        "serviceUrl": service,
        **facts,
    }


def pressed(button: dict[str, Any], card: dict[str, Any], service: str, **facts: Any) -> dict[str, Any]:
    """Return what Teams brings when a button of a card is pressed: what it stands for, and what the card holds."""
    held = {item["id"]: item["value"] for item in card["body"] if item["type"] == "Input.Text"}
    action = {"type": "Action.Execute", "verb": button["verb"], "data": {**button["data"], **held}}
    invoke = {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": action, "trigger": "manual"}}
    return activity(None, service, **invoke, **facts)
