"""Who sends odd requests to each channel: those who may not, and those who may and send nonsense."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st
from microsoft import TENANT, activity, authorization, forged, token
from odd_requests import (
    JSON_TYPES,
    OTHER_TYPES,
    TYPED,
    Sent,
    as_json,
    json_in,
    odd_bodies,
    pieces,
    printable,
    texts,
    values,
)
from slack_here import SECRET, command, event, mention, press
from slack_sdk.signature import SignatureVerifier

from channels.rest import SENDER
from magdat.slack.surface import PATH as SLACK_PATH

ORIGIN = "https://intranet.example.be"
REST_TOKEN = "een-lang-en-geheim-token"
GOOD, OTHER = "GOED", "EEN ANDER"
"""Stand for two tokens of the widget, of which the running server gives the first."""

METHODS = ("GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH", "X")

Work = Callable[[str], Sent]
"""A request, once the address of the service is known to which it is about; signed when it is asked for."""


@dataclass(frozen=True)
class Channel:
    """One channel, and what is sent to it."""

    name: str
    """As the gate and the metrics call it."""

    path: str
    strangers: st.SearchStrategy[Work]
    """Requests of whom may not, of which nothing may come."""

    known: st.SearchStrategy[Work]
    """Requests that are signed well, or carry a good token."""

    counted: Callable[[Sent], bool | None]
    """Whether the gate has to count a request as a message; ``None`` where that hangs on what the service means."""


heads = {
    "Content-Type": st.sampled_from([*JSON_TYPES, *OTHER_TYPES]) | printable,
    "Origin": st.sampled_from([ORIGIN, "https://kwaad.example", "null", ""]) | printable,
    "Last-Event-ID": st.sampled_from(["0", "-1", "9" * 30, "x"]) | printable,
    "Content-Encoding": st.sampled_from(["gzip", "br", "identity", "é"]),
    "Cookie": printable | st.just(f"naam={TYPED}"),
    "X-Vraag": st.sampled_from([TYPED, TYPED * 40, ""]),
}


said = texts.filter(lambda text: isinstance(text, str))
"""What somebody says, odd or not."""


def headed(first: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    """Draw some heads of a request."""
    found = st.fixed_dictionaries({}, optional={**heads, **first})
    return found.map(lambda names: tuple(names.items()))


def at_once(sent: st.SearchStrategy[Sent]) -> st.SearchStrategy[Work]:
    """Draw requests that need not be signed."""
    return sent.map(lambda one: lambda _: one)


def asked(sent: Sent, token_of: str, *places: str) -> Any:
    """Return what the body holds of a request to one of some places by somebody who may; ``None`` of any other."""
    names = dict(sent.headers)
    may = (
        sent.method == "POST"
        and sent.path.split("?")[0].rstrip("/") in places
        and names.get("Authorization") == f"Bearer {token_of}"
        and names.get("Content-Type") in JSON_TYPES
        and names.get("Origin", ORIGIN) == ORIGIN
    )
    return json_in(sent.body) if may else None


# --- REST

good_senders = st.uuids().map(lambda name: f"programma-{name.hex}")
senders = good_senders | st.text(max_size=70) | values
rest_bodies = odd_bodies | st.fixed_dictionaries({}, optional={"sender": senders, "message": texts}).flatmap(as_json)
rest_tokens = st.sampled_from([f"Bearer {REST_TOKEN}", f"Bearer {REST_TOKEN}x", f"Basic {REST_TOKEN}", "Bearer "])
rest_places = st.just(("POST", "/webhook")) | st.tuples(
    st.sampled_from(METHODS),
    st.sampled_from(["/webhook", "/", "", "/nergens", "/webhook?stream=true", f"/webhook?q={TYPED}", "/%00"]),
)
rest_requests = st.builds(
    lambda where, *rest: Sent(*where, *rest),
    rest_places,
    headed({"Authorization": rest_tokens | printable}),
    rest_bodies,
    pieces,
)
rest_known = st.builds(
    lambda body, kind, cut: Sent(
        "POST", "/webhook", (("Authorization", f"Bearer {REST_TOKEN}"), ("Content-Type", kind)), body, cut
    ),
    rest_bodies | st.fixed_dictionaries({"sender": good_senders, "message": said}).flatmap(as_json),
    st.sampled_from([*JSON_TYPES, *JSON_TYPES, *OTHER_TYPES]),
    pieces,
)


def said_by_rest(sent: Sent) -> str | None:
    """Return what somebody who may says; ``None`` when it is not to be taken."""
    body = asked(sent, REST_TOKEN, "/webhook")
    may = (
        isinstance(body, dict)
        and len(sent.body) <= 64_000
        and isinstance(body.get("sender"), str)
        and SENDER.fullmatch(body["sender"])
        and isinstance(body.get("message"), str)
    )
    return body["message"] if may else None


REST = Channel(
    "rest",
    "/webhooks/rest",
    at_once(rest_requests.filter(lambda sent: said_by_rest(sent) is None)),
    at_once(rest_known),
    lambda sent: said_by_rest(sent) is not None,
)

# --- the widget

names = st.uuids().map(str) | st.text(max_size=70) | values
widget_bodies = odd_bodies | st.fixed_dictionaries(
    {}, optional={"id": names, "text": texts, "token": names, "jwt": values, "policy": values}
).flatmap(as_json)
widget_tokens = st.sampled_from([f"Bearer {GOOD}", f"Bearer {GOOD}x", f"Basic {GOOD}", f"Bearer {OTHER}"])
likely = st.tuples(st.just("POST"), st.sampled_from(["/begin", "/say", "/say", "/erase"]))
unlikely = st.tuples(
    st.sampled_from(METHODS),
    st.sampled_from(
        ["/begin", "/say", "/events", "/erase", "/", "", "/nergens", f"/events?t={TYPED}", "/%00", "/say/"]
    ),
)
widget_requests = st.builds(
    lambda where, *rest: Sent(*where, *rest),
    likely | unlikely,
    headed({"Authorization": widget_tokens | printable}),
    widget_bodies,
    pieces,
)
widget_known = st.builds(
    lambda body, kind, cut: Sent(
        "POST", "/say", (("Authorization", f"Bearer {GOOD}"), ("Content-Type", kind)), body, cut
    ),
    st.fixed_dictionaries({"id": st.uuids().map(str), "text": said}).flatmap(as_json) | widget_bodies,
    st.sampled_from([*JSON_TYPES, *JSON_TYPES, *OTHER_TYPES]),
    pieces,
)


def said_in_widget(sent: Sent) -> str | None:
    """Return what somebody says who may; ``None`` when it is not to be taken."""
    body = asked(sent, GOOD, "/say")
    may = (
        isinstance(body, dict)
        and len(sent.body) <= 64_000
        and isinstance(body.get("text"), str)
        and not body.get("policy")
        and isinstance(body.get("id"), str)
        and 8 <= len(body["id"]) <= 64
        and all(char.isascii() and (char.isalnum() or char in "-_") for char in body["id"])
    )
    return body["text"] if may else None


def erases(sent: Sent) -> bool:
    """Return whether a request may erase a conversation, which says so to the assistant too."""
    found = dict(sent.headers)
    return (
        (sent.method, sent.path.rstrip("/")) == ("POST", "/erase")
        and found.get("Authorization") == f"Bearer {GOOD}"
        and found.get("Origin", ORIGIN) == ORIGIN
    )


WIDGET = Channel(
    "widget",
    "/webhooks/widget",
    at_once(widget_requests.filter(lambda sent: said_in_widget(sent) is None and not erases(sent))),
    at_once(widget_known),
    lambda sent: said_in_widget(sent) is not None,
)

# --- Slack

slack_values = values | st.just(TYPED)
KEYS = st.sampled_from(
    [
        *("type", "event", "event_id", "team_id", "team", "authorizations", "user", "channel", "actions", "container"),
        *("view", "message", "callback_id", "trigger_id", "response_url", "command", "text", "challenge", "ssl_check"),
        *("enterprise", "is_ext_shared_channel", "channel_type", "thread_ts", "ts", "bot_id", "subtype", "tab"),
    ]
)
KINDS = st.sampled_from(
    ["event_callback", "block_actions", "message_action", "url_verification", "view_submission", "message", "shortcut"]
)
ODD = st.dictionaries(KEYS, slack_values, max_size=8).flatmap(
    lambda body: st.fixed_dictionaries({"type": KINDS | slack_values}).map(lambda kind: {**body, **kind})
)


@st.composite
def bent(draw: st.DrawFn) -> dict[str, Any]:
    """Something that Slack sends, with one thing in it that is not as it should be."""
    sent = [json.loads(event(TYPED)), json.loads(mention(TYPED)), press({"value": TYPED}, "rij"), command(TYPED)]
    whole: Any = draw(st.sampled_from(sent))
    at = whole
    while True:
        key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if isinstance(at[key], (dict, list)) and at[key] and draw(st.booleans()):
            at = at[key]
            continue
        at[key] = draw(slack_values)
        return dict(whole)


somebody = st.uuids().map(lambda name: {"user": f"U{name.hex[:10].upper()}", "channel": f"D{name.hex[:10].upper()}"})
as_form = "application/x-www-form-urlencoded"
slack_said = st.one_of(
    st.builds(lambda text, who: (event(text, **who).encode(), "application/json"), said, somebody),
    st.builds(lambda text, who: (mention(text, **who).encode("utf-8", "ignore"), "application/json"), said, somebody),
    st.builds(
        lambda text, who: (urlencode(command(text, user_id=who["user"]), errors="ignore").encode(), as_form),
        said,
        somebody,
    ),
)
"""What people say on Slack, as Slack makes it."""

slack_bodies = st.one_of(
    odd_bodies,
    ODD.flatmap(as_json),
    bent().flatmap(as_json),
    (ODD | bent()).map(lambda value: urlencode({"payload": json.dumps(value)}).encode()),
    st.dictionaries(KEYS, st.text(max_size=20), max_size=6).map(lambda form: urlencode(form).encode()),
    st.just(event(TYPED * 25_000).encode()),
)
slack_types = st.sampled_from(
    [
        *("application/json", "application/json; charset=utf-8", "application/x-www-form-urlencoded", "text/plain"),
        *("application/x-www-form-urlencoded; charset=utf-8", "multipart/form-data; boundary=x", "", ";;;"),
    ]
)
WRONG = ("secret", "old", "future", "none", "stamp", "signature", "body")
noise = st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=80)


def signed_for_slack(body: bytes, kind: str, secret: str = SECRET, age: int = 0) -> dict[str, str]:
    """Return the heads with which Slack sends a body."""
    stamp = str(int(time.time()) - age)
    try:
        signature = str(SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body))
    except UnicodeDecodeError:
        signature = "v0=" + "0" * 64
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


def _unsigned(body: bytes, kind: str, wrong: str, made_up: str, cut: int) -> Work:
    def sent(_: str) -> Sent:
        found, told = signed_for_slack(body, kind), body
        if wrong == "secret":
            found = signed_for_slack(body, kind, secret="een-ander-geheim")
        elif wrong in {"old", "future"}:
            found = signed_for_slack(body, kind, age=301 if wrong == "old" else -310)
        elif wrong == "none":
            found = {"Content-Type": kind}
        elif wrong == "stamp":
            found["X-Slack-Request-Timestamp"] = made_up
        elif wrong == "signature":
            found["X-Slack-Signature"] = made_up
        else:
            told = body + b" "
        return Sent("POST", SLACK_PATH.removeprefix("/webhooks/slack"), tuple(found.items()), told, cut)

    return sent


def _signed(body: bytes, kind: str, cut: int) -> Work:
    path = SLACK_PATH.removeprefix("/webhooks/slack")
    return lambda _: Sent("POST", path, tuple(signed_for_slack(body, kind).items()), body, cut)


SLACK = Channel(
    "slack",
    "/webhooks/slack",
    st.builds(_unsigned, slack_bodies, slack_types, st.sampled_from(WRONG), noise, pieces),
    st.builds(_signed, slack_bodies, slack_types, pieces)
    | st.builds(lambda body, cut: _signed(*body, cut), slack_said, pieces),
    lambda _: None,
)

# --- Teams

FIELDS = (
    *("type", "id", "text", "from", "recipient", "conversation", "serviceUrl", "channelId", "channelData"),
    *("value", "entities", "name", "membersAdded", "action", "replyToId", "attachments"),
)
teams_kinds = st.sampled_from(["message", "invoke", "conversationUpdate", "installationUpdate", "typing"])
teams_names = st.sampled_from(["adaptiveCard/action", "signin/verifyState", ""])
Bent = tuple[dict[str, Any], set[str], dict[str, Any]]


@st.composite
def bent_activities(draw: st.DrawFn) -> Bent:
    """Draw the kind of an activity, what is missing in it, and what is not as it should be."""
    kind = {"type": draw(teams_kinds), "name": draw(teams_names)}
    gone = draw(st.sets(st.sampled_from(FIELDS), max_size=2))
    return kind, gone, draw(st.dictionaries(st.sampled_from(FIELDS), slack_values, max_size=4))


teams_said = st.builds(
    lambda text, who: (
        {},
        set(),
        {
            "text": text,
            "from": {"id": f"29:{who.hex}"},
            "conversation": {"id": f"a:{who.hex}", "tenantId": TENANT, "conversationType": "personal"},
        },
    ),
    said,
    st.uuids(),
)
"""What people say in Teams, as Teams makes it."""


def made_of(parts: Bent, service: str) -> bytes:
    """Return the body of such an activity."""
    kind, gone, changes = parts
    whole = {**activity(TYPED, service), **kind, **changes}
    return json.dumps({key: value for key, value in whole.items() if key not in gone}).encode()


characters = st.characters(min_codepoint=33, max_codepoint=126, blacklist_characters="+/")
"""Not the two that the decoder takes for «-» and «_», so that the same signature can be written in two ways."""

tampered_tokens = st.tuples(st.integers(0, 2), st.integers(0, 400), characters)
made_up_tokens = st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=120)
bad_tokens = tampered_tokens | made_up_tokens | st.sampled_from(sorted(forged("http://x/")))


def tampered(signed: str, part: int, at: int, char: str) -> str:
    """Change one character of a part; the last one of a part may stand for nothing, and is left alone."""
    parts = signed.split(".")
    place = at % (len(parts[part]) - 1)
    other = char if char != parts[part][place] and char != "." else ("A" if parts[part][place] != "A" else "B")
    parts[part] = parts[part][:place] + other + parts[part][place + 1 :]
    return ".".join(parts)


def bad_token(kind: Any, service: str) -> str | None:
    """Return a token that is not Microsoft's: of a kind, made up, or tampered with."""
    if isinstance(kind, str):
        return forged(service).get(kind, kind)
    return tampered(token(service), *kind)


