"""Our assistant and Rasa's stock one, both started as servers on ports of their own, with empty state folders."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import yaml

from bench import rasa_pipelines
from bench.sentences import ROOT, read_sentences, sample
from launch.services import MODEL
from magdat.blas import name_kernels

OURS_PORTS = {
    name: os.environ.get(name, port)
    for name, port in (
        ("MAGDAT_POORT_RASA", "6005"), ("MAGDAT_POORT_ACTIES", "6055"), ("MAGDAT_POORT_PAGINA", "6080"),
    )
}  # fmt: skip
"""Where ours listens; what the environment says, so that two of these can run beside each other."""

STOCK_PORT = 6105
START_WITHIN = 300.0

FRAME_PORT = 6090
"""Where another site is, that may show our page in a frame, to take a picture of that."""

OURS_CARRIES, STOCK_CARRIES = "custom", "text"
"""What an answer carries: ours its machine-readable form (docs/contract.md), stock the words of its intent."""

STOCK_SENTENCES = 300
"""What the stock assistant learns from: enough for its speed, which does not depend on what it learned."""

STOCK_EPOCHS = 5


@dataclass(frozen=True)
class Server:
    """A running assistant: its REST channel, and the process of Rasa."""

    name: str
    url: str
    rasa: psutil.Process

    carries: str
    """The key that one of the messages of an answer has: what refuses or says that something is wrong lacks it."""

    def fault(self, status: int, messages: Any) -> str | None:
        """Return what came instead of an answer, of the status and the JSON of a reply; ``None`` where an answer came.

        No answer: nothing, or only that something is wrong, goes too fast or is too busy.
        """
        if status != 200:
            return f"status {status}"
        if not isinstance(messages, list) or not messages:
            return "nothing"
        if any(message.get(self.carries) for message in messages):
            return None
        return " ".join(str(message.get("text")) for message in messages)[:60]

    def resident_mb(self) -> int:
        """Return what Rasa's process occupies."""
        return round(self.rasa.memory_info().rss / 1e6)


