"""Whatever is sent to the widget's routes: never a 5xx, and nothing reaches Rasa that should not."""

from __future__ import annotations

import json
import socket
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from widget_here import ORIGIN, Here, until, widget_here

JSON_TYPES = ("application/json", "application/json; charset=utf-8", "Application/JSON")
OTHER_TYPES = ("text/plain", "", "multipart/form-data; boundary=x", "application/jsonx", "é")
GOOD, OTHER = "GOED", "EEN ANDER"
"""Stand for the two tokens of the running server, which are made after the examples are."""


@dataclass(frozen=True)
class Sent:
    """One request, as bytes go over the line."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def written(self, here: Here, tokens: dict[str, str]) -> bytes:
        path = f"{urlsplit(here.address).path}{self.path}"
        lines = [f"{self.method} {path} HTTP/1.1", "Host: x", "Connection: close"]
        for name, value in self.headers:
            for stands_for, token in tokens.items():
                value = value.replace(stands_for, token)
            lines.append(f"{name}: {value}")
        if self.method != "GET" or self.body:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + self.body

    @property
    def should_be_heard(self) -> bool:
        """Return whether somebody who may says something."""
        names = dict(self.headers)
        try:
            body = json.loads(self.body)
        except (ValueError, RecursionError):
            return False
        return (
            (self.method, self.path) == ("POST", "/say")
            and names.get("Authorization") == f"Bearer {GOOD}"
            and names.get("Content-Type") in JSON_TYPES
            and names.get("Origin", ORIGIN) == ORIGIN
            and isinstance(body, dict)
            and isinstance(body.get("text"), str)
            and any(char.isalnum() for char in body["text"])
            and isinstance(body.get("id"), str)
            and 8 <= len(body["id"]) <= 64
            and all(char.isascii() and (char.isalnum() or char in "-_") for char in body["id"])
        )


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
names = st.uuids().map(str) | st.text(max_size=70) | values
texts = st.text(max_size=60) | st.sampled_from(["mag dat?", "/restart", "\ud800", "x" * 3000, "<b>"]) | values
bodies = (
    st.binary(max_size=80)
    | values.map(lambda value: json.dumps(value).encode())
    | st.fixed_dictionaries({}, optional={"id": names, "text": texts, "token": names, "jwt": values}).map(
        lambda value: json.dumps(value).encode()
    )
    | st.sampled_from([b"[" * 5000, b'{"id":' * 3000, b"x" * 70_000, b'{"id": 1' + b"0" * 5000 + b"}", b"\xff\xfe"])
)
printable = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, blacklist_characters="\x7f"), max_size=60)
headers = st.fixed_dictionaries(
    {},
    optional={
        "Authorization": st.sampled_from([f"Bearer {GOOD}", f"Bearer {GOOD}x", f"Basic {GOOD}", f"Bearer {OTHER}"])
        | printable,
        "Content-Type": st.sampled_from([*JSON_TYPES, *OTHER_TYPES]) | printable,
        "Origin": st.sampled_from([ORIGIN, "https://kwaad.example", "null", ""]) | printable,
        "Last-Event-ID": st.sampled_from(["0", "-1", "9" * 30, "x"]) | printable,
        "X-Forwarded-For": printable,
        "Cookie": printable,
    },
).map(lambda found: tuple(found.items()))
likely = st.tuples(st.just("POST"), st.sampled_from(["/begin", "/say", "/say", "/erase"]))
unlikely = st.tuples(
    st.sampled_from(["GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH", "X"]),
    st.sampled_from(["/begin", "/say", "/events", "/erase", "/", "", "/nergens", "/events?token=x", "/%00", "/say/"]),
)
requests = st.builds(lambda where, *rest: Sent(*where, *rest), likely | unlikely, headers, bodies)
good_requests = st.builds(
    lambda body, kind: Sent("POST", "/say", (("Authorization", f"Bearer {GOOD}"), ("Content-Type", kind)), body),
    bodies,
    st.sampled_from([*JSON_TYPES, *OTHER_TYPES]),
)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    with (
        pytest.MonkeyPatch.context() as patch,
        widget_here(patch, {"MAGDAT_TOESTAND": str(tmp_path_factory.mktemp("toestand"))}) as running,
    ):
        patch.setattr("channels.widget_turns.BURST", 1e9)
        patch.setattr("channels.widget_turns.BURST_OF_ADDRESS", 1e9)
        patch.setattr("channels.widget.BEGINNINGS", 1e9)
        yield running


def status(here: Here, sent: bytes) -> int:
    """Send bytes as they are, and return the status of the answer; 0 when the line was cut."""
    address = urlsplit(here.address)
    with socket.create_connection((str(address.hostname), address.port or 0), timeout=10) as line:
        line.sendall(sent)
        try:
            head = line.recv(64).split(b" ")
        except ConnectionResetError:
            return 0
    return int(head[1]) if len(head) > 1 else 0


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(sent=requests | good_requests)
def test_no_request_is_answered_with_a_fault_of_ours(here: Here, sent: Sent) -> None:
    before, tokens = len(here.rasa.heard), {GOOD: here.begin(), OTHER: "A" * 43}
    found = status(here, sent.written(here, tokens))
    assert found < 500, sent
    if sent.should_be_heard:
        assert found == 202
        heard = len(json.loads(sent.body)["text"]) <= 2000
        assert until(lambda: len(here.rasa.heard) == before + heard)
    else:
        assert found != 202 or not any(char.isalnum() for char in json.loads(sent.body)["text"])
        mark = f"merk {uuid.uuid4().hex}"
        here.say(here.begin(), mark)
        assert until(lambda: mark in here.rasa.texts)
        heard_texts = [text for text in here.rasa.texts[before:] if text != "wis mijn gesprek"]
        assert heard_texts == [mark], "only what somebody said who may"


@pytest.mark.parametrize(
    "lines",
    [
        ["Content-Length: -5"],
        ["Content-Length: abc"],
        ["Content-Length: " + "9" * 30],
        ["Content-Length: " + "9" * 5000],
        ["Content-Length: 5", "Content-Length: 7"],
        ["Transfer-Encoding: gzip"],
        ["Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", "Content-Length: 5"],
        ["Expect: iets"],
        ["geen kop"],
    ],
)
def test_a_head_that_makes_no_sense_is_no_fault_of_ours(here: Here, lines: list[str]) -> None:
    head = ["POST /webhooks/widget/say HTTP/1.1", "Host: x", "Connection: close", *lines, "", ""]
    assert 400 <= status(here, "\r\n".join(head).encode() + b"zzzzzz\r\n\r\n") < 500
    assert here.begin(), "and it goes on serving others"
