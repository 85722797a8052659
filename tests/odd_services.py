"""Who sends odd requests to Slack's and Teams' channels, in the way that those two sign; and all channels together."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st
from microsoft import TENANT, activity, authorization, forged, token
from odd_requests import JSON_TYPES, OTHER_TYPES, TYPED, Sent, as_json, odd_bodies, pieces, values
from odd_senders import REST, WIDGET, Channel, Work, said
from slack_here import SECRET, command, event, mention, press
from slack_sdk.signature import SignatureVerifier

from magdat.slack.surface import PATH as SLACK_PATH

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
