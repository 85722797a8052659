"""The web widget with many people at once: memory and delay of pushes, and how long a card takes beside REST.

`python -m bench.kanalen` starts the assistant on ports of its own, opens 200 widgets, has something pushed to each, and
asks the same questions by turns over REST and in a widget, in one run. It prints numbers and judges nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from bench.sentences import read_sentences, sample
from bench.two_servers import Server, ours

WIDGETS, QUESTIONS = 200, 40

AT_ONCE = 10
"""Widgets that open, or say something, at the same moment."""

TOO_LONG = "x" * 2001
"""What the gate answers by itself: what is measured is the push, not the reading of a question."""


class Open:
    """One open widget."""

    def __init__(self, client: httpx.AsyncClient, address: str) -> None:
        """Prepare; it begins in :meth:`follow`."""
        self._client = client
        self._address = address
        self._token = ""
        self._came: dict[str, asyncio.Future[float]] = {}
        self.late: list[float] = []
        """Seconds from the moment that each reply was pushed, which its number tells, until it was here."""

    @asynccontextmanager
    async def followed(self) -> AsyncIterator[None]:
        """Begin, and follow the stream as long as the block lasts."""
        self._token = (await self._client.post(f"{self._address}/begin", json={})).json()["token"]
        who = {"Authorization": f"Bearer {self._token}"}
        async with self._client.stream("GET", f"{self._address}/events", headers=who) as answer:
            following = asyncio.create_task(self._follow(answer))
            yield
            following.cancel()
            await asyncio.wait({following})

    async def took(self, text: str) -> float:
        """Say something, and return the seconds until the first reply came."""
        name, loop = str(uuid.uuid4()), asyncio.get_running_loop()
        self._came[name] = loop.create_future()
        begun = time.perf_counter()
        who = {"Authorization": f"Bearer {self._token}"}
        answer = await self._client.post(f"{self._address}/say", json={"id": name, "text": text}, headers=who)
        answer.raise_for_status()
        came = await asyncio.wait_for(self._came[name], 60)
        del self._came[name]
        return came - begun

    async def _follow(self, answer: httpx.Response) -> None:
        kind, number = "", 0
        async for line in answer.aiter_lines():
            name, _, value = line.partition(": ")
            if name == "id":
                number = int(value)
            elif name == "event":
                kind = value
            elif name == "data" and kind == "reply":
                self.late.append(time.time() - number / 1_000_000)
                self._heard(json.loads(value))

    def _heard(self, reply: dict[str, Any]) -> None:
        waiting = self._came.get(reply["answers"])
        if waiting is not None and not waiting.done():
            waiting.set_result(time.perf_counter())


def main() -> None:
    """Measure, and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--widgets", type=int, default=WIDGETS)
    arguments.add_argument("--vragen", type=int, default=QUESTIONS)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="magdat-kanalen-") as folder, ours(Path(folder)) as server:
        asyncio.run(measure(server, chosen.widgets, chosen.vragen))


async def measure(server: Server, widgets: int, questions: int) -> None:
    """Print what many open widgets cost, how late a push comes, and how long a card takes."""
    address = server.url.replace("/rest/webhook", "/widget")
    texts = [item.text for item in sample(read_sentences(), questions + 5)]
    async with httpx.AsyncClient(timeout=60, verify=False, limits=httpx.Limits(max_connections=None)) as client:
        warm_up, texts = texts[:5], texts[5:]
        for text in warm_up:
            await rest_took(client, server.url, text)
        before = server.resident_mb()
        async with AsyncExitStack() as stack:
            opened = [Open(client, address) for _ in range(widgets)]
            begun = time.perf_counter()
            for some in groups(opened):
                await asyncio.gather(*(stack.enter_async_context(widget.followed()) for widget in some))
            print(f"{widgets} widgets open in {time.perf_counter() - begun:.1f} s")
            print(f"memory of Rasa's process: {before} MB before, {server.resident_mb()} MB with all of them open")
            pushed: list[float] = []
            for some in groups(opened):
                pushed += await asyncio.gather(*(widget.took(TOO_LONG) for widget in some))
            print(f"message to refusal, {AT_ONCE} at once: {told(pushed)}")
            print(f"of which the push: {told([late for widget in opened for late in widget.late])}")
            rest, card = [], []
            for number, text in enumerate(texts):
                rest.append(await rest_took(client, server.url, text))
                # Somebody else each time, as over REST: one person may not ask so fast.
                card.append(await opened[number % len(opened)].took(text))
            print(f"question to answer over REST: {told(rest)}")
            print(f"question to card in a widget: {told(card)}")
            print(f"memory of Rasa's process at the end: {server.resident_mb()} MB")


async def rest_took(client: httpx.AsyncClient, url: str, text: str) -> float:
    """Ask over REST, and return the seconds that it took."""
    begun = time.perf_counter()
    (await client.post(url, json={"sender": f"bench-{uuid.uuid4().hex}", "message": text})).raise_for_status()
    return time.perf_counter() - begun


def groups(widgets: Sequence[Open]) -> list[Sequence[Open]]:
    """Return widgets in groups that do something at the same moment."""
    return [widgets[start : start + AT_ONCE] for start in range(0, len(widgets), AT_ONCE)]


def told(seconds: list[float]) -> str:
    """Return some times in words."""
    median, late, most = statistics.median(seconds), statistics.quantiles(seconds, n=20)[18], max(seconds)
    return f"median {1000 * median:.0f} ms, p95 {1000 * late:.0f} ms, most {1000 * most:.0f} ms"


if __name__ == "__main__":
    main()
