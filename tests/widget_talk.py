"""A widget that talks to a running assistant as the one in a page does: begin, say, and a stream of events."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import httpx
import pytest
from servers import ANSWER_WITHIN, Assistant

Event = tuple[int, str, dict[str, Any]]


class Talk:
    """One widget."""

    def __init__(self, assistant: Assistant, token: str | None = None) -> None:
        """Begin, with the token that it had before if there is one."""
        self._address = f"{assistant.rasa}/webhooks/widget"
        answer = httpx.post(f"{self._address}/begin", json={"token": token} if token else {})
        answer.raise_for_status()
        self.token, self.known = answer.json()["token"], answer.json()["known"]

    def post(self, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        who = {"Authorization": f"Bearer {self.token}", **headers}
        return httpx.post(f"{self._address}/{path}", json=body, headers=who)

    def say(self, text: str, policy: str = "", **headers: str) -> str:
        """Say something, and return what it is called; on the example page a policy to try may go along."""
        name = str(uuid.uuid4())
        body = {"id": name, "text": text, **({"policy": policy} if policy else {})}
        assert self.post("say", body, **headers).status_code == 202
        return name

    @contextmanager
    def events(self, last: int | None = None) -> Iterator[Iterator[Event]]:
        """Give what comes over a stream, as it comes."""
        headers = {"Authorization": f"Bearer {self.token}"}
        headers |= {"Last-Event-ID": str(last)} if last is not None else {}
        with httpx.stream("GET", f"{self._address}/events", headers=headers, timeout=ANSWER_WITHIN) as answer:
            assert answer.status_code == 200
            with closing(read(answer)) as found:
                yield found


def read(answer: httpx.Response) -> Iterator[Event]:
    found: dict[str, str] = {}
    for line in answer.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            found[name] = value
            continue
        if "event" in found:
            yield int(found["id"]), found["event"], json.loads(found["data"])
        found = {}


def up_to(events: Iterator[Event], kind: str) -> list[Event]:
    """Return what comes, up to the first of a kind."""
    found: list[Event] = []
    for event in events:
        found.append(event)
        if event[1] == kind:
            return found
    pytest.fail(f"the stream ended before «{kind}»: {found}")
