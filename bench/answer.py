"""How long an answer takes, ours beside Rasa's stock assistant, in turn, in one run: `python -m bench.answer`.

Both are started as servers and asked over REST: fresh conversations, long ones, and many people at once; then one and
twelve hostile senders of long messages while somebody else asks. Each target stands beside its figure. `--schrijf` puts
the tables into docs/snelheid.md, `--toon` prints those of the last run that was written. What is printed holds for the
machine and for the moment: only the ratios mean something elsewhere.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
import uuid
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import numpy as np
from rich.console import Console

from bench.answer_targets import reached
from bench.classifier import write_figures
from bench.parse_time import in_fresh_process
from bench.rasa_pipelines import workplace
from bench.sentences import ROOT, read_sentences, sample
from bench.two_servers import Server, ours, stock
from launch.services import MODEL

PAGE, FIGURES = ROOT / "docs" / "snelheid.md", ROOT / "docs" / "snelheid.json"
START, END = "<!-- bench.answer -->", "<!-- /bench.answer -->"

TURNS = (1, 60, 100)
PEOPLE = (1, 5, 20, 50)
HOSTILE, LONG = (1, 12), 1_800
PACE = 0.36
"""Seconds from one turn of a long conversation to the next: we answer one person no more than three times a second."""

WINDOW = 3
"""A turn of a long conversation is timed with its neighbours: so many at most, on both sides."""


def sender() -> str:
    """Return somebody who was never here before."""
    return f"bench-{uuid.uuid4().hex}"


async def ask(client: httpx.AsyncClient, server: Server, who: str, text: str) -> float:
    """Ask one question; return the seconds until the whole answer is there."""
    started = time.perf_counter()
    (await client.post(server.url, json={"sender": who, "message": text})).raise_for_status()
    return time.perf_counter() - started


async def fresh(servers: Sequence[Server], questions: Sequence[str]) -> dict[str, dict[str, float]]:
    """Ask each question in a conversation of its own, both servers in turn."""
    spent: dict[str, list[float]] = {server.name: [] for server in servers}
    async with httpx.AsyncClient(timeout=120) as client:
        for text in questions:
            for server in servers:
                spent[server.name].append(await ask(client, server, sender(), text))
    return {
        name: {"fresh_p50_ms": _ms(times, 50), "fresh_p95_ms": _ms(times, 95)}
        for name, times in ((name, times[5:]) for name, times in spent.items())
    }


def window_of(turn: int) -> int | None:
    """Return beside which of the turns that are of interest a turn is timed, ``None`` for one that is not timed."""
    found = [place for place, first in enumerate(map(_first_beside, TURNS)) if first <= turn <= first + 2 * WINDOW]
    return found[0] if found else None


def _first_beside(turn: int) -> int:
    """Return the first of the turns that are timed beside a turn: not the very first one, which also greets."""
    return min(max(turn - WINDOW, 2), TURNS[-1] - 2 * WINDOW)


def question_at(turn: int, conversation: int, questions: Sequence[str]) -> str:
    """Return what is asked at a turn of a conversation.

    Over as many conversations as there are turns of interest, each of these is asked the very same questions: one that
    is long takes twice as long as a short one, and seven others tell more about the questions than about the turn.
    """
    wide, place = 2 * WINDOW + 1, window_of(turn)
    if place is None:
        return questions[(len(TURNS) * wide + turn) % len(questions)]
    slot = (place + conversation) % len(TURNS)
    return questions[(slot * wide + turn - _first_beside(TURNS[place])) % len(questions)]


async def long(servers: Sequence[Server], questions: Sequence[str], conversations: int) -> dict[str, dict[str, float]]:
    """Hold long conversations, both servers in turn, and time the turns that are of interest."""
    spent: dict[str, dict[int, list[float]]] = {server.name: {turn: [] for turn in TURNS} for server in servers}
    async with httpx.AsyncClient(timeout=120) as client:
        for conversation in range(conversations):
            people = {server.name: sender() for server in servers}
            for turn in range(1, TURNS[-1] + 1):
                pause = asyncio.create_task(asyncio.sleep(PACE))
                text, place = question_at(turn, conversation, questions), window_of(turn)
                for server in servers:
                    took = await ask(client, server, people[server.name], text)
                    if place is not None:
                        spent[server.name][TURNS[place]].append(took)
                await pause
    return {
        name: {f"turn_{turn}_p50_ms": _ms(times, 50) for turn, times in turns.items()}
        | {f"turn_{turn}_p95_ms": _ms(times, 95) for turn, times in turns.items()}
        for name, turns in spent.items()
    }


async def crowd(servers: Sequence[Server], questions: Sequence[str], each: int) -> dict[str, dict[str, float]]:
    """Let so many people ask at once, each ``each`` questions, one after the other; count answers a second."""
    found: dict[str, dict[str, float]] = {server.name: {} for server in servers}
    limits = httpx.Limits(max_connections=200)
    for people in PEOPLE:
        for server in servers:
            async with httpx.AsyncClient(timeout=300, limits=limits) as client:

                async def person(client: httpx.AsyncClient = client, server: Server = server) -> None:
                    who = sender()
                    for number in range(each):
                        await ask(client, server, who, questions[number % len(questions)])

                started = time.perf_counter()
                await asyncio.gather(*(person() for _ in range(people)))
                found[server.name][f"answers_a_second_{people}"] = round(
                    people * each / (time.perf_counter() - started), 1
                )
    return found


async def hostile(server: Server, questions: Sequence[str], people: int) -> float:
    """Return the longest wait in seconds of somebody else while so many send long messages all the time."""
    story = (" ".join(questions) * 20)[:LONG]
    ended = False
    async with httpx.AsyncClient(timeout=300) as client:

        async def nasty() -> None:
            who = sender()
            while not ended:
                try:
                    await ask(client, server, who, story)
                except httpx.HTTPStatusError:
                    await asyncio.sleep(0.05)  # refused; goes on

        running = [asyncio.create_task(nasty()) for _ in range(people)]
        await asyncio.sleep(1.0)
        waits = [await ask(client, server, sender(), text) for text in questions[:10]]
        ended = True
        await asyncio.gather(*running, return_exceptions=True)
    return round(max(waits), 2)


def _ms(times: Sequence[float], share: int) -> float:
    return round(float(np.percentile(times, share)) * 1000, 1)


def measure(asked: int, conversations: int, each: int, say: Callable[[str], None]) -> dict[str, dict[str, Any]]:
    """Start both, measure, stop them; return the figures by name."""
    questions = [item.text for item in sample(read_sentences(), asked + 5, seed=8)]
    with workplace() as directory:
        say("training and starting both…")
        with stock(directory) as theirs, ours(directory) as mine:
            servers = (mine, theirs)
            found: dict[str, dict[str, Any]] = {server.name: {} for server in servers}
            for title, make in (
                ("fresh conversations", lambda: fresh(servers, questions)),
                ("long conversations", lambda: long(servers, questions, conversations)),
                ("many people", lambda: crowd(servers, questions, each)),
            ):
                say(f"{title}…")
                for name, figures in asyncio.run(make()).items():  # type: ignore[no-untyped-call]
                    found[name] |= figures
            say("hostile senders…")
            for server in servers:
                for people in HOSTILE:
                    wait = asyncio.run(hostile(server, questions, people))
                    found[server.name][f"longest_wait_beside_{people}_hostile_s"] = wait
                found[server.name]["resident_mb"] = server.resident_mb()
    return found


def table(found: dict[str, dict[str, Any]]) -> str:
    """Return the figures as a table in Markdown, with their ratio."""
    lines = ["| | ours | stock | ratio |", "|---|---|---|---|"]
    for key, mine in found["ours"].items():
        theirs = found["stock"].get(key)
        ratio = f"{mine / theirs:.2f}" if theirs else "–"
        lines.append(f"| {key.replace('_', ' ')} | {mine} | {'–' if theirs is None else theirs} | {ratio} |")
    return "\n".join(lines)


def tables(found: dict[str, dict[str, Any]]) -> str:
    """Return every target beside its figure, and then all figures."""
    return f"{reached(found)}\n\n{table(found)}"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vragen", type=int, default=100, help="questions in fresh conversations")
    parser.add_argument("--gesprekken", type=int, default=len(TURNS), help="long conversations of a hundred turns")
    parser.add_argument("--ieder", type=int, default=5, help="questions of each person in a crowd")
    parser.add_argument("--schrijf", action="store_true", help="write docs/snelheid.json and the table in snelheid.md")
    parser.add_argument("--toon", action="store_true", help="print docs/snelheid.json, and measure nothing")
    chosen = parser.parse_args()
    console = Console(highlight=False, width=160)
    if chosen.toon:
        console.print(tables(json.loads(FIGURES.read_text(encoding="utf-8"))), markup=False)
        return
    found = measure(chosen.vragen, chosen.gesprekken, chosen.ieder, lambda text: console.print(f"· {text}"))
    parsed = in_fresh_process(MODEL, [item.text for item in sample(read_sentences(), 200, seed=9)])
    found["ours"] |= {
        "of_which_parsing_p50_ms": parsed["parse_p50_ms"],
        "e5_24_pieces_p50_ms": parsed["e5_p50_ms"],
        **parsed.get("parts_ms", {}),
    }
    console.print(tables(found), markup=False)
    if chosen.schrijf:
        write_figures(FIGURES, found)
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
        PAGE.write_text(f"{before}{START}\n{tables(found)}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
