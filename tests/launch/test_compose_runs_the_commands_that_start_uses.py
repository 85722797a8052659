"""docker-compose.yml beside the launcher: the same commands, the same settings."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from launch.services import services

ROOT = Path(__file__).resolve().parents[2]
# PyYAML, because importing Rasa teaches ruamel's loaders to expand ${…} for the rest of the process.
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))

NOT_IN_A_CONTAINER = {
    "MAGDAT_LEIDRAAD": "mounted",
    "MAGDAT_TOESTAND": "a volume",
    "MAGDAT_POORT_ACTIES": "not published",
    "MAGDAT_POORT_BUREAU": "published; inside it is always 8081",
    "MAGDAT_MODEL": "in the image",
    "MAGDAT_PYTHON": "in the image",
    "MAGDAT_VECTOREN": "for training",
    "MAGDAT_ACTIES_GEHEIM": "made in the volume that both share",
    "MAGDAT_SLACK_API": "for tests",
    "MAGDAT_TEAMS_KEYS": "for tests",
    "MAGDAT_TEAMS_LOGIN": "for tests",
}
"""Settings that compose need not pass on, and why."""


def configured(**settings: str) -> dict[str, Any]:
    """Return the services as compose understands them with these settings."""
    command = ["docker-compose"] if shutil.which("docker-compose") else ["docker", "compose"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAGDAT_")}
    done = subprocess.run(
        [*command, "config"], cwd=ROOT, env={**kept, **settings}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == ""
    found: dict[str, Any] = yaml.safe_load(done.stdout)["services"]
    return found


def environment(service: dict[str, Any]) -> dict[str, str]:
    """Return what a container gets, without what is empty."""
    return {name: str(value) for name, value in service["environment"].items() if value}


@pytest.mark.parametrize("service", services({}), ids=lambda item: item.name)
def test_every_service_has_its_command(service: object) -> None:
    name = service.name
    assert COMPOSE["services"][name]["command"] == [".venv/bin/python", "-m", "launch", name]


def test_compose_finds_nothing_wrong() -> None:
    assert set(configured()) == {service.name for service in services({})}


def test_each_container_listens_on_the_port_that_is_published() -> None:
    found = configured(MAGDAT_POORT_RASA="5105", MAGDAT_POORT_PAGINA="8180")
    for service in services({}):
        inside = next(item for item in services(environment(found[service.name])) if item.name == service.name)
        published = json.dumps(found[service.name].get("ports", []))
        if service.name == "acties":
            assert published == "[]"
        if service.name == "rasa":
            assert "5105" in published
            assert inside.port == 5005
            assert "http://127.0.0.1:8180" in inside.arguments, "the page's origin as the browser sees it"
        if service.name == "pagina":
            assert "8180" in published
            assert inside.port == 8080
            assert environment(found["pagina"])["MAGDAT_POORT_RASA"] == "5105", "where the browser finds Rasa"


def test_every_setting_that_the_documentation_names_reaches_a_container() -> None:
    pages = [ROOT / "docs" / name for name in ("instellingen.md", "doorgeven.md", "kanalen.md")]
    named = {name for page in pages for name in re.findall(r"MAGDAT_[A-Z_]*[A-Z]", page.read_text(encoding="utf-8"))}
    named -= {"MAGDAT_SMTP", "MAGDAT_WEBHOOK"}  # how the table of settings refers to doorgeven.md
    passed = {name for service in COMPOSE["services"].values() for name in service["environment"]}
    assert named - set(NOT_IN_A_CONTAINER) <= passed
    assert passed <= named


SENDS, TAKES_IN = "acties", "rasa"
"""The service that carries questions to desks, and the one to which Slack, Teams and helpdesks bring something."""

USED_BY = {
    "MAGDAT_SMTP_PASSWORD": {SENDS},
    "MAGDAT_IMAP_PASSWORD": {SENDS},
    "MAGDAT_RT_TOKEN": {SENDS},
    "MAGDAT_TEAMS_APP_PASSWORD": {SENDS, TAKES_IN},
    "MAGDAT_SLACK_SIGNING_SECRET": {TAKES_IN},
    "MAGDAT_SLACK_TOKEN": {SENDS, TAKES_IN},
    "MAGDAT_OIDC_SECRET": {"bureau"},
    "MAGDAT_WEBHOOK_SECRET": {SENDS, TAKES_IN},
    "MAGDAT_ZAMMAD_SECRET": {SENDS, TAKES_IN},
}


def test_a_secret_goes_only_to_the_containers_that_use_it() -> None:
    services = COMPOSE["services"].items()
    for secret, users in USED_BY.items():
        assert {name for name, service in services if secret in service["environment"]} == users, secret
