"""Threads in Slack that are questions at a desk: what is written there is for whoever asked, not for the assistant."""

from __future__ import annotations

import os

import structlog

from magdat.desks.opening import open_counter
from magdat.files.problems import DocumentError
from magdat.handoff.ways.slack import NAME
from magdat.settings import Settings

logger = structlog.get_logger(__name__)


def is_at_a_desk(channel: str, thread: str) -> bool:
    """Return whether a thread is a question that was passed on: its desk reads there by itself.

    Args:
        channel: what Slack calls the channel.
        thread: the moment of the message that began the thread; empty where there is none.

    Raises:
        StorageError: it cannot be looked up.
    """
    if not thread or NAME not in os.environ.get("MAGDAT_DOORGEVEN", ""):
        return False
    try:
        return open_counter(Settings.from_environment()).desk.called(NAME, f"{channel}:{thread}") is not None
    except (ValueError, OSError, DocumentError) as error:  # it may be an answer: nobody else may read it meanwhile
        logger.error("slack.desk_off", kind=type(error).__name__)
        return True
