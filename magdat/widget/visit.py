"""One visit of a page with the widget, without a browser: the protocol of docs/kanalen/protocol.md."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import httpx

PATH = "/webhooks/widget"
"""Where the widget's channel is, below the address of the assistant."""

ASKED = (("POST", "say", "authorization,content-type"), ("GET", "events", "authorization,last-event-id"))
"""What a browser asks before it asks: method, route, and the headers that the widget sends with it."""


@dataclass
class Heard:
    """What came over the stream in answer to one message."""

    replies: list[dict[str, Any]] = field(default_factory=list)
    fault: str = ""
    """The sentence with which the assistant said that no answer comes."""

    over: bool = False
    """Whether the assistant said that it is done."""


class Visit:
    """Somebody with a page of one site open."""

    def __init__(self, assistant: str, origin: str | None = None, patience: float = 4.0) -> None:
        """Prepare; nothing is sent yet.

        Args:
            assistant: its address, without the channel's path.
            origin: the site of the page, as a browser tells it; ``None`` is a program.
            patience: seconds that an answer to a request may take.
        """
        headers = {"Origin": origin} if origin is not None else None
        self._client = httpx.Client(
            base_url=f"{assistant.rstrip('/')}{PATH}/",
            headers=headers,
            timeout=patience,
            trust_env=not assistant.startswith("http:"),  # a proxy on the way out knows nothing of this machine
        )
        self._patience = patience

    def __enter__(self) -> Visit:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Go away."""
        self._client.close()

    def health(self) -> httpx.Response:
        """Ask whether anybody is there."""
        return self._client.get("")

    def preflights(self) -> Iterator[httpx.Response]:
        """Ask what a browser asks before it lets a page talk to the assistant."""
        for method, route, headers in ASKED:
            asked = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}
            yield self._client.options(route, headers=asked)

    def begin(self) -> httpx.Response:
        """Begin a conversation; the token that is given opens what follows."""
        answer = self._client.post("begin", json={})
        if answer.status_code == 200:
            self._client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        return answer

    def stream_opens(self) -> bool:
        """Return whether the stream says something at once, as it does where nothing on the way holds it back."""
        try:
            with self._client.stream("GET", "events") as answer:
                return answer.status_code == 200 and next(answer.iter_lines(), None) is not None
        except httpx.TimeoutException:
            return False

    def say(self, text: str) -> tuple[httpx.Response, str]:
        """Say something; return how that was taken, and the name by which its answer is known."""
        name = str(uuid.uuid4())
        return self._client.post("say", json={"id": name, "text": text}), name

    def hear(self, name: str, within: float) -> Heard:
        """Listen for everything that answers one message, until it is over or so many seconds went by.

        Raises:
            httpx.HTTPError: the stream broke off.
        """
        heard, end = Heard(), time.monotonic() + within
        patience = httpx.Timeout(self._patience, read=within)
        try:
            with self._client.stream("GET", "events", timeout=patience) as answer:
                for kind, data in _events(answer.iter_lines(), end):
                    if data.get("answers") != name:
                        continue
                    if kind == "reply":
                        heard.replies.append(data)
                    elif kind == "fault":
                        heard.fault = str(data.get("text"))
                    if kind in ("done", "fault"):
                        heard.over = True
                        break
        except httpx.ReadTimeout:
            pass  # nothing came any more; what did is told
        return heard

    def erase(self) -> httpx.Response:
        """Have the conversation erased."""
        return self._client.post("erase", json={}, timeout=30.0)  # what is being answered meanwhile ends first


def _events(lines: Iterator[str], end: float) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield server-sent events of ours, kind and data, until a moment of the monotonic clock."""
    kind = data = ""
    for line in lines:
        if time.monotonic() > end:
            return
        name, _, value = line.partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            data = value
        elif not line and kind:
            found = json.loads(data)
            if isinstance(found, dict):
                yield kind, found
            kind = data = ""
