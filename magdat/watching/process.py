"""Let a process be watched as the settings say: the form of its log, its metrics on a port, its traces."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from magdat.metrics import catalogue, traces
from magdat.metrics.faults import count_faults
from magdat.metrics.requests import tell_stages
from magdat.metrics.serving import PortTaken, Where, serve
from magdat.policy.store import PolicyStore
from magdat.privacy.log_form import JSON, write_json
from magdat.settings import Settings
from magdat.watching.stored import OfProcess, OfStores

logger = structlog.get_logger(__name__)

_LOCK = threading.Lock()
_watched = False


def write_log(settings: Settings, service: str) -> None:
    """Write the log of this process as the settings say, and count its faults where metrics are wanted.

    It comes after the log was made discreet, and before anything is logged: a logger may stay as it was first used.
    """
    if settings.log_form == JSON:
        write_json(service)
        tell_stages()
    if settings.metrics is not None:
        count_faults()


def watch(
    settings: Settings,
    service: str,
    port: int,
    policies: Callable[[], PolicyStore] | None = None,
    *,
    keeps: bool = False,
    workers: int = 1,
) -> None:
    """Show what this process measures, and trace it, where the settings say so; once a process.

    Args:
        settings: where, and whether.
        service: what the process is called: acties, rasa, relay or bureau.
        port: of the service, to which the settings add for the port of the metrics.
        policies: gives the policy; raises DocumentError while no version can be used.
        keeps: whether it also tells what is kept in the database.
        workers: how many processes share that port; each takes the next port for its metrics that is free.

    Raises:
        PortTaken: the metrics cannot be served there.
        TracesNotInstalled: traces are wanted, and what they take is not installed.
    """
    global _watched
    with _LOCK:
        if _watched:
            return
        if settings.traces is not None:
            traces.switch_on(settings.traces, service)
        if settings.metrics is not None:
            catalogue.begin()
            catalogue.REGISTRY.register(OfProcess(settings, policies))
            if keeps:
                catalogue.REGISTRY.register(OfStores(settings))
            found = _served(settings, port, workers)
            logger.info("metrics.served", port=found)
        _watched = True


def _served(settings: Settings, port: int, workers: int) -> int:
    """Serve the metrics on the first port of this service that is free; return it."""
    assert settings.metrics is not None
    first = port + settings.metrics.added
    for found in range(first, first + workers):
        try:
            serve(catalogue.REGISTRY, Where(settings.metrics.address, found, settings.metrics.token))
        except PortTaken:
            if found == first + workers - 1:
                raise
        else:
            return found
    raise AssertionError("there is at least one worker")
