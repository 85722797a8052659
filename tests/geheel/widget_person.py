"""A widget without a browser, that listens and talks over its stream; and what is looked for in what came."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import httpx
import pytest
from servers import ANSWER_WITHIN, Assistant


class Widget:
    """One widget that listens, and keeps all that comes."""

    def __init__(self, assistant: Assistant) -> None:
        self._address = f"{assistant.rasa}/webhooks/widget"
        self.token = httpx.post(f"{self._address}/begin", json={}).json()["token"]
        self._headers = {"Authorization": f"Bearer {self.token}"}

    def say(self, text: str) -> str:
        name = str(uuid.uuid4())
        httpx.post(f"{self._address}/say", json={"id": name, "text": text}, headers=self._headers).raise_for_status()
        return name

    @contextmanager
    def listening(self) -> Iterator[Iterator[tuple[str, dict[str, Any]]]]:
        def read() -> Iterator[tuple[str, dict[str, Any]]]:
            kind, address, where = "", f"{self._address}/events", dict[str, str]()
            while True:  # a stream ends after what a person wrote, and coming back says that it arrived
                headers = {**self._headers, **where}
                with httpx.stream("GET", address, headers=headers, timeout=ANSWER_WITHIN) as answer:
                    assert answer.status_code == 200
                    for line in answer.iter_lines():
                        name, _, value = line.partition(": ")
                        where = {"Last-Event-ID": value} if name == "id" else where
                        kind = value if name == "event" else kind
                        if name == "data":
                            yield kind, json.loads(value)

        with closing(read()) as found:
            yield found


def until(
    events: Iterator[tuple[str, dict[str, Any]]], true: Callable[[str, dict[str, Any]], bool]
) -> list[dict[str, Any]]:
    """Return the replies up to the event of which something is true."""
    replies = []
    for kind, data in events:
        if kind == "reply":
            replies.append(data)
        if true(kind, data):
            return replies
    pytest.fail("the stream ended")


def answered(name: str) -> Callable[[str, dict[str, Any]], bool]:
    return lambda kind, data: kind == "done" and data["answers"] == name


def step(name: str) -> Callable[[str, dict[str, Any]], bool]:
    return lambda kind, data: kind == "reply" and data["custom"].get("stap") == name


def number_in(text: str) -> str:
    found = re.search(r"MD-\d{4,}", text)
    assert found is not None, text
    return found.group()


def code_in(text: str) -> str:
    found = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", text)
    assert found is not None, text
    return found.group()
