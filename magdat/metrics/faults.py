"""Warnings and errors of the log, counted by what happened: the lines are there already, in every room."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

from magdat.metrics.catalogue import FAULTS

LEVELS = {"warning": "warning", "error": "error", "exception": "error", "critical": "error"}
"""What the methods of a logger are counted as."""

AREAS = (
    *(
        "acties",
        "action",
        "channel",
        "conversation",
        "count",
        "desk",
        "gate",
        "handoff",
        "lock",
        "mail",
        "metrics",
        "policy",
    ),
    *("post", "pushes", "question", "redaction", "retention", "slack", "storage", "teams", "widget"),
)
"""What the events of our own lines begin with."""

OTHER = "other"
"""What every other line is counted as: those of libraries may be whole sentences."""

WATCHED = (
    ("error", "gate.silent"),
    ("error", "post.dropped"),
    ("warning", "post.put_off"),
    ("error", "handoff.undeliverable"),
    ("error", "retention.failed"),
)
"""What is shown from the start, before it happened: the first time would not be seen as an increase otherwise."""

_OURS = re.compile(rf"(?:{'|'.join(AREAS)})\.[a-z_]{{2,40}}")


def event_of(text: object) -> str:
    """Return what a line is counted as."""
    return text if isinstance(text, str) and _OURS.fullmatch(text) else OTHER


def counted(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Count a line of structlog that tells of trouble; return it as it was."""
    if (level := LEVELS.get(method)) is not None:
        FAULTS.labels(level=level, event=event_of(event.get("event"))).inc()
    return event


def count_faults() -> None:
    """Count the lines of this process from now on; once a process."""
    for level, event in WATCHED:
        FAULTS.labels(level=level, event=event)
    processors = structlog.get_config()["processors"]
    if counted not in processors:
        structlog.configure(processors=[counted, *processors])
