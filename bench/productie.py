"""What production costs, ours on PostgreSQL and Valkey beside stock Rasa on SQLite: `python -m bench.productie`.

Every figure of the list that docs/bedrijf.md names: one user; fifty people for a while; steady load with memory and
connections; cost as work grows; one worker and two; workers and action servers started anew under load. `--kort` takes
a tenth of the time; `--herstart 10` only does the last, so many times. `--schrijf` writes
docs/productie_cijfers.md. Milliseconds hold for this machine and this moment; the ratios travel. The faults are
tests/geheel/test_nothing_is_lost_when_parts_fall_away.py, whose long form `STORINGEN_RONDES=30` gives.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import numpy as np
import psutil
from rich.console import Console

from bench.answer import sender
from bench.company import company
from bench.production_servers import (
    Ours,
    fill_conversations,
    fill_deliveries,
    ours_in_production,
    postgresql,
    valkey,
)
from bench.rasa_pipelines import workplace
from bench.rolling import PEOPLE, Seen, rolled
from bench.sentences import ROOT, read_sentences, sample
from bench.two_servers import Server, stock
from channels.yielding import STEPS
from magdat.storage.database import Database

PAGE = ROOT / "docs" / "productie_cijfers.md"

ROLLING_PORTS = (6292, 6293, 6294, 6295, 6296, 6297)

PACE = 0.36
"""Seconds between two messages of one person: the gate takes three a second."""


@dataclass(frozen=True)
class Size:
    """How much is asked; seconds and counts."""

    alone: int
    crowd_seconds: float
    soak_seconds: float
    open_conversations: int
    rows: int
    turns: int
    rolls: int
    """How often each worker and each action server is started anew under load."""


WHOLE = Size(
    alone=200, crowd_seconds=300, soak_seconds=900, open_conversations=10_000, rows=1_000_000, turns=200, rolls=10
)
SHORT = Size(alone=40, crowd_seconds=20, soak_seconds=60, open_conversations=10_000, rows=100_000, turns=30, rolls=1)


@dataclass(frozen=True)
class Figure:
    """One row of the table."""

    name: str
    found: str
    aim: str
    held: bool | None
    """Whether the aim was reached; ``None`` where there is none."""


class NoAnswer(Exception):
    """What came back carries no answer, so that its time says nothing."""


async def ask(client: aiohttp.ClientSession, server: Server, who: str, text: str) -> float:
    """Ask one question; return the seconds until the whole answer is there.

    Raises:
        NoAnswer: nothing came, or only that something is wrong or goes too fast.
    """
    return (await _asked(client, server, who, text))[0]


async def _asked(client: aiohttp.ClientSession, server: Server, who: str, text: str) -> tuple[float, bool]:
    """Return the seconds until the whole answer is there, and whether it begins to pass something on to a person."""
    started = time.perf_counter()
    try:
        async with client.post(server.url, json={"sender": who, "message": text}) as reply:
            messages = json.loads(await reply.read())
            took = time.perf_counter() - started
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
        raise NoAnswer(type(error).__name__) from None
    if (fault := server.fault(reply.status, messages)) is not None:
        raise NoAnswer(fault)
    steps = [(message.get("custom") or {}).get("stap") or "" for message in messages]
    return took, any(step.startswith(STEPS) for step in steps)


def _client() -> aiohttp.ClientSession:
    """Return who asks, by aiohttp: 4 to 5 ms of processor a question, on the cores that are measured, and httpx 8."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(60), connector=aiohttp.TCPConnector(limit=0))


async def alone(servers: Sequence[Server], questions: Sequence[str]) -> list[list[float]]:
    """Ask one question after the other, each in a conversation of its own, the servers in turn; return the seconds.

    Raises:
        NoAnswer: a question got none, with one person and nothing broken.
    """
    spent: list[list[float]] = [[] for _ in servers]
    async with _client() as client:
        for number, text in enumerate([*questions[:5], *questions]):
            for server, times in zip(servers, spent):
                took = await ask(client, server, sender(), text)
                if number >= 5:
                    times.append(took)
    return spent


@dataclass
class Crowd:
    """What a crowd saw."""

    times: list[float]
    errors: Counter[str]
    """What came instead of an answer, and how often."""

    seconds: float

    @property
    def pace(self) -> float:
        """Return the answers a second."""
        return len(self.times) / self.seconds

    @property
    def faults(self) -> str:
        """Return how many questions got no answer, and what came most."""
        most = "".join(f"; {count} × «{what}»" for what, count in self.errors.most_common(2))
        return f"{self.errors.total()}{most}"


