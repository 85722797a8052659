"""How long a trained model reads one message, and what it occupies: `python -m bench.parse_time MODEL < messages`.

A process of its own, pinned to one core and with one thread, as every service runs: whoever has just trained holds
much that a server never sees. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from bench import rasa_pipelines
from bench.own_process import in_own_process
from launch import graph_order, processor

PIECES = 24
"""So long was the text that e5 took 2.8 ms for when twelve for a whole parse were aimed at: 4.3 times as long."""

WARMING = 10
"""Messages asked first, that are not timed: the first ones load what is loaded on demand."""


def in_fresh_process(model: Path, texts: Sequence[str]) -> dict[str, Any]:
    """Return the figures of a model, measured in a process of its own."""
    given = json.dumps(list(texts))
    return dict(in_own_process("bench.parse_time", "--here", str(model), given=given))


def measure(model: Path, texts: Sequence[str]) -> dict[str, Any]:
    """Return the processor time of one message in ms, and the memory that this process occupies in MB."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for part in (processor, graph_order):  # as every service does
        part.use()
    pipeline = rasa_pipelines.Pipeline(model)
    parts = timed_parts()
    timed: list[float] = []
    by_part: dict[str, list[float]] = {}
    asked = [*texts[:WARMING], *texts]
    # Not as it was trained on, so that nothing comes from a memory of vectors; and on one event loop, as in a service.
    reading = pipeline.parse([f"{text} " for text in asked])
    for number in range(len(asked)):
        parts.clear()
        started = time.process_time()
        next(reading)
        took = (time.process_time() - started) * 1000
        if number < len(texts[:WARMING]):
            continue
        timed.append(took)
        for name, seconds in parts.items():
            by_part.setdefault(name, []).append(seconds)
    resident = psutil.Process().memory_info().rss  # before e5 is loaded once more
    return {
        "parse_p50_ms": round(float(np.percentile(timed, 50)), 1),
        "parse_p95_ms": round(float(np.percentile(timed, 95)), 1),
        "e5_p50_ms": round(float(np.median(e5_alone(len(timed)))), 2),
        "parse_resident_mb": round(resident / 1e6),
        "parts_ms": {
            name: round(float(np.percentile(times, 50)) * 1000, 2)
            for name, times in sorted(by_part.items(), key=lambda item: -sum(item[1]))
            if sum(times) / len(times) > 0.0001
        },
    }


def e5_alone(times: int) -> list[float]:
    """Return what e5's twelve layers take for a text of :data:`PIECES` pieces, in ms, so many times."""
    from nlu.e5.engine import Engine
    from nlu.encoders import CACHE

    engine = Engine(CACHE / "e5")
    around = len(engine.rows.pieces("de")) - 1
    text = " ".join(["de"] * (PIECES - around))
    found: list[float] = []
    for _ in range(times + WARMING):
        engine.forget()
        started = time.process_time()
        engine.encode([text])
        found.append((time.process_time() - started) * 1000)
    return found[WARMING:]


def timed_parts() -> defaultdict[str, float]:
    """Time every component of the graph in this process from now on; return where their seconds are added up.

    A component may be asked more than once for one message: spaCy's gives its pipeline, and then reads the text.
    """
    from rasa.engine.graph import GraphNode

    spent: defaultdict[str, float] = defaultdict(float)
    run = GraphNode.__call__

    def timed(node: Any, *given: Any) -> Any:
        started = time.process_time()
        try:
            return run(node, *given)
        finally:
            name = node._node_name.removeprefix("run_").rsplit(".", 1)[-1].rstrip("0123456789")
            spent[name] += time.process_time() - started

    GraphNode.__call__ = timed
    return spent


def main() -> None:
    """Read messages as a JSON list or line by line, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="an archive that Rasa trained")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    given = sys.stdin.read()
    texts = json.loads(given) if given.lstrip().startswith("[") else [line for line in given.splitlines() if line]
    print(json.dumps((measure if chosen.here else in_fresh_process)(chosen.model, texts)))


if __name__ == "__main__":
    main()
