"""The services and the one command that starts each: here, in containers, in Kubernetes and under systemd alike."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from magdat.blas import name_kernels
from magdat.files.own_secret import own_secret
from magdat.secret_files import with_secrets

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "models" / "magdat.tar.gz"

RELAY = "relay"
"""The service that carries what waits for desks, where the action server does not."""

MIGRATION = "migratie"
"""The step, once and before the services, that makes the tables of a database or brings them up to date."""


@dataclass(frozen=True)
class Service:
    """One process: what it is called, where it listens, and how one sees that it answers."""

    name: str
    title: str
    port: int
    health: str
    """The path that answers while the process turns."""

    ready: str
    """The path that answers with 503 while people cannot be helped."""

    arguments: tuple[str, ...]

    def url(self, host: str = "127.0.0.1") -> str:
        """Return the address that tells whether the service answers."""
        return f"http://{host}:{self.port}{self.health}"

    def ready_url(self, host: str = "127.0.0.1") -> str:
        """Return the address that tells whether the service can help people now."""
        return f"http://{host}:{self.port}{self.ready}"


def port(name: str, default: int, environment: Mapping[str, str] | None = None) -> int:
    """Return a port from the environment.

    Raises:
        ValueError: the setting is not a port.
    """
    raw = (os.environ if environment is None else environment).get(name) or str(default)
    if not raw.isdigit() or not 1 <= int(raw) <= 65535:
        raise ValueError(f"{name} must be a port between 1 and 65535, not {raw!r}")
    return int(raw)


def services(environment: Mapping[str, str] | None = None) -> tuple[Service, ...]:
    """Return the services that run with these settings, in the order in which they start.

    Raises:
        ValueError: a port is set to something else than a port.
    """
    env = os.environ if environment is None else environment
    carries = env.get("MAGDAT_BEZORGER", "").strip().lower() == RELAY
    return tuple(item for item in every_service(env) if carries or item.name != RELAY)


def every_service(environment: Mapping[str, str] | None = None) -> tuple[Service, ...]:
    """Return every service that there is, the relay too, which runs only where the action server does not carry.

    Raises:
        ValueError: a port is set to something else than a port.
    """
    env = os.environ if environment is None else environment
    host = env.get("MAGDAT_ADRES") or "127.0.0.1"
    actions = port("MAGDAT_POORT_ACTIES", 5055, env)
    rasa = port("MAGDAT_POORT_RASA", 5005, env)
    page = port("MAGDAT_POORT_PAGINA", 8080, env)
    desk = port("MAGDAT_POORT_BUREAU", 8081, env)
    relay = port("MAGDAT_POORT_RELAY", 5056, env)
    model = env.get("MAGDAT_MODEL") or str(MODEL)
    origins = env.get("MAGDAT_HERKOMST") or f"http://127.0.0.1:{page} http://localhost:{page}"
    return (
        Service(
            "acties",
            "action server",
            actions,
            "/health",
            "/klaar",
            ("-m", "actions.server", "--host", host, "--port", str(actions)),
        ),
        *(_worker(number, rasa + number, host, model, origins) for number in range(_workers(env))),
        Service(
            RELAY, "relay", relay, "/gezond", "/klaar", ("-m", "actions.relay", "--host", host, "--port", str(relay))
        ),
        Service("pagina", "demo page", page, "/", "/", ("-m", "launch.page", "--host", host, "--port", str(page))),
        Service("bureau", "desk page", desk, "/gezond", "/klaar", ("-m", "desk", "--host", host, "--port", str(desk))),
    )


def _workers(env: Mapping[str, str]) -> int:
    raw = env.get("MAGDAT_WERKERS", "").strip()
    return int(raw) if raw.isdigit() else 1  # what cannot be used is told before anything starts


def _worker(number: int, port: int, host: str, model: str, origins: str) -> Service:
    """Return one of the Rasa processes; those after the first listen on the ports after its port."""
    name, title = ("rasa", "Rasa") if number == 0 else (f"rasa{number + 1}", f"Rasa {number + 1}")
    arguments = (
        *("-m", "launch.rasa_cli", "run", "--model", model, "--interface", host, "--port", str(port)),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml", "--cors", *origins.split()),
    )
    return Service(name, title, port, "/webhooks/rest/", "/webhooks/gezondheid/klaar", arguments)


def environment(base: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment in which every service runs: defaults that need no set-up, and secrets out of their files.

    Raises:
        SettingsError: a file with a secret cannot be used.
    """
    env = with_secrets(os.environ if base is None else base)
    state = Path(env.get("MAGDAT_TOESTAND") or ROOT / ".toestand").resolve()
    env["MAGDAT_TOESTAND"] = str(state)
    actions = port("MAGDAT_POORT_ACTIES", 5055, env)
    env["MAGDAT_ACTIES_URL"] = env.get("MAGDAT_ACTIES_URL") or f"http://127.0.0.1:{actions}/webhook"
    page = port("MAGDAT_POORT_PAGINA", 8080, env)
    env["MAGDAT_HERKOMST"] = env.get("MAGDAT_HERKOMST") or f"http://127.0.0.1:{page} http://localhost:{page}"
    # The action server believes whoever shows this secret: Rasa, and nobody else on this machine.
    env["MAGDAT_ACTIES_GEHEIM"] = env.get("MAGDAT_ACTIES_GEHEIM") or own_secret(state / "acties.geheim")
    # Several processes are several services (MAGDAT_WERKERS): Sanic's own would share connections, and one that dies is
    # not started again.
    env["SANIC_WORKERS"] = "1"
    # Nothing of a conversation leaves the machine, Rasa's own telemetry included.
    env["RASA_TELEMETRY_ENABLED"] = "false"
    env.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    env.setdefault("OMP_NUM_THREADS", "1")
    name_kernels(env)
    env.setdefault("MALLOC_ARENA_MAX", "2")  # a heap a thread keeps memory that nobody uses
    env.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    env["PYTHONWARNINGS"] = env.get("PYTHONWARNINGS", "ignore")
    return env


def command(service: Service) -> list[str]:
    """Return the command line of a service."""
    return [sys.executable, *service.arguments]