async def crowd(servers: Sequence[Server], people: int, seconds: float, questions: Sequence[str]) -> Crowd:
    """Let so many people ask one thing after the other for a while, spread over the workers as a proxy does.

    Whoever is asked what somebody of a desk needs to know leaves, and another comes: what they would ask next would be
    taken for what they pass on, which lets everybody who asks go first (channels/yielding.py).
    """
    times: list[float] = []
    errors: Counter[str] = Counter()
    async with _client() as client:
        begun = time.perf_counter()

        async def person(number: int) -> None:
            who, asked = sender(), 0
            while time.perf_counter() - begun < seconds:
                started = time.perf_counter()
                text = questions[(number + asked) % len(questions)]
                try:
                    took, passes_on = await _asked(client, servers[number % len(servers)], who, text)
                    times.append(took)
                    who = sender() if passes_on else who
                except NoAnswer as error:
                    errors[str(error)] += 1
                asked += 1
                await asyncio.sleep(max(0.0, PACE - (time.perf_counter() - started)))

        await asyncio.gather(*(person(number) for number in range(people)))
        return Crowd(times, errors, time.perf_counter() - begun)


async def steady(mine: Ours, seconds: float, questions: Sequence[str]) -> tuple[list[tuple[int, int]], Crowd]:
    """Ask at a steady pace; return (memory in MB, connections to the database) at ten moments, and what was seen."""
    looked: list[tuple[int, int]] = []

    async def look() -> None:
        for _ in range(10):
            await asyncio.sleep(seconds / 10)
            looked.append((mine.resident_mb(), mine.connections()))

    watching = asyncio.create_task(look())
    seen = await crowd(mine.servers, 4, seconds, questions)
    await watching
    return looked, seen


async def turns(server: Server, count: int, questions: Sequence[str]) -> tuple[float, float]:
    """Return the median seconds of the first and the last ten turns of one conversation, the greeting left out.

    Raises:
        NoAnswer: as :func:`alone`.
    """
    times = []
    async with _client() as client:
        who = sender()
        for number in range(count + 1):
            took = await ask(client, server, who, questions[number % 10])
            times.append(took)
            await asyncio.sleep(max(0.0, PACE - took))
    return float(np.median(times[1:11])), float(np.median(times[-10:]))


def measure(size: Size, say: Callable[[str], None], found: Callable[[Sequence[Figure]], None]) -> None:
    """Start everything, measure, and stop it; each row of the table goes to ``found`` as soon as it is there."""
    questions = [item.text for item in sample(read_sentences(), size.alone, seed=16)]
    workers = (1, 2) if (os.cpu_count() or 1) > 1 and Ours.several() else (1,)
    with workplace() as directory, stock(directory) as theirs:
        paces: dict[int, Crowd] = {}
        for count in workers:
            with ours_in_production(directory / f"ours{count}", count) as mine:
                if count == 1:
                    say("one user…")
                    found(_one_user(mine, theirs, questions))
                    say("as work grows…")
                    found(_growing(mine, questions, size))
                    say(f"steady load for {size.soak_seconds:.0f} s…")
                    found(_soak(asyncio.run(steady(mine, size.soak_seconds, questions))))
                say(f"fifty people, {count} worker(s), {size.crowd_seconds:.0f} s…")
                paces[count] = asyncio.run(crowd(mine.servers, 50, size.crowd_seconds, questions))
            found(_crowd(count, paces[count]))
        if len(paces) > 1:
            ratio = f"{paces[2].pace / paces[1].pace:.2f} ×"
            found([Figure("workers 1 to 2, answers a second", ratio, "with cores", None)])
        say("fifty people at stock…")
        of_stock = asyncio.run(crowd([theirs], 50, min(size.crowd_seconds, 60), questions))
        found([Figure("50 people at stock on SQLite, answers a second", f"{of_stock.pace:.1f}", "–", None)])
    if 2 in workers:
        say(f"started anew under load, {size.rolls} time(s)…")
        found(_rolled(roll(size.rolls, say), size.rolls))


def roll(rounds: int, say: Callable[[str], None]) -> Seen:
    """Start two workers and two action servers behind the proxy, and each of them so many times anew under load.

    Raises:
        NotThere: one does not stop or does not come back.
    """
    with tempfile.TemporaryDirectory() as folder, postgresql() as address, valkey() as redis:
        database = Database(address)
        database.migrate()
        database.engine.dispose()
        with company(Path(folder) / "toestand", address, redis, ROLLING_PORTS) as running:
            return asyncio.run(rolled(running, rounds, say=say))


def _rolled(seen: Seen, rounds: int) -> list[Figure]:
    what = f"each of 2 workers and 2 action servers started anew {rounds} time(s), {PEOPLE} people in the widget"
    most = "".join(f"; {count} × «{fault}»" for fault, count in seen.faults.most_common(2))
    longest = max(max(times) for times in seen.away.values())
    return [
        Figure(f"{what}: faults that anybody saw", f"{seen.faults.total()}{most}", "0", not seen.faults),
        Figure("the same: answers", f"{len(seen.took)}, p99 {_ms(seen.took, 99) / 1000:.2f} s", "–", None),
        Figure("the same: one was away at most", f"{longest:.0f} s", "–", None),
    ]


