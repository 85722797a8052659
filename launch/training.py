"""Train the model, only when something that it is made from changed."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console

from launch import progress, services, staleness

LOG_TAIL = 15

LOOK_EVERY = 1.0
"""Seconds between two looks at how far a training is."""


class TrainingError(Exception):
    """Rasa could not train; the message says what Rasa said last and where the whole log is."""


def train(console: Console, root: Path = services.ROOT, model: Path = services.MODEL, force: bool = False) -> bool:
    """Train the model when it is stale; return whether it was.

    Raises:
        TrainingError: Rasa stopped with an error.
    """
    if not force and not staleness.stale(root, model):
        console.print("· the model is up to date")
        return False
    _need_dutch_pipeline()
    env = services.environment()
    state = Path(env["MAGDAT_TOESTAND"])
    (state / "logs").mkdir(parents=True, exist_ok=True)
    log = state / "logs" / "training.log"
    env["RASA_CACHE_DIRECTORY"] = str(_only(staleness.cache_of_rasa(root)))
    started = time.monotonic()
    arguments = [
        sys.executable,
        "-m",
        "launch.rasa_cli",
        "train",
        "--fixed-model-name",
        model.name.removesuffix(".tar.gz"),
    ]
    remaining = progress.Remaining(root / ".cache" / "training.json")
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [*arguments, "--skip-validation", "--out", str(model.parent)],  # «make check» validates
            cwd=root,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _show(console, process, log, remaining)
        finally:
            with contextlib.suppress(ProcessLookupError):  # Ctrl-C must leave behind neither it nor what it started
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.returncode != 0 or not model.is_file():
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_TAIL:])
        raise TrainingError(f"Training failed. The last lines of {log}:\n{tail}")
    staleness.trained(root, model)
    remaining.keep()
    console.print(f"· trained the model in {time.monotonic() - started:.0f} s")
    return True


def _show(console: Console, process: subprocess.Popen[bytes], log: Path, remaining: progress.Remaining) -> None:
    """Say what a training is doing and how long it still takes, until it is done."""
    shown: progress.Stage | None = None
    with console.status("") as status:
        for stage in progress.follow(log):
            if stage != shown:
                remaining.reached(stage.before)
                if shown is None or stage.step != shown.step:
                    left = f"about {remaining.seconds():.0f} s left"
                    progress.say_step(console, stage.step, f"training: {stage.doing} ({left})")
                shown = stage
            status.update(f"{stage.doing}… about {remaining.seconds():.0f} s left")
            try:
                process.wait(timeout=LOOK_EVERY)
                return
            except subprocess.TimeoutExpired:
                continue


def _only(cache: Path) -> Path:
    """Remove the caches beside this one, which were made by other code and serve nobody any more; return it."""
    for other in cache.parent.glob("*"):
        if other != cache:
            shutil.rmtree(other, ignore_errors=True)
    return cache


def _need_dutch_pipeline() -> None:
    """Say in one sentence that the Dutch pipeline is missing, before Rasa says it in forty lines."""
    if importlib.util.find_spec("nl_core_news_sm") is None:
        raise TrainingError(
            "The Dutch pipeline nl_core_news_sm is not installed: run «scripts/install», "
            "or install explosion's own wheel (models/spacy/README.md)."
        )
