"""How long others wait for an answer while 200 people pass something on, all at once.

`python -m bench.doorgeven` starts the assistant on ports of its own, asks questions one by one while nothing else
happens, and asks the same ones while 200 conversations go through a whole hand-off, from a process of their own; four a
second, for what comes faster than people ask is refused. It prints numbers beside their aims: no hand-off is lost,
nobody who asks is refused, and whoever asks meanwhile waits at most twice as long as usual.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import httpx

from bench.kanalen import rest_took, told
from bench.sentences import ROOT, read_sentences, sample
from bench.two_servers import ours
from magdat.handoff.tickets import Status
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.staff.inviting import Invitations
from magdat.storage.stores import open_stores

HAND_OFFS, QUESTIONS = 200, 30
STEPS = ("ik wil een mens spreken", "Een klant stuurt mij elke avond berichten", "anoniem", "ja")
AIM = 2.0
"""How many times as long others may wait as usual."""

EACH = 0.25
"""Seconds from one question of somebody else to the next."""

PAUSE = 2.0
"""Seconds before somebody says again what the assistant was too busy for."""


def main() -> None:
    """Measure, and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--doorgeven", type=int, default=HAND_OFFS)
    arguments.add_argument("--vragen", type=int, default=QUESTIONS)
    arguments.add_argument(
        "--naar", metavar="ADRES", help="pass on only, at an assistant that runs, and print how many"
    )
    chosen = arguments.parse_args()
    if chosen.naar:
        print(asyncio.run(pass_all_on(chosen.naar, chosen.doorgeven)))
        return
    with tempfile.TemporaryDirectory(prefix="magdat-doorgeven-") as folder, ours(Path(folder)) as server:
        state = Settings.from_environment({"MAGDAT_TOESTAND": str(Path(folder) / "ours")})
        # Nothing is passed on to our own page while nobody reads it.
        Invitations(open_stores(state).agents, Seal.opened(state.state, state.post_key)).invite("bench", ["helpdesk"])
        asyncio.run(measure(server.url, chosen.doorgeven, chosen.vragen))
        tickets = open_stores(state).tickets.figures()
        waiting = sum(item.status is Status.WAITING for item in tickets)
        print(f"questions kept: {len(tickets)}, of which wait: {waiting} (aim: {chosen.doorgeven})")


async def measure(url: str, hand_offs: int, questions: int) -> None:
    """Print how long a question takes, alone and among hand-offs, and how long those take."""
    texts = [item.text for item in sample(read_sentences(), questions + 5)]
    print(f"processes that wanted a core, the minute before: {os.getloadavg()[0]:.1f}")
    async with httpx.AsyncClient(timeout=120, verify=False, trust_env=False) as client:
        for text in texts[:5]:
            await rest_took(client, url, text)
        alone = [(await asked(client, url, text))[0] for text in texts[5:]]
        print(f"a question, alone: {told(alone)}")
        # In a process of its own: what so many people cost their own machines is no part of how long others wait.
        command = (sys.executable, "-m", "bench.doorgeven", "--naar", url, "--doorgeven", str(hand_offs))
        passing = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
        begun, done = time.perf_counter(), asyncio.ensure_future(passing.communicate())
        among: list[float] = []
        refused = 0
        while not done.done():
            seconds, answer = await asked(client, url, texts[5 + len(among) % questions])
            among.append(seconds)
            refused += not any(item.get("custom") for item in answer)
        passed_on = int((await done)[0])
        print(f"a question, while {hand_offs} pass something on ({len(among)} asked): {told(among)}")
        print(f"of which got no answer: {refused} (aim: 0)")
        for name, of in (("median", statistics.median), ("p95", lambda times: statistics.quantiles(times, n=20)[18])):
            print(f"{name} among them beside alone: {of(among) / of(alone):.1f} × (aim: at most {AIM:.0f} ×)")
        print(f"{passed_on} of {hand_offs} read the number of theirs, in {time.perf_counter() - begun:.0f} s")


async def asked(client: httpx.AsyncClient, url: str, text: str) -> tuple[float, list[dict[str, Any]]]:
    """Ask somebody new's question, and wait until it is time for the next; return the seconds and what was said."""
    begun = time.perf_counter()
    came = await client.post(url, json={"sender": f"bench-{uuid.uuid4().hex}", "message": text})
    taken = time.perf_counter() - begun
    await asyncio.sleep(max(0.0, EACH - taken))
    return taken, list(came.raise_for_status().json())


async def pass_all_on(url: str, hand_offs: int) -> int:
    """Have so many people pass something on at once; return how many got a number."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=120, verify=False, limits=limits, trust_env=False) as client:
        return sum(await asyncio.gather(*(pass_on(client, url) for _ in range(hand_offs))))


async def pass_on(client: httpx.AsyncClient, url: str) -> bool:
    """Go through a whole hand-off; return whether a number came of it."""
    sender = f"bench-{uuid.uuid4().hex}"
    answer = ""
    for step in STEPS:
        for _ in range(50):
            came = (await client.post(url, json={"sender": sender, "message": step})).raise_for_status().json()
            answer = " ".join(str(item.get("text") or "") for item in came)
            if any((item.get("custom") or {}).get("stap") for item in came):
                break
            await asyncio.sleep(PAUSE)
    return "MD-" in answer


if __name__ == "__main__":
    main()
