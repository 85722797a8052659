"""The two compose files as compose itself understands them: the one of a company, and the one of a single machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COMPANY, SMALL = "docker-compose.yml", "compose.klein.yml"


def configured(file: str = COMPANY, **settings: str) -> dict[str, Any]:
    """Return a compose file with the settings of .env.example and these, all filled in."""
    program = ["docker-compose"] if shutil.which("docker-compose") else ["docker", "compose"]
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [*program, "--file", file, "--env-file", ".env.example", "config", "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, env={**kept, **settings}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == ""
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def environment(service: dict[str, Any]) -> dict[str, str]:
    """Return what a container gets, without what is empty."""
    return {name: str(value) for name, value in service.get("environment", {}).items() if value}