def _one_user(mine: Ours, theirs: Server, questions: Sequence[str]) -> list[Figure]:
    ours_ms, stock_ms = (_ms(times, 95) for times in asyncio.run(alone((mine.servers[0], theirs), questions)))
    ratio = ours_ms / stock_ms
    return [
        Figure("one user, question to whole answer, p95", f"{ours_ms:.0f} ms", "≤ 60 ms", ours_ms <= 60),
        Figure("the same beside stock on SQLite", f"{stock_ms:.0f} ms; ratio {ratio:.2f}", "≤ 2.5", ratio <= 2.5),
    ]


def _growing(mine: Ours, questions: Sequence[str], size: Size) -> list[Figure]:
    asked = questions[: max(30, len(questions) // 4)]
    empty = _ms(asyncio.run(alone((mine.servers[0],), asked))[0], 50)
    fill_conversations(mine.database, size.open_conversations)
    people = _ms(asyncio.run(alone((mine.servers[0],), asked))[0], 50) / empty
    fill_deliveries(mine.database, size.rows)
    rows = _ms(asyncio.run(alone((mine.servers[0],), asked))[0], 50) / empty
    first, last = asyncio.run(turns(mine.servers[0], size.turns, questions))
    return [
        Figure(
            f"{size.open_conversations:,} open conversations beside 10, p50", f"{people:.2f} ×", "≤ 1.3", people <= 1.3
        ),
        Figure(f"and {size.rows:,} stored rows, p50", f"{rows:.2f} ×", "≤ 1.3", rows <= 1.3),
        Figure(f"turn {size.turns} beside turn 1, p50", f"{last / first:.2f} ×", "≤ 1.3", last / first <= 1.3),
    ]


def _soak(found: tuple[list[tuple[int, int]], Crowd]) -> list[Figure]:
    looked, seen = found
    grown = looked[-1][0] / looked[2][0] - 1
    connections = [number for _, number in looked[2:]]
    steady_line = max(connections) - min(connections)
    return [
        Figure("steady load: memory after warm-up", f"{looked[2][0]} to {looked[-1][0]} MB", "≤ 5 % up", grown <= 0.05),
        Figure("steady load: connections", f"{min(connections)} to {max(connections)}", "flat", steady_line <= 2),
        Figure("steady load: errors", seen.faults, "0", not seen.errors),
    ]


def _crowd(workers: int, seen: Crowd) -> list[Figure]:
    who = f"50 people, {workers} worker(s)"
    if not seen.times:
        return [Figure(f"{who}, errors", f"{seen.faults}, and no answer", "0", False)]
    aim, held = ("≥ 40", seen.pace >= 40) if workers == 2 else ("–", None)
    p99 = _ms(seen.times, 99) / 1000
    return [
        Figure(f"{who}, answers a second", f"{seen.pace:.1f}", aim, held),
        Figure(f"{who}, p99", f"{p99:.2f} s", "≤ 2 s", p99 <= 2),
        Figure(f"{who}, errors", seen.faults, "0", not seen.errors),
    ]


def _ms(times: Sequence[float], share: int) -> float:
    return float(np.percentile(times, share)) * 1000


def row(figure: Figure) -> str:
    """Return one row of the table, in Markdown."""
    mark = {True: "yes", False: "**no**", None: ""}[figure.held]
    return f"| {figure.name} | {figure.found} | {figure.aim} | {mark} |"


def page(figures: Sequence[Figure], size: Size, load: tuple[float, float]) -> str:
    """Return the page with the table, in Markdown."""
    form = "The whole measurement" if size is WHOLE else "The short form (--kort)"
    return "\n".join(
        (
            "# Figures of production",
            "",
            "Written by `python -m bench.productie --schrijf`: ours on PostgreSQL and Valkey, stock Rasa (its default",
            "pipeline for Dutch, one fixed reply an intent, REST) on SQLite, on one machine, in one run.",
            "",
            f"{form}, on {os.cpu_count()} cores. Before it, {load[0]:.1f} processes wanted a core, on average over",
            f"the last minute (over the last 15: {load[1]:.1f}). More than half a process means that the machine was",
            "shared: then only the ratios say something.",
            "",
            "| figure | found | aim | reached |",
            "|---|---|---|---|",
            *map(row, figures),
            "",
        )
    )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kort", action="store_true", help="the short form: some four minutes instead of forty")
    parser.add_argument("--herstart", type=int, metavar="N", help="only start everything anew under load, N times")
    parser.add_argument(
        "--schrijf", action="store_true", help="write docs/productie_cijfers.md; then run bench.queueing --schrijf"
    )
    chosen = parser.parse_args()
    console = Console(highlight=False, width=160)
    size, load = (SHORT if chosen.kort else WHOLE), psutil.getloadavg()
    figures: list[Figure] = []

    def found(rows: Sequence[Figure]) -> None:
        figures.extend(rows)
        for item in rows:  # at once: what comes later may fail
            console.print(row(item), markup=False, soft_wrap=True)

    if chosen.herstart:
        found(_rolled(roll(chosen.herstart, console.print), chosen.herstart))
        return
    measure(size, lambda text: console.print(f"· {text}"), found)
    told = page(figures, size, (load[0], load[2]))
    console.print(told, markup=False)
    if chosen.schrijf:
        PAGE.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
