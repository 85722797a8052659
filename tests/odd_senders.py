"""Who sends odd requests to each channel: those who may not, and those who may and send nonsense."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
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

from channels.rest import SENDER

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


def fresh_address() -> str:
    """Return an address as a proxy tells it, that nobody came from before."""
    number = uuid.uuid4().int
    return f"fd00::{number >> 16 & 0xFFFF:x}:{number & 0xFFFF:x}:{number >> 32 & 0xFFFF:x}"
