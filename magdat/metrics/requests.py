"""One request followed from the gate to the action server and back: a number in every line of the log, and its times.

The number is made up at the gate and tells nothing about who asked. It goes to the action server in a header of ours,
and comes back in the same one.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import structlog

from magdat.metrics import traces
from magdat.metrics.catalogue import SECONDS

HEADER = "X-Magdat-Verzoek"
"""The header that holds the number of a request."""

TOLD = frozenset({"parse", "action", "work", "send", "whole"})
"""Stages of which a log that programs read has a line."""

logger = structlog.get_logger(__name__)

_NUMBER = re.compile(r"[0-9a-f]{16}")


@dataclass
class Request:
    """What is being handled in this task."""

    number: str
    handed_at: float = field(default_factory=time.perf_counter)
    """When it was last given to whoever comes next."""


_told: list[str] = []
"""The stages of which this process writes a line: none, until somebody asks. A line takes longer than most stages."""

_current: ContextVar[Request | None] = ContextVar("magdat_request", default=None)


def current() -> Request | None:
    """Return the request that is being handled, if one is."""
    return _current.get()


def fresh_number() -> str:
    """Return a number for a request."""
    return secrets.token_hex(8)


@contextmanager
def request(number: str | None = None, carried: Mapping[str, str] | None = None) -> Iterator[Request]:
    """Handle one request in this block: every line of the log in it has its number.

    Where one is being handled already, and no number is given, that one goes on.

    Args:
        number: what it is called already; what is no such number is replaced by a new one.
        carried: the headers it came with, by which its trace goes on.
    """
    if not number and (going := _current.get()) is not None:
        yield going
        return
    known = number if number and _NUMBER.fullmatch(number) else fresh_number()
    one = Request(known)
    before = _current.set(one)
    try:
        with structlog.contextvars.bound_contextvars(request=known), traces.going_on(carried):
            yield one
    finally:
        _current.reset(before)


def headers() -> dict[str, str]:
    """Return the headers by which another process goes on with the request; none where there is none."""
    one = _current.get()
    return {HEADER: one.number, **traces.headers()} if one is not None else {}


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Time one stage of the request (a name of catalogue.STAGES), however it ends."""
    started = time.perf_counter()
    with traces.span(name):
        try:
            yield
        finally:
            took = time.perf_counter() - started
            SECONDS.labels(stage=name).observe(took)
            if name in _told and _current.get() is not None:
                logger.info("stage.done", stage=name, ms=round(took * 1000, 1))


def tell_stages() -> None:
    """Write a line of the log for every stage that is told, in this process."""
    _told[:] = TOLD


def hand_over() -> None:
    """Note that the request is given to whoever comes next."""
    if (one := _current.get()) is not None:
        one.handed_at = time.perf_counter()


def waited_for(name: str) -> None:
    """Note that whoever comes next has it: the stage took as long as that lasted."""
    if (one := _current.get()) is not None:
        SECONDS.labels(stage=name).observe(time.perf_counter() - one.handed_at)
