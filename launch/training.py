"""Train the model, only when something that it is made from changed."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console

from launch import services, staleness

LOG_TAIL = 15


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
    doing = "training the model (a few minutes the first time)…"
    if not console.is_terminal:
        console.print(f"· {doing}")  # where no spinner turns
    with log.open("w", encoding="utf-8") as output, console.status(doing):
        done = subprocess.run(
            [*arguments, "--skip-validation", "--out", str(model.parent)],  # «make check» validates
            cwd=root,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode != 0 or not model.is_file():
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_TAIL:])
        raise TrainingError(f"Training failed. The last lines of {log}:\n{tail}")
    staleness.trained(root, model)
    console.print(f"· trained the model in {time.monotonic() - started:.0f} s")
    return True


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
