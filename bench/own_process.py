"""Measure in a process of its own, so that memory and threads count for that measurement only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from bench.sentences import ROOT
from magdat.blas import name_kernels


def in_own_process(module: str, *arguments: str, given: str = "") -> Any:
    """Return what a module of bench/ printed last, read as JSON.

    One thread for products, as every service runs; a second one would only wait, and count.

    Args:
        module: the module, as after ``python -m``.
        arguments: what it is told.
        given: what it reads on its standard input.

    Raises:
        SystemExit: it failed; the message holds the end of what it said.
    """
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    name_kernels(env)
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=env,
        input=given,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise SystemExit(f"{module} {' '.join(arguments)} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])
