"""Once a day the running system removes what is older than the retention, without anybody having to think of it."""

from __future__ import annotations

import threading

import structlog

from magdat.settings import Settings
from magdat.storage.stores import open_stores

logger = structlog.get_logger(__name__)

DAY = 24 * 60 * 60.0
"""Seconds between two clean-ups; the first is at start."""

AGAIN = 10 * 60.0
"""Seconds after which a clean-up that failed is tried again: a database that is away comes back."""


def clean_up(settings: Settings) -> bool:
    """Remove what is past its time from every store; return whether all went: a failure is logged, not raised."""
    stores = open_stores(settings)
    try:
        remove_former_texts(settings)
        gone = stores.clean_up(settings.retention_days, settings.ticket_days)
        logger.info("retention.cleaned", **gone)
        return True
    except Exception as error:
        logger.error("retention.failed", kind=type(error).__name__)
        return False


def remove_former_texts(settings: Settings) -> None:
    """Remove the file in which earlier versions kept redacted text; nothing typed is kept any more."""
    for path in settings.state.glob("gesprekken.sqlite*"):
        path.unlink(missing_ok=True)
        logger.info("retention.former_texts_removed", file=path.name)


def start_housekeeping(settings: Settings, stop: threading.Event | None = None) -> threading.Thread:
    """Clean up now and every day, in a thread that ends with the process."""
    ended = stop or threading.Event()

    def run() -> None:
        while True:
            if ended.wait(DAY if clean_up(settings) else AGAIN):
                return

    thread = threading.Thread(target=run, name="housekeeping", daemon=True)
    thread.start()
    return thread
