"""Requests as nobody should send them, as bytes go over the line; for every channel that answers requests."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from hypothesis import strategies as st

JSON_TYPES = ("application/json", "application/json; charset=utf-8", "Application/JSON")
OTHER_TYPES = ("text/plain", "", "multipart/form-data; boundary=x", "application/jsonx", "é")

EXAMPLES = int(os.environ.get("VERZOEKEN") or 80)
"""Requests a test; VERZOEKEN=10000 with `-p no:timeout` asks for more, on a machine that has the time."""

TYPED = "ditWerdGetypt"
"""Stands in every text, so that a log that shows one is found."""


@dataclass(frozen=True)
class Sent:
    """One request."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def written(self, address: str, stand_ins: dict[str, str]) -> bytes:
        """Return it as bytes, to an address and with what only the running server knows filled in."""
        lines = [f"{self.method} {urlsplit(address).path}{self.path} HTTP/1.1", "Host: x", "Connection: close"]
        for name, value in self.headers:
            for stands_for, token in stand_ins.items():
                value = value.replace(stands_for, token)
            lines.append(f"{name}: {value}")
        if self.method != "GET" or self.body:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + self.body


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
texts = (
    st.text(max_size=60)
    | st.text(max_size=30).map(lambda text: f"{TYPED} {text}")
    | st.sampled_from([TYPED, "/restart", "\ud800", TYPED * 300, f"<b>{TYPED}"])
    | values
)
printable = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, blacklist_characters="\x7f"), max_size=60)
odd_bodies = (
    st.binary(max_size=80)
    | values.map(lambda value: json.dumps(value).encode())
    | st.sampled_from([b"[" * 5000, b'{"id":' * 3000, b"x" * 70_000, b'{"id": 1' + b"0" * 5000 + b"}", b"\xff\xfe"])
)


def status(address: str, sent: bytes) -> int:
    """Send bytes as they are, and return the status of the answer; 0 when the line was cut."""
    where = urlsplit(address)
    with socket.create_connection((str(where.hostname), where.port or 0), timeout=10) as line:
        line.sendall(sent)
        try:
            head = line.recv(64).split(b" ")
        except ConnectionResetError:
            return 0
    return int(head[1]) if len(head) > 1 else 0
