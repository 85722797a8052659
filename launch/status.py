"""`make status`: which services run here, since when, and whether they answer."""

from __future__ import annotations

import datetime as dt

import httpx
from rich.console import Console

from launch.ports import holder
from launch.services import Service, services
from launch.supervisor import noted


def show_status(console: Console) -> int:
    """Print a line for each service; return 0 when all of them answer, else 1."""
    running = {item["name"]: item for item in noted()}
    well = []
    for service in services():
        well.append(answers(service))
        if service.name in running:
            since = dt.datetime.fromtimestamp(running[service.name]["started"]).strftime("%d/%m %H:%M")
            told = f"process {running[service.name]['pid']} since {since}"
        else:
            told = f"started by something else: {holder(service.port)}" if well[-1] else "not started"
        sign, state = ("✓", "answers") if well[-1] else ("✗", "does not answer")
        console.print(f"{sign} {service.title}: {state} on port {service.port}, {told}", markup=False, soft_wrap=True)
    return 0 if all(well) else 1


def answers(service: Service) -> bool:
    """Return whether a service on this machine answers."""
    try:
        return httpx.get(service.url(), timeout=3.0, trust_env=False).status_code < 500
    except httpx.HTTPError:
        return False
