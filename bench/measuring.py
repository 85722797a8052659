"""What being measured costs: one assistant with metrics, JSON logs and traces, beside one without, asked in turn.

`python -m bench.measuring [--tegen OTHER_CHECKOUT] [--vragen 200]`. The order changes at every question, so that what
else the machine does falls on all alike. With ``--tegen`` another checkout (of the version before, say) takes part too.
"""

from __future__ import annotations

import argparse
import contextlib
import http.server
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np

from bench.sentences import ROOT, read_sentences, sample
from launch.services import MODEL
from magdat.metrics import traces
from magdat.metrics.catalogue import MESSAGES
from magdat.metrics.faults import count_faults
from magdat.metrics.requests import hand_over, headers, request, stage, waited_for
from magdat.privacy.log_form import write_json

START_WITHIN = 300.0
WARM_UP = 15
"""Questions at the beginning that do not count."""


MOST_TURNS = 2_000
"""Turns over which the processor's time is taken."""


@dataclass(frozen=True)
class Kind:
    """One way to run it."""

    name: str
    folder: Path
    first_port: int
    settings: Mapping[str, str]


@contextlib.contextmanager
def collector() -> Iterator[str]:
    """Give the address of a collector of traces, which takes all and keeps nothing."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


@contextlib.contextmanager
def started(kind: Kind, state: Path) -> Iterator[str]:
    """Start the action server and Rasa; give the address to ask."""
    ports = {"ACTIES": kind.first_port, "RASA": kind.first_port + 1, "PAGINA": kind.first_port + 2}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAGDAT_", "PYTHONPATH"))}
    named = {f"MAGDAT_POORT_{name}": str(port) for name, port in ports.items()}
    env = {**kept, **named, **kind.settings, "MAGDAT_TOESTAND": str(state), "MAGDAT_MODEL": str(MODEL)}
    state.mkdir()
    with contextlib.ExitStack() as stack:
        for service in ("acties", "rasa"):
            log = stack.enter_context((state / f"{service}.log").open("wb"))
            command = [sys.executable, "-m", "launch", service]
            process = subprocess.Popen(command, cwd=kind.folder, env=env, stdout=log, stderr=log)
            stack.callback(process.wait)
            stack.callback(process.terminate)
        for url in (f"http://127.0.0.1:{ports['ACTIES']}/health", f"http://127.0.0.1:{ports['RASA']}/webhooks/rest/"):
            wait(url)
        yield f"http://127.0.0.1:{ports['RASA']}/webhooks/rest/webhook"


def wait(url: str) -> None:
    """Wait until a server answers."""
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(url, timeout=5.0).status_code < 500:
                return
        time.sleep(0.5)
    raise SystemExit(f"{url} does not answer")


def measure(kinds: list[Kind], questions: list[str]) -> dict[str, list[float]]:
    """Ask every question of each, in turn; return the milliseconds by name."""
    spent: dict[str, list[float]] = {kind.name: [] for kind in kinds}
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack, httpx.Client(timeout=120) as client:
        urls = {kind.name: stack.enter_context(started(kind, Path(folder) / kind.name)) for kind in kinds}
        for number, text in enumerate(questions):
            for place in range(len(kinds)):
                name = kinds[(place + number) % len(kinds)].name
                sent = {"sender": f"bench-{uuid.uuid4().hex}", "message": text}
                began = time.perf_counter()
                client.post(urls[name], json=sent).raise_for_status()
                spent[name].append((time.perf_counter() - began) * 1000)
    return {name: times[WARM_UP:] for name, times in spent.items()}


def processor_time(turns: int) -> dict[str, float]:
    """Return the microseconds of processor that being measured takes of Rasa in one turn.

    It does what a turn does beside answering: a number, six stages, three lines of the log, a counter. How busy the
    machine is changes little.
    """
    found = {"off": _spent(turns)}
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        write_json("rasa")
        count_faults()
        found["metrics and JSON logs"] = _spent(turns)
        with collector() as collected:
            traces.switch_on(collected, "rasa")
            found["traces too"] = _spent(turns)
    return found


def _spent(turns: int) -> float:
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        before = time.process_time()
        for _ in range(turns):
            with request(), stage("whole"):
                MESSAGES.labels(channel="bench").inc()
                for name in ("gate", "queue", "parse", "action"):
                    with stage(name):
                        pass
                hand_over()
                waited_for("lock")
                headers()
        return (time.process_time() - before) / turns * 1e6


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vragen", type=int, default=200, help="questions that count")
    parser.add_argument("--tegen", type=Path, help="another checkout, with the same environment")
    chosen = parser.parse_args()
    questions = [item.text for item in sample(read_sentences(), chosen.vragen + WARM_UP, seed=11)]
    with collector() as traces:
        measured = {"MAGDAT_METINGEN": "100", "MAGDAT_LOGVORM": "json"}
        kinds = [
            Kind("off", ROOT, 6310, {}),
            Kind("metrics and JSON logs", ROOT, 6320, measured),
            Kind("traces too", ROOT, 6330, {**measured, "MAGDAT_SPOREN": traces}),
        ]
        if chosen.tegen is not None:
            kinds.append(Kind("the other checkout", chosen.tegen.resolve(), 6340, {}))
        found = measure(kinds, questions)
    print("| | p50 ms | p95 ms | beside «off», of the same question: median ms | processor of a turn, ms |")
    print("|---|---|---|---|---|")
    taken = processor_time(MOST_TURNS)
    for name, times in found.items():
        apart = float(np.median(np.subtract(times, found["off"])))
        own = f"{taken[name] / 1000:.2f}" if name in taken else "–"
        print(f"| {name} | {np.percentile(times, 50):.1f} | {np.percentile(times, 95):.1f} | {apart:+.2f} | {own} |")


if __name__ == "__main__":
    main()
