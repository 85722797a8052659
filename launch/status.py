"""`make status`: which services run here, since when, and whether they answer."""

from __future__ import annotations

import datetime as dt

import httpx
from rich.console import Console

from launch.ports import holder
from launch.services import Service, services
from launch.supervisor import facts, noted


def show_status(console: Console) -> int:
    """Print a line for each service; return 0 when all of them answer, else 1."""
    running, told_of = {item["name"]: item for item in noted()}, {item["name"]: item for item in facts()}
    well = []
    for service in services():
        well.append(answers(service))
        if service.name in running:
            told = f"process {running[service.name]['pid']} since {_moment(running[service.name]['started'])}"
        elif again := told_of.get(service.name, {}).get("again"):
            told = f"tried again at {_moment(again)}: see its log"
        else:
            told = f"started by something else: {holder(service.port)}" if well[-1] else "not started"
        if stops := told_of.get(service.name, {}).get("stops"):
            told += f" (stopped by itself {stops} time(s) in a row)"
        sign, state = ("✓", "answers") if well[-1] else ("✗", "does not answer")
        console.print(f"{sign} {service.title}: {state} on port {service.port}, {told}", markup=False, soft_wrap=True)
    return 0 if all(well) else 1


def _moment(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds).strftime("%d/%m %H:%M:%S")


def answers(service: Service) -> bool:
    """Return whether a service on this machine answers."""
    try:
        return httpx.get(service.url(), timeout=3.0, trust_env=False).status_code < 500
    except httpx.HTTPError:
        return False
