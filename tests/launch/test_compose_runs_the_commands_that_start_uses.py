import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from launch.services import services

ROOT = Path(__file__).resolve().parents[2]
# PyYAML, because importing Rasa teaches ruamel's loaders to expand ${…} for the rest of the process.
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("service", services({}), ids=lambda item: item.name)
def test_every_service_has_its_command(service: object) -> None:
    name = service.name
    assert COMPOSE["services"][name]["command"] == [".venv/bin/python", "-m", "launch", name]


def test_compose_finds_nothing_wrong() -> None:
    command = ["docker-compose"] if shutil.which("docker-compose") else ["docker", "compose"]
    done = subprocess.run([*command, "config", "--quiet"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == ""
