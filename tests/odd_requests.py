"""Requests as nobody should send them, as bytes go over the line; for every channel that answers requests."""

from __future__ import annotations

import gzip
import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from hypothesis import HealthCheck, Phase, given, seed, settings
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
    pieces: int = 0
    """Bytes of each piece in which the body goes; 0 is all of it at once, after its length."""

    def written(self, address: str, stand_ins: dict[str, str]) -> bytes:
        """Return it as bytes, to an address and with what only the running server knows filled in."""
        lines = [f"{self.method} {urlsplit(address).path}{self.path} HTTP/1.1", "Host: x", "Connection: close"]
        for name, value in self.headers:
            for stands_for, token in stand_ins.items():
                value = value.replace(stands_for, token)
            lines.append(f"{name}: {value}")
        if self.pieces:
            lines.append("Transfer-Encoding: chunked")
        elif self.method != "GET" or self.body:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + self._sent_body()

    def _sent_body(self) -> bytes:
        if not self.pieces:
            return self.body
        starts = range(0, len(self.body), self.pieces)
        cut = [self.body[start : start + self.pieces] for start in starts]
        return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*cut, b""])


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


ENCODINGS: tuple[Callable[[str], bytes], ...] = (
    str.encode,
    str.encode,
    lambda text: text.encode("utf-16"),
    lambda text: text.encode("utf-8-sig"),
    lambda text: text.encode("latin-1", "replace"),
    lambda text: gzip.compress(text.encode()),
)
"""How a text becomes the body of a request; the first, which is what it should be, more often than another."""

pieces = st.sampled_from([0, 0, 0, 1_000, 65_536])


def as_json(value: Any) -> st.SearchStrategy[bytes]:
    """Draw how something goes over the line as JSON, with characters of all kinds written out or escaped."""
    escaped = st.booleans().map(lambda ascii: json.dumps(value, ensure_ascii=ascii).encode("utf-8", "replace").decode())
    return st.builds(lambda text, encode: encode(text), escaped, st.sampled_from(ENCODINGS))


def json_in(body: bytes) -> Any:
    """Return what a body holds as a server reads it, ``None`` where it is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


Drawn = TypeVar("Drawn")


def drawn(strategy: st.SearchStrategy[Drawn], count: int, number: int) -> list[Drawn]:
    """Return so many examples, the same ones for the same number; fewer where there are no more."""
    found: list[Drawn] = []

    @seed(number)
    @settings(max_examples=count, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def draw(one: Drawn) -> None:
        found.append(one)

    draw()
    return found[:count]


def status(address: str, sent: bytes, *, within: float = 10.0) -> int:
    """Send bytes as they are, and return the status of the answer; 0 when the line was cut."""
    where = urlsplit(address)
    with socket.create_connection((str(where.hostname), where.port or 0), timeout=within) as line:
        try:
            line.sendall(sent)
            head = line.recv(64).split(b" ")
        except (ConnectionResetError, BrokenPipeError):
            return 0
    return int(head[1]) if len(head) > 1 else 0
