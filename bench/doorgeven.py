"""How long others wait for an answer while 200 people pass something on, all at once.

`python -m bench.doorgeven` starts the assistant on ports of its own, asks questions one by one while nothing else
happens, and asks the same ones while 200 conversations go through a whole hand-off. It prints numbers, and judges none.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
import uuid
from pathlib import Path

import httpx

from bench.kanalen import rest_took, told
from bench.sentences import read_sentences, sample
from bench.two_servers import ours
from magdat.handoff.tickets import Status
from magdat.settings import Settings
from magdat.storage.stores import open_stores

HAND_OFFS, QUESTIONS = 200, 30
STEPS = ("ik wil een mens spreken", "Een klant stuurt mij elke avond berichten", "anoniem", "ja")
PAUSE = 2.0
"""Seconds before somebody says again what the assistant was too busy for."""


def main() -> None:
    """Measure, and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--doorgeven", type=int, default=HAND_OFFS)
    arguments.add_argument("--vragen", type=int, default=QUESTIONS)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="magdat-doorgeven-") as folder, ours(Path(folder)) as server:
        asyncio.run(measure(server.url, chosen.doorgeven, chosen.vragen))
        state = Settings.from_environment({"MAGDAT_TOESTAND": str(Path(folder) / "ours")})
        tickets = open_stores(state).tickets.figures()
        print(f"tickets kept: {len(tickets)}, of which wait: {sum(item.status is Status.WAITING for item in tickets)}")


async def measure(url: str, hand_offs: int, questions: int) -> None:
    """Print how long a question takes, alone and among hand-offs, and how long those take."""
    texts = [item.text for item in sample(read_sentences(), questions + 5)]
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=120, verify=False, limits=limits, trust_env=False) as client:
        for text in texts[:5]:
            await rest_took(client, url, text)
        alone = [await rest_took(client, url, text) for text in texts[5:]]
        print(f"a question, alone: {told(alone)}")
        begun = time.perf_counter()
        passing = asyncio.gather(*(pass_on(client, url) for _ in range(hand_offs)))
        among: list[float] = []
        while not passing.done():
            among.append(await rest_took(client, url, texts[5 + len(among) % questions]))
        took = await passing
        print(f"a question, while {hand_offs} pass something on ({len(among)} asked): {told(among)}")
        print(f"{sum(took)} of {hand_offs} passed on in {time.perf_counter() - begun:.0f} s")


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
