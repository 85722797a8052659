"""Threads in Teams that are questions at a desk: what is written there is for whoever asked, not for the assistant."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import structlog

from channels.teams_activity import Activity, typed
from magdat.desks.opening import open_counter
from magdat.files.problems import DocumentError
from magdat.handoff.ways.teams import NAME, THREAD, TeamsDesk
from magdat.settings import Settings
from magdat.storage.errors import StorageError

logger = structlog.get_logger(__name__)

TEXT = "text/html"
"""The kind of attachment in which Teams repeats the text itself."""


def heard_at_a_desk(activity: Activity) -> int | None:
    """Give a message in the thread of a question to its desk.

    Returns:
        The HTTP status with which Teams hears that; ``None`` where the message is for the assistant.
    """
    where = activity["conversation"]["id"]
    if THREAD not in where or activity["type"] != "message" or NAME not in os.environ.get("MAGDAT_DOORGEVEN", ""):
        return None
    try:
        counter = open_counter(Settings.from_environment())
        way, number = counter.way(NAME), counter.desk.called(NAME, where)
        if not isinstance(way, TeamsDesk) or number is None:
            return None
        way.take(
            counter.desk,
            number,
            typed(activity),
            thread=where,
            person=activity["from"]["id"],
            mark=f"{NAME} {where} {activity.get('id') or ''}",
            attached=_attached(activity),
        )
    except StorageError as error:
        logger.error("teams.desk_not_kept", kind=type(error).__name__)
        return 503
    except (ValueError, OSError, DocumentError) as error:  # it may be an answer: nobody else may read it meanwhile
        logger.error("teams.desk_off", kind=type(error).__name__)
        return 503
    return 200


def _attached(activity: Mapping[str, Any]) -> bool:
    found = activity.get("attachments")
    return isinstance(found, list) and any(isinstance(item, dict) and item.get("contentType") != TEXT for item in found)
