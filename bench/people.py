"""People in the widget who ask one thing after the other, and note every fault that they would have seen.

They do what widget/js does, by docs/kanalen/protocol.md: they listen over a stream and come back with its number, and
say a thing again, under the same name, where no connection came. What the widget shows as a fault is one here: every
refusal, a «fault», an apology, nothing within half a minute, or a line that is not back at the first try.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Sequence

import httpx

ANSWER_WITHIN = 30.0
"""Seconds after which the widget says that no answer came."""

TRY_EVERY, KEEP_TRYING = 1.0, 20.0
"""Seconds between two tries where no connection comes, and until the widget says so."""

BACK_AFTER = 0.1
"""Seconds after which a widget listens again when its stream ended."""

SORRY = ("loopt bij mij iets mis", "heel druk", "even niet", "opnieuw gestart")
"""What is said where no answer is given."""


class Person:
    """Somebody with the widget open."""

    def __init__(self, address: str, seen: Counter[str], took: list[float]) -> None:
        """Prepare; it begins in :meth:`stay`.

        Args:
            address: of the proxy.
            seen: what they see that is no answer, and how often, is added to it.
            took: the seconds until each answer are added to it.
        """
        self._address = f"{address}/webhooks/widget"
        self._seen = seen
        self._took = took
        self._heads: dict[str, str] = {}
        self._last = "0"
        self._waiting: dict[str, asyncio.Event] = {}
        self._replies: dict[str, list[dict[str, object]]] = {}
        self._ended: Counter[str] = Counter()

    async def stay(self, questions: Sequence[str], pause: float, over: asyncio.Event) -> None:
        """Ask, wait for the answer, and ask the next thing, until it is over."""
        async with httpx.AsyncClient(timeout=15, trust_env=False) as client:
            begun = await client.post(f"{self._address}/begin", json={})
            self._heads = {"Authorization": f"Bearer {begun.json()['token']}"}
            listening = asyncio.create_task(self._listen(client))
            number = 0
            while not over.is_set():
                await self._ask(client, questions[number % len(questions)])
                number += 1
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(over.wait(), pause)
            listening.cancel()
            await asyncio.wait({listening})
        self._seen.update(f"answered {times} times" for times in self._ended.values() if times != 1)

    async def _ask(self, client: httpx.AsyncClient, text: str) -> None:
        name, began = str(uuid.uuid4()), time.monotonic()
        self._waiting[name], self._replies[name] = asyncio.Event(), []
        if not await self._said(client, name, text):
            return
        try:
            await asyncio.wait_for(self._waiting[name].wait(), ANSWER_WITHIN)
        except asyncio.TimeoutError:
            self._seen["no answer in time"] += 1
            return
        self._took.append(time.monotonic() - began)
        replies = self._replies[name]
        if not any(reply["custom"] for reply in replies):
            told = " ".join(str(reply["text"]) for reply in replies)
            self._seen[f"no answer but «{told[:60]}»"] += 1

    async def _said(self, client: httpx.AsyncClient, name: str, text: str) -> bool:
        began = time.monotonic()
        while True:
            try:
                sent = await client.post(f"{self._address}/say", json={"id": name, "text": text}, headers=self._heads)
            except httpx.TransportError as error:
                if time.monotonic() - began > KEEP_TRYING:
                    self._seen[f"say: {type(error).__name__}"] += 1
                    return False
                await asyncio.sleep(TRY_EVERY)
                continue
            if sent.status_code != 202:
                self._seen[f"say: {sent.status_code} {sent.text[:60]}"] += 1
            return sent.status_code == 202

    async def _listen(self, client: httpx.AsyncClient) -> None:
        failures = 0
        while True:
            why = "the stream ended"
            try:
                async for event, data in self._stream(client):
                    failures = 0
                    self._take(event, data)
            except (httpx.HTTPError, AssertionError) as error:
                why = f"{type(error).__name__} {str(error)[:60]}"
            failures += 1
            if failures > 1:
                self._seen[f"the line is away: {why}"] += 1
            await asyncio.sleep(BACK_AFTER)

    async def _stream(self, client: httpx.AsyncClient) -> AsyncIterator[tuple[str, dict[str, object]]]:
        heads = {**self._heads, "Last-Event-ID": self._last}
        async with client.stream("GET", f"{self._address}/events", headers=heads, timeout=40) as answer:
            assert answer.status_code == 200, f"{answer.status_code}"
            yield "open", {}
            kind = ""
            async for line in answer.aiter_lines():
                name, _, value = line.partition(": ")
                if name == "id":
                    self._last = value
                elif name == "event":
                    kind = value
                elif name == "data":
                    yield kind, json.loads(value)

    def _take(self, event: str, data: dict[str, object]) -> None:
        name = str(data.get("answers", ""))
        if event == "reply" and name in self._replies:
            self._replies[name].append(data)
        elif event in {"done", "fault"}:
            self._ended[name] += 1
            if event == "fault":
                self._seen[f"fault: {str(data['text'])[:60]}"] += 1
            if name in self._waiting:
                self._waiting[name].set()