@dataclass(frozen=True)
class Running:
    """A process that was started here, and where it writes."""

    started: subprocess.Popen[bytes]
    process: psutil.Process
    log: Path

    def last_words(self) -> str:
        """Return the end of what it wrote."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])


@contextlib.contextmanager
def ours(directory: Path, policy: Path | None = None) -> Iterator[Server]:
    """Start ours with its action server, as `make start` does; the model must be trained.

    Args:
        directory: where the folder for its state is made.
        policy: what it answers from, where that is not the policy of the example company.

    Raises:
        SystemExit: a port is taken, or it does not start.
    """
    _free("MAGDAT_POORT_RASA", "MAGDAT_POORT_ACTIES")
    state = directory / "ours"
    state.mkdir()
    # A name that the state folder may not share with another start.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAGDAT_")}
    env = {**kept, **OURS_PORTS, "MAGDAT_TOESTAND": str(state), "MAGDAT_MODEL": str(MODEL)}
    if policy is not None:
        env["MAGDAT_BELEID"] = str(policy)
    with contextlib.ExitStack() as stack:
        actions = stack.enter_context(
            running_process([sys.executable, "-m", "launch", "acties"], ROOT, env, state / "acties.log")
        )
        rasa = stack.enter_context(
            running_process([sys.executable, "-m", "launch", "rasa"], ROOT, env, state / "rasa.log")
        )
        wait_for(f"http://127.0.0.1:{OURS_PORTS['MAGDAT_POORT_ACTIES']}/health", actions)
        yield _server("ours", int(OURS_PORTS["MAGDAT_POORT_RASA"]), rasa, OURS_CARRIES)


def _free(*names: str) -> None:
    """See that nobody listens yet where ours is to listen, since an answer would be somebody else's.

    Raises:
        SystemExit: somebody does.
    """
    for name in names:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", int(OURS_PORTS[name]))) == 0:
                raise SystemExit(f"port {OURS_PORTS[name]} is in use: set {name} to another one")


@contextlib.contextmanager
def page_of_ours(directory: Path) -> Iterator[str]:
    """Start the page of ours, beside :func:`ours`, and return where it is."""
    _free("MAGDAT_POORT_PAGINA")
    address = f"http://127.0.0.1:{OURS_PORTS['MAGDAT_POORT_PAGINA']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAGDAT_")}
    env = {
        **kept,
        **OURS_PORTS,
        "MAGDAT_TOESTAND": str(directory),
        "MAGDAT_INSLUITEN": f"http://localhost:{FRAME_PORT}",
    }
    command = [sys.executable, "-m", "launch", "pagina"]
    with running_process(command, ROOT, env, directory / "pagina.log") as page:
        wait_for(address, page)
        yield address


@contextlib.contextmanager
def stock(directory: Path) -> Iterator[Server]:
    """Train and start Rasa's default pipeline for Dutch with one fixed reply an intent, REST and SQLite."""
    place = directory / "stock"
    model = _train_stock(place)
    (place / "endpoints.yml").write_text(
        "tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: tracker.sqlite\n", encoding="utf-8"
    )
    (place / "credentials.yml").write_text("rest:\n", encoding="utf-8")
    arguments = ["-m", "rasa", "run", "--model", str(model), "--interface", "127.0.0.1", "--port", str(STOCK_PORT)]
    arguments += ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    env = {**os.environ, "OMP_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "RASA_TELEMETRY_ENABLED": "false"}
    name_kernels(env)  # or else a processor that its OpenBLAS does not know would speak for us
    with running_process([sys.executable, *arguments], place, env, place / "rasa.log") as rasa:
        yield _server("stock", STOCK_PORT, rasa, STOCK_CARRIES)


def _train_stock(place: Path) -> Path:
    """Train with one rule and one reply an intent."""
    place.mkdir()
    drawn = sample(read_sentences(), STOCK_SENTENCES)
    intents = sorted({item.intent for item in drawn})
    pipeline = [
        {**part, "epochs": STOCK_EPOCHS} if "epochs" in part else part for part in rasa_pipelines.STOCK["pipeline"]
    ]
    config = {**rasa_pipelines.STOCK, "pipeline": pipeline, "policies": [{"name": "RulePolicy"}]}
    domain = {
        "version": "3.1",
        "intents": intents,
        "responses": {f"utter_{name}": [{"text": f"Dit is het antwoord over {name}."}] for name in intents},
    }
    examples = [
        {"intent": name, "examples": "".join(f"- {_plain(item.text)}\n" for item in drawn if item.intent == name)}
        for name in intents
    ]
    rules = [{"rule": name, "steps": [{"intent": name}, {"action": f"utter_{name}"}]} for name in intents]
    files = {
        "config.yml": config,
        "domain.yml": domain,
        "data.yml": {"version": "3.1", "nlu": examples, "rules": rules},
    }
    for name, content in files.items():
        (place / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    arguments = ["train", "--data", "data.yml", "--out", "models", "--fixed-model-name", "stock", "--skip-validation"]
    done = subprocess.run(
        [sys.executable, "-m", "rasa", *arguments],
        cwd=place,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "RASA_CACHE_DIRECTORY": str(place / "cache")},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise SystemExit(f"training stock failed:\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}")
    return place / "models" / "stock.tar.gz"


def _plain(text: str) -> str:
    return text.translate(str.maketrans("[]{}", "()()"))


@contextlib.contextmanager
def running_process(command: list[str], cwd: Path, env: dict[str, str], log: Path) -> Iterator[Running]:
    """Run a command until the block ends, its output in a log."""
    with log.open("wb") as output:
        started = subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=output)
    try:
        yield Running(started, psutil.Process(started.pid), log)
    finally:
        started.terminate()
        try:
            started.wait(timeout=20)
        except subprocess.TimeoutExpired:
            started.kill()


def _server(name: str, port: int, rasa: Running, carries: str) -> Server:
    wait_for(f"http://127.0.0.1:{port}/webhooks/rest/", rasa)
    return Server(name, f"http://127.0.0.1:{port}/webhooks/rest/webhook", rasa.process, carries)


def wait_for(url: str, running: Running) -> None:
    """Wait until an address of a process answers.

    Raises:
        SystemExit: the process ended, and its last words say why, or it does not answer in time.
    """
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        if (status := running.started.poll()) is not None:
            raise SystemExit(f"{url} does not answer: its process ended with status {status}\n{running.last_words()}")
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(url, timeout=5.0).status_code < 500:
                return
        time.sleep(0.5)
    raise SystemExit(f"{url} does not answer after {START_WITHIN:.0f} s\n{running.last_words()}")
