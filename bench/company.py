"""Two Rasa workers and two action servers behind the proxy that a company has in front, and how one is started anew."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.sentences import ROOT
from launch.services import environment, services

ACTIONS, WORKERS = ("acties", "acties2"), ("rasa", "rasa2")

PLACES = {"acties": "127.0.0.1", "acties2": "127.0.0.2"}
"""Where each action server listens, on one port: as the addresses are that stand behind one name in compose."""

NAME = "acties.test"
"""The name behind which both action servers are."""

BOOT = f"""
import random
from aiohttp.resolver import ThreadedResolver
find = ThreadedResolver.resolve
async def resolve(self, host, *more, **named):
    if host != {NAME!r}:
        return await find(self, host, *more, **named)
    there = [one for place in {sorted(PLACES.values())!r} for one in await find(self, place, *more, **named)]
    return random.sample(there, len(there))
ThreadedResolver.resolve = resolve
from launch.rasa_cli import main
main()
"""
"""Starts a worker for which that name is known, as the network of containers makes it known."""

WITHIN = 300.0
"""Seconds in which a service must be ready."""

STOP_WITHIN = 30.0
"""Seconds that compose, systemd and Kubernetes give a service at least to stop."""


class NotThere(Exception):
    """A service does not start or does not stop; the message ends with what it wrote last."""


@dataclass
class Company:
    """What runs."""

    proxy: str
    """The address that people reach."""

    env: Mapping[str, str]
    logs: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start a service; it need not be ready yet."""
        env = dict(self.env)
        if name in ACTIONS:
            command = [sys.executable, "-m", "launch", "acties"]
            env["MAGDAT_ADRES"] = PLACES[name]
        elif name in WORKERS:
            worker = next(item for item in services(env) if item.name == name)
            command = [sys.executable, "-c", BOOT, *worker.arguments[2:]]
        else:
            command = ["caddy", "run", "--config", str(ROOT / "deploy/proxy/Caddyfile"), "--adapter", "caddyfile"]
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def wait(self, name: str) -> None:
        """Wait until a service can help people.

        Raises:
            NotThere: it ended, or is not ready in time.
        """
        url, deadline = self._ready_url(name), time.monotonic() + WITHIN
        while time.monotonic() < deadline and self.running[name].poll() is None:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(url, timeout=5.0).status_code == 200:
                    return
            time.sleep(0.1)
        raise NotThere(f"{name} is not ready: {self.last_words(name)}")

    def restart(self, name: str) -> float:
        """Stop a service as whoever rolls out a new version does, start it again, and return the seconds without it.

        Raises:
            NotThere: it does not stop in time, or does not come back.
        """
        process, begun = self.running[name], time.monotonic()
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            raise NotThere(f"{name} does not stop: {self.last_words(name)}") from None
        self.start(name)
        self.wait(name)
        return time.monotonic() - begun

    def stop(self) -> None:
        """End all of it."""
        for process in self.running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)

    def last_words(self, name: str) -> str:
        """Return the end of what a service wrote."""
        return (self.logs / f"{name}.log").read_text(encoding="utf-8", errors="replace")[-3000:]

    def _ready_url(self, name: str) -> str:
        if name in ACTIONS:
            return next(item for item in services(self.env) if item.name == "acties").ready_url(PLACES[name])
        if name in WORKERS:
            return next(item for item in services(self.env) if item.name == name).ready_url()
        return f"{self.proxy}/webhooks/widget/"


@contextlib.contextmanager
def company(folder: Path, database: str, redis: str, ports: Sequence[int]) -> Iterator[Company]:
    """Start everything on a database that has its tables and on a Redis, and end it.

    Args:
        folder: an empty one, for what they write.
        database: its address.
        redis: its address.
        ports: six free ones, of which the last two follow each other.

    Raises:
        NotThere: something does not start.
        LookupError: Caddy is not installed.
    """
    if shutil.which("caddy") is None:
        raise LookupError("Caddy is needed here: apt-get install --no-install-recommends caddy")
    front, other, well, actions, first, second = map(str, ports)
    logs = folder / "logs"
    logs.mkdir(parents=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAGDAT_")}
    settings = {
        "MAGDAT_TOESTAND": str(folder),
        "MAGDAT_DATABASE": database,
        "MAGDAT_REDIS": redis,
        "MAGDAT_WERKERS": "2",
        "MAGDAT_PROXIES": "1",
        "MAGDAT_DOORGEVEN": "geen",
        "MAGDAT_POORT_ACTIES": actions,
        "MAGDAT_POORT_RASA": first,
        "MAGDAT_ACTIES_URL": f"http://{NAME}:{actions}/webhook",
        "PROXY_TLS": "ervoor",
        "PROXY_SITE": f"http://127.0.0.1:{front}",
        "PROXY_BUREAU": f"http://bureau.test:{front}",
        "PROXY_HTTP": front,
        "PROXY_HTTPS": other,
        "PROXY_GEZOND": well,
        "PROXY_RASA": "adressen",
        "PROXY_RASA_ADRESSEN": f"127.0.0.1:{first} 127.0.0.1:{second}",
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "PYTHONPATH": str(ROOT),
    }
    found = Company(f"http://127.0.0.1:{front}", environment({**kept, **settings}), logs)
    names = (*ACTIONS, *WORKERS, "proxy")
    try:
        for name in names:
            found.start(name)
        for name in names:
            found.wait(name)
        yield found
    finally:
        found.stop()