def _by_teams(body: Bent | bytes, signed: Callable[[str], str | None], kind: str, cut: int) -> Work:
    def sent(service: str) -> Sent:
        content = body if isinstance(body, bytes) else made_of(body, service)
        found = {"Content-Type": kind, **authorization(signed(service))}
        return Sent("POST", "/webhook", tuple(found.items()), content, cut)

    return sent


teams_bodies = bent_activities() | odd_bodies | values.flatmap(as_json)
teams_types = st.sampled_from([*JSON_TYPES, *OTHER_TYPES])
TEAMS = Channel(
    "botframework",
    "/webhooks/botframework",
    st.builds(
        lambda body, bad, kind, cut: _by_teams(body, lambda service: bad_token(bad, service), kind, cut),
        teams_bodies,
        bad_tokens,
        teams_types,
        pieces,
    ),
    st.builds(
        lambda body, kind, cut: _by_teams(body, token, kind, cut), teams_bodies | teams_said, teams_types, pieces
    ),
    lambda _: None,
)

CHANNELS = (REST, WIDGET, SLACK, TEAMS)


def fresh_address() -> str:
    """Return an address as a proxy tells it, that nobody came from before."""
    number = uuid.uuid4().int
    return f"fd00::{number >> 16 & 0xFFFF:x}:{number & 0xFFFF:x}:{number >> 32 & 0xFFFF:x}"
